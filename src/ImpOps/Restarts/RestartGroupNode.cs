namespace ImpOps.Restarts;

/// <summary>A node of a presence redundancy group, as it is while a plan runs.</summary>
public sealed class RestartGroupNode
{
    /// <summary>The node.</summary>
    public required string NodeName { get; init; }

    /// <summary>Whether its state is Normal; null where the cluster does not tell its state.</summary>
    public required bool? IsNormal { get; init; }

    /// <summary>Its state, as it is to be shown.</summary>
    public required string State { get; init; }
}
