using System;
using ImpOps.Tables;

namespace ImpOps.Capacity;

/// <summary>What the sessions of nodes are compared with over time, and how the alarm behaves.</summary>
public sealed class JsmMonitorOptions
{
    /// <summary>The OVA size of the nodes.</summary>
    public required int OvaSize { get; init; }

    /// <summary>The mode of the nodes' groups; null without high availability.</summary>
    public HighAvailabilityMode? HighAvailabilityMode { get; init; }

    /// <summary>The fill, in percent of the limit, above which a node is too full; null takes the alert's default.</summary>
    public int? ThresholdPercent { get; init; }

    /// <summary>How long the fill must have been over the threshold for the alarm to be raised.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(PublishedDefaults.JsmAlertDurationSeconds);

    /// <summary>After how long the alarm is raised again while it lasts.</summary>
    public TimeSpan Repeat { get; init; } = TimeSpan.FromSeconds(PublishedDefaults.JsmAlertRepeatSeconds);

    /// <summary>How long samples may be missing within a run.</summary>
    public TimeSpan MaximumGap { get; init; } = TimeSpan.FromMinutes(2);
}
