using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace ImpOps.Restarts;

/// <summary>Does the steps of one run. All that it knows of earlier steps is in the journal.</summary>
internal sealed class RestartRun(IRestartTarget target, RestartRunOptions options, RestartJournalWriter writer)
{
    private readonly TimeProvider _time = options.TimeProvider;
    private readonly RestartJournal _journal = writer.Journal;

    private string Group => _journal.PresenceRedundancyGroup;

    /// <summary>Whether a step restarts a service that Control Center knows. Every other restart is the administrator's.</summary>
    public static bool RestartsOverTheWire(RestartTask task) =>
        task.Step.Action == RestartStepAction.RestartService
        && RestartPlanCheck.ServiceOf(task.Step).Kind is ServiceKind.NetworkService or ServiceKind.FeatureService;

    /// <exception cref="ImpOpsException"><c>RestartServiceNotStarted</c> or <c>RestartServiceAgeUnknown</c>.</exception>
    public static void ThrowIfNotRestartable(ServiceRun run, string service, string nodeName)
    {
        if (run.State is not (ServiceRunState.Started or ServiceRunState.NotActivated))
        {
            throw Errors.RestartServiceNotStarted(service, nodeName, run.State);
        }

        if (run.State == ServiceRunState.Started && !run.HasAge)
        {
            throw Errors.RestartServiceAgeUnknown(service, nodeName);
        }
    }

    /// <summary>Does a step, and writes down that it is done, skipped, or the administrator's.</summary>
    public Task DoAsync(RestartTask task, CancellationToken cancellationToken) => task.Step.Action switch
    {
        RestartStepAction.RecordAssignedUsers => RecordAssignedUsersAsync(task, cancellationToken),
        RestartStepAction.DisableHighAvailability => DisableHighAvailabilityAsync(task, cancellationToken),
        RestartStepAction.RestartService when RestartsOverTheWire(task) => RestartServiceAsync(task, cancellationToken),
        RestartStepAction.WaitForJsmSessions => WaitForJsmSessionsAsync(task, cancellationToken),
        RestartStepAction.EnableHighAvailability => EnableHighAvailabilityAsync(task, cancellationToken),
        _ => LeaveToAdministratorAsync(task, cancellationToken),
    };

    public void Fail(RestartTask task, ImpOpsException problem) =>
        Append(task, RestartJournalEvent.Failed, record => (record.Detail, record.ErrorId) = (problem.Message, problem.ErrorId));

    public void Told(RestartTask task) => Append(task, RestartJournalEvent.Told);

    private async Task RecordAssignedUsersAsync(RestartTask task, CancellationToken cancellationToken)
    {
        Begin(task);
        List<RestartJournalUsers> users = [];
        foreach (string node in _journal.NodeName)
        {
            int count = await target.CountAssignedUsersAsync(node, cancellationToken).ConfigureAwait(false);
            users.Add(new RestartJournalUsers { NodeName = node, Count = count });
        }

        Append(task, RestartJournalEvent.Done, record =>
        {
            record.AssignedUsers = [.. users];
            record.Detail = string.Join(", ", users.Select(node => Errors.Format(Messages.RestartUsersOfNode, node.NodeName, node.Count)));
        });
    }

    private async Task DisableHighAvailabilityAsync(RestartTask task, CancellationToken cancellationToken)
    {
        RestartGroup group = await target.GetGroupAsync(Group, cancellationToken).ConfigureAwait(false);
        Begin(task);
        if (group.HighAvailability)
        {
            await target.SetHighAvailabilityAsync(Group, enabled: false, cancellationToken).ConfigureAwait(false);
        }

        bool off = await UntilAsync(task, options.HighAvailabilityTimeout, null, async () =>
            !(await target.GetGroupAsync(Group, cancellationToken).ConfigureAwait(false)).HighAvailability, cancellationToken).ConfigureAwait(false);
        if (!off)
        {
            throw Errors.RestartHighAvailabilityStaysOn(Group, options.HighAvailabilityTimeout);
        }

        // Since when it is off only the run knows that has seen it go off, so the whole time is waited for.
        _ = await UntilAsync(task, task.Step.MinimumWait ?? TimeSpan.Zero, null, () => Task.FromResult(false), cancellationToken).ConfigureAwait(false);
        Done(task, group.HighAvailability ? null : Messages.RestartHighAvailabilityWasOff);
    }

