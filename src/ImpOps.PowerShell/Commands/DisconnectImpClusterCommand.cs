using System.Linq;
using System.Management.Automation;
using ImpOps.Cluster;
using ImpOps.PowerShell.Binding;
using ImpOps.PowerShell.Completion;

namespace ImpOps.PowerShell.Commands;

/// <summary>Disconnect-ImpCluster: closes connections.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "ImpCluster", DefaultParameterSetName = ByConnection)]
[OutputType(typeof(void))]
public sealed class DisconnectImpClusterCommand : ImpCmdlet
{
    private const string ByConnection = "Connection";
    private const string ByName = "Name";

    /// <summary>The connections to close, or their names. Without it, the default.</summary>
    [Parameter(ParameterSetName = ByConnection, Position = 0, ValueFromPipeline = true)]
    [ConnectionTransformation]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public ClusterConnection[]? Connection { get; set; }

    /// <summary>Names of connections; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = ByName, Mandatory = true)]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    private protected override void Process()
    {
        if (ParameterSetName == ByName)
        {
            Close([.. Open(Name)]);
        }
        else if (Connection is not null)
        {
            Close(Connection);
        }
        else if (ConnectionStore.Current.Default is ClusterConnection connection)
        {
            Close(connection);
        }
        else
        {
            ThrowTerminatingError(ErrorRecords.NotConnected());
        }
    }

    private static void Close(params ClusterConnection[] connections) => connections.ToList().ForEach(ConnectionStore.Current.Close);
}
