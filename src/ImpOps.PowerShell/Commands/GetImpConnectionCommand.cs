using System.Management.Automation;
using ImpOps.Cluster;
using ImpOps.PowerShell.Completion;

namespace ImpOps.PowerShell.Commands;

/// <summary>Get-ImpConnection: the open connections of the session, the default one last.</summary>
[Cmdlet(VerbsCommon.Get, "ImpConnection")]
[OutputType(typeof(ClusterConnection))]
public sealed class GetImpConnectionCommand : ImpCmdlet
{
    /// <summary>Names of connections; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    private protected override void Process() => WriteObject(Open(Name), enumerateCollection: true);
}
