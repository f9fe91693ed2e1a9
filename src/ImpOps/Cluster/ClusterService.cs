using System;
using ImpOps.Restarts;

namespace ImpOps.Cluster;

/// <summary>A service of a node, with its status.</summary>
public sealed class ClusterService
{
    /// <summary>The node.</summary>
    public required string NodeName { get; init; }

    /// <summary>The name, as the node's own list spells it.</summary>
    public required string Name { get; init; }

    /// <summary>The status.</summary>
    public ServiceStatus Status { get; init; }

    /// <summary>The node's reason for the status; null without one.</summary>
    public string? StatusReason { get; init; }

    /// <summary>When it was started, by the node's own clock and zone; null while it does not run.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>How long it has been running; null while it does not run.</summary>
    public TimeSpan? UpTime { get; init; }

    /// <summary>Whether it is a network or a feature service; null where the node does not tell.</summary>
    public ServiceKind? Kind { get; init; }

    /// <summary>The name of the connection that the service was read over.</summary>
    public required string Connection { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
