namespace ImpOps.Capacity;

/// <summary>A user that is assigned to a node.</summary>
public sealed class RebalanceUser
{
    /// <summary>The user.</summary>
    public required string UserId { get; init; }

    /// <summary>The node that the user is assigned to; null for none, and then he does not count.</summary>
    public required string? NodeName { get; init; }

    /// <summary>The presence redundancy group of the node, where it is known.</summary>
    public string? PresenceRedundancyGroup { get; init; }

    /// <summary>The user's sessions; null where they are not known.</summary>
    public long? SessionCount { get; init; }
}
