using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ImpOps.HelpBuilder;

/// <summary>Says where a translated page is not what the page in English is now.</summary>
internal static partial class Translation
{
    /// <summary>
    /// Headings, paragraphs, code and links are the same, one after the other; only the prose is in the other language. Titles of examples are prose,
    /// and so are the headings of an about_ topic.
    /// </summary>
    public static void Check(HelpPage page, HelpPage english)
    {
        if (page.FrontMatter != english.FrontMatter)
        {
            throw new HelpException($"{page.Path}: the front matter is not that of {english.Path}");
        }

        bool isTopic = english.Name.StartsWith("about_", StringComparison.Ordinal);
        string chapter = "";
        for (int i = 0; i < Math.Max(page.Sections.Count, english.Sections.Count); i++)
        {
            HelpPage.Section? theirs = english.Sections.ElementAtOrDefault(i);
            HelpPage.Section? ours = page.Sections.ElementAtOrDefault(i);
            if (theirs?.Level == 2)
            {
                chapter = theirs.Title;
            }

            bool titleIsProse = theirs is { Level: > 1 } && (isTopic || (theirs.Level > 2 && chapter == "EXAMPLES"));
            if (ours is null || theirs is null || ours.Level != theirs.Level || (!titleIsProse && ours.Title != theirs.Title))
            {
                throw new HelpException($"{page.Path}: '{ours?.Title}' stands where {english.Path} has '{theirs?.Title}'");
            }

            CheckBlocks(ours, theirs, $"{page.Path}: '{ours.Title}'", english.Path);
        }
    }

    private static void CheckBlocks(HelpPage.Section ours, HelpPage.Section theirs, string where, string english)
    {
        if (!ours.Blocks.Select(Kind).SequenceEqual(theirs.Blocks.Select(Kind)))
        {
            throw new HelpException($"{where} has other paragraphs, lists or code than {english}: {string.Join(", ", ours.Blocks.Select(Kind))} instead of {string.Join(", ", theirs.Blocks.Select(Kind))}");
        }

        Same(Code(ours), Code(theirs), "command or code", where, english);
        Same(Spans(ours), Spans(theirs), "code in the text", where, english);
        Same(Links(ours), Links(theirs), "link", where, english);
        if (ours.Paragraphs.Intersect(theirs.Paragraphs).FirstOrDefault(PlainWords().IsMatch) is string left)
        {
            throw new HelpException($"{where} is not translated: {left}");
        }
    }

    private static void Same(IReadOnlyList<string> ours, IReadOnlyList<string> theirs, string what, string where, string english)
    {
        if (!ours.SequenceEqual(theirs))
        {
            string missing = string.Join("; ", theirs.Except(ours).DefaultIfEmpty("another order or number"));
            string stray = string.Join("; ", ours.Except(theirs).DefaultIfEmpty("nothing"));
            throw new HelpException($"{where}: {what} differs from {english}. Missing here: {missing}. Only here: {stray}");
        }
    }

    private static string Kind(Block block) => block switch
    {
        ListBlock list => $"list of {list.Count}",
        FencedCodeBlock => "code",
        ParagraphBlock => "paragraph",
        _ => block.GetType().Name,
    };

    /// <summary>The commands of examples, whose output is in the language of the page; all of any other code, but for its comments.</summary>
    private static string[] Code(HelpPage.Section section) =>
    [
        .. section.Code.Select(code => code.Code.Split('\n')).SelectMany(lines =>
            lines[0].StartsWith("PS> ", StringComparison.Ordinal)
                ? lines.Where(line => line.StartsWith("PS> ", StringComparison.Ordinal) || line.StartsWith(">> ", StringComparison.Ordinal))
                : lines.Select(line => Comment().Replace(line, "#"))),
    ];

    // The order of words is the language's own, and it may have to name a thing twice.
    private static string[] Spans(HelpPage.Section section) =>
        [.. Inlines<CodeInline>(section).Select(code => code.Content).Distinct().Order(StringComparer.Ordinal)];

    private static string[] Links(HelpPage.Section section) =>
        [.. Inlines<LinkInline>(section).Select(link => link.Url ?? "").Order(StringComparer.Ordinal)];

    private static IEnumerable<T> Inlines<T>(HelpPage.Section section)
        where T : Inline =>
        section.Blocks
            .SelectMany(block => block is ParagraphBlock paragraph ? [paragraph] : block.Descendants<ParagraphBlock>())
            .SelectMany(paragraph => paragraph.Inline!.Descendants<T>());

    // Two plain words: more than the names of properties and cmdlets, which are the same in every language.
    [GeneratedRegex(@"\b[a-z]{2,} [a-z]{2,}\b")]
    private static partial Regex PlainWords();

    [GeneratedRegex(@"(?<=^|\s)#.*$")]
    private static partial Regex Comment();
}
