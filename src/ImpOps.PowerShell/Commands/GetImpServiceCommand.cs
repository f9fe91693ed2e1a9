using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ImpOps.Cluster;
using ImpOps.PowerShell.Completion;

namespace ImpOps.PowerShell.Commands;

/// <summary>Get-ImpService: the services of nodes of live clusters.</summary>
[Cmdlet(VerbsCommon.Get, "ImpService")]
[OutputType(typeof(ClusterService))]
public sealed class GetImpServiceCommand : NodeCmdlet
{
    /// <summary>Names of services; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RestartServiceCompleter))]
    public string[] Name { get; set; } = ["*"];

    private protected override void Ask(IReadOnlyDictionary<ClusterConnection, List<string>> nodes)
    {
        NamePattern[] names = Patterns(Name);
        HashSet<NamePattern> met = [];
        string? answered = null;
        foreach (NodeResult<ClusterService> result in Stream(nodes, (connection, of, token) => connection.GetServicesAsync(of, token)))
        {
            if (result.Problem is not null)
            {
                WriteError(result.Problem);
                continue;
            }

            answered ??= result.NodeName;
            foreach (ClusterService service in result.Items)
            {
                NamePattern[] fitting = [.. names.Where(name => name.Matches(service.Name))];
                met.UnionWith(fitting);
                if (fitting.Length > 0)
                {
                    WriteObject(service);
                }
            }
        }

        // A node that has answered knows the closest names.
        if (answered is not null)
        {
            ClusterConnection connection = nodes.First(cluster => cluster.Value.Contains(answered)).Key;
            foreach (NamePattern name in names.Where(name => !name.IsWildcard && !met.Contains(name)))
            {
                Attempt(() => Await(token => connection.GetServiceAsync(answered, name.Text, token)));
            }
        }
    }
}
