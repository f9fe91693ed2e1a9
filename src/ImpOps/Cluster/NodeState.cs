namespace ImpOps.Cluster;

/// <summary>The high-availability state of one node of a presence redundancy group.</summary>
public sealed class NodeState
{
    /// <summary>The node.</summary>
    public required string NodeName { get; init; }

    /// <summary>The state.</summary>
    public HighAvailabilityState State { get; init; }

    /// <summary>The state in the language in which it was asked for; where it is not known, what the server said.</summary>
    public required string StateText { get; init; }

    /// <summary>Why the state is not known: the server's own text; null where it is known.</summary>
    public string? Reason { get; init; }

    /// <summary>The node and its state.</summary>
    public override string ToString() => $"{NodeName}: {StateText}";
}
