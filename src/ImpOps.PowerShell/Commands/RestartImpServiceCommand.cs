using System;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using ImpOps.Cluster;
using ImpOps.PowerShell.Binding;
using ImpOps.PowerShell.Completion;

namespace ImpOps.PowerShell.Commands;

/// <summary>Restart-ImpService: restarts services of nodes, by Restart and never by Stop and Start.</summary>
[Cmdlet(VerbsLifecycle.Restart, "ImpService", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ClusterService))]
public sealed class RestartImpServiceCommand : ChangeCmdlet
{
    private bool _yesToAll;
    private bool _noToAll;

    /// <summary>The services, in full: what restarts is named.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = [];

    /// <summary>The nodes; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NodeNameCompleter))]
    [SupportsWildcards]
    public string[] NodeName { get; set; } = [];

    /// <summary>Wait until the services are up again.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>How long to wait for each restart. It implies Wait.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? Timeout { get; set; }

    /// <summary>Do not ask where high availability is on.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void Begin()
    {
        if (Timeout <= TimeSpan.Zero)
        {
            ThrowTerminatingError(ErrorRecords.TimeoutNotPositive(Timeout.Value));
        }
    }

    private protected override void Process()
    {
        foreach ((ClusterConnection connection, ClusterNode node) in NodesNamed(NodeName))
        {
            foreach (string service in Name)
            {
                _ = Attempt(() => Restart(connection, node.Name, service));
            }
        }
    }

    private void Restart(ClusterConnection connection, string node, string service)
    {
        ServiceRestart restart = Await(token => ServiceRestart.PrepareAsync(connection, node, service, token));
        if (restart.MayFailOver)
        {
            WriteWarning(ErrorRecords.Format(Messages.RestartMayFailOver, restart.Group, restart.Service, node));
        }

        string target = restart.AlongWith.Count == 0
            ? ErrorRecords.Format(Messages.TargetService, restart.Service, node)
            : ErrorRecords.Format(Messages.TargetServices, restart.Service, node, string.Join(", ", restart.AlongWith));
        if (!ShouldProcess(target, Messages.ActionRestart) || (restart.MayFailOver && !Force && !IsAgreed(restart)))
        {
            return;
        }

        _ = Await(async token =>
        {
            await restart.StartAsync(token).ConfigureAwait(false);
            return true;
        });
        if (Wait || Timeout is not null)
        {
            Return(WaitFor(restart));
        }
        else if (PassThru)
        {
            WriteObject(Await(token => connection.GetServiceAsync(node, restart.Service.Name, token)));
        }
    }

    private bool IsAgreed(ServiceRestart restart)
    {
        string question = ErrorRecords.Format(Messages.QuestionRestart, restart.Service, restart.Service.NodeName, restart.Group);
        try
        {
            return ShouldContinue(question, Messages.ActionRestart, ref _yesToAll, ref _noToAll);
        }
        catch (Exception problem) when (problem is HostException or InvalidOperationException or NotImplementedException)
        {
            // Hosts that nobody sits at say so in different ways.
            WriteError(ErrorRecords.RestartNotAsked(restart));
            return false;
        }
    }

    private ClusterService WaitFor(ServiceRestart restart)
    {
        ProgressRecord shown = new(0, ErrorRecords.Format(Messages.ActivityRestarting, restart.Service, restart.Service.NodeName), Messages.ActionRestart);
        try
        {
            return Await<ClusterService, ClusterService>((progress, token) => restart.WaitAsync(Timeout, progress, token), service =>
            {
                shown.StatusDescription = ErrorRecords.Format(Messages.ProgressService, service, service.Status);
                WriteProgress(shown);
            });
        }
        finally
        {
            shown.RecordType = ProgressRecordType.Completed;
            WriteProgress(shown);
        }
    }
}
