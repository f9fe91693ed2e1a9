using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using ImpOps.Cluster;
using ImpOps.PowerShell.Completion;

namespace ImpOps.PowerShell;

/// <summary>A cmdlet that asks nodes of live clusters. It takes them all, also those that are piped one by one, and then asks them side by side.</summary>
public abstract class NodeCmdlet : LiveCmdlet
{
    private readonly Dictionary<ClusterConnection, List<string>> _nodes = [];

    private protected NodeCmdlet()
    {
    }

    /// <summary>Names of nodes; wildcards are allowed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NodeNameCompleter))]
    public string[] NodeName { get; set; } = ["*"];

    private protected sealed override void Process()
    {
        IReadOnlyList<ClusterConnection> connections = Connections();
        foreach (ClusterNode node in Named(connections, NodeName, connection => connection.Nodes, node => node.Name, (connection, name) => connection.GetNode(name)))
        {
            ClusterConnection of = connections.First(connection => connection.Name == node.Connection);
            if (!_nodes.TryGetValue(of, out List<string>? nodes))
            {
                _nodes.Add(of, nodes = []);
            }

            if (!nodes.Contains(node.Name))
            {
                nodes.Add(node.Name);
            }
        }
    }

    private protected sealed override void End() => Attempt(() => Ask(_nodes));

    /// <summary>Asks the nodes, and writes what they answer.</summary>
    /// <param name="nodes">The nodes of each connection; never none.</param>
    private protected abstract void Ask(IReadOnlyDictionary<ClusterConnection, List<string>> nodes);

    /// <summary>What the nodes of all connections answer, each as soon as it is there.</summary>
    private protected IEnumerable<NodeResult<T>> Stream<T>(
        IReadOnlyDictionary<ClusterConnection, List<string>> nodes, Func<ClusterConnection, List<string>, CancellationToken, IAsyncEnumerable<NodeResult<T>>> ask) =>
        Stream(SideBySide.MergeAsync(
            nodes.Select(cluster => new Func<CancellationToken, IAsyncEnumerable<NodeResult<T>>>(token => ask(cluster.Key, cluster.Value, token))), StopToken));
}
