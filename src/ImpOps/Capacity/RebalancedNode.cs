namespace ImpOps.Capacity;

/// <summary>A node before and after a rebalancing plan. Percentages are of the sessions that the node supports.</summary>
public sealed class RebalancedNode
{
    /// <summary>The presence redundancy group; null where it is not known.</summary>
    public string? PresenceRedundancyGroup { get; init; }

    /// <summary>The node.</summary>
    public required string NodeName { get; init; }

    /// <summary>The OVA size of the node.</summary>
    public required int OvaSize { get; init; }

    /// <summary>The mode of the node's group; null without high availability.</summary>
    public HighAvailabilityMode? HighAvailabilityMode { get; init; }

    /// <summary>The sessions that the node supports; half of the table's figure where both nodes of the group are active.</summary>
    public required int SessionLimit { get; init; }

    /// <summary>Users that are assigned to the node.</summary>
    public required int UserCountBefore { get; init; }

    /// <summary>Users that will be.</summary>
    public required int UserCountAfter { get; init; }

    /// <summary>Sessions of the node's users.</summary>
    public required long SessionCountBefore { get; init; }

    /// <summary>Sessions that are expected.</summary>
    public required long SessionCountAfter { get; init; }

    /// <summary>The fill. May be over 100.</summary>
    public required double PercentUsedBefore { get; init; }

    /// <summary>The fill that is expected.</summary>
    public required double PercentUsedAfter { get; init; }

    /// <summary>True where the fill is over the threshold.</summary>
    public required bool ExceedsThresholdBefore { get; init; }

    /// <summary>True where it still will be.</summary>
    public required bool ExceedsThresholdAfter { get; init; }

    /// <inheritdoc/>
    public override string ToString() => NodeName;
}
