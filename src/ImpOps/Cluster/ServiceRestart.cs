using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ImpOps.Restarts;

namespace ImpOps.Cluster;

/// <summary>A restart of a service: what it means, known before it is carried out.</summary>
public sealed class ServiceRestart
{
    private const string RoutedServices = "Cisco XCP ";

    private readonly ClusterConnection _connection;

    private ServiceRestart(ClusterConnection connection, ClusterService service, IReadOnlyList<ClusterService> alongWith, PresenceRedundancyGroup? group)
    {
        _connection = connection;
        Service = service;
        AlongWith = alongWith;
        Group = group;
    }

    /// <summary>The service, as it was before.</summary>
    public ClusterService Service { get; }

    /// <summary>The services that restart with it: with Cisco XCP Router every active XCP service, with others none.</summary>
    public IReadOnlyList<ClusterService> AlongWith { get; }

    /// <summary>The presence redundancy group of the node, as it was before; null where the node is in none.</summary>
    public PresenceRedundancyGroup? Group { get; }

    /// <summary>Whether the group has high availability, so that the restart may make the node fail over.</summary>
    public bool MayFailOver => Group is { HighAvailability: true };

    /// <summary>Looks at the node's own list and at its group. Nothing restarts yet.</summary>
    /// <param name="connection">The cluster.</param>
    /// <param name="nodeName">The node.</param>
    /// <param name="serviceName">The service, in any case. A name that is not in the node's list is an error with the closest names.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<ServiceRestart> PrepareAsync(
        ClusterConnection connection, string nodeName, string serviceName, CancellationToken cancellationToken = default)
    {
        ClusterNode node = connection.GetNode(nodeName);
        ClusterService service = await connection.GetServiceAsync(node.Name, serviceName, cancellationToken).ConfigureAwait(false);
        List<ClusterService> alongWith = [];
        if (service.Name == RestartableService.XcpRouter)
        {
            await foreach (NodeResult<ClusterService> result in connection.GetServicesAsync([node.Name], cancellationToken).ConfigureAwait(false))
            {
                alongWith.AddRange(result.Problem is null ? result.Items.Where(RestartsWithRouter) : throw result.Problem);
            }
        }

        PresenceRedundancyGroup? group = node.PresenceRedundancyGroup is { } name
            ? await connection.ReadGroupAsync(name, cancellationToken).ConfigureAwait(false)
            : null;
        return new ServiceRestart(connection, service, alongWith, group);
    }

    /// <summary>Tells the node to restart the service. It is sent once, and returns before the service is up.</summary>
    /// <param name="cancellationToken">Stops it before it is sent.</param>
    public Task StartAsync(CancellationToken cancellationToken = default) =>
        _connection.RestartServiceAsync(Service.NodeName, Service.Name, cancellationToken);

    /// <summary>Waits until the service, and all that restart with it, are up again. At the end of the time it is an error with the last status.</summary>
    /// <param name="timeout">How long to wait for all of them; null for 15 minutes.</param>
    /// <param name="progress">Told of each status read; null for nobody.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The service as it is now.</returns>
    public async Task<ClusterService> WaitAsync(TimeSpan? timeout = null, IProgress<ClusterService>? progress = null, CancellationToken cancellationToken = default)
    {
        TimeSpan most = timeout ?? ServiceLimits.RestartTimeout;
        DateTimeOffset end = _connection.Time.GetUtcNow() + most;
        ClusterService up = await _connection.WaitForRestartAsync(Service, most, progress, cancellationToken).ConfigureAwait(false);
        foreach (ClusterService service in AlongWith)
        {
            TimeSpan left = end - _connection.Time.GetUtcNow();
            _ = await _connection.WaitForRestartAsync(service, left > TimeSpan.Zero ? left : TimeSpan.Zero, progress, cancellationToken).ConfigureAwait(false);
        }

        return up;
    }

    private static bool RestartsWithRouter(ClusterService service) =>
        service.Name.StartsWith(RoutedServices, StringComparison.Ordinal)
        && service.Name != RestartableService.XcpRouter
        && service.Kind != ServiceKind.NetworkService
        && service.Status is ServiceStatus.Started or ServiceStatus.Starting;
}
