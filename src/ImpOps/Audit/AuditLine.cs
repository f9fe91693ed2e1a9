using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;
using ImpOps.Tables;
using ImpOps.Text;

namespace ImpOps.Audit;

/// <summary>
/// Finds the fields of an audit line, in any of its forms: <c>Label : value  Label : value</c> as in the file, <c>Label:value Label:value</c> and
/// <c>[ Label =value][ Label =value]</c> as in syslog. Allocates nothing.
/// </summary>
/// <remarks>Details are words: what looks like a label in them is none, and the last <c>App ID</c> of the line ends them.</remarks>
internal sealed class AuditLine
{
    private const byte Colon = (byte)':';
    private const byte EqualsSign = (byte)'=';
    private const byte Blank = (byte)' ';
    private const byte LowerCase = 0x20;

    private static readonly int FieldCount = Enum.GetValues(typeof(AuditField)).Length;
    private static readonly Lazy<Label[][]> Labels = new(LabelsByLastLetter);

    private readonly Label[][] _labels = Labels.Value;
    private readonly Place[] _places = new Place[FieldCount];

    /// <summary>How much stands before the first label: the time, and what a syslog server adds.</summary>
    public int PrefixLength { get; private set; }

    /// <summary>Whether the line is one of an audit log.</summary>
    public bool IsEvent => Has(AuditField.EventType) || Has(AuditField.EventStatus);

    public bool Has(AuditField field) => _places[(int)field].Value > 0;

    /// <summary>A field of the line that was searched, without the blanks around it; empty where it is missing.</summary>
    public ReadOnlySpan<byte> Get(ReadOnlySpan<byte> line, AuditField field)
    {
        Place place = _places[(int)field];
        return Utf8Text.Trim(line.Slice(place.Value, place.End - place.Value));
    }

    /// <summary>The details of the line that was searched. Blanks at their ends are theirs, but for those that the form of the line puts there.</summary>
    public ReadOnlySpan<byte> GetDetails(ReadOnlySpan<byte> line)
    {
        Place place = _places[(int)AuditField.Details];
        ReadOnlySpan<byte> details = line.Slice(place.Value, place.End - place.Value);
        if (details.Length > 0 && details[0] == Blank && line[place.Value - 1] == Colon)
        {
            details = details.Slice(1);
        }

        for (int blanks = 0; blanks < 2 && place.End < line.Length && details.Length > 0 && details[details.Length - 1] == Blank; blanks++)
        {
            details = details.Slice(0, details.Length - 1);
        }

        return details;
    }

    /// <summary>Searches a line for its fields.</summary>
    [MethodImpl(HotPath.Options)]
    public void Search(ReadOnlySpan<byte> line)
    {
        Array.Clear(_places, 0, _places.Length);
        PrefixLength = line.Length;
        byte form = 0;
        int last = -1;
        for (int at = 0; at < line.Length; at++)
        {
            int found = form == 0 ? line.Slice(at).IndexOfAny(Colon, EqualsSign) : line.Slice(at).IndexOf(form);
            if (found < 0)
            {
                break;
            }

            at += found;
            Label? label = LabelBefore(line, at, out int begin);
            if (label is null)
            {
                continue;
            }

            int field = (int)label.Field;
            bool trails = label.Field > AuditField.Details;
            if (trails || (last != (int)AuditField.Details && !Has(label.Field)))
            {
                form = line[at];
                PrefixLength = Math.Min(PrefixLength, begin);
                _places[field] = new Place(begin, at + 1);
                if (!trails)
                {
                    EndAt(last, begin, line);
                    last = field;
                }
            }
        }

        // The last of the fields in front ends where those behind begin.
        int next = line.Length;
        for (AuditField field = AuditField.NodeId; field > AuditField.Details; field--)
        {
            Place place = _places[(int)field];
            if (place.Value > 0 && place.Begin < next)
            {
                EndAt((int)field, next, line);
                next = place.Begin;
            }
            else
            {
                _places[(int)field] = default;
            }
        }

        if (last >= 0)
        {
            EndAt(last, next < _places[last].Value ? line.Length : next, line);
        }
    }

    private void EndAt(int field, int end, ReadOnlySpan<byte> line)
    {
        if (field < 0)
        {
            return;
        }

        Place place = _places[field];
        if (line[place.Value - 1] == EqualsSign)
        {
            // The last bracket of the line has more than a bracket behind it.
            int close = line.Slice(place.Value, end - place.Value).LastIndexOf((byte)']');
            end = close < 0 ? end : place.Value + close;
        }

        _places[field] = new Place(place.Begin, place.Value, end);
    }

    private Label? LabelBefore(ReadOnlySpan<byte> line, int separator, out int begin)
    {
        int end = separator;
        while (end > 0 && line[end - 1] == Blank)
        {
            end--;
        }

        begin = 0;
        int letter = end == 0 ? -1 : (line[end - 1] | LowerCase) - 'a';
        if ((uint)letter >= (uint)_labels.Length)
        {
            return null;
        }

        foreach (Label label in _labels[letter])
        {
            begin = end - label.Text.Length;
            if (begin >= 0 && label.Means(line.Slice(begin, label.Text.Length)) && (begin == 0 || !IsWord(line[begin - 1])))
            {
                return line[separator] == Colon || TakeBracket(line, ref begin) ? label : null;
            }
        }

        return null;
    }

    private static bool TakeBracket(ReadOnlySpan<byte> line, ref int begin)
    {
        int at = begin - 1;
        while (at >= 0 && line[at] == Blank)
        {
            at--;
        }

        begin = Math.Max(at, 0);
        return at >= 0 && line[at] == '[';
    }

    private static bool IsWord(byte b) => (uint)((b | LowerCase) - 'a') < 26 || (uint)(b - '0') < 10 || b == '_';

    /// <summary>The labels by their last letters, so that a separator with no label before it is soon passed.</summary>
    private static Label[][] LabelsByLastLetter()
    {
        Label[][] byLetter = [.. Enumerable.Range(0, 26).Select(_ => Array.Empty<Label>())];
        foreach (Label label in TableReader.Read("audit-fields", row => new Label(row.Enum<AuditField>("Field"), row.Required("Label"))))
        {
            // Longer ones first: the end of one may be another.
            int letter = label.Text[label.Text.Length - 1] - 'a';
            byLetter[letter] = [.. byLetter[letter].Append(label).OrderByDescending(other => other.Text.Length)];
        }

        return byLetter;
    }

    private sealed class Label(AuditField field, string text)
    {
        public AuditField Field { get; } = field;

        /// <summary>The label in lower case.</summary>
        public byte[] Text { get; } = Encoding.ASCII.GetBytes(text.ToLowerInvariant());

        public bool Means(ReadOnlySpan<byte> other)
        {
            for (int i = 0; i < Text.Length; i++)
            {
                if ((other[i] | LowerCase) != Text[i])
                {
                    return false;
                }
            }

            return true;
        }
    }

    private readonly struct Place(int begin, int value, int end = 0)
    {
        /// <summary>Where the label begins.</summary>
        public int Begin { get; } = begin;

        /// <summary>Where the value begins, behind the separator; 0 where the field is missing.</summary>
        public int Value { get; } = value;

        public int End { get; } = Math.Max(value, end);
    }
}
