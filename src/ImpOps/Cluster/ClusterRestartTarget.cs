using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ImpOps.Counters;
using ImpOps.Restarts;

namespace ImpOps.Cluster;

/// <summary>A live cluster, for a restart plan to run on.</summary>
public sealed class ClusterRestartTarget : IRestartTarget
{
    private const string ActiveJsmSessions = @"\Cisco Presence Engine\ActiveJsmSessions";

    private readonly ClusterConnection _connection;

    /// <summary>Runs plans over <paramref name="connection"/>, which stays the caller's to dispose.</summary>
    public ClusterRestartTarget(ClusterConnection connection)
    {
        _connection = connection;
    }

    /// <summary>The database publisher of the cluster: the name of a connection may be another one tomorrow. Where it is not known, the server.</summary>
    public string ClusterName => _connection.ClusterName;

    /// <inheritdoc/>
    public async Task<RestartGroup> GetGroupAsync(string presenceRedundancyGroup, CancellationToken cancellationToken)
    {
        PresenceRedundancyGroup group = await _connection.ReadGroupAsync(presenceRedundancyGroup, cancellationToken).ConfigureAwait(false);
        return new RestartGroup
        {
            HighAvailability = group.HighAvailability,
            Node =
            [
                .. group.State.Select(node => new RestartGroupNode
                {
                    NodeName = node.NodeName,
                    IsNormal = node.Reason is null ? node.State == HighAvailabilityState.Normal : null,
                    State = node.StateText,
                }),
            ],
        };
    }

    /// <inheritdoc/>
    public Task SetHighAvailabilityAsync(string presenceRedundancyGroup, bool enabled, CancellationToken cancellationToken) =>
        _connection.SetHighAvailabilityAsync(presenceRedundancyGroup, enabled, cancellationToken);

    /// <inheritdoc/>
    public async Task<int> CountAssignedUsersAsync(string nodeName, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, int> counts = await _connection.CountAssignedUsersAsync([nodeName], cancellationToken).ConfigureAwait(false);
        return counts.Values.Single();
    }

    /// <inheritdoc/>
    public async Task<ServiceRun> GetServiceAsync(string nodeName, string service, CancellationToken cancellationToken)
    {
        ClusterService found = await _connection.GetServiceAsync(nodeName, service, cancellationToken).ConfigureAwait(false);
        return new ServiceRun { State = StateOf(found.Status), StartTime = found.StartTime, UpTime = found.UpTime };
    }

    /// <inheritdoc/>
    public Task RestartServiceAsync(string nodeName, string service, CancellationToken cancellationToken) =>
        _connection.RestartServiceAsync(nodeName, service, cancellationToken);

    /// <inheritdoc/>
    public async Task<int?> GetActiveJsmSessionsAsync(string nodeName, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<CounterSample> samples = await _connection.ReadCountersAsync(nodeName, [ActiveJsmSessions], cancellationToken).ConfigureAwait(false);
            return samples.Select(sample => (int?)sample.Value).FirstOrDefault();
        }
        catch (ImpOpsException problem) when (problem.ErrorId == nameof(Messages.CounterUnknown))
        {
            return null;
        }
    }

    private static ServiceRunState StateOf(ServiceStatus status) => status switch
    {
        ServiceStatus.Started => ServiceRunState.Started,
        ServiceStatus.Starting => ServiceRunState.Starting,
        ServiceStatus.Stopping => ServiceRunState.Stopping,
        ServiceStatus.Stopped => ServiceRunState.Stopped,
        ServiceStatus.NotActivated => ServiceRunState.NotActivated,
        _ => ServiceRunState.Unknown,
    };
}
