using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ImpOps.Relogin;

namespace ImpOps.Cluster;

/// <summary>Reads what the retry limits of a live presence redundancy group are judged by.</summary>
public static class LiveRetrySettings
{
    private static readonly string[] Yes = ["True", "t", "1", "On"];

    /// <summary>
    /// The settings of each node of a group: assigned users, limits and delay, as they are now. A parameter that the server does not have by a name
    /// that is known, or whose value is no number, is null.
    /// </summary>
    /// <param name="connection">The cluster.</param>
    /// <param name="groupName">The group.</param>
    /// <param name="ovaSize">The OVA size of the nodes, which the server does not tell: 500, 1000, 2000, 5000, 15000 or 25000.</param>
    /// <param name="mode">The mode; null to go by the users: active/standby where one of two nodes has none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<IReadOnlyList<NodeRetrySettings>> ReadRetrySettingsAsync(
        this ClusterConnection connection, string groupName, int ovaSize, HighAvailabilityMode? mode = null, CancellationToken cancellationToken = default)
    {
        PresenceRedundancyGroup group = await connection.ReadGroupAsync(groupName, cancellationToken).ConfigureAwait(false);
        string[] nodes = [.. group.NodeName.Select(node => connection.GetNode(node).Name)];
        if (nodes.Length == 0)
        {
            throw Errors.GroupWithoutNodes(group.Name);
        }

        IReadOnlyDictionary<string, int> users = await connection.CountAssignedUsersAsync(nodes, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<ServiceParameter> parameters = await connection.GetServiceParametersAsync(RecoveryManager.Service, null, cancellationToken).ConfigureAwait(false);
        return
        [
            .. nodes.Select(node => new NodeRetrySettings
            {
                PresenceRedundancyGroup = group.Name,
                NodeName = node,
                OvaSize = ovaSize,
                HighAvailabilityMode = mode ?? ModeOf(users.Values),
                UserCount = users[node],
                RetryLowerLimit = RecoveryManager.Seconds(Find(parameters, RecoveryManager.LowerLimit, node)),
                RetryUpperLimit = RecoveryManager.Seconds(Find(parameters, RecoveryManager.UpperLimit, node)),
                CriticalServiceDownDelay = RecoveryManager.Seconds(Find(parameters, RecoveryManager.Delay, node)),
            })
        ];
    }

    /// <summary>Whether multiple device messaging is on; null where the server has no such parameter.</summary>
    /// <param name="connection">The cluster.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<bool?> ReadMultiDeviceMessagingAsync(this ClusterConnection connection, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ServiceParameter> parameters = await connection.GetServiceParametersAsync(MdmSwitch.Service, null, cancellationToken).ConfigureAwait(false);
        return Find(parameters, MdmSwitch.Parameter, null)?.Value is { } value ? Yes.Contains(value, StringComparer.OrdinalIgnoreCase) : null;
    }

    private static HighAvailabilityMode ModeOf(IEnumerable<int> users) =>
        users.Count(count => count == 0) == 1 && users.Count(count => count > 0) == 1 ? HighAvailabilityMode.ActiveStandby : HighAvailabilityMode.ActiveActive;

    /// <summary>The node's own value, or else the one that holds clusterwide.</summary>
    private static ServiceParameter? Find(IReadOnlyList<ServiceParameter> parameters, string name, string? node)
    {
        ServiceParameter[] found = [.. parameters.Where(parameter => parameter.Name == name || parameter.Alias.Contains(name))];
        return found.FirstOrDefault(parameter => parameter.NodeName is not null && string.Equals(parameter.NodeName, node, StringComparison.OrdinalIgnoreCase))
            ?? found.FirstOrDefault(parameter => parameter.NodeName is null);
    }
}
