using System;
using System.Collections.Generic;

namespace ImpOps.Lab;

/// <summary>How a lab cluster is built and how fast it is. Every duration is in the lab's own time.</summary>
public sealed record LabOptions
{
    /// <summary>IM and Presence nodes, 1 to 200. They pair up into presence redundancy groups; an odd last one is alone in its group.</summary>
    public int Nodes { get; init; } = 4;

    /// <summary>End users, spread evenly over the nodes.</summary>
    public int Users { get; init; } = 400;

    /// <summary>End users beyond <see cref="Users"/> that are assigned to no node.</summary>
    public int UnassignedUsers { get; init; }

    /// <summary>The port of every node; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The account that the services ask for.</summary>
    public string User { get; init; } = "labadmin";

    /// <summary>Its password; null makes one up for this run.</summary>
    public string? Password { get; init; }

    /// <summary>Where all time comes from; <see cref="LabClock"/> runs faster, or by hand.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>High availability of every group with two nodes, at the start.</summary>
    public bool HighAvailability { get; init; } = true;

    /// <summary>How long a service is Stopping.</summary>
    public TimeSpan StopTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a service is Starting.</summary>
    public TimeSpan StartTime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long the JSM sessions of a node take to be all back; the guide says that 15 minutes are normal.</summary>
    public TimeSpan SessionRecoveryTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a group is Initializing after high availability is turned on.</summary>
    public TimeSpan HighAvailabilityStartTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a failover or a fallback takes.</summary>
    public TimeSpan FailoverTime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a node must be silent before its peer takes over.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a session cookie is good for.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>PerfMon requests that a node answers in any 60 seconds.</summary>
    public int PerfmonRequestsPerMinute { get; init; } = 80;

    /// <summary>Rows that AXL gives in one answer; a larger one is refused with the product's 'Query request too large'.</summary>
    public int MaximumRows { get; init; } = 20_000;

    /// <summary>Whether a user must be unassigned before he can be assigned to another node.</summary>
    public bool ReassignNeedsUnassign { get; init; }

    /// <summary>Other internal names for service parameters, by the lab's own: no published list of the product's exists.</summary>
    public IReadOnlyDictionary<string, string> ParameterNames { get; init; } = new Dictionary<string, string>();

    /// <summary>Recorded requests that are kept; the oldest go first.</summary>
    public int RecordedRequests { get; init; } = 50_000;

    /// <summary>Without the password.</summary>
    public override string ToString() => $"Lab of {Nodes} nodes and {Users} users";
}
