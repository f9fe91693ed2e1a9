using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using ImpOps.Cluster;
using ImpOps.Restarts;

namespace ImpOps.PowerShell.Commands;

/// <summary>Invoke-ImpRestartPlan: does the steps of a restart plan on a live group, and finishes a plan that was cut short.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "ImpRestartPlan", DefaultParameterSetName = PlanSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(RestartStepResult))]
public sealed class InvokeImpRestartPlanCommand : LiveCmdlet
{
    private const string PlanSet = "Plan";
    private const string ResumeSet = "Resume";

    private readonly List<RestartStep> _plan = [];
    private bool _confirmed;

    /// <summary>The plan, whole: the output of Get-ImpRestartPlan for one group.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PlanSet, ValueFromPipeline = true)]
    public RestartStep[] InputObject { get; set; } = [];

    /// <summary>The file to which each step is written before and after it is done. A new plan takes a new file.</summary>
    [Parameter(Mandatory = true)]
    public string Journal { get; set; } = "";

    /// <summary>Goes on with the plan of the journal.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ResumeSet)]
    public SwitchParameter Resume { get; set; }

    /// <summary>Takes the steps that an administrator does as done, also where the nodes do not show the restart.</summary>
    [Parameter(ParameterSetName = ResumeSet)]
    public SwitchParameter Force { get; set; }

    private protected override void Process() => _plan.AddRange(InputObject);

    private protected override void End()
    {
        IReadOnlyList<ClusterConnection> connections = Connections();
        if (connections.Count != 1)
        {
            ThrowTerminatingError(ErrorRecords.RestartPlanNeedsOneConnection());
            return;
        }

        string path = ResolveTarget(Journal);
        if (!Attempt(() => Confirm(path)) || !_confirmed)
        {
            return;
        }

        ReportQueue<RestartProgress> reports = new(Show);
        RestartPlanRunner runner = new(new ClusterRestartTarget(connections[0]), new RestartRunOptions
        {
            TrustAdministrator = Force,
            TimeProvider = Time,
            Progress = reports,
        });
        try
        {
            Attempt(() =>
            {
                foreach (RestartStepResult result in Stream(Resume ? runner.ResumeAsync(path, StopToken) : runner.RunAsync(_plan, path, StopToken), reports))
                {
                    WriteObject(result);
                }
            });
        }
        finally
        {
            // High availability is never left off in silence.
            if (runner.Journal?.Warning is string warning)
            {
                WarnInAnyCase(warning);
            }
        }
    }

    /// <summary>Asks with the steps that are to be done. A plan that has been finished has none.</summary>
    private void Confirm(string path)
    {
        RestartJournal? journal = Resume ? RestartJournal.Read(path) : null;
        string group = journal?.PresenceRedundancyGroup ?? _plan.Select(step => step.PresenceRedundancyGroup).FirstOrDefault(name => name is not null) ?? "";
        string[] steps = journal is null
            ? [.. _plan.Select(step => Line(step.Step, step.NodeName, step.Description))]
            :
            [
                .. from step in journal.Step
                   where step.State is not (RestartStepState.Done or RestartStepState.Skipped)
                   select Line(step.Step, step.NodeName, step.Service is null ? step.Action.ToString() : $"{step.Action}: {step.Service}")
            ];
        string what = ErrorRecords.Format(Messages.RestartPlanSteps, group, Environment.NewLine + string.Join(Environment.NewLine, steps));
        _confirmed = steps.Length > 0 && ShouldProcess(what, what, Messages.ActionRestartPlan);
    }

    private static string Line(int step, string? node, string what) => node is null ? $"{step,3}  {what}" : $"{step,3}  {node}: {what}";

    private void Show(RestartProgress progress)
    {
        string step = progress.NodeName is null ? progress.Step.Description : $"{progress.NodeName}: {progress.Step.Description}";
        WriteProgress(new ProgressRecord(0, Messages.ActivityRestartPlan, step)
        {
            PercentComplete = 100 * progress.ResultsDone / Math.Max(1, progress.ResultsTotal),
            SecondsRemaining = progress.Limit is TimeSpan limit ? (int)Math.Max(0, (limit - progress.Elapsed).TotalSeconds) : -1,
            CurrentOperation = progress.Problem?.Message
                ?? (progress.ExpectedSessionCount is int expected
                    ? ErrorRecords.Format(Messages.RestartPlanSessions, progress.SessionCount?.ToString(CultureInfo.CurrentCulture) ?? "?", expected)
                    : ""),
        });
    }
}
