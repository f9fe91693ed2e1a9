using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ImpOps.Restarts;

namespace ImpOps.Cluster;

/// <summary>
/// Multiple device messaging of a live cluster, by the guide's procedure: a service parameter on the IM and Presence publisher, and then the restart that
/// makes it take effect.
/// </summary>
public static class MdmSwitch
{
    internal const string Service = RestartableService.XcpRouter;
    internal const string Parameter = "Enable Multi-Device Messaging";
    private const string Rule = "MultiDeviceMessaging";

    // Which of these a release stores is not published: what it stores for the one tells what it stores for the other.
    private static readonly (string On, string Off)[] Words = [("True", "False"), ("t", "f"), ("1", "0"), ("Enabled", "Disabled"), ("Enable", "Disable"), ("On", "Off"), ("Yes", "No")];

    /// <summary>Reads the service parameter: the clusterwide one, or the publisher's where each node has its own.</summary>
    /// <param name="connection">The cluster.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static Task<ServiceParameter> ReadAsync(ClusterConnection connection, CancellationToken cancellationToken = default) =>
        connection.GetServiceParameterAsync(Service, Parameter, connection.Publisher?.Name, cancellationToken);

    /// <summary>Whether the parameter says that multiple device messaging is on. A value that ImpOps does not know is an error.</summary>
    /// <param name="parameter">The parameter that was read.</param>
    public static bool IsOn(ServiceParameter parameter) => WordsOf(parameter).On.Equals(parameter.Value, StringComparison.OrdinalIgnoreCase);

    /// <summary>Sets the service parameter, and reads it back. Nothing is restarted.</summary>
    /// <param name="connection">The cluster.</param>
    /// <param name="parameter">The parameter that was read.</param>
    /// <param name="on">True to switch it on.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static Task<ServiceParameter> SetAsync(ClusterConnection connection, ServiceParameter parameter, bool on, CancellationToken cancellationToken = default)
    {
        (string onWord, string offWord) = WordsOf(parameter);
        string word = on ? onWord : offWord;
        return connection.SetServiceParameterAsync(parameter, parameter.Value!.All(char.IsLower) ? word.ToLowerInvariant() : word, cancellationToken);
    }

    /// <summary>The restart that the change needs: one plan a presence redundancy group, the publisher's first. Groups are read anew.</summary>
    /// <param name="connection">The cluster.</param>
    /// <param name="nodeNames">The nodes to restart Cisco XCP Router on; null for the publisher, which is all that the guide's procedure restarts.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<IReadOnlyList<RestartStep>> PlanRestartAsync(
        ClusterConnection connection, IEnumerable<string>? nodeNames = null, CancellationToken cancellationToken = default)
    {
        ClusterNode[] nodes = nodeNames is null
            ? [connection.Publisher ?? throw Errors.PublisherUnknown(connection.Name, connection.Nodes.Select(node => node.Name))]
            : [.. nodeNames.Select(connection.GetNode).Distinct().OrderByDescending(node => node.IsPublisher == true)];
        RestartRule rule = RestartRules.Find(Rule)!;
        RestartRequirement[] requirements = [new(rule.Setting ?? rule.Name, rule)];
        List<RestartStep> steps = [];
        foreach (IGrouping<string?, ClusterNode> group in nodes.GroupBy(node => node.PresenceRedundancyGroup))
        {
            steps.AddRange(RestartPlan.Create(requirements, new RestartPlanOptions
            {
                HighAvailability = group.Key is not null && (await connection.ReadGroupAsync(group.Key, cancellationToken).ConfigureAwait(false)).HighAvailability,
                PresenceRedundancyGroup = group.Key,
                NodeName = [.. group.Select(node => node.Name)],
            }));
        }

        return steps;
    }

    private static (string On, string Off) WordsOf(ServiceParameter parameter)
    {
        foreach ((string on, string off) in Words)
        {
            if (new[] { on, off }.Contains(parameter.Value, StringComparer.OrdinalIgnoreCase))
            {
                return (on, off);
            }
        }

        throw Errors.SwitchValueUnknown(parameter);
    }
}
