using System;

namespace ImpOps.Counters;

/// <summary>What of a counter log is wanted.</summary>
public sealed class CounterLogQuery
{
    /// <summary>Which counters; null for all. Is asked once for each column of each file.</summary>
    public Func<CounterPath, bool>? Counter { get; init; }

    /// <summary>The first time that is wanted; null for the begin of the log.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>The last time that is wanted; null for the end of the log.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>The offset from UTC of logs that do not tell theirs; null takes this computer's time zone, with a warning.</summary>
    public TimeSpan? UtcOffset { get; init; }
}
