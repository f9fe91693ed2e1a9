using System;

namespace ImpOps.Messaging;

/// <summary>What the counters of multiple device messaging say of a node in a period.</summary>
public sealed class MdmCounterSummary
{
    /// <summary>The node; null where the samples name none.</summary>
    public string? NodeName { get; init; }

    /// <summary>The time of the first sample of the period.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>The time of the last sample of the period.</summary>
    public required DateTimeOffset EndTime { get; init; }

    /// <summary>Times at which at least one counter has a value.</summary>
    public required int SampleCount { get; init; }

    /// <summary>Sessions with multiple device messaging, on average; null where there is no sample of them.</summary>
    public double? AverageSessionCount { get; init; }

    /// <summary>The most sessions with multiple device messaging.</summary>
    public long? PeakSessionCount { get; init; }

    /// <summary>The share of the sessions that were in quiet mode, in percent; null where there was no session.</summary>
    public double? QuietModePercent { get; init; }

    /// <summary>The share of the sessions that were in silent mode, in percent; null where there was no session.</summary>
    public double? SilentModePercent { get; init; }

    /// <summary>Flushes of the buffer; null where there are not two samples to count them from.</summary>
    public long? FlushCount { get; init; }

    /// <summary>Flushes a minute.</summary>
    public double? FlushPerMinute { get; init; }

    /// <summary>Flushes because the buffer had reached its limit.</summary>
    public long? LimitReachedCount { get; init; }

    /// <summary>The share of the flushes that were made because of the limit, in percent; null where there was none.</summary>
    public double? LimitReachedPercent { get; init; }

    /// <summary>How long packets waited in the buffer, in seconds, on average over the flushes.</summary>
    public double? AverageQueuedSeconds { get; init; }

    /// <summary>Packets of a flush, on average over the samples.</summary>
    public double? AverageFlushPacketCount { get; init; }

    /// <summary>How often the totals began at zero again, as after a restart of the service.</summary>
    public required int RestartCount { get; init; }
}
