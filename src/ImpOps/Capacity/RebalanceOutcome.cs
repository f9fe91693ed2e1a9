namespace ImpOps.Capacity;

/// <summary>What a rebalancing plan reaches.</summary>
public enum RebalanceOutcome : long
{
    /// <summary>No node is over the threshold, and all are within the tolerance.</summary>
    Balanced,

    /// <summary>No node is over the threshold, but no plan was found that brings all within the tolerance: users with many sessions cannot be cut in two.</summary>
    ToleranceExceeded,

    /// <summary>Some node stays over the threshold.</summary>
    ThresholdExceeded,
}
