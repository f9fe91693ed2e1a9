using ImpOps.Relogin;

namespace ImpOps.Capacity;

/// <summary>What a rebalancing plan is to reach, and what to take where the input does not tell.</summary>
public sealed class RebalanceOptions
{
    /// <summary>The OVA size of nodes of which none is known.</summary>
    public int? OvaSize { get; init; }

    /// <summary>The mode of groups of which none is known; null without high availability.</summary>
    public HighAvailabilityMode? HighAvailabilityMode { get; init; }

    /// <summary>The fill that no node may exceed, in percent of its limit, 1 to 100; null takes the alert's default.</summary>
    public int? ThresholdPercent { get; init; }

    /// <summary>How far the fill of a node may be from the mean fill, in percent of that, 0 to 100.</summary>
    public double TolerancePercent { get; init; } = 10;

    /// <summary>Sessions of a user of whom nothing else tells, more than 0; null takes one.</summary>
    public double? SessionPerUser { get; init; }

    /// <summary>The service parameter Critical Service Down Delay, in seconds; null takes the login profiles as printed.</summary>
    public int? CriticalServiceDownDelay { get; init; }

    /// <summary>Which figure becomes the upper retry limit.</summary>
    public RetryLimitSource Source { get; init; } = RetryLimitSource.Published;

    /// <summary>The name of the connection that the users come from, copied to the plan and its moves.</summary>
    public string? Connection { get; init; }
}
