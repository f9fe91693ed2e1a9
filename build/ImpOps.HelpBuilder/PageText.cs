using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace ImpOps.HelpBuilder;

/// <summary>The parts of a page that follow from the cmdlet: its syntax and the facts of its parameters.</summary>
internal static partial class PageText
{
    private const string AllSets = "__AllParameterSets";

    /// <summary>The section SYNTAX.</summary>
    public static string Syntax(CommandModel command)
    {
        StringBuilder text = new();
        foreach (string set in command.Sets)
        {
            string title = set == AllSets ? "" : $"### {set}{(set == command.DefaultSet ? " (Default)" : "")}\n";
            text.Append(title).Append("```\n").Append(SyntaxOf(command, set)).Append("\n```\n\n");
        }

        return text.ToString();
    }

    /// <summary>One line of syntax.</summary>
    public static string SyntaxOf(CommandModel command, string set)
    {
        IEnumerable<string> parameters = command.InSet(set).Select(entry =>
        {
            string name = entry.Use.Position is null ? $"-{entry.Parameter.Name}" : $"[-{entry.Parameter.Name}]";
            string text = entry.Parameter.IsSwitch ? name : $"{name} <{entry.Parameter.TypeName}>";
            return entry.Use.Mandatory ? text : $"[{text}]";
        });
        return $"{command.Name} {string.Join(' ', parameters)} [<CommonParameters>]";
    }

    /// <summary>The facts of a parameter, as platyPS writes them. The default value is the author's.</summary>
    public static string Facts(ParameterModel parameter, string defaultValue)
    {
        ParameterUse use = parameter.Sets.Values.First();
        string sets = parameter.Sets.ContainsKey(AllSets) ? "(All)" : string.Join(", ", parameter.Sets.Keys);
        List<string> lines =
        [
            $"Type: {parameter.TypeName}",
            $"Parameter Sets: {sets}",
            $"Aliases: {string.Join(", ", parameter.Aliases)}".TrimEnd(),
        ];
        if (parameter.Values.Count > 0)
        {
            lines.Add($"Accepted values: {string.Join(", ", parameter.Values)}");
        }

        lines.AddRange(
        [
            "",
            $"Required: {use.Mandatory}",
            $"Position: {(use.Position is int position ? position.ToString() : "Named")}",
            $"Default value: {defaultValue}",
            $"Accept pipeline input: {use.Pipeline}",
            $"Accept wildcard characters: {parameter.Wildcards}",
        ]);
        return string.Join('\n', lines) + "\n";
    }

    /// <summary>The page with its syntax and facts brought up to date, and with a heading for each parameter that lacked one.</summary>
    /// <param name="page">The page.</param>
    /// <param name="command">The cmdlet that it is about.</param>
    /// <param name="original">The page that tells the default values: the one in English.</param>
    public static string Update(HelpPage page, CommandModel command, HelpPage original)
    {
        string text = SyntaxSection().Replace(page.Text, "## SYNTAX\n\n" + Syntax(command).Replace("$", "$$"));
        foreach (ParameterModel parameter in command.Parameters)
        {
            Match match = Section(text, parameter);
            string defaultValue = DefaultValue(Section(original.Text, parameter).Value);
            if (!match.Success)
            {
                text = CommonParameters().Replace(text, $"### -{parameter.Name}\nTell what it is.\n\n```yaml\n{Facts(parameter, defaultValue)}```\n\n$0", 1);
                continue;
            }

            string body = match.Groups["body"].Value;
            string facts = $"```yaml\n{Facts(parameter, defaultValue)}```";
            body = FactsBlock().IsMatch(body) ? FactsBlock().Replace(body, facts.Replace("$", "$$")) : $"{body.TrimEnd()}\n\n{facts}\n\n";
            text = text[..match.Index] + match.Groups["head"].Value + body + text[(match.Index + match.Length)..];
        }

        return text;
    }

    /// <summary>The default value that the facts of a parameter tell.</summary>
    public static string DefaultValue(string facts)
    {
        Match match = DefaultLine().Match(facts);
        return match.Success ? match.Groups[1].Value.Trim() : "None";
    }

    private static Match Section(string text, ParameterModel parameter) =>
        Regex.Match(text, $@"(?<head>^### -{parameter.Name}\n)(?<body>.*?)(?=^### |^## )", RegexOptions.Multiline | RegexOptions.Singleline);

    [GeneratedRegex(@"^## SYNTAX\n.*?(?=^## )", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex SyntaxSection();

    [GeneratedRegex(@"^### CommonParameters", RegexOptions.Multiline)]
    private static partial Regex CommonParameters();

    [GeneratedRegex(@"^```yaml\n.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FactsBlock();

    [GeneratedRegex(@"^Default value:(.*)$", RegexOptions.Multiline)]
    private static partial Regex DefaultLine();
}
