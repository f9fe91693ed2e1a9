using ImpOps.Relogin;

namespace ImpOps.Capacity;

/// <summary>The retry limits of a presence redundancy group before and after a rebalancing plan. Both nodes of the group need the same, set by hand on each.</summary>
public sealed class RebalancedGroup
{
    /// <summary>The presence redundancy group.</summary>
    public required string PresenceRedundancyGroup { get; init; }

    /// <summary>The mode of the group; null without high availability.</summary>
    public HighAvailabilityMode? HighAvailabilityMode { get; init; }

    /// <summary>The OVA size of the group's nodes: the smaller one, where they differ.</summary>
    public required int OvaSize { get; init; }

    /// <summary>Users of the group.</summary>
    public required int UserCountBefore { get; init; }

    /// <summary>Users that the group will have.</summary>
    public required int UserCountAfter { get; init; }

    /// <summary>The retry limits that apply to the users before the plan; null where there are none.</summary>
    public RetryLimit? RetryLimitBefore { get; init; }

    /// <summary>The retry limits that apply after it; null where there are none.</summary>
    public RetryLimit? RetryLimitAfter { get; init; }

    /// <summary>True where other limits are to be set after the moves.</summary>
    public bool RetryLimitChanges => RetryLimitAfter is RetryLimit after
        && (after.RetryLowerLimit != RetryLimitBefore?.RetryLowerLimit || after.RetryUpperLimit != RetryLimitBefore.RetryUpperLimit);

    /// <summary>Why there are no limits after the plan; null where there are, and for a group without users or without high availability.</summary>
    public ImpOpsException? Problem { get; init; }

    /// <inheritdoc/>
    public override string ToString() => PresenceRedundancyGroup;
}
