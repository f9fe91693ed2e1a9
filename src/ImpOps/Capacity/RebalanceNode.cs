namespace ImpOps.Capacity;

/// <summary>What is known of a node besides its users. A node that has no users yet is known by this alone.</summary>
public sealed class RebalanceNode
{
    /// <summary>The node.</summary>
    public required string NodeName { get; init; }

    /// <summary>The presence redundancy group, where it is known.</summary>
    public string? PresenceRedundancyGroup { get; init; }

    /// <summary>The OVA size; null takes that of the options.</summary>
    public int? OvaSize { get; init; }

    /// <summary>The mode of the node's group; null takes that of the options.</summary>
    public HighAvailabilityMode? HighAvailabilityMode { get; init; }

    /// <summary>The service parameter Critical Service Down Delay, in seconds; null takes that of the options.</summary>
    public int? CriticalServiceDownDelay { get; init; }

    /// <summary>The name of the connection that the node comes from; null where there is none.</summary>
    public string? Connection { get; init; }
}
