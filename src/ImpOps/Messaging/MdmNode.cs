namespace ImpOps.Messaging;

/// <summary>A node on which multiple device messaging is to be enabled, as an inventory has it.</summary>
public sealed class MdmNode
{
    /// <summary>The presence redundancy group. Nodes that name none are taken as one group.</summary>
    public string? PresenceRedundancyGroup { get; init; }

    /// <summary>The node.</summary>
    public string? NodeName { get; init; }

    /// <summary>The OVA size of the node.</summary>
    public required int OvaSize { get; init; }

    /// <summary>The mode of the group; null without high availability, and then there is no failover to judge.</summary>
    public HighAvailabilityMode? HighAvailabilityMode { get; init; }

    /// <summary>Users assigned to the node; 0 for a standby node; null where that is not known.</summary>
    public int? UserCount { get; init; }

    /// <summary>Client Re-Login Lower Limit, in seconds; null where that is not known.</summary>
    public int? RetryLowerLimit { get; init; }

    /// <summary>Client Re-Login Upper Limit, in seconds; null where that is not known.</summary>
    public int? RetryUpperLimit { get; init; }

    /// <summary>Critical Service Down Delay, in seconds; null where it is not known, and then the lower limit cannot be judged.</summary>
    public int? CriticalServiceDownDelay { get; init; }
}
