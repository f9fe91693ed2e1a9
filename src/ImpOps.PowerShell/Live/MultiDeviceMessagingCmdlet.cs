using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ImpOps.Cluster;
using ImpOps.PowerShell.Completion;
using ImpOps.Restarts;

namespace ImpOps.PowerShell;

/// <summary>A cmdlet that enables or disables multiple device messaging, and gives the restart plan that this needs.</summary>
public abstract class MultiDeviceMessagingCmdlet : ChangeCmdlet
{
    private protected MultiDeviceMessagingCmdlet()
    {
    }

    /// <summary>The nodes that the plan restarts Cisco XCP Router on; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(NodeNameCompleter))]
    [SupportsWildcards]
    public string[]? NodeName { get; set; }

    private protected abstract bool Enables { get; }

    private protected sealed override void Process()
    {
        (ClusterConnection Connection, ClusterNode Node)[]? nodes = NodeName is null ? null : [.. NodesNamed(NodeName)];
        foreach (ClusterConnection connection in Refreshed())
        {
            string[]? ofConnection = nodes is null ? null : [.. nodes.Where(named => named.Connection == connection).Select(named => named.Node.Name)];
            if (ofConnection is not { Length: 0 })
            {
                _ = Attempt(() => Switch(connection, ofConnection));
            }
        }
    }

    private void Switch(ClusterConnection connection, string[]? nodes)
    {
        ServiceParameter parameter = Await(token => MdmSwitch.ReadAsync(connection, token));
        if (MdmSwitch.IsOn(parameter) == Enables)
        {
            WriteWarning(ErrorRecords.Format(Enables ? Messages.MdmOnAlready : Messages.MdmOffAlready, connection.Name));
            Return(parameter);
            return;
        }

        // What cannot be planned is not changed.
        IReadOnlyList<RestartStep> plan = Await(token => MdmSwitch.PlanRestartAsync(connection, nodes, token));
        if (ShouldProcess(ErrorRecords.Format(Messages.TargetCluster, connection.Name), Enables ? Messages.ActionEnableMdm : Messages.ActionDisableMdm))
        {
            Return(Await(token => MdmSwitch.SetAsync(connection, parameter, Enables, token)));
            WriteObject(plan, enumerateCollection: true);
        }
    }
}
