using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using ImpOps.Cluster;

namespace ImpOps.Cli;

/// <summary>
/// A table that <c>run sql</c> prints: a header, a line of <c>====</c> whose widths are the columns', rows. A terminal that is narrower than the table
/// breaks all three into as many lines each.
/// </summary>
internal sealed class SqlTable : CliBlock
{
    private const string StateColumn = "tkhaserverstate";
    private const string NoValue = "NULL";

    private static readonly Regex Runs = new("=+", RegexOptions.CultureInvariant);

    private readonly int _lines;
    private readonly int _width;
    private readonly (int Start, int Length)[] _cells;
    private readonly int _state;
    private readonly List<string> _columns = [];
    private readonly List<CliLine> _pieces = [];

    /// <param name="head">The lines of the header, and then as many of the ruler.</param>
    /// <param name="ahead">Lines that come behind it, as far as they are known.</param>
    /// <param name="write">Takes the rows.</param>
    /// <param name="refuse">Takes what is no row.</param>
    public SqlTable(IReadOnlyList<CliLine> head, IReadOnlyList<CliLine> ahead, Action<object> write, Action<ImpOpsException> refuse)
        : base(write, refuse)
    {
        _lines = head.Count / 2;
        string[] header = [.. head.Take(_lines).Select(line => line.Text)];
        string[] ruler = [.. head.Skip(_lines).Select(line => line.Text)];
        _width = WidthOfTerminal(header, ruler, ahead);
        _cells = Cells(Join(ruler, _width));
        string names = Join(header, _width);
        for (int i = 0; i < _cells.Length; i++)
        {
            // The last column takes what is left.
            string name = Slice(names, _cells[i].Start, i == _cells.Length - 1 ? int.MaxValue : _cells[i].Length).Trim();
            AddColumn(name.Length > 0 ? name : $"Column{i + 1}");
        }

        _state = _columns.FindIndex(column => string.Equals(column, StateColumn, StringComparison.OrdinalIgnoreCase));
        if (_state >= 0)
        {
            AddColumn(nameof(HighAvailabilityState));
        }
    }

    private delegate int Measure(string text, int index);

    /// <inheritdoc/>
    public override bool NeedsBlanks => _pieces.Count > 0;

    /// <inheritdoc/>
    public override void Add(CliLine line)
    {
        _pieces.Add(line);
        if (_pieces.Count < _lines)
        {
            return;
        }

        CliLine first = _pieces[0];
        string text = Join([.. _pieces.Select(piece => piece.Text)], _width);
        _pieces.Clear();
        if (Read(text) is not string[] texts)
        {
            Refuse(Errors.CliRowMisaligned(first.Number, text.Trim()));
            return;
        }

        List<object?> values = [.. texts.Select(value => value == NoValue ? null : value)];
        if (_state >= 0)
        {
            values.Add(HaStateNames.Parse(texts[_state]));
        }

        Write(new CliRow(first.Number, _columns, values));
    }

    /// <inheritdoc/>
    public override void End()
    {
        if (_pieces.Count > 0)
        {
            Refuse(Errors.CliRowCut(_pieces[0].Number, _pieces[0].Text.Trim(), _pieces.Count, _lines));
        }
    }

    /// <summary>
    /// The values of a row. Where it has characters that are no ASCII, the server may have counted characters, cells of the terminal or bytes: it has
    /// counted what puts blanks between the columns.
    /// </summary>
    private string[]? Read(string text)
    {
        Measure[] measures = text.All(c => c < 0x80) ? [(_, _) => 1] : [(_, _) => 1, DisplayWidth.Of, Bytes];
        string[][] readings = [.. measures.Select(measure => Cut(text, measure)).OfType<string[]>()];

        // Values begin where their column does.
        string[]? values = Array.Find(readings, reading => !Array.Exists(reading, value => value.StartsWith(" ", StringComparison.Ordinal))) ?? readings.FirstOrDefault();
        return values?.Select(value => value.Trim()).ToArray();
    }

    /// <summary>Cuts a row where the columns begin; null where one of them begins within a word.</summary>
    private string[]? Cut(string text, Measure measure)
    {
        string[] values = new string[_cells.Length];
        int at = 0, cell = 0;
        for (int i = 0; i < _cells.Length; i++)
        {
            int start = at;
            bool isLast = i == _cells.Length - 1;
            int end = isLast ? int.MaxValue : _cells[i].Start + _cells[i].Length;
            Go(text, measure, end, ref at, ref cell);
            values[i] = text.Substring(start, at - start);
            if (isLast || at == text.Length)
            {
                continue;
            }

            bool isWithinColumn = cell == end;

            start = at;
            Go(text, measure, _cells[i + 1].Start, ref at, ref cell);
            if (!isWithinColumn || !string.IsNullOrWhiteSpace(text.Substring(start, at - start)))
            {
                return null;
            }
        }

        return values;
    }

    private static void Go(string text, Measure measure, int end, ref int at, ref int cell)
    {
        while (at < text.Length && cell < end)
        {
            cell += measure(text, at);
            at += char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;
        }
    }

    private static int Bytes(string text, int index) =>
        Encoding.UTF8.GetByteCount(text.Substring(index, char.IsHighSurrogate(text[index]) && index + 1 < text.Length ? 2 : 1));

    private void AddColumn(string name)
    {
        string unique = name;
        for (int number = 2; _columns.Contains(unique, StringComparer.OrdinalIgnoreCase); number++)
        {
            unique = $"{name}_{number}";
        }

        _columns.Add(unique);
    }

    private static (int Start, int Length)[] Cells(string ruler) => [.. Runs.Matches(ruler).Cast<Match>().Select(run => (run.Index, run.Length))];

    /// <summary>
    /// How wide the terminal was that broke the lines: as the longest of them. Clipboards drop the blanks at their ends, so where a line of = ends there and the
    /// next begins with one, it may have been a blank wider, and the end of a column. Then there is text that ends before and goes on at the begin of the next line.
    /// </summary>
    private static int WidthOfTerminal(string[] header, string[] ruler, IReadOnlyList<CliLine> ahead)
    {
        int longest = header.Concat(ruler).Max(line => line.Length);
        List<string[]> rows = [];
        for (int i = 0; i + ruler.Length <= ahead.Count && ahead[i].Command is null; i += ahead[i].IsBlank ? 1 : ruler.Length)
        {
            if (!ahead[i].IsBlank)
            {
                rows.Add([.. ahead.Skip(i).Take(ruler.Length).Select(line => line.Text)]);
            }
        }

        for (int i = 0; i + 1 < ruler.Length; i++)
        {
            // No name has a blank in it; a value may, and be broken there.
            bool GoesOn(string[] lines, int most) => lines[i].TrimEnd().Length <= most && lines[i + 1].Length > 0 && !char.IsWhiteSpace(lines[i + 1][0]);
            if (ruler[i].Length == longest && ruler[i][longest - 1] == '=' && ruler[i + 1][0] == '='
                && (GoesOn(header, longest - 1) || rows.Exists(row => GoesOn(row, longest - 2))))
            {
                return longest + 1;
            }
        }

        return longest;
    }

    /// <summary>The lines that a terminal has broken, as one again.</summary>
    private static string Join(string[] pieces, int width) =>
        string.Concat(pieces.Select((piece, i) => i == pieces.Length - 1 ? piece : piece.PadRight(width)));

    private static string Slice(string text, int start, int length) =>
        start >= text.Length ? "" : text.Substring(start, Math.Min(length, text.Length - start));
}
