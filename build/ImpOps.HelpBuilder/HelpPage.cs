using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ImpOps.HelpBuilder;

/// <summary>A page of help in the Markdown of platyPS: one cmdlet, its sections by heading.</summary>
internal sealed partial class HelpPage
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseYamlFrontMatter().Build();

    private readonly List<Section> _sections = [];

    private HelpPage(string path, string text)
    {
        Path = path;
        Text = text;
        Section? current = null;
        foreach (Block block in Markdown.Parse(text, Pipeline))
        {
            if (block is YamlFrontMatterBlock or LinkReferenceDefinitionGroup)
            {
                continue;
            }

            if (block is HeadingBlock heading)
            {
                current = new Section(heading.Level, Plain(heading.Inline));
                _sections.Add(current);
            }
            else
            {
                (current ?? throw new HelpException($"{path}: text before the first heading")).Blocks.Add(block);
            }
        }
    }

    public string Path { get; }

    /// <summary>The headings of the page with what stands below each.</summary>
    public IReadOnlyList<Section> Sections => _sections;

    /// <summary>What stands above the title: the same in every language.</summary>
    public string FrontMatter => Text[..Text.IndexOf("# ", StringComparison.Ordinal)];

    /// <summary>Where the page is on the web; null where its front matter does not say.</summary>
    public string? OnlineVersion => OnlineLine().Match(Text) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>The Markdown as it is.</summary>
    public string Text { get; }

    public string Name => _sections.FirstOrDefault(section => section.Level == 1)?.Title ?? throw new HelpException($"{Path}: no title");

    public static HelpPage Read(string path) => new(path, File.ReadAllText(path));

    /// <summary>The paragraphs of a section such as SYNOPSIS; an error where it is missing or empty.</summary>
    public IReadOnlyList<string> Paragraphs(string title)
    {
        IReadOnlyList<string> paragraphs = Plain(Find(2, title)?.Blocks ?? []);
        return paragraphs.Count > 0 ? paragraphs : throw new HelpException($"{Path}: section '{title}' is missing or empty");
    }

    public IReadOnlyList<string> OptionalParagraphs(string title) => Plain(Find(2, title)?.Blocks ?? []);

    /// <summary>The links of a section.</summary>
    public IEnumerable<(string Text, string Uri)> Links(string title) =>
        (Find(2, title)?.Blocks ?? []).OfType<ParagraphBlock>()
            .SelectMany(paragraph => paragraph.Inline!.Descendants<LinkInline>())
            .Select(link => (Plain(link), link.Url ?? ""));

    /// <summary>The subsections of a section: parameters, examples, inputs, outputs.</summary>
    public IEnumerable<Section> Children(string title)
    {
        int at = _sections.FindIndex(section => section.Level == 2 && section.Title == title);
        return at < 0 ? [] : _sections.Skip(at + 1).TakeWhile(section => section.Level > 2);
    }

    /// <summary>The text of blocks, a paragraph each; code is left out.</summary>
    public static IReadOnlyList<string> Plain(IEnumerable<Block> blocks)
    {
        List<string> paragraphs = [];
        foreach (Block block in blocks)
        {
            switch (block)
            {
                case ParagraphBlock paragraph:
                    paragraphs.Add(Plain(paragraph.Inline));
                    break;
                case ListBlock list:
                    paragraphs.AddRange(list.Cast<ListItemBlock>().Select(item => "- " + string.Join(" ", Plain(item))));
                    break;
            }
        }

        return paragraphs;
    }

    private static string Plain(ContainerInline? inlines)
    {
        StringBuilder text = new();
        foreach (Inline inline in inlines ?? Enumerable.Empty<Inline>())
        {
            text.Append(inline switch
            {
                LiteralInline literal => literal.Content.ToString(),
                CodeInline code => code.Content,
                LineBreakInline => " ",
                ContainerInline container => Plain(container),
                _ => "",
            });
        }

        return text.ToString().Trim();
    }

    [GeneratedRegex(@"^online version: *(\S+)$", RegexOptions.Multiline)]
    private static partial Regex OnlineLine();

    private Section? Find(int level, string title) => _sections.FirstOrDefault(section => section.Level == level && section.Title == title);

    /// <summary>A heading with what stands below it.</summary>
    internal sealed record Section(int Level, string Title)
    {
        public List<Block> Blocks { get; } = [];

        public IReadOnlyList<string> Paragraphs => Plain(Blocks);

        /// <summary>The code of the section, by language.</summary>
        public IEnumerable<(string Language, string Code)> Code =>
            Blocks.OfType<FencedCodeBlock>().Select(block => (block.Info ?? "", block.Lines.ToString()));
    }
}

/// <summary>Help that does not fit the cmdlets.</summary>
internal sealed class HelpException(string message) : Exception(message);
