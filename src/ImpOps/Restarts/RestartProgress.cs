using System;

namespace ImpOps.Restarts;

/// <summary>For what a running plan waits.</summary>
public sealed class RestartProgress
{
    /// <summary>The step.</summary>
    public required RestartStep Step { get; init; }

    /// <summary>How many results have come or were there before.</summary>
    public required int ResultsDone { get; init; }

    /// <summary>How many results the whole plan has: a step that is done on several nodes has one for each.</summary>
    public required int ResultsTotal { get; init; }

    /// <summary>The node; null for a step of the group.</summary>
    public string? NodeName { get; init; }

    /// <summary>The service that restarts; null where none does.</summary>
    public string? Service { get; init; }

    /// <summary>How long it has waited.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>After what time it goes on or gives up; null where it has no limit.</summary>
    public TimeSpan? Limit { get; init; }

    /// <summary>The JSM sessions that are there; null where it does not wait for them, or does not know them.</summary>
    public int? SessionCount { get; init; }

    /// <summary>The JSM sessions that it waits for; null where it waits for none.</summary>
    public int? ExpectedSessionCount { get; init; }

    /// <summary>Why the cluster does not answer at present; null where it does.</summary>
    public ImpOpsException? Problem { get; init; }
}
