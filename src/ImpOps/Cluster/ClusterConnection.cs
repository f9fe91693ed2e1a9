using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using ImpOps.Counters;

namespace ImpOps.Cluster;

/// <summary>
/// A connection to a live cluster: AXL on the publisher, PerfMon and Control Center on each node. It can be used from several threads at once. Reads are
/// tried again where the server throttles, is unavailable or takes too long; what changes the cluster is sent once.
/// </summary>
public sealed class ClusterConnection : IDisposable
{
    private ClusterConnection(ClusterConnectionOptions options)
    {
        Name = options.Name ?? options.Server;
        Server = options.Server;
        Port = options.Port;
        UserName = options.Credential.UserName;
        AxlVersion = options.AxlVersion;
        ConnectedAt = options.Time.GetLocalNow();
    }

    /// <summary>What the connection is called.</summary>
    public string Name { get; }

    /// <summary>The publisher.</summary>
    public string Server { get; }

    /// <summary>The HTTPS port of every node.</summary>
    public int Port { get; }

    /// <summary>Who is connected.</summary>
    public string UserName { get; }

    /// <summary>The version of the AXL schema that is spoken.</summary>
    public string AxlVersion { get; }

    /// <summary>When the connection was made.</summary>
    public DateTimeOffset ConnectedAt { get; }

    /// <summary>The IM and Presence nodes, as they were read last.</summary>
    public IReadOnlyList<ClusterNode> Nodes { get; private set; } = [];

    /// <summary>The presence redundancy groups, as they were read last.</summary>
    public IReadOnlyList<PresenceRedundancyGroup> Groups { get; private set; } = [];

    /// <summary>Connects: reads the nodes and groups, and so finds out whether server, certificate, credential and version are right.</summary>
    /// <param name="options">Which cluster, as whom.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static Task<ClusterConnection> ConnectAsync(ClusterConnectionOptions options, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Reads nodes and groups anew, into <see cref="Nodes"/> and <see cref="Groups"/>.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public Task RefreshAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>The node of that name, by the last reading: the whole name, or the host part of an FQDN. An unknown name is an error that lists the nodes.</summary>
    /// <param name="name">The name, in any case.</param>
    public ClusterNode GetNode(string name) => throw new NotImplementedException();

    /// <summary>The group of that name, by the last reading. An unknown name is an error that lists the groups.</summary>
    /// <param name="name">The name, in any case.</param>
    public PresenceRedundancyGroup GetGroup(string name) => throw new NotImplementedException();

