using System;

namespace ImpOps.Restarts;

/// <summary>How far one step of a plan has come on one node, or in the group.</summary>
public sealed class RestartStepResult
{
    /// <summary>The place in the plan, from 1. A step that is done on several nodes has a result for each.</summary>
    public required int Step { get; init; }

    /// <summary>What is done.</summary>
    public required RestartStepAction Action { get; init; }

    /// <summary>The presence redundancy group.</summary>
    public required string PresenceRedundancyGroup { get; init; }

    /// <summary>The node; null for a step of the group.</summary>
    public string? NodeName { get; init; }

    /// <summary>The service that restarts; null where no single service does.</summary>
    public string? Service { get; init; }

    /// <summary>How far it has come.</summary>
    public required RestartStepState State { get; init; }

    /// <summary>When it was begun, by the clock of the computer that ran it; null where it was not.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended; null where it has not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What was found, why it failed, or what to do.</summary>
    public string? Detail { get; init; }

    /// <summary>The id of the failure; null where there was none.</summary>
    public string? ErrorId { get; init; }
}
