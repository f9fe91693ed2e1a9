namespace ImpOps.Lab.Faults;

/// <summary>One fault: what, where, and how often.</summary>
public sealed record LabFault
{
    /// <summary>What goes wrong.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>The node; null for every node.</summary>
    public string? Node { get; init; }

    /// <summary>The operation, as SOAP names it; null for every operation.</summary>
    public string? Operation { get; init; }

    /// <summary>How many requests it strikes; null for all until it is removed.</summary>
    public int? Count { get; init; }

    /// <summary>How many requests that it would strike pass first.</summary>
    public int After { get; init; }

    /// <summary>Seconds of the lab's time; what they mean depends on the kind.</summary>
    public double? Seconds { get; init; }

    /// <summary>The size of <see cref="FaultKind.HugeXml"/>.</summary>
    public int? Megabytes { get; init; }

    /// <summary>The share of <see cref="FaultKind.SessionsStayShort"/>, above 0 and up to 1.</summary>
    public double? Share { get; init; }

    /// <summary>The server's words in <see cref="FaultKind.ServerFault"/>.</summary>
    public string? Text { get; init; }
}
