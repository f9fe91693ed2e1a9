namespace ImpOps.Cluster;

/// <summary>An IM and Presence node of a live cluster.</summary>
public sealed class ClusterNode
{
    /// <summary>The name in the server list: host name, FQDN or IP address. It is also the node's address.</summary>
    public required string Name { get; init; }

    /// <summary>The description in the server list; null without one.</summary>
    public string? Description { get; init; }

    /// <summary>The presence redundancy group that the node is in; null if it is in none.</summary>
    public string? PresenceRedundancyGroup { get; init; }

    /// <summary>Whether it is the IM and Presence database publisher; null where the server does not tell.</summary>
    public bool? IsPublisher { get; init; }

    /// <summary>The name of the connection that the node was read over.</summary>
    public required string Connection { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
