using System.Collections.Generic;

namespace ImpOps.Cluster;

/// <summary>A presence redundancy group of a live cluster.</summary>
public sealed class PresenceRedundancyGroup
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The description; null without one.</summary>
    public string? Description { get; init; }

    /// <summary>The nodes: one or two.</summary>
    public required TextList NodeName { get; init; }

    /// <summary>Whether high availability is enabled.</summary>
    public bool HighAvailability { get; init; }

    /// <summary>The high-availability state of each node, in the order of the nodes.</summary>
    public IReadOnlyList<NodeState> State { get; init; } = [];

    /// <summary>The name of the connection that the group was read over.</summary>
    public required string Connection { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
