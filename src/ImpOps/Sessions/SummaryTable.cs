using System.Collections.Generic;

namespace ImpOps.Sessions;

/// <summary>The summaries of the input, each of them once.</summary>
internal sealed class SummaryTable
{
    private readonly Dictionary<(SessionLevel, string?, string?), SummaryRow> _rows = [];

    public int Count => _rows.Count;

    public IEnumerable<SummaryRow> Rows => _rows.Values;

    /// <summary>The summary of a cluster, subcluster or node; null where the input has none.</summary>
    public SummaryRow? Find(SessionLevel level, string? group, string? node) =>
        _rows.TryGetValue(Key(level, group, node), out SummaryRow? row) ? row : null;

    /// <summary>Takes in a summary, unless there is another of the same.</summary>
    /// <exception cref="ImpOpsException"><c>SessionNodesTooMany</c>: reading on would only take memory.</exception>
    public void Add(SummaryRow row, ProblemLog log)
    {
        SummaryRow? earlier = Find(row.Level, row.Group, row.Node);
        if (earlier is not null)
        {
            if (earlier.Users != row.Users || earlier.Sessions != row.Sessions)
            {
                log.Error(Errors.SessionSummaryTwice(row.At, earlier.At));
            }

            return;
        }

        // A node, its group and the cluster at the most.
        if (_rows.Count > 2 * SessionTally.MaximumNodes)
        {
            throw Errors.SessionNodesTooMany(row.At, SessionTally.MaximumNodes);
        }

        _rows.Add(Key(row.Level, row.Group, row.Node), row);
    }

    private static (SessionLevel, string?, string?) Key(SessionLevel level, string? group, string? node) =>
        (level, group?.ToUpperInvariant(), node?.ToUpperInvariant());
}
