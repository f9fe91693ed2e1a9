using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace ImpOps.Sessions;

/// <summary>What the lines above the headings of a report say: the date, and the group and node of the rows that name none.</summary>
internal sealed class SectionTitle
{
    private static readonly char[] Colons = [':', '\uFF1A'];

    public DateTimeOffset? GeneratedAt { get; private set; }

    public byte[] Group { get; private set; } = [];

    public byte[] Node { get; private set; } = [];

    /// <summary>A text that stands for the date of the report and is none; null where there is no such text.</summary>
    public string? TimeNotUnderstood { get; private set; }

    /// <summary>
    /// Takes in a line by its fields: a date, <c>Node Name: imp-1</c>, or a name and its value in two fields. False where there is anything else on
    /// it, so that no row is taken for a title.
    /// </summary>
    public bool Add(IReadOnlyList<string> fields)
    {
        string[] texts = [.. fields.Select(field => field.Trim()).Where(field => field.Length > 0)];
        if (texts.Length == 0)
        {
            return false;
        }

        // A date may hold the delimiter: Nov 20, 2026 8:00:00 AM.
        string whole = string.Join(", ", texts);
        if (ReportTime.TryParse(whole, out DateTimeOffset time) || TryReadDated(whole, out time))
        {
            GeneratedAt = time;
            return true;
        }

        bool all = true;
        for (int i = 0; i < texts.Length; i++)
        {
            int colon = texts[i].IndexOfAny(Colons);
            if (colon > 0 && Add(texts[i].Substring(0, colon), texts[i].Substring(colon + 1).Trim()))
            {
                continue;
            }

            if (i + 1 < texts.Length && Add(texts[i], texts[i + 1]))
            {
                i++;
                continue;
            }

            all = false;
        }

        return all;
    }

    /// <summary>Text that ends in a date: <c>Report generated: 2026-11-20 08:00:00</c>, whatever the words before the colon.</summary>
    private static bool TryReadDated(string text, out DateTimeOffset time)
    {
        time = default;
        int colon = text.IndexOfAny(Colons);
        return colon > 0 && ReportTime.TryParse(text.Substring(colon + 1), out time);
    }

    private bool Add(string name, string value)
    {
        if (value.Length == 0)
        {
            return false;
        }

        switch (SessionTerms.FindColumn(name))
        {
            case SessionColumn.PresenceRedundancyGroup:
                Group = Encoding.UTF8.GetBytes(value);
                return true;
            case SessionColumn.NodeName:
                Node = Encoding.UTF8.GetBytes(value);
                return true;
            case SessionColumn.GeneratedAt:
                if (ReportTime.TryParse(value, out DateTimeOffset time))
                {
                    GeneratedAt = time;
                }
                else
                {
                    TimeNotUnderstood = value;
                }

                return true;
            default:
                return false;
        }
    }
}
