using System;
using System.Collections.Generic;
using System.Text;

namespace ImpOps.Sessions;

/// <summary>What the lines above the headings of a report say: the date, and the group and node of the rows that name none.</summary>
internal sealed class SectionTitle
{
    public DateTimeOffset? GeneratedAt { get; private set; }

    public byte[] Group { get; private set; } = [];

    public byte[] Node { get; private set; } = [];

    /// <summary>Takes in a line above the headings, by its fields.</summary>
    public void Add(IReadOnlyList<string> fields)
    {
        for (int i = 0; i < fields.Count; i++)
        {
            string text = fields[i].Trim();
            int colon = text.IndexOfAny([':', '\uFF1A']);
            if (ReportTime.TryParse(text, out DateTimeOffset time))
            {
                GeneratedAt = time;
            }
            else if (colon > 0)
            {
                Add(text.Substring(0, colon), text.Substring(colon + 1).Trim());
            }

            if (i + 1 < fields.Count)
            {
                Add(text, fields[i + 1].Trim());
            }
        }
    }

    private void Add(string name, string value)
    {
        if (value.Length == 0)
        {
            return;
        }

        if (ReportTime.TryParse(value, out DateTimeOffset time))
        {
            GeneratedAt = time;
        }
        else if (SessionTerms.FindColumn(name) == SessionColumn.PresenceRedundancyGroup)
        {
            Group = Encoding.UTF8.GetBytes(value);
        }
        else if (SessionTerms.FindColumn(name) == SessionColumn.NodeName)
        {
            Node = Encoding.UTF8.GetBytes(value);
        }
    }
}
