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

    /// <summary>Takes in a line above the headings, by its fields. False where it says nothing that is understood.</summary>
    public bool Add(IReadOnlyList<string> fields)
    {
        string[] texts = [.. fields.Select(field => field.Trim()).Where(field => field.Length > 0)];

        // A date may hold the delimiter: Nov 20, 2026 8:00:00 AM.
        string whole = string.Join(", ", texts);
        if (AddTime(whole) || AddTime(whole.Substring(whole.IndexOfAny(Colons) + 1)))
        {
            return true;
        }

        bool understood = false;
        for (int i = 0; i < texts.Length; i++)
        {
            int colon = texts[i].IndexOfAny(Colons);
            understood |= AddTime(texts[i])
                || (colon > 0 && Add(texts[i].Substring(0, colon), texts[i].Substring(colon + 1).Trim()))
                || (i + 1 < texts.Length && Add(texts[i], texts[i + 1]));
        }

        return understood;
    }

    /// <summary>Takes in a name and a value: <c>Node Name: imp-1</c>, or two fields.</summary>
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
            default:
                return AddTime(value);
        }
    }

    private bool AddTime(string text)
    {
        bool isTime = ReportTime.TryParse(text, out DateTimeOffset time);
        GeneratedAt = isTime ? time : GeneratedAt;
        return isTime;
    }
}
