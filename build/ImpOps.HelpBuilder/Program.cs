// build  <module assembly> <docs> <output>   writes <output>/<culture>/ImpOps.PowerShell.dll-Help.xml and the about_ topics
// update <module assembly> <docs>            brings the syntax and the facts of parameters in <docs>/<culture>/*.md up to date
//
// docs/en-US is the original; every other folder in <docs> that has pages is a translation of it.

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using ImpOps.HelpBuilder;

const string Original = "en-US";

try
{
    IReadOnlyList<CommandModel> commands = CommandModel.Load(args[1]);
    string english = Path.Combine(args[2], Original);
    string[] cultures = [english, .. Directory.GetDirectories(args[2]).Where(folder => Path.GetFileName(folder) != Original && Directory.GetFiles(folder, "*.md").Length > 0)];
    foreach (string culture in cultures)
    {
        switch (args[0])
        {
            case "build":
                Build(commands, english, culture, args[3], Path.GetFileName(args[1]));
                break;
            case "update":
                Update(commands, english, culture);
                break;
            default:
                throw new HelpException($"'{args[0]}' is neither build nor update");
        }
    }

    return 0;
}
catch (HelpException problem)
{
    // In the form in which MSBuild shows errors.
    Console.Error.WriteLine($"help : error HELP001: {problem.Message}");
    return 1;
}

static void Build(IReadOnlyList<CommandModel> commands, string english, string source, string output, string assembly)
{
    Dictionary<string, HelpPage> pages = Pages(source);
    Dictionary<string, HelpPage> originals = source == english ? pages : Pages(english);
    string[] topics = [.. originals.Keys.Where(IsTopic)];
    string[] wanted = [.. commands.Select(command => command.Name), .. topics];
    foreach (string stray in pages.Keys.Except(wanted))
    {
        throw new HelpException($"{pages[stray].Path}: there is no {(IsTopic(stray) ? "topic" : "cmdlet")} {stray}");
    }

    foreach (string missing in wanted.Except(pages.Keys))
    {
        throw new HelpException($"{source}: no page for {missing}");
    }

    foreach (CommandModel command in commands)
    {
        Check(pages[command.Name], command);
    }

    foreach (string name in wanted.Where(name => pages[name] != originals[name]))
    {
        Translation.Check(pages[name], originals[name]);
    }

    string target = Path.Combine(output, HelpFolder(Path.GetFileName(source)));
    if (Directory.Exists(target))
    {
        Directory.Delete(target, recursive: true);
    }

    Directory.CreateDirectory(target);
    using (XmlWriter xml = XmlWriter.Create(Path.Combine(target, $"{assembly}-Help.xml"), new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(true), NewLineChars = "\n" }))
    {
        Maml.Write(commands.Select(command => (command, pages[command.Name]))).Save(xml);
    }

    string topicHeading = Path.GetFileName(source).StartsWith("zh", StringComparison.Ordinal) ? "主题" : "TOPIC";
    foreach (string topic in topics)
    {
        File.WriteAllText(Path.Combine(target, topic + ".help.txt"), AboutTopic.Write(pages[topic], topicHeading), new UTF8Encoding(true));
    }
}

static Dictionary<string, HelpPage> Pages(string source) =>
    Directory.GetFiles(source, "*.md").Order(StringComparer.Ordinal).Select(HelpPage.Read).ToDictionary(page => page.Name);

static bool IsTopic(string name) => name.StartsWith("about_", StringComparison.Ordinal);

// Get-Help goes from a culture to its parents and then to en-US. Below zh-Hans, help in Chinese is found wherever the messages are in Chinese:
// in Singapore as in China, and not in Taiwan.
static string HelpFolder(string culture) => culture == Original ? culture : CultureInfo.GetCultureInfo(culture).Parent.Name;

static void Check(HelpPage page, CommandModel command)
{
    string[] described = [.. page.Children("PARAMETERS").Select(section => section.Title).Where(title => title.StartsWith('-')).Select(title => title[1..])];
    string[] stray = [.. described.Except(command.Parameters.Select(parameter => parameter.Name))];
    if (stray.Length > 0)
    {
        throw new HelpException($"{page.Path}: {command.Name} has no parameter -{stray[0]}");
    }

    if (PageText.Update(page, command, page) != page.Text)
    {
        throw new HelpException($"{page.Path}: syntax or parameters are not those of {command.Name}; run the help builder with 'update'");
    }

    if (page.Text.Contains("Tell what it is."))
    {
        throw new HelpException($"{page.Path}: a parameter is not described");
    }

    if (!page.Children("EXAMPLES").Any(example => example.Code.Any()))
    {
        throw new HelpException($"{page.Path}: no example");
    }

    string[] outputs = [.. page.Children("OUTPUTS").Select(section => section.Title)];
    if (!command.Outputs.Order().SequenceEqual(outputs.Order()))
    {
        throw new HelpException($"{page.Path}: the outputs are {string.Join(", ", command.Outputs)}");
    }
}

static void Update(IReadOnlyList<CommandModel> commands, string english, string source)
{
    foreach (CommandModel command in commands)
    {
        string path = Path.Combine(source, command.Name + ".md");
        if (File.Exists(path))
        {
            HelpPage page = HelpPage.Read(path);
            HelpPage original = source == english ? page : HelpPage.Read(Path.Combine(english, command.Name + ".md"));
            File.WriteAllText(path, PageText.Update(page, command, original));
        }
        else
        {
            Console.Error.WriteLine($"{path} does not exist.");
        }
    }
}
