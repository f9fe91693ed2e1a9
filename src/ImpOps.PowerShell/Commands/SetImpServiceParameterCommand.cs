using System.Management.Automation;
using ImpOps.Cluster;
using ImpOps.PowerShell.Completion;

namespace ImpOps.PowerShell.Commands;

/// <summary>Set-ImpServiceParameter: sets a service parameter of nodes, or a clusterwide one, and reads it back.</summary>
[Cmdlet(VerbsCommon.Set, "ImpServiceParameter", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ServiceParameter))]
public sealed class SetImpServiceParameterCommand : ChangeCmdlet
{
    /// <summary>The service that the parameter belongs to.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string Service { get; set; } = "";

    /// <summary>The parameter: the name that the portal prints, or the internal one.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = "";

    /// <summary>The value to set.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string Value { get; set; } = "";

    /// <summary>The nodes; wildcards are allowed. None for a clusterwide parameter.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NodeNameCompleter))]
    [SupportsWildcards]
    public string[]? NodeName { get; set; }

    private protected override void Process()
    {
        if (NodeName is { Length: > 0 } names)
        {
            foreach ((ClusterConnection connection, ClusterNode node) in NodesNamed(names))
            {
                _ = Attempt(() => Set(connection, node.Name));
            }

            return;
        }

        foreach (ClusterConnection connection in Refreshed())
        {
            _ = Attempt(() => Set(connection, null));
        }
    }

    private void Set(ClusterConnection connection, string? node)
    {
        ServiceParameter parameter = Await(token => connection.GetServiceParameterAsync(Service, Name, node, token));
        if (node is not null && parameter.NodeName is null)
        {
            WriteError(ErrorRecords.ParameterIsClusterwide(parameter, node));
            return;
        }

        string target = parameter.NodeName is null
            ? ErrorRecords.Format(Messages.TargetParameterOfCluster, parameter.Name, parameter.Service, connection.Name)
            : ErrorRecords.Format(Messages.TargetParameterOfNode, parameter.Name, parameter.Service, parameter.NodeName);
        if (parameter.Value == Value)
        {
            WriteVerbose(ErrorRecords.Format(Messages.AlreadySet, target, Value));
        }
        else if (ShouldProcess(target, ErrorRecords.Format(Messages.ActionSetParameter, parameter.Value, Value)))
        {
            parameter = Await(token => connection.SetServiceParameterAsync(parameter, Value, token));
        }
        else
        {
            return;
        }

        Return(parameter);
    }
}
