using System;
using System.Collections.Generic;

namespace ImpOps.Restarts;

/// <summary>One step of a restart plan.</summary>
public sealed class RestartStep
{
    /// <summary>The place in the plan, from 1.</summary>
    public required int Step { get; init; }

    /// <summary>What is done.</summary>
    public required RestartStepAction Action { get; init; }

    /// <summary>The presence redundancy group, where the plan was asked for one.</summary>
    public string? PresenceRedundancyGroup { get; init; }

    /// <summary>The node on which it is done; null for a step of the group, or of each node where the plan names none.</summary>
    public string? NodeName { get; init; }

    /// <summary>The service that restarts; null where no single service does.</summary>
    public string? Service { get; init; }

    /// <summary>How surely the step is needed: as surely as its surest reason.</summary>
    public required RestartCertainty Certainty { get; init; }

    /// <summary>What to do, in the language in which the plan was asked for.</summary>
    public required string Description { get; init; }

    /// <summary>What must be true before the next step.</summary>
    public required string Check { get; init; }

    /// <summary>How long to wait at least; null where there is no such time.</summary>
    public TimeSpan? MinimumWait { get; init; }

    /// <summary>Within what time it is normally done; null where that is not known.</summary>
    public TimeSpan? ExpectedWait { get; init; }

    /// <summary>After what time something is wrong; <see cref="Check"/> says what to do then.</summary>
    public TimeSpan? MaximumWait { get; init; }

    /// <summary>What the rules behind the step add; null where they add nothing.</summary>
    public string? Note { get; init; }

    /// <summary>The changes that make the step necessary.</summary>
    public required IReadOnlyList<string> Reason { get; init; }
}
