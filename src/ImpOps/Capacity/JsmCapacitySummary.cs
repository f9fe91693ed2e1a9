using System;

namespace ImpOps.Capacity;

/// <summary>The fill of a node over time in a few figures. Percentages are of the sessions that the node supports.</summary>
public sealed class JsmCapacitySummary
{
    /// <summary>The node; null where the samples name none.</summary>
    public string? NodeName { get; init; }

    /// <summary>The sessions that the node supports.</summary>
    public required int SessionLimit { get; init; }

    /// <summary>The fill above which the node is too full.</summary>
    public required int ThresholdPercent { get; init; }

    /// <summary>The time of the first sample.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>The time of the last sample.</summary>
    public required DateTimeOffset EndTime { get; init; }

    /// <summary>Samples that have a value.</summary>
    public required int SampleCount { get; init; }

    /// <summary>Samples that are missing.</summary>
    public required int MissingCount { get; init; }

    /// <summary>The lowest fill.</summary>
    public required double MinimumPercent { get; init; }

    /// <summary>The fill that half of the samples do not exceed.</summary>
    public required double MedianPercent { get; init; }

    /// <summary>The fill that 95 percent of the samples do not exceed (nearest rank).</summary>
    public required double Percentile95Percent { get; init; }

    /// <summary>The fill that 99 percent of the samples do not exceed (nearest rank).</summary>
    public required double Percentile99Percent { get; init; }

    /// <summary>The highest fill.</summary>
    public required double MaximumPercent { get; init; }

    /// <summary>The share of the observed time over the threshold; gaps are not observed. Null where there is a single sample only.</summary>
    public double? TimeOverThresholdPercent { get; init; }

    /// <summary>How many alarms there were.</summary>
    public required int AlarmCount { get; init; }
}