    private async Task EnableHighAvailabilityAsync(RestartTask task, CancellationToken cancellationToken)
    {
        Begin(task);
        RestartGroup group = await target.GetGroupAsync(Group, cancellationToken).ConfigureAwait(false);
        if (!group.HighAvailability)
        {
            await target.SetHighAvailabilityAsync(Group, enabled: true, cancellationToken).ConfigureAwait(false);
        }

        bool normal = await UntilAsync(task, options.HighAvailabilityTimeout, null, async () =>
        {
            group = await target.GetGroupAsync(Group, cancellationToken).ConfigureAwait(false);
            return group.HighAvailability && group.Node.All(node => node.IsNormal != false);
        }, cancellationToken).ConfigureAwait(false);
        if (!normal)
        {
            throw group.HighAvailability
                ? Errors.RestartNodesNotNormal(Group, group.Node.Where(node => node.IsNormal == false).Select(node => $"{node.NodeName}: {node.State}"), options.HighAvailabilityTimeout)
                : Errors.RestartHighAvailabilityStaysOff(Group, options.HighAvailabilityTimeout);
        }

        Done(task, string.Join(", ", group.Node.Select(node => $"{node.NodeName}: {node.State}")));
    }

    private async Task RestartServiceAsync(RestartTask task, CancellationToken cancellationToken)
    {
        (string node, string service) = (task.NodeName!, task.Step.Service!);
        if (service == RestartableService.PresenceEngine && _journal.Tasks.Any(other => other.Recovered && other.NodeName == node))
        {
            Skip(task, Errors.Format(Messages.RestartDoneBefore, service));
            return;
        }

        // Begun before: whether it was restarted then, the service itself tells.
        RestartWitness? begun = task.Before?.FirstOrDefault();
        RestartWitness witness = begun ?? await WitnessAsync(node, service, cancellationToken).ConfigureAwait(false);
        if (witness.Before.State == ServiceRunState.NotActivated)
        {
            Skip(task, Errors.Format(Messages.RestartNotActivated, service));
            return;
        }

        ThrowIfNotRestartable(witness.Before, service, node);
        Begin(task, witness);
        ServiceRun after = await RestartOnceAsync(task, witness, mayBeUnderWay: begun is not null, cancellationToken).ConfigureAwait(false);
        Done(task, Since(after));
    }

    private async Task WaitForJsmSessionsAsync(RestartTask task, CancellationToken cancellationToken)
    {
        string node = task.NodeName!;
        string engine = RestartableService.PresenceEngine;
        Begin(task);
        if (!_journal.AssignedUsers.TryGetValue(node, out int expected))
        {
            expected = await target.CountAssignedUsersAsync(node, cancellationToken).ConfigureAwait(false);
        }

        while (true)
        {
            // Also one that an earlier run has begun.
            if (task is { RecoveryBefore: RestartWitness begun, Recovered: false })
            {
                _ = await RestartOnceAsync(task, begun, mayBeUnderWay: true, cancellationToken).ConfigureAwait(false);
                Append(task, RestartJournalEvent.RecoveryDone);
            }

            int? sessions = await WaitForSessionsAsync(task, expected, cancellationToken).ConfigureAwait(false);
            if (sessions != expected)
            {
                // Users may have been assigned or moved since they were noted.
                expected = await target.CountAssignedUsersAsync(node, cancellationToken).ConfigureAwait(false);
            }

            if (sessions == expected)
            {
                string back = Errors.Format(Messages.RestartSessionsBack, sessions, expected);
                Done(task, task.Recovered ? Errors.Format(Messages.RestartRecovery, engine) + Messages.SentenceSeparator + back : back);
                return;
            }

            if (_journal.Tasks.Any(other => other.RecoveryBefore is not null && other.NodeName == node))
            {
                throw Errors.RestartSessionsNotBack(node, sessions, expected, engine);
            }

            RestartWitness witness = await WitnessAsync(node, engine, cancellationToken).ConfigureAwait(false);
            if (!witness.Before.HasStarted)
            {
                throw Errors.RestartServiceNotStarted(engine, node, witness.Before.State);
            }

            Append(task, RestartJournalEvent.RecoveryBegun, record =>
            {
                record.Before = [RestartJournalService.From(witness)];
                record.Detail = Errors.Format(Messages.RestartRecovery, engine);
            });
        }
    }

