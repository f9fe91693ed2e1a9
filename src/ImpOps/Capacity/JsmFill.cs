using System;

namespace ImpOps.Capacity;

/// <summary>How full a node was at a time.</summary>
public sealed class JsmFill(DateTimeOffset timestamp, long sessionCount, double percentUsed)
{
    /// <summary>When.</summary>
    public DateTimeOffset Timestamp { get; } = timestamp;

    /// <summary>The sessions that count.</summary>
    public long SessionCount { get; } = sessionCount;

    /// <summary>The fill, in percent of the limit.</summary>
    public double PercentUsed { get; } = percentUsed;
}
