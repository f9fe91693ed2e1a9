using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ImpOps.Cluster;

namespace ImpOps.PowerShell;

/// <summary>A cmdlet that changes live clusters.</summary>
public abstract class ChangeCmdlet : LiveCmdlet
{
    private protected ChangeCmdlet()
    {
    }

    /// <summary>Return what was changed, as it was read back.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The nodes that names mean, each with its connection.</summary>
    private protected IEnumerable<(ClusterConnection Connection, ClusterNode Node)> NodesNamed(string[] names) =>
        WithConnection(
            Named(Refreshed(), names, connection => connection.Nodes, node => node.Name, (connection, name) => connection.GetNode(name)),
            node => node.Connection);

    /// <summary>The presence redundancy groups that names mean, each with its connection.</summary>
    private protected IEnumerable<(ClusterConnection Connection, PresenceRedundancyGroup Group)> GroupsNamed(string[] names) =>
        WithConnection(
            Named(Refreshed(), names, connection => connection.Groups, group => group.Name, (connection, name) => connection.GetGroup(name)),
            group => group.Connection);

    /// <summary>Waits for what the library does elsewhere, and shows meanwhile how far it is.</summary>
    private protected T Await<T, TStep>(Func<IProgress<TStep>, CancellationToken, Task<T>> work, Action<TStep> show)
    {
        ReportQueue<TStep> reports = new(show);
        return reports.Await(Task.Run(() => work(reports, StopToken)));
    }

    private protected void Return(object changed)
    {
        if (PassThru)
        {
            WriteObject(changed, enumerateCollection: true);
        }
    }

    private IEnumerable<(ClusterConnection Connection, T Item)> WithConnection<T>(IEnumerable<T> items, Func<T, string> nameOf) =>
        items.Select(item => (Connections().First(connection => connection.Name == nameOf(item)), item));
}
