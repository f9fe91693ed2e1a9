// build  <module assembly> <docs> <output>   writes <output>/<culture>/ImpOps.PowerShell.dll-Help.xml and the about_ topics
// update <module assembly> <docs>            brings the syntax and the facts of parameters in <docs>/<culture>/*.md up to date

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using ImpOps.HelpBuilder;

try
{
    IReadOnlyList<CommandModel> commands = CommandModel.Load(args[1]);
    foreach (string culture in Directory.GetDirectories(args[2]).Where(folder => Directory.GetFiles(folder, "*-*.md").Length > 0))
    {
        switch (args[0])
        {
            case "build":
                Build(commands, culture, Path.Combine(args[3], Path.GetFileName(culture)), Path.GetFileName(args[1]));
                break;
            case "update":
                Update(commands, culture);
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

static void Build(IReadOnlyList<CommandModel> commands, string source, string target, string assembly)
{
    Dictionary<string, HelpPage> pages = Directory.GetFiles(source, "*-*.md").Select(HelpPage.Read).ToDictionary(page => page.Name);
    foreach (string stray in pages.Keys.Except(commands.Select(command => command.Name)))
    {
        throw new HelpException($"{pages[stray].Path}: there is no cmdlet {stray}");
    }

    foreach (CommandModel command in commands)
    {
        HelpPage page = pages.TryGetValue(command.Name, out HelpPage? found) ? found : throw new HelpException($"{source}: no page for {command.Name}");
        Check(page, command);
    }

    Directory.CreateDirectory(target);
    using (XmlWriter xml = XmlWriter.Create(Path.Combine(target, $"{assembly}-Help.xml"), new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(true), NewLineChars = "\n" }))
    {
        Maml.Write(commands.Select(command => (command, pages[command.Name]))).Save(xml);
    }

    foreach (string topic in Directory.GetFiles(source, "about_*.md"))
    {
        File.WriteAllText(Path.Combine(target, Path.GetFileNameWithoutExtension(topic) + ".help.txt"), AboutTopic.Write(topic), new UTF8Encoding(true));
    }
}

static void Check(HelpPage page, CommandModel command)
{
    string[] described = [.. page.Children("PARAMETERS").Select(section => section.Title).Where(title => title.StartsWith('-')).Select(title => title[1..])];
    string[] stray = [.. described.Except(command.Parameters.Select(parameter => parameter.Name))];
    if (stray.Length > 0)
    {
        throw new HelpException($"{page.Path}: {command.Name} has no parameter -{stray[0]}");
    }

    if (PageText.Update(page, command) != page.Text)
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

static void Update(IReadOnlyList<CommandModel> commands, string source)
{
    foreach (CommandModel command in commands)
    {
        string path = Path.Combine(source, command.Name + ".md");
        if (File.Exists(path))
        {
            File.WriteAllText(path, PageText.Update(HelpPage.Read(path), command));
        }
        else
        {
            Console.Error.WriteLine($"{path} does not exist.");
        }
    }
}
