using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using ImpOps.Text;

namespace ImpOps.Restarts;

/// <summary>
/// Runs restart plans on a live group, journaled so that whatever ends a run, the next one finishes the plan and restarts nothing twice.
/// </summary>
public sealed class RestartPlanRunner
{
    private readonly IRestartTarget _target;
    private readonly RestartRunOptions _options;

    /// <summary>Runs plans on <paramref name="target"/>.</summary>
    public RestartPlanRunner(IRestartTarget target, RestartRunOptions? options = null)
    {
        _target = target;
        _options = options ?? new RestartRunOptions();
    }

    /// <summary>
    /// The journal of the last run, as far as it came; null where nothing was begun. However a run ends, <see cref="RestartJournal.Warning"/> says
    /// whether it has left high availability off.
    /// </summary>
    public RestartJournal? Journal { get; private set; }

    /// <summary>
    /// Runs a plan. Each step comes when it has ended. A step that the administrator has to do comes as <see cref="RestartStepState.ActionNeeded"/>
    /// and ends the run; <see cref="ResumeAsync"/> goes on after it. A step that fails comes as such before the exception does.
    /// </summary>
    /// <param name="plan">What <see cref="RestartPlan.Create"/> makes for one group.</param>
    /// <param name="journal">The path of the journal; there must be no such file.</param>
    /// <param name="cancellationToken">Ends the run. The plan can be resumed.</param>
    /// <exception cref="ImpOpsException">The plan or the group is not fit for it, and nothing was begun; or a step failed.</exception>
    public async IAsyncEnumerable<RestartStepResult> RunAsync(
        IReadOnlyList<RestartStep> plan, string journal, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Journal = null;
        if (plan.Count == 0)
        {
            yield break;
        }

        RestartJournalHeader header = await PrepareAsync(plan, cancellationToken).ConfigureAwait(false);
        using RestartJournalWriter writer = RestartJournalWriter.Create(Path.GetFullPath(journal), header);
        await foreach (RestartStepResult result in RunAsync(writer, cancellationToken).ConfigureAwait(false))
        {
            yield return result;
        }
    }

    /// <summary>
    /// Goes on with a plan from its journal: after a failure, a cancellation, the end of the process at any moment, or after the administrator
    /// has done a step. Each step comes when it has ended; those that had ended before do not.
    /// </summary>
    /// <param name="journal">The path of the journal.</param>
    /// <param name="cancellationToken">Ends the run. The plan can be resumed again.</param>
    /// <exception cref="ImpOpsException">The journal cannot be read, is in use, or is of another cluster; or a step failed.</exception>
    public async IAsyncEnumerable<RestartStepResult> ResumeAsync(string journal, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Journal = null;
        using RestartJournalWriter writer = RestartJournalWriter.Resume(Path.GetFullPath(journal));
        Journal = writer.Journal;
        await FindAgainAsync(Journal, cancellationToken).ConfigureAwait(false);
        await foreach (RestartStepResult result in RunAsync(writer, cancellationToken).ConfigureAwait(false))
        {
            yield return result;
        }
    }

    private async IAsyncEnumerable<RestartStepResult> RunAsync(RestartJournalWriter writer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Journal = writer.Journal;
        RestartRun run = new(_target, _options, writer);
        foreach (RestartTask task in Journal.Tasks.Where(task => !task.HasEnded))
        {
            cancellationToken.ThrowIfCancellationRequested();
            ImpOpsException? problem = null;
            try
            {
                await run.DoAsync(task, cancellationToken).ConfigureAwait(false);
            }
            catch (ImpOpsException failed)
            {
                run.Fail(task, failed);
                problem = failed;
            }

            yield return task.ToResult();
            if (problem is not null)
            {
                ExceptionDispatchInfo.Capture(problem).Throw();
            }

            if (task.State == RestartStepState.ActionNeeded)
            {
                // Only now: who asks for the next result has seen this one. A plan that is resumed unseen asks again.
                run.Told(task);
                yield break;
            }
        }
    }

    /// <summary>Looks at everything that can be looked at before anything is done.</summary>
    private async Task<RestartJournalHeader> PrepareAsync(IReadOnlyList<RestartStep> plan, CancellationToken cancellationToken)
    {
        string groupName = RestartPlanCheck.GroupOf(plan);
        RestartGroup group = await _target.GetGroupAsync(groupName, cancellationToken).ConfigureAwait(false);
        string[] members = [.. group.Node.Select(node => node.NodeName)];
        string[] named = [.. plan.Select(step => step.NodeName).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];
        if (named.FirstOrDefault(node => !members.Contains(node, StringComparer.OrdinalIgnoreCase)) is string stranger)
        {
            throw Errors.RestartPlanNodeUnknown(stranger, groupName, members);
        }

        string[] nodes = named.Length > 0 ? [.. members.Where(node => named.Contains(node, StringComparer.OrdinalIgnoreCase))] : members;
        RestartTask[] tasks = [.. RestartTask.Of(plan, nodes)];
        if (group.HighAvailability && tasks.Any(task => task.Restarts) && plan.All(step => step.Action != RestartStepAction.DisableHighAvailability))
        {
            throw Errors.RestartHighAvailabilityOn(groupName);
        }

        foreach (RestartTask task in tasks.Where(RestartRun.RestartsOverTheWire))
        {
            ServiceRun service = await _target.GetServiceAsync(task.NodeName!, task.Step.Service!, cancellationToken).ConfigureAwait(false);
            RestartRun.ThrowIfNotRestartable(service, task.Step.Service!, task.NodeName!);
        }

        return new RestartJournalHeader
        {
            CreatedAt = JournalLine.Time(_options.TimeProvider.GetLocalNow()),
            ClusterName = _target.ClusterName,
            PresenceRedundancyGroup = groupName,
            NodeName = nodes,
            Plan = [.. plan.Select(RestartJournalStep.From)],
        };
    }

    /// <summary>Looks whether the cluster is the one of the journal, and whether what the plan has reached still holds.</summary>
    private async Task FindAgainAsync(RestartJournal journal, CancellationToken cancellationToken)
    {
        if (!string.Equals(journal.ClusterName, _target.ClusterName, StringComparison.OrdinalIgnoreCase))
        {
            throw Errors.JournalOtherCluster(journal.Path, journal.ClusterName, _target.ClusterName);
        }

        if (journal.IsFinished)
        {
            return;
        }

        RestartGroup group = await _target.GetGroupAsync(journal.PresenceRedundancyGroup, cancellationToken).ConfigureAwait(false);
        string[] members = [.. group.Node.Select(node => node.NodeName)];
        if (journal.NodeName.FirstOrDefault(node => !members.Contains(node, StringComparer.OrdinalIgnoreCase)) is string stranger)
        {
            throw Errors.RestartPlanNodeUnknown(stranger, journal.PresenceRedundancyGroup, members);
        }

        if (group.HighAvailability && journal.Disabling is { HasEnded: true } disabling && journal.Tasks.Any(task => task.Restarts && !task.HasEnded))
        {
            disabling.Reopen();
        }
    }
}
