using System;
using System.Globalization;
using System.Text.RegularExpressions;
using ImpOps.Counters;

namespace ImpOps.Cli;

/// <summary>
/// What <c>show perf query</c> prints of one class: <c>- Perf class Name (counter) has values:</c> and lines such as <c>instance -> counter = 3</c>. Each of
/// them may be broken by the terminal, and the first value may stand on the line of the class.
/// </summary>
internal sealed class PerfBlock(string? nodeName, DateTimeOffset timestamp, Action<object> write, Action<ImpOpsException> refuse) : CliBlock(write, refuse)
{
    private const int MostBrokenLines = 8;

    // What is pasted need not mean well: no two parts that may take the same blanks stand side by side, or a long line takes hours.
    private static readonly Regex Begin = new(@"^\s*-\s*Perf class\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Regex Head = new(
        @"^\s*-\s*Perf class(?<object>[^(]*)\((?<inner>.*)\)\s*has\s+(?:instances\s+and\s+)?values\s*:", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Regex Value = new(@"\G(?>(?<instance>.*?)->\s*)(?<counter>[^=\s][^=]*)=\s*(?<value>\S+)", RegexOptions.CultureInvariant);

    private string? _object;
    private string _inner = "";
    private CliLine? _begin;
    private CliLine _first;
    private string _text = "";
    private int _lines;
    private bool _any;

    public static bool Begins(CliLine line) => Begin.IsMatch(line.Text);

    /// <inheritdoc/>
    public override void Add(CliLine line)
    {
        if (_lines++ == 0)
        {
            _first = line;
        }

        _begin ??= line;

        _text += (_text.Length > 0 ? " " : "") + line.Text.Trim();
        if (_object is null)
        {
            Match head = Head.Match(_text);
            if (!head.Success)
            {
                if (_lines == MostBrokenLines)
                {
                    RefuseText();
                }

                return;
            }

            // show perf query class puts its name into the brackets; show perf query counter and instance put theirs there, behind it.
            (string name, string inner) = (head.Groups["object"].Value.Trim(), head.Groups["inner"].Value.Trim());
            (_object, _inner) = name.Length > 0 ? (name, inner) : (inner, "");
            _text = _text.Substring(head.Length).Trim();
        }

        int at = 0;
        for (Match match = Value.Match(_text); match.Success; match = match.NextMatch())
        {
            at = match.Index + match.Length;
            AddValue(line, match.Groups["instance"].Value.Trim(), match.Groups["counter"].Value.Trim(), match.Groups["value"].Value);
        }

        if (at > 0)
        {
            (_text, _first, _lines) = (_text.Substring(at).Trim(), line, 1);
        }

        if (_text.Length == 0)
        {
            _lines = 0;
        }
        else if (!_text.Contains("->") || _lines == MostBrokenLines)
        {
            RefuseText();
        }
    }

    /// <inheritdoc/>
    public override void End()
    {
        if (_text.Length > 0)
        {
            RefuseText();
        }
        else if (_object is not null && !_any)
        {
            Refuse(Errors.CliCounterMissing(_begin!.Value.Number, _object));
        }
    }

    private void AddValue(CliLine line, string instance, string counter, string text)
    {
        _any = true;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
        {
            Refuse(Errors.CliCounterNotANumber(line.Number, text, counter));
            return;
        }

        Write(new CounterSample(timestamp, Path(instance, counter), value));
    }

    private CounterPath Path(string instance, string counter)
    {
        string? name = instance.Length > 0 ? instance : _inner.Length > 0 && !string.Equals(_inner, counter, StringComparison.OrdinalIgnoreCase) ? _inner : null;
        return new CounterPath(nodeName, _object!, name, counter);
    }

    private void RefuseText()
    {
        Refuse(Errors.CliLineNotUnderstood(_first.Number, _text));
        (_text, _lines, _any) = ("", 0, true);
    }
}
