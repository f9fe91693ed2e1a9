using System;
using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;

namespace ImpOps.Cli;

/// <summary>A line of a paste, without what a terminal has put into it.</summary>
internal readonly struct CliLine(long number, string text)
{
    private static readonly Regex Escapes = new(@"\x1B(?:\[[0-9;?]*[A-Za-z]|[()][A-Z0-9])", RegexOptions.CultureInvariant);

    // The pager's questions. What comes after them is the next line.
    private static readonly Regex Pager = new(
        @"Press <enter> for 1 line, <space> for one page, or <q> to quit|(?:end of the file reached\s*)?options: q=quit, n=next, p=prev, b=begin, e=end(?: \(lines \d+ - \d+ of \d+\))?\s?:?\s?",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Regex Prompted = new(@"^\s*admin:(?<command>.*)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    // Logs of terminals have a return too many.
    private static readonly string[] LineEnds = ["\r\r\n", "\r\n", "\n", "\r"];

    /// <summary>The number of the line, from 1.</summary>
    public long Number { get; } = number;

    public string Text { get; } = text;

    public bool IsBlank => string.IsNullOrWhiteSpace(Text);

    /// <summary>Whether it has nothing but <c>=</c> and blanks: what stands below the header of a table, as wide as its columns.</summary>
    public bool IsRuler
    {
        get
        {
            bool any = false;
            foreach (char c in Text)
            {
                if (c != '=' && !char.IsWhiteSpace(c))
                {
                    return false;
                }

                any |= c == '=';
            }

            return any;
        }
    }

    /// <summary>The command behind a prompt, which may be empty; null where the line has no prompt.</summary>
    public string? Command => Prompted.Match(Text) is { Success: true } prompt ? prompt.Groups["command"].Value.Trim() : null;

    /// <summary>The lines of a text. A line of nothing but a pager's question is none, but it is counted.</summary>
    /// <param name="text">One line or several.</param>
    /// <param name="number">The number of the last line before it.</param>
    public static IEnumerable<CliLine> Split(string text, long number)
    {
        foreach (string line in text.Split(LineEnds, StringSplitOptions.None))
        {
            number++;
            string clean = Clean(line);
            if (clean.Length > 0 || line.Length == 0)
            {
                yield return new CliLine(number, clean);
            }
        }
    }

    /// <summary>How many lines a text has.</summary>
    public static int Count(string text) => text.Split(LineEnds, StringSplitOptions.None).Length;

    private static string Clean(string line)
    {
        string text = Pager.Replace(Escapes.Replace(line, ""), "");
        StringBuilder clean = new(text.Length);
        foreach (char c in text)
        {
            // A tab is a blank; other control characters and byte order marks are nothing that anyone has typed.
            if (c == '\t' || (!char.IsControl(c) && c != '\uFEFF'))
            {
                clean.Append(c);
            }
        }

        return clean.ToString();
    }
}
