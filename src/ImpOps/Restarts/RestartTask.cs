using System;
using System.Collections.Generic;
using System.Linq;
using ImpOps.Text;

namespace ImpOps.Restarts;

/// <summary>One step of a plan on one node, or in the group: what is run and journaled as a whole. Its state is what the journal's records say.</summary>
internal sealed class RestartTask(RestartStep step, string? nodeName)
{
    public RestartStep Step { get; } = step;

    public string? NodeName { get; } = nodeName;

    public RestartStepState State { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public string? Detail { get; private set; }

    public string? ErrorId { get; private set; }

    /// <summary>The services as they were before the step did anything; null until it was begun.</summary>
    public RestartWitness[]? Before { get; private set; }

    /// <summary>Whether the administrator was told what to do.</summary>
    public bool Told { get; private set; }

    /// <summary>Cisco Presence Engine as it was before it was restarted because sessions did not come back; null where it was not.</summary>
    public RestartWitness? RecoveryBefore { get; private set; }

    /// <summary>Whether that restart is over.</summary>
    public bool Recovered { get; private set; }

    public bool HasEnded => State is RestartStepState.Done or RestartStepState.Skipped;

    public bool Restarts => Step.Action is RestartStepAction.RestartService or RestartStepAction.RestartNode or RestartStepAction.RestartSystem;

    /// <summary>The steps of a plan on the nodes of a group, in order.</summary>
    public static IEnumerable<RestartTask> Of(IEnumerable<RestartStep> plan, IReadOnlyList<string> nodes) =>
        plan.SelectMany(step => step is { NodeName: null, Action: RestartStepAction.RestartService or RestartStepAction.WaitForJsmSessions }
            ? nodes.Select(node => new RestartTask(step, node))
            : [new RestartTask(step, nodes.FirstOrDefault(node => string.Equals(node, step.NodeName, StringComparison.OrdinalIgnoreCase)))]);

    /// <exception cref="FormatException">The record is none.</exception>
    public void Apply(RestartJournalRecord record)
    {
        DateTimeOffset at = JournalLine.Time(record.At);
        switch (JournalLine.Word<RestartJournalEvent>(record.Event))
        {
            case RestartJournalEvent.Begun:
                (State, StartedAt, EndedAt, Detail, ErrorId) = (RestartStepState.Running, StartedAt ?? at, null, null, null);
                Before = record.Witnesses();
                break;
            case RestartJournalEvent.ActionNeeded:
                (State, Detail) = (RestartStepState.ActionNeeded, record.Detail);
                break;
            case RestartJournalEvent.Told:
                Told = true;
                break;
            case RestartJournalEvent.RecoveryBegun:
                (RecoveryBefore, Detail) = (record.Witnesses().FirstOrDefault() ?? throw new FormatException(), record.Detail);
                break;
            case RestartJournalEvent.RecoveryDone:
                Recovered = true;
                break;
            case RestartJournalEvent.Done:
                (State, StartedAt, EndedAt, Detail) = (RestartStepState.Done, StartedAt ?? at, at, record.Detail);
                break;
            case RestartJournalEvent.Skipped:
                (State, EndedAt, Detail) = (RestartStepState.Skipped, at, record.Detail);
                break;
            case RestartJournalEvent.Failed:
                (State, EndedAt, Detail, ErrorId) = (RestartStepState.Failed, at, record.Detail, record.ErrorId);
                break;
        }
    }

    /// <summary>Has to be done once more, because someone has undone it.</summary>
    public void Reopen() => State = RestartStepState.Pending;

    public RestartStepResult ToResult() => new()
    {
        Step = Step.Step,
        Action = Step.Action,
        PresenceRedundancyGroup = Step.PresenceRedundancyGroup!,
        NodeName = NodeName,
        Service = Step.Service,
        State = State,
        StartedAt = StartedAt,
        EndedAt = EndedAt,
        Detail = Detail,
        ErrorId = ErrorId,
    };
}
