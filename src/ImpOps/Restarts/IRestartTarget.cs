using System.Threading;
using System.Threading.Tasks;

namespace ImpOps.Restarts;

/// <summary>
/// What running a restart plan asks of a live cluster. Whatever fails is an <see cref="ImpOpsException"/>. Reading may be repeated by the target
/// as it likes; <see cref="RestartServiceAsync"/> is sent once and never repeated, also where no answer came.
/// </summary>
public interface IRestartTarget
{
    /// <summary>What the cluster is known by, in every session: a journal of another cluster is refused by it.</summary>
    public string ClusterName { get; }

    /// <summary>High availability and the nodes of a group, as they are now.</summary>
    public Task<RestartGroup> GetGroupAsync(string presenceRedundancyGroup, CancellationToken cancellationToken);

    /// <summary>Enables or disables high availability in a group. May return before the group reports it.</summary>
    public Task SetHighAvailabilityAsync(string presenceRedundancyGroup, bool enabled, CancellationToken cancellationToken);

    /// <summary>How many users are assigned to a node.</summary>
    public Task<int> CountAssignedUsersAsync(string nodeName, CancellationToken cancellationToken);

    /// <summary>A service as it is now.</summary>
    public Task<ServiceRun> GetServiceAsync(string nodeName, string service, CancellationToken cancellationToken);

    /// <summary>Restarts a service, never by stop and start. May return before it is started again.</summary>
    public Task RestartServiceAsync(string nodeName, string service, CancellationToken cancellationToken);

    /// <summary>The counter ActiveJsmSessions of Cisco Presence Engine; null where the node has no such counter now, as while that service starts.</summary>
    public Task<int?> GetActiveJsmSessionsAsync(string nodeName, CancellationToken cancellationToken);
}
