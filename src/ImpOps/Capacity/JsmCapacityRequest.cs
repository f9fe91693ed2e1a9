namespace ImpOps.Capacity;

/// <summary>The JSM sessions of a node, to be compared with what the node supports.</summary>
public sealed class JsmCapacityRequest
{
    /// <summary>The node, copied to the result.</summary>
    public string? NodeName { get; init; }

    /// <summary>The OVA size of the node.</summary>
    public required int OvaSize { get; init; }

    /// <summary>The mode of the node's group; null without high availability.</summary>
    public HighAvailabilityMode? HighAvailabilityMode { get; init; }

    /// <summary>The sessions that count, where only their sum is known. Either this or the counts by kind.</summary>
    public long? SessionCount { get; init; }

    /// <summary>Active client sessions, on and off the premises.</summary>
    public long? ClientSession { get; init; }

    /// <summary>Phantom sessions, of users with push notifications.</summary>
    public long? PhantomSession { get; init; }

    /// <summary>Hybrid sessions, of users with Spark interoperation.</summary>
    public long? HybridSession { get; init; }

    /// <summary>Composed sessions, one for each assigned user; null where they are not to count, as by default they are not.</summary>
    public long? ComposedSession { get; init; }

    /// <summary>The fill, in percent of the limit, above which the node is too full; null takes the alert's default.</summary>
    public int? ThresholdPercent { get; init; }
}
