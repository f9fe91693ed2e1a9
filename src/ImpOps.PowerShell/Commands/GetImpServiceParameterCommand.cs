using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ImpOps.Cluster;
using ImpOps.PowerShell.Completion;

namespace ImpOps.PowerShell.Commands;

/// <summary>Get-ImpServiceParameter: the service parameters that hold on nodes of live clusters.</summary>
[Cmdlet(VerbsCommon.Get, "ImpServiceParameter")]
[OutputType(typeof(ServiceParameter))]
public sealed class GetImpServiceParameterCommand : NodeCmdlet
{
    /// <summary>Names of parameters, the portal's or the internal ones; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ServiceParameterCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Names of services; wildcards are allowed.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RestartServiceCompleter))]
    public string[] Service { get; set; } = ["*"];

    private protected override void Ask(IReadOnlyDictionary<ClusterConnection, List<string>> nodes)
    {
        NamePattern[] services = Patterns(Service);
        NamePattern[] names = Patterns(Name);
        foreach (KeyValuePair<ClusterConnection, List<string>> cluster in nodes)
        {
            Attempt(() => Ask(cluster.Key, cluster.Value, services, names));
        }
    }

    private void Ask(ClusterConnection connection, List<string> nodes, NamePattern[] services, NamePattern[] names)
    {
        ServiceParameter[] all = [.. Read(connection, services).Where(parameter => parameter.NodeName is null || nodes.Contains(parameter.NodeName, StringComparer.OrdinalIgnoreCase))];
        ServiceParameter[] ofServices = [.. all.Where(parameter => services.Any(service => service.Matches(parameter.Service)))];
        WriteObject(ofServices.Where(parameter => names.Any(name => Means(name, parameter))), enumerateCollection: true);

        string[] found = [.. ofServices.Select(parameter => parameter.Service).Distinct()];
        foreach (NamePattern service in services.Where(service => !service.IsWildcard && !found.Any(service.Matches)))
        {
            WriteError(ErrorRecords.ParameterServiceNotFound(service.Text, all.Select(parameter => parameter.Service).Distinct()));
        }

        foreach (NamePattern name in names.Where(name => !name.IsWildcard && found.Length > 0 && !ofServices.Any(parameter => Means(name, parameter))))
        {
            if (found.Length > 1)
            {
                WriteError(ErrorRecords.ServiceParameterNotFound(name.Text, found));
            }
            else if (Find(connection, found[0], name.Text, nodes[0]) is ServiceParameter closest)
            {
                WriteObject(ofServices.Where(parameter => parameter.InternalName == closest.InternalName), enumerateCollection: true);
            }
        }
    }

    /// <summary>The parameters of the services, or of all where the server does not know one of them by the name as it was typed.</summary>
    private IEnumerable<ServiceParameter> Read(ClusterConnection connection, NamePattern[] services)
    {
        if (services.Any(service => service.IsWildcard))
        {
            return Await(token => connection.GetServiceParametersAsync(null, null, token));
        }

        List<ServiceParameter> parameters = [];
        foreach (string service in services.Select(service => service.Text))
        {
            IReadOnlyList<ServiceParameter> found = Await(token => connection.GetServiceParametersAsync(service, null, token));
            if (found.Count == 0)
            {
                return Await(token => connection.GetServiceParametersAsync(null, null, token));
            }

            parameters.AddRange(found);
        }

        return parameters;
    }

    /// <summary>The parameter that a name means to the library, which knows more spellings; null after an error with the closest names.</summary>
    private ServiceParameter? Find(ClusterConnection connection, string service, string name, string node)
    {
        ServiceParameter? found = null;
        Attempt(() => found = Await(token => connection.GetServiceParameterAsync(service, name, node, token)));
        return found;
    }

    private static bool Means(NamePattern name, ServiceParameter parameter) =>
        name.Matches(parameter.Name) || name.Matches(parameter.InternalName) || parameter.Alias.Any(name.Matches);
}
