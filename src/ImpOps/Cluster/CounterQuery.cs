using System;
using System.Collections.Generic;

namespace ImpOps.Cluster;

/// <summary>Which counters to collect, where, how often and how many times.</summary>
public sealed class CounterQuery
{
    /// <summary>
    /// Counter paths, with or without a node: <c>\Cisco XCP JSM\*</c>, <c>\\imp-1\Process(*)\VmRSS</c>, <c>\*\JsmClientSessionsActive</c>. Every part
    /// may hold <c>*</c> and <c>?</c>. A path without an instance means every instance.
    /// </summary>
    public required IReadOnlyList<string> Counters { get; init; }

    /// <summary>The nodes to ask for paths that name none; null for all nodes of the cluster.</summary>
    public IReadOnlyList<string>? NodeNames { get; init; }

    /// <summary>The time from one sample of a node to its next.</summary>
    public TimeSpan SampleInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How many samples to take on each node, from 1; null to go on until it is stopped.</summary>
    public long? MaxSamples { get; init; } = 1;
}