    /// <summary>
    /// The sessions of a node when they are those that are expected, or when it has taken too long. Right after a restart the counter may still
    /// show those of before, so they must stay.
    /// </summary>
    private async Task<int?> WaitForSessionsAsync(RestartTask task, int expected, CancellationToken cancellationToken)
    {
        int? sessions = null;
        long? equalSince = null;
        _ = await UntilAsync(task, task.Step.MaximumWait, null, async () =>
        {
            sessions = await target.GetActiveJsmSessionsAsync(task.NodeName!, cancellationToken).ConfigureAwait(false);
            equalSince = sessions == expected ? equalSince ?? _time.GetTimestamp() : null;
            return equalSince is long since && _time.GetElapsedTime(since) >= options.SettleTime;
        }, cancellationToken, () => (sessions, expected)).ConfigureAwait(false);
        return sessions;
    }

    /// <summary>
    /// Restarts a service and waits until it is started again. Where it may have been asked to restart before, or where no answer came, the
    /// service is watched first: it is asked only if it runs on untouched.
    /// </summary>
    private async Task<ServiceRun> RestartOnceAsync(RestartTask task, RestartWitness witness, bool mayBeUnderWay, CancellationToken cancellationToken)
    {
        (string node, string service, ServiceRun now) = (witness.NodeName, witness.Service, witness.Before);
        async Task<bool> WatchAsync(TimeSpan limit, Func<bool> reached) => await UntilAsync(task, limit, service, async () =>
        {
            now = await target.GetServiceAsync(node, service, cancellationToken).ConfigureAwait(false);
            return reached();
        }, cancellationToken).ConfigureAwait(false);
        bool Touched() => now.State != ServiceRunState.Started || now.IsOtherRunThan(witness.Before);
        async Task<bool> IsUnderWayAsync()
        {
            long? since = null;
            _ = await WatchAsync(options.ServiceTimeout, () => Touched() || _time.GetElapsedTime(since ??= _time.GetTimestamp()) >= options.SettleTime).ConfigureAwait(false);
            return Touched();
        }

        if (!mayBeUnderWay || !await IsUnderWayAsync().ConfigureAwait(false))
        {
            RestartGroup group = await target.GetGroupAsync(Group, cancellationToken).ConfigureAwait(false);
            if (group.HighAvailability)
            {
                throw Errors.RestartHighAvailabilityOn(Group);
            }

            try
            {
                await target.RestartServiceAsync(node, service, cancellationToken).ConfigureAwait(false);
            }
            catch (ImpOpsException)
            {
                // The answer may be what was lost.
                if (!await IsUnderWayAsync().ConfigureAwait(false))
                {
                    throw;
                }
            }
        }

        if (!await WatchAsync(options.ServiceTimeout, () => now.State == ServiceRunState.Started && now.IsOtherRunThan(witness.Before)).ConfigureAwait(false))
        {
            throw now.State == ServiceRunState.Started
                ? Errors.RestartNotCarriedOut(service, node, options.ServiceTimeout)
                : Errors.RestartServiceNotBack(service, node, now.State, options.ServiceTimeout);
        }

        return now;
    }

    private async Task LeaveToAdministratorAsync(RestartTask task, CancellationToken cancellationToken)
    {
        RestartWitness[] witnesses = task.Before ?? await WitnessesAsync(task, cancellationToken).ConfigureAwait(false);
        Begin(task, witnesses);
        if (!task.Told)
        {
            Append(task, RestartJournalEvent.ActionNeeded, record => record.Detail = Instruction(task, Messages.RestartByHand));
            return;
        }

        if (options.TrustAdministrator || await HaveRestartedAsync(task, witnesses, cancellationToken).ConfigureAwait(false))
        {
            Done(task, Messages.RestartByHandDone);
            return;
        }

        Append(task, RestartJournalEvent.ActionNeeded, record => record.Detail = Instruction(task, Messages.RestartByHandNotSeen));
    }

    private static string Instruction(RestartTask task, string message) =>
        Errors.Format(message, task.NodeName is null ? "" : task.NodeName + ": ", task.Step.Description, task.Step.Check);

    /// <summary>
    /// What shows afterwards that a node has restarted: a service that runs on every node, and since when. Empty where the guide does not say
    /// what restarts, or where it has restarted already.
    /// </summary>
    private async Task<RestartWitness[]> WitnessesAsync(RestartTask task, CancellationToken cancellationToken)
    {
        bool nodesRestart = task.Step.Action is RestartStepAction.RestartNode or RestartStepAction.RestartSystem
            || (task.Step.Action == RestartStepAction.RestartService && RestartPlanCheck.ServiceOf(task.Step).Kind == ServiceKind.Product);
        List<RestartWitness> witnesses = [];
        foreach (string node in nodesRestart ? NodesOf(task) : [])
        {
            witnesses.Add(await WitnessAsync(node, RestartableService.XcpRouter, cancellationToken).ConfigureAwait(false));
        }

        return [.. witnesses.Where(witness => witness.Before.HasStarted)];
    }

