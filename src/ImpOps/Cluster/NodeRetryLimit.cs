namespace ImpOps.Cluster;

/// <summary>The client re-login limits that a live node is set to, in seconds.</summary>
public sealed class NodeRetryLimit
{
    /// <summary>The presence redundancy group of the node.</summary>
    public required string PresenceRedundancyGroup { get; init; }

    /// <summary>The node.</summary>
    public required string NodeName { get; init; }

    /// <summary>Client Re-Login Lower Limit, in seconds; null where the node holds no number.</summary>
    public int? RetryLowerLimit { get; init; }

    /// <summary>Client Re-Login Upper Limit, in seconds; null where the node holds no number.</summary>
    public int? RetryUpperLimit { get; init; }

    /// <summary>The name of the connection that the limits were read over.</summary>
    public required string Connection { get; init; }

    /// <summary>The node and its limits, for example <c>imp-1: 120/953</c>.</summary>
    public override string ToString() => $"{NodeName}: {RetryLowerLimit}/{RetryUpperLimit}";
}
