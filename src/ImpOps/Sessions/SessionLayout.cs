using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace ImpOps.Sessions;

/// <summary>Which column of a list of sessions, users or summaries holds what.</summary>
internal sealed class SessionLayout
{
    private readonly int[] _ordinals;

    private SessionLayout(IReadOnlyList<string> headings)
    {
        FieldCount = headings.Count;
        FirstHeading = headings.Count > 0 ? Encoding.UTF8.GetBytes(headings[0]) : [];
        _ordinals = [.. Enumerable.Repeat(-1, (int)SessionColumn.SessionTime + 1)];
        List<string> unrecognized = [];
        List<(int Ordinal, string DeviceType)> deviceColumns = [];
        for (int i = 0; i < headings.Count; i++)
        {
            if (SessionTerms.FindColumn(headings[i]) is SessionColumn column)
            {
                // Of two columns with one meaning the one that has the very name counts, or else the first.
                int before = _ordinals[(int)column];
                bool better = before < 0
                    || (SessionTerms.IsExact(headings[i], column) && !SessionTerms.IsExact(headings[before], column));
                int spare = better ? before : i;
                _ordinals[(int)column] = better ? i : before;
                if (spare >= 0)
                {
                    unrecognized.Add(headings[spare].Trim());
                }
            }
            else if (SessionTerms.FindDeviceColumn(headings[i]) is string deviceType)
            {
                deviceColumns.Add((i, deviceType));
            }
            else if (headings[i].Trim().Length > 0)
            {
                unrecognized.Add(headings[i].Trim());
            }
        }

        IsSummary = !Has(SessionColumn.UserId);
        if (!IsSummary)
        {
            // Only a summary counts sessions per device type in columns of their own.
            unrecognized.AddRange(deviceColumns.Select(column => headings[column.Ordinal].Trim()));
            deviceColumns.Clear();
        }

        Unrecognized = unrecognized;
        DeviceColumns = deviceColumns;
        RecognizedCount = _ordinals.Count(ordinal => ordinal >= 0) + deviceColumns.Count;
    }

    /// <summary>How many columns there are.</summary>
    public int FieldCount { get; }

    /// <summary>The first heading, by which headings that come again are known.</summary>
    public byte[] FirstHeading { get; }

    /// <summary>How many of them have a meaning.</summary>
    public int RecognizedCount { get; }

    /// <summary>The headings that have none.</summary>
    public IReadOnlyList<string> Unrecognized { get; }

    /// <summary>True where a row is a cluster, subcluster or node with its figures, not a user or session.</summary>
    public bool IsSummary { get; }

    /// <summary>The columns that count the sessions of one device type; in a summary only.</summary>
    public IReadOnlyList<(int Ordinal, string DeviceType)> DeviceColumns { get; }

    /// <summary>The column with a number of sessions, whichever of its two names it has; -1 where there is none.</summary>
    public int SessionCountOrdinal => Has(SessionColumn.UserSessionCount) ? this[SessionColumn.UserSessionCount] : this[SessionColumn.SessionCount];

    /// <summary>The place of a column; -1 where there is none.</summary>
    public int this[SessionColumn column] => _ordinals[(int)column];

    public bool Has(SessionColumn column) => _ordinals[(int)column] >= 0;

    /// <summary>The layout that a row of headings describes; null where the row is no such thing.</summary>
    public static SessionLayout? TryCreate(IReadOnlyList<string> headings)
    {
        SessionLayout layout = new(headings);
        bool usable = layout.IsSummary
            ? layout.Has(SessionColumn.UserCount) && layout.SessionCountOrdinal >= 0
            : layout.FieldCount == 1 || layout.RecognizedCount > 1;
        return usable ? layout : null;
    }
}