    private async Task<RestartWitness> WitnessAsync(string nodeName, string service, CancellationToken cancellationToken) =>
        new(nodeName, service, await target.GetServiceAsync(nodeName, service, cancellationToken).ConfigureAwait(false));

    private IReadOnlyList<string> NodesOf(RestartTask task) => task.NodeName is string node ? [node] : _journal.NodeName;

    /// <summary>Whether the nodes show the restart: all of them, or any where only the change tells which one it was.</summary>
    private async Task<bool> HaveRestartedAsync(RestartTask task, RestartWitness[] witnesses, CancellationToken cancellationToken)
    {
        if (witnesses.Length == 0)
        {
            return true;
        }

        ServiceRun[] now = new ServiceRun[witnesses.Length];
        bool started = await UntilAsync(task, options.ServiceTimeout, null, async () =>
        {
            for (int i = 0; i < now.Length; i++)
            {
                now[i] = await target.GetServiceAsync(witnesses[i].NodeName, witnesses[i].Service, cancellationToken).ConfigureAwait(false);
            }

            return now.All(run => run.State == ServiceRunState.Started);
        }, cancellationToken).ConfigureAwait(false);
        bool[] restarted = [.. witnesses.Select((witness, i) => now[i].IsOtherRunThan(witness.Before))];
        bool anyNode = task is { Step.Action: RestartStepAction.RestartNode, NodeName: null };
        return started && (anyNode ? restarted.Contains(true) : !restarted.Contains(false));
    }

    /// <summary>
    /// Asks until it is so, or until the time is over; then it is not. A node that does not answer may be one whose services restart: that is waited
    /// out, and is an error only when the time is over.
    /// </summary>
    private async Task<bool> UntilAsync(
        RestartTask task, TimeSpan? limit, string? service, Func<Task<bool>> isSo, CancellationToken cancellationToken, Func<(int? Now, int Expected)>? sessions = null)
    {
        long start = _time.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ImpOpsException? problem = null;
            try
            {
                if (await isSo().ConfigureAwait(false))
                {
                    return true;
                }
            }
            catch (ImpOpsException passing) when (passing.IsPassing)
            {
                problem = passing;
            }

            TimeSpan elapsed = _time.GetElapsedTime(start);
            Report(task, service, elapsed, limit, sessions?.Invoke(), problem);
            if (elapsed >= limit)
            {
                return problem is null ? false : throw problem;
            }

            TimeSpan left = (limit ?? TimeSpan.MaxValue) - elapsed;
            await _time.Delay(left < options.PollInterval ? left : options.PollInterval, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Report(RestartTask task, string? service, TimeSpan elapsed, TimeSpan? limit, (int? Now, int Expected)? sessions, ImpOpsException? problem) =>
        options.Progress?.Report(new RestartProgress
        {
            Step = task.Step,
            ResultsDone = _journal.Tasks.Count(other => other.HasEnded),
            ResultsTotal = _journal.Tasks.Count,
            NodeName = task.NodeName,
            Service = service,
            Elapsed = elapsed,
            Limit = limit,
            SessionCount = sessions?.Now,
            ExpectedSessionCount = sessions?.Expected,
            Problem = problem,
        });

    private static string? Since(ServiceRun run) =>
        run.StartTime is DateTime time ? Errors.Format(Messages.RestartStartedAt, time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)) : null;

    private void Begin(RestartTask task, params RestartWitness[] witnesses) =>
        Append(task, RestartJournalEvent.Begun, record => record.Before = witnesses.Length == 0 ? null : [.. witnesses.Select(RestartJournalService.From)]);

    private void Done(RestartTask task, string? detail) => Append(task, RestartJournalEvent.Done, record => record.Detail = detail);

    private void Skip(RestartTask task, string detail) => Append(task, RestartJournalEvent.Skipped, record => record.Detail = detail);

    private void Append(RestartTask task, RestartJournalEvent @event, Action<RestartJournalRecord>? fill = null) =>
        writer.Append(task, @event, _time.GetLocalNow(), fill);
}
