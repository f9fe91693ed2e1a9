using System;
using System.Collections.Generic;
using ImpOps.Lab.Contracts;
using ImpOps.Lab.Faults;

namespace ImpOps.Lab;

/// <summary>A request that the lab got and what came of it. Headers are not kept: they hold the password.</summary>
public sealed record RecordedRequest
{
    /// <summary>Counts from 1.</summary>
    public required long Number { get; init; }

    /// <summary>When it came, in the lab's time.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The node that it came to.</summary>
    public required string Node { get; init; }

    /// <summary>The path that it asked for.</summary>
    public required string Path { get; init; }

    /// <summary>The service; null where the path is no service's.</summary>
    public SoapService? Service { get; internal set; }

    /// <summary>The operation; empty where the request did not come to name one.</summary>
    public string Operation { get; internal set; } = "";

    /// <summary>The fault that struck it, if any.</summary>
    public FaultKind? Fault { get; internal set; }

    /// <summary>The status of the answer; 0 where none was given.</summary>
    public int Status { get; internal set; }

    /// <summary>Whether the operation was carried out.</summary>
    public bool CarriedOut { get; internal set; }

    /// <summary>Whether PerfMon's rate was exceeded in earnest, not by a fault on demand.</summary>
    public bool Throttled { get; internal set; }

    /// <summary>What it breaks of the contract.</summary>
    public IReadOnlyList<string> Violations { get; internal set; } = [];

    /// <summary>The body as it came.</summary>
    public string Body { get; internal set; } = "";

    /// <summary>The envelope that answers it, before a fault on demand spoilt it.</summary>
    public string Response { get; internal set; } = "";
}
