using System.Collections.Generic;

namespace ImpOps.Cli;

/// <summary>A row that <c>run sql</c> has printed.</summary>
public sealed class CliRow
{
    internal CliRow(long line, IReadOnlyList<string> columns, IReadOnlyList<object?> values)
    {
        Line = line;
        Columns = columns;
        Values = values;
    }

    /// <summary>The line of the text on which the row begins, from 1.</summary>
    public long Line { get; }

    /// <summary>
    /// The names of the columns, no two of them alike: a second <c>name</c> is <c>name_2</c>. Where the query asked for <c>tkhaserverstate</c>, a last column
    /// HighAvailabilityState says what its number means.
    /// </summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The values, as many as columns: texts without the blanks around them, null for NULL, and the state as <see cref="Cluster.HighAvailabilityState"/>.</summary>
    public IReadOnlyList<object?> Values { get; }
}
