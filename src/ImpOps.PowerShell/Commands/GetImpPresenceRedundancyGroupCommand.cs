using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ImpOps.Cluster;
using ImpOps.PowerShell.Completion;

namespace ImpOps.PowerShell.Commands;

/// <summary>Get-ImpPresenceRedundancyGroup: the presence redundancy groups of live clusters, with nodes, high availability and its state.</summary>
[Cmdlet(VerbsCommon.Get, "ImpPresenceRedundancyGroup")]
[OutputType(typeof(PresenceRedundancyGroup))]
public sealed class GetImpPresenceRedundancyGroupCommand : LiveCmdlet
{
    private readonly HashSet<PresenceRedundancyGroup> _written = [];

    /// <summary>Names of groups; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(PresenceRedundancyGroupCompleter))]
    [SupportsWildcards]
    public string[] PresenceRedundancyGroup { get; set; } = ["*"];

    private protected override void Process() => WriteObject(
        Named(Refreshed(), PresenceRedundancyGroup, connection => connection.Groups, group => group.Name, (connection, name) => connection.GetGroup(name))
            .Where(_written.Add),
        enumerateCollection: true);
}
