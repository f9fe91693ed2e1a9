using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ImpOps.Cluster;
using ImpOps.PowerShell.Completion;

namespace ImpOps.PowerShell.Commands;

/// <summary>Get-ImpNode: the IM and Presence nodes of live clusters.</summary>
[Cmdlet(VerbsCommon.Get, "ImpNode")]
[OutputType(typeof(ClusterNode))]
public sealed class GetImpNodeCommand : LiveCmdlet
{
    private readonly HashSet<ClusterNode> _written = [];

    /// <summary>Names of nodes; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(NodeNameCompleter))]
    [SupportsWildcards]
    public string[] NodeName { get; set; } = ["*"];

    private protected override void Process() => WriteObject(
        Named(Refreshed(), NodeName, connection => connection.Nodes, node => node.Name, (connection, name) => connection.GetNode(name)).Where(_written.Add),
        enumerateCollection: true);
}