    /// <summary>Reads one group anew, with the state of its nodes.</summary>
    /// <param name="name">The name, in any case.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<PresenceRedundancyGroup> ReadGroupAsync(string name, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Enables or disables high availability in a group, and reads the group back. A value that did not take is an error.</summary>
    /// <param name="groupName">The group.</param>
    /// <param name="enabled">True to enable it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<PresenceRedundancyGroup> SetHighAvailabilityAsync(string groupName, bool enabled, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>The assigned users, page by page as they are asked for.</summary>
    /// <param name="userId">A user ID, <c>%</c> for any run of characters; null for all.</param>
    /// <param name="nodeName">Only those of this node; null for all.</param>
    /// <param name="groupName">Only those of this presence redundancy group; null for all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public IAsyncEnumerable<AssignedUser> GetAssignedUsersAsync(
        string? userId = null, string? nodeName = null, string? groupName = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>One assigned user; null if no user of that ID is assigned.</summary>
    /// <param name="userId">The user ID, without wildcards.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<AssignedUser?> FindAssignedUserAsync(string userId, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>How many users are assigned to each node. A node without users has 0.</summary>
    /// <param name="nodeNames">The nodes; null for all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<IReadOnlyDictionary<string, int>> CountAssignedUsersAsync(IEnumerable<string>? nodeNames = null, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Assigns a user to a node, also one who is assigned to another node. It is sent once; read back with <see cref="FindAssignedUserAsync"/>.</summary>
    /// <param name="userId">The user ID.</param>
    /// <param name="nodeName">The node.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task AssignUserAsync(string userId, string nodeName, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Takes a user off the node that the user is assigned to. It is sent once.</summary>
    /// <param name="userId">The user ID.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task UnassignUserAsync(string userId, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>The parameters of a service: those of each node, and the clusterwide ones with a <see cref="ServiceParameter.NodeName"/> of null.</summary>
    /// <param name="service">The service, for example <c>Cisco Server Recovery Manager</c>; null for all services.</param>
    /// <param name="nodeName">Only those of this node; null for all nodes and the clusterwide ones.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<IReadOnlyList<ServiceParameter>> GetServiceParametersAsync(
        string? service = null, string? nodeName = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>One parameter. A name that the service does not have is an error with the closest names.</summary>
    /// <param name="service">The service.</param>
    /// <param name="name">The portal's name or the internal one, in any case.</param>
    /// <param name="nodeName">The node; null for a clusterwide parameter.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<ServiceParameter> GetServiceParameterAsync(
        string service, string name, string? nodeName = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Sets a parameter that was read, and reads it back. A value that did not take is an error. It is sent once.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="value">The value to set.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<ServiceParameter> SetServiceParameterAsync(ServiceParameter parameter, string value, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>The services of several nodes, which are asked side by side; each node's result comes as soon as it is there.</summary>
    /// <param name="nodeNames">The nodes; null for all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public IAsyncEnumerable<NodeResult<ClusterService>> GetServicesAsync(IEnumerable<string>? nodeNames = null, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>One service of a node. A name that is not in the node's own list is an error with the closest names.</summary>
    /// <param name="nodeName">The node.</param>
    /// <param name="serviceName">The service, in any case.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<ClusterService> GetServiceAsync(string nodeName, string serviceName, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Tells a node to restart a service, after a look at its own list. It is sent once, and returns before the service is up.</summary>
    /// <param name="nodeName">The node.</param>
    /// <param name="serviceName">The service, in any case.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The service as it was before the restart, for <see cref="WaitForRestartAsync"/>.</returns>
    public Task<ClusterService> RestartServiceAsync(string nodeName, string serviceName, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Tells a node to start a service, after a look at its own list. It is sent once, and returns before the service is up.</summary>
    /// <param name="nodeName">The node.</param>
    /// <param name="serviceName">The service, in any case.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The service as it was before.</returns>
    public Task<ClusterService> StartServiceAsync(string nodeName, string serviceName, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Tells a node to stop a service, after a look at its own list. It is sent once, and returns before the service is down.</summary>
    /// <param name="nodeName">The node.</param>
    /// <param name="serviceName">The service, in any case.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The service as it was before.</returns>
    public Task<ClusterService> StopServiceAsync(string nodeName, string serviceName, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>
    /// Polls a service until it is started anew: it runs, and since later than before. Failures of the node to answer are waited out. At the end of the
    /// time it is an error with the last status.
    /// </summary>
    /// <param name="before">The service as it was before the restart.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="progress">Told of each status read; null for nobody.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<ClusterService> WaitForRestartAsync(
        ClusterService before, TimeSpan timeout, IProgress<ClusterService>? progress = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>
    /// Collects counters on several nodes, each at its own pace; each sample of a node is one result, as soon as it is there. A node that fails is a
    /// result with a problem, each time that it is asked; the others go on.
    /// </summary>
    /// <param name="query">Which counters, where, how often.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public IAsyncEnumerable<NodeResult<CounterSample>> CollectCountersAsync(CounterQuery query, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Reads counters of one node once. A path that fits no counter of the node is an error.</summary>
    /// <param name="nodeName">The node.</param>
    /// <param name="counters">Counter paths, as in <see cref="CounterQuery.Counters"/>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<IReadOnlyList<CounterSample>> ReadCountersAsync(string nodeName, IEnumerable<string> counters, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Forgets the credential and the session. What is under way ends with an error.</summary>
    public void Dispose()
    {
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
