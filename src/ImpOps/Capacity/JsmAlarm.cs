using System;

namespace ImpOps.Capacity;

/// <summary>One run of the alert JSMSessionsExceedsThreshold: from when it is raised until it is cleared.</summary>
public sealed class JsmAlarm
{
    /// <summary>The node.</summary>
    public string? NodeName { get; init; }

    /// <summary>The first sample over the threshold.</summary>
    public required DateTimeOffset OverSince { get; init; }

    /// <summary>When the alarm was raised: at the first sample that is as long after <see cref="OverSince"/> as the alert waits.</summary>
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>The first sample at or below the threshold, or the last one before a gap; null while the alarm lasts.</summary>
    public DateTimeOffset? ClearedAt { get; init; }

    /// <summary>True where no sample cleared the alarm, but samples were missing for so long that nobody can say how it went on.</summary>
    public bool EndedByGap { get; init; }

    /// <summary>How often it was raised: once, and once more each time the alert repeats.</summary>
    public required int Occurrence { get; init; }

    /// <summary>The highest fill of the run, in percent of the limit.</summary>
    public required double PeakPercent { get; init; }

    /// <summary>The most sessions of the run.</summary>
    public required long PeakSessionCount { get; init; }

    /// <summary>Samples over the threshold, from the first one on.</summary>
    public required int SampleCount { get; init; }
}
