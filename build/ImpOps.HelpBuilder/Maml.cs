using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;

namespace ImpOps.HelpBuilder;

/// <summary>Writes pages as the XML that Get-Help reads.</summary>
internal static class Maml
{
    private static readonly XNamespace Help = "http://msh";
    private static readonly XNamespace MamlNs = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static XDocument Write(IEnumerable<(CommandModel Command, HelpPage Page)> pages) => new(
        new XDeclaration("1.0", "utf-8", null),
        new XElement(Help + "helpItems", new XAttribute("schema", "maml"), pages.Select(page => CommandElement(page.Command, page.Page))));

    private static XElement CommandElement(CommandModel command, HelpPage page)
    {
        string[] name = command.Name.Split('-');
        return new XElement(
            Command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", MamlNs),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            new XElement(
                Command + "details",
                new XElement(Command + "name", command.Name),
                new XElement(Command + "verb", name[0]),
                new XElement(Command + "noun", name[1]),
                Paragraphs(MamlNs + "description", page.Paragraphs("SYNOPSIS"))),
            Paragraphs(MamlNs + "description", page.Paragraphs("DESCRIPTION")),
            new XElement(Command + "syntax", command.Sets.Select(set => SyntaxItem(command, set, page))),
            new XElement(Command + "parameters", command.Parameters.Select(parameter => Parameter(parameter, parameter.Sets.Values.First(), page, describe: true))),
            new XElement(Command + "inputTypes", page.Children("INPUTS").Select(section => TypeElement(Command + "inputType", section))),
            new XElement(Command + "returnValues", page.Children("OUTPUTS").Select(section => TypeElement(Command + "returnValue", section))),
            new XElement(MamlNs + "alertSet", Paragraphs(MamlNs + "alert", page.OptionalParagraphs("NOTES"))),
            new XElement(Command + "examples", page.Children("EXAMPLES").Select(Example)),
            new XElement(Command + "relatedLinks", RelatedLinks(page)));
    }

    /// <summary>The page on the web comes first: that is the link which Get-Help -Online opens.</summary>
    private static IEnumerable<XElement> RelatedLinks(HelpPage page)
    {
        IEnumerable<(string Text, string Uri)> online = page.OnlineVersion is string uri ? [("Online Version:", uri)] : [];
        return online.Concat(page.Links("RELATED LINKS")).Select(link => new XElement(
            MamlNs + "navigationLink",
            new XElement(MamlNs + "linkText", link.Text),
            new XElement(MamlNs + "uri", link.Uri.StartsWith("http", StringComparison.Ordinal) ? link.Uri : "")));
    }

    private static XElement SyntaxItem(CommandModel command, string set, HelpPage page) => new(
        Command + "syntaxItem",
        new XElement(MamlNs + "name", command.Name),
        command.InSet(set).Select(entry => Parameter(entry.Parameter, entry.Use, page, describe: false)));

    private static XElement Parameter(ParameterModel parameter, ParameterUse use, HelpPage page, bool describe)
    {
        HelpPage.Section section = page.Children("PARAMETERS").FirstOrDefault(child => child.Title == "-" + parameter.Name)
            ?? throw new HelpException($"{page.Path}: parameter -{parameter.Name} is not described");
        string facts = section.Code.FirstOrDefault(code => code.Language == "yaml").Code ?? "";
        return new XElement(
            Command + "parameter",
            new XAttribute("required", Lower(use.Mandatory)),
            new XAttribute("variableLength", "true"),
            new XAttribute("globbing", Lower(parameter.Wildcards)),
            new XAttribute("pipelineInput", use.Pipeline),
            new XAttribute("position", use.Position?.ToString(CultureInfo.InvariantCulture) ?? "named"),
            new XAttribute("aliases", parameter.Aliases.Count > 0 ? string.Join(", ", parameter.Aliases) : "none"),
            new XElement(MamlNs + "name", parameter.Name),
            describe ? Paragraphs(MamlNs + "description", section.Paragraphs) : null,
            parameter.Values.Count > 0 && !describe
                ? new XElement(Command + "parameterValueGroup", parameter.Values.Select(value => new XElement(Command + "parameterValue", new XAttribute("required", "false"), value)))
                : null,
            parameter.IsSwitch ? null : new XElement(Command + "parameterValue", new XAttribute("required", "true"), parameter.TypeName),
            new XElement(Dev + "type", new XElement(MamlNs + "name", parameter.TypeName), new XElement(MamlNs + "uri")),
            new XElement(Dev + "defaultValue", PageText.DefaultValue(facts)));
    }

    private static XElement TypeElement(XName name, HelpPage.Section section) => new(
        name,
        new XElement(Dev + "type", new XElement(MamlNs + "name", section.Title)),
        Paragraphs(MamlNs + "description", section.Paragraphs));

    private static XElement Example(HelpPage.Section section) => new(
        Command + "example",
        new XElement(MamlNs + "title", $"--- {section.Title} ---"),
        new XElement(Dev + "code", string.Join("\n\n", section.Code.Select(code => code.Code))),
        Paragraphs(Dev + "remarks", section.Paragraphs));

    private static XElement Paragraphs(XName name, IEnumerable<string> paragraphs) => new(name, paragraphs.Select(text => new XElement(MamlNs + "para", text)));

    private static string Lower(bool value) => value ? "true" : "false";
}
