namespace ImpOps.Cluster;

/// <summary>A user and the node that the user is assigned to.</summary>
public sealed class AssignedUser
{
    /// <summary>The user ID.</summary>
    public required string UserId { get; init; }

    /// <summary>The node; null for a user who is enabled and assigned to none.</summary>
    public string? NodeName { get; init; }

    /// <summary>The presence redundancy group of the node; null without one.</summary>
    public string? PresenceRedundancyGroup { get; init; }

    /// <summary>The name of the connection that the user was read over.</summary>
    public required string Connection { get; init; }

    /// <inheritdoc/>
    public override string ToString() => UserId;
}
