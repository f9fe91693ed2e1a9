using System;

namespace ImpOps.Restarts;

/// <summary>Whether a service of a node runs, and since when.</summary>
public sealed class ServiceRun
{
    // A start time that the node works out anew each time may differ by a second or two; no service restarts twice in this time.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    /// <summary>Whether it runs.</summary>
    public required ServiceRunState State { get; init; }

    /// <summary>When it was started, by the node's own clock. Compared with values of the same node only; null where the node does not tell.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>For how long it runs; null where the node does not tell.</summary>
    public TimeSpan? UpTime { get; init; }

    /// <summary>Whether the node tells since when it runs, so that a later restart can be recognised.</summary>
    internal bool HasAge => StartTime is not null || UpTime is not null;

    /// <summary>Whether it runs, and a later restart can be recognised.</summary>
    internal bool HasStarted => State == ServiceRunState.Started && HasAge;

    /// <summary>
    /// Whether this is another run of the service than <paramref name="before"/> was. The clock of this computer has no part in it: the node's values
    /// are compared with the node's.
    /// </summary>
    internal bool IsOtherRunThan(ServiceRun before) =>
        StartTime is DateTime started && before.StartTime is DateTime startedBefore
            ? (started - startedBefore).Duration() > Tolerance
            : UpTime < before.UpTime;
}
