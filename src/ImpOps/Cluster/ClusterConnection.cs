using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
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
    private const int NodesForHighAvailability = 2;

    private static readonly Regex AxlVersionForm = new(@"\A[0-9]+\.[0-9]+\z", RegexOptions.CultureInvariant);

    private readonly TimeProvider _time;
    private readonly SoapTransport _transport;
    private readonly AxlClient _axl;
    private readonly PerfMonClient _perfMon;
    private readonly ControlCenterClient _controlCenter;

    private ClusterConnection(ClusterConnectionOptions options)
    {
        Name = options.Name ?? options.Server;
        Server = options.Server;
        Port = options.Port;
        UserName = options.Credential.UserName;
        AxlVersion = options.AxlVersion;
        ConnectedAt = options.Time.GetLocalNow();
        _time = options.Time;
        _transport = new SoapTransport(options, Name);
        _axl = new AxlClient(_transport, options, Name);
        _perfMon = new PerfMonClient(_transport, options);
        _controlCenter = new ControlCenterClient(_transport, options, Name);
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

    /// <summary>The clock of the connection.</summary>
    internal TimeProvider Time => _time;

    /// <summary>The IM and Presence publisher, by the last reading; null where it is not known.</summary>
    internal ClusterNode? Publisher => Nodes.FirstOrDefault(node => node.IsPublisher == true);

    /// <summary>What the cluster is called whatever its connections are: the publisher. Where it is not known, the server.</summary>
    internal string ClusterName => Publisher?.Name ?? Server;

    /// <summary>Connects: reads the nodes and groups, and so finds out whether server, certificate, credential and version are right.</summary>
    /// <param name="options">Which cluster, as whom.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<ClusterConnection> ConnectAsync(ClusterConnectionOptions options, CancellationToken cancellationToken = default)
    {
        Check(options);
        ClusterConnection connection = new(options);
        try
        {
            await connection.RefreshAsync(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Reads nodes and groups anew, into <see cref="Nodes"/> and <see cref="Groups"/>.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RefreshAsync(CancellationToken cancellationToken = default)
    {
        List<ClusterNode> nodes = await _axl.ListNodesAsync(cancellationToken).ConfigureAwait(false);
        List<PresenceRedundancyGroup> groups = await ReadGroupsAsync(null, cancellationToken).ConfigureAwait(false);
        Groups = groups.AsReadOnly();
        Nodes = nodes.ConvertAll(node => new ClusterNode
        {
            Name = node.Name,
            Description = node.Description,
            PresenceRedundancyGroup = groups.FirstOrDefault(group => group.NodeName.Contains(node.Name, StringComparer.OrdinalIgnoreCase))?.Name,
            IsPublisher = node.IsPublisher,
            Connection = Name,
        }).AsReadOnly();
    }

    /// <summary>The node of that name, by the last reading: the whole name, or the host part of an FQDN. An unknown name is an error that lists the nodes.</summary>
    /// <param name="name">The name, in any case.</param>
    public ClusterNode GetNode(string name) =>
        Nodes.FirstOrDefault(node => Same(node.Name, name))
            ?? Only(Nodes.Where(node => IsShortFor(name, node.Name) || IsShortFor(node.Name, name)))
            ?? throw Errors.NodeUnknown(name, Nodes.Select(node => node.Name));

    /// <summary>The group of that name, by the last reading. An unknown name is an error that lists the groups.</summary>
    /// <param name="name">The name, in any case.</param>
    public PresenceRedundancyGroup GetGroup(string name) =>
        Groups.FirstOrDefault(group => Same(group.Name, name)) ?? throw Errors.GroupUnknown(name, Groups.Select(group => group.Name));

    /// <summary>Reads one group anew, with the state of its nodes.</summary>
    /// <param name="name">The name, in any case.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<PresenceRedundancyGroup> ReadGroupAsync(string name, CancellationToken cancellationToken = default)
    {
        string known = GetGroup(name).Name;
        List<PresenceRedundancyGroup> groups = await ReadGroupsAsync(known, cancellationToken).ConfigureAwait(false);
        return groups.FirstOrDefault(group => Same(group.Name, known)) ?? throw Errors.GroupUnknown(known, groups.Select(group => group.Name));
    }

    /// <summary>Enables or disables high availability in a group, and reads the group back. A value that did not take is an error.</summary>
    /// <param name="groupName">The group.</param>
    /// <param name="enabled">True to enable it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<PresenceRedundancyGroup> SetHighAvailabilityAsync(string groupName, bool enabled, CancellationToken cancellationToken = default)
    {
        PresenceRedundancyGroup before = GetGroup(groupName);
        if (enabled && before.NodeName.Count < NodesForHighAvailability)
        {
            throw Errors.HighAvailabilityNeedsPair(before.Name);
        }

        string known = before.Name;
        await _axl.UpdateGroupAsync(known, enabled, cancellationToken).ConfigureAwait(false);
        PresenceRedundancyGroup group = await ReadGroupAsync(known, cancellationToken).ConfigureAwait(false);
        return group.HighAvailability == enabled ? group : throw Errors.HighAvailabilityNotSet(group);
    }

    /// <summary>The assigned users, page by page as they are asked for.</summary>
    /// <param name="userId">A user ID, <c>%</c> for any run of characters; null for all.</param>
    /// <param name="nodeName">Only those of this node; null for all.</param>
    /// <param name="groupName">Only those of this presence redundancy group; null for all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public IAsyncEnumerable<AssignedUser> GetAssignedUsersAsync(
        string? userId = null, string? nodeName = null, string? groupName = null, CancellationToken cancellationToken = default) =>
        _axl.ListUsersAsync(
            userId, nodeName is null ? null : GetNode(nodeName).Name, groupName is null ? null : GetGroup(groupName).Name, cancellationToken);

    /// <summary>One assigned user; null if no user of that ID is assigned.</summary>
    /// <param name="userId">The user ID, without wildcards.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<AssignedUser?> FindAssignedUserAsync(string userId, CancellationToken cancellationToken = default)
    {
        // The server takes % in an ID as a wildcard, and ignores case as it sees fit.
        await foreach (AssignedUser user in _axl.ListUsersAsync(userId, null, null, cancellationToken).ConfigureAwait(false))
        {
            if (Same(user.UserId, userId))
            {
                return user;
            }
        }

        return null;
    }

    /// <summary>How many users are assigned to each node. A node without users has 0.</summary>
    /// <param name="nodeNames">The nodes; null for all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyDictionary<string, int>> CountAssignedUsersAsync(IEnumerable<string>? nodeNames = null, CancellationToken cancellationToken = default)
    {
        Dictionary<string, int> counts = new(StringComparer.OrdinalIgnoreCase);
        foreach (string node in NamesOf(nodeNames))
        {
            int count = 0;
            await foreach (AssignedUser _ in _axl.ListUsersAsync(null, node, null, cancellationToken).ConfigureAwait(false))
            {
                count++;
            }

            counts[node] = count;
        }

        return counts;
    }

    /// <summary>Assigns a user to a node, also one who is assigned to another node. It is sent once; read back with <see cref="FindAssignedUserAsync"/>.</summary>
    /// <param name="userId">The user ID.</param>
    /// <param name="nodeName">The node.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task AssignUserAsync(string userId, string nodeName, CancellationToken cancellationToken = default) =>
        _axl.AssignUserAsync(userId, GetNode(nodeName).Name, cancellationToken);

    /// <summary>Takes a user off the node that the user is assigned to. It is sent once.</summary>
    /// <param name="userId">The user ID.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task UnassignUserAsync(string userId, CancellationToken cancellationToken = default) => _axl.UnassignUserAsync(userId, cancellationToken);

    /// <summary>The parameters of a service: those of each node, and the clusterwide ones with a <see cref="ServiceParameter.NodeName"/> of null.</summary>
    /// <param name="service">The service, for example <c>Cisco Server Recovery Manager</c>; null for all services.</param>
    /// <param name="nodeName">Only those of this node; null for all nodes and the clusterwide ones.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<ServiceParameter>> GetServiceParametersAsync(
        string? service = null, string? nodeName = null, CancellationToken cancellationToken = default)
    {
        string? node = nodeName is null ? null : GetNode(nodeName).Name;
        List<ServiceParameter> parameters = await _axl.ListParametersAsync(node, service, cancellationToken).ConfigureAwait(false);
        return [.. parameters.GroupBy(parameter => parameter.Service).SelectMany(WithPortalNames)];
    }

    /// <summary>One parameter. A name that the service does not have is an error with the closest names.</summary>
    /// <param name="service">The service.</param>
    /// <param name="name">The portal's name or the internal one, in any case.</param>
    /// <param name="nodeName">The node; null for a clusterwide parameter.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ServiceParameter> GetServiceParameterAsync(
        string service, string name, string? nodeName = null, CancellationToken cancellationToken = default)
    {
        string? node = nodeName is null ? null : GetNode(nodeName).Name;
        IReadOnlyList<ServiceParameter> all = await GetServiceParametersAsync(service, null, cancellationToken).ConfigureAwait(false);
        if (all.Count == 0)
        {
            List<ServiceParameter> others = await _axl.ListParametersAsync(null, null, cancellationToken).ConfigureAwait(false);
            throw Errors.ServiceUnknown(null, service, Closest.To(service, others.Select(parameter => parameter.Service)));
        }

        string[] internalNames = [.. all.Select(parameter => parameter.InternalName).Distinct()];
        ServiceParameter[] found = ParameterNames.Resolve(service, name, internalNames) is { } internalName
            ? [.. all.Where(parameter => parameter.InternalName == internalName)]
            : throw Errors.ParameterUnknown(service, name, Closest.To(name, all.SelectMany(parameter => new[] { parameter.InternalName, parameter.Name })));
        return found.FirstOrDefault(parameter => node is not null && parameter.NodeName is not null && Same(parameter.NodeName, node))
            ?? found.FirstOrDefault(parameter => parameter.NodeName is null)
            ?? throw Errors.ParameterNeedsNode(found[0], found.Select(parameter => parameter.NodeName!));
    }

    /// <summary>Sets a parameter that was read, and reads it back. A value that did not take is an error. It is sent once.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="value">The value to set.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ServiceParameter> SetServiceParameterAsync(ServiceParameter parameter, string value, CancellationToken cancellationToken = default)
    {
        await _axl.UpdateParameterAsync(parameter, value, cancellationToken).ConfigureAwait(false);
        ServiceParameter set = await _axl.GetParameterAsync(parameter, cancellationToken).ConfigureAwait(false);
        return (set.Value ?? "") == value ? set : throw Errors.ParameterNotSet(set, value);
    }

    /// <summary>The services of several nodes, which are asked side by side; each node's result comes as soon as it is there.</summary>
    /// <param name="nodeNames">The nodes; null for all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public IAsyncEnumerable<NodeResult<ClusterService>> GetServicesAsync(IEnumerable<string>? nodeNames = null, CancellationToken cancellationToken = default) =>
        SideBySide.MergeAsync(
            NamesOf(nodeNames).Select(node => new Func<CancellationToken, IAsyncEnumerable<NodeResult<ClusterService>>>(token => ServicesOfAsync(node, token))),
            cancellationToken);

    /// <summary>One service of a node. A name that is not in the node's own list is an error with the closest names.</summary>
    /// <param name="nodeName">The node.</param>
    /// <param name="serviceName">The service, in any case.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ClusterService> GetServiceAsync(string nodeName, string serviceName, CancellationToken cancellationToken = default)
    {
        string node = GetNode(nodeName).Name;
        IReadOnlyList<ClusterService> services = await _controlCenter.ListAsync(node, cancellationToken).ConfigureAwait(false);
        return services.FirstOrDefault(service => Same(service.Name, serviceName))
            ?? throw Errors.ServiceUnknown(node, serviceName, Closest.To(serviceName, services.Select(service => service.Name)));
    }

    /// <summary>Tells a node to restart a service, after a look at its own list. It is sent once, and returns before the service is up.</summary>
    /// <param name="nodeName">The node.</param>
    /// <param name="serviceName">The service, in any case.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The service as it was before the restart, for <see cref="WaitForRestartAsync"/>.</returns>
    public Task<ClusterService> RestartServiceAsync(string nodeName, string serviceName, CancellationToken cancellationToken = default) =>
        ControlAsync(nodeName, serviceName, "Restart", cancellationToken);

    /// <summary>Tells a node to start a service, after a look at its own list. It is sent once, and returns before the service is up.</summary>
    /// <param name="nodeName">The node.</param>
    /// <param name="serviceName">The service, in any case.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The service as it was before.</returns>
    public Task<ClusterService> StartServiceAsync(string nodeName, string serviceName, CancellationToken cancellationToken = default) =>
        ControlAsync(nodeName, serviceName, "Start", cancellationToken);

    /// <summary>Tells a node to stop a service, after a look at its own list. It is sent once, and returns before the service is down.</summary>
    /// <param name="nodeName">The node.</param>
    /// <param name="serviceName">The service, in any case.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The service as it was before.</returns>
    public Task<ClusterService> StopServiceAsync(string nodeName, string serviceName, CancellationToken cancellationToken = default) =>
        ControlAsync(nodeName, serviceName, "Stop", cancellationToken);

    /// <summary>
    /// Polls a service until it is started anew: it runs, and since later than before. Failures of the node to answer are waited out. At the end of the
    /// time it is an error with the last status.
    /// </summary>
    /// <param name="before">The service as it was before the restart.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="progress">Told of each status read; null for nobody.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ClusterService> WaitForRestartAsync(
        ClusterService before, TimeSpan timeout, IProgress<ClusterService>? progress = null, CancellationToken cancellationToken = default)
    {
        DateTimeOffset end = _time.GetUtcNow() + timeout;
        ClusterService last = before;
        while (true)
        {
            try
            {
                last = await GetServiceAsync(before.NodeName, before.Name, cancellationToken).ConfigureAwait(false);
                progress?.Report(last);
                if (last.Status == ServiceStatus.Started && IsStartedAfter(last, before))
                {
                    return last;
                }
            }
            catch (ImpOpsException problem) when (problem.IsPassing)
            {
                // Restarting a service may keep the node from answering for a while.
            }

            TimeSpan left = end - _time.GetUtcNow();
            if (left <= TimeSpan.Zero)
            {
                throw Errors.ServiceNotRestarted(last, timeout);
            }

            await _time.Delay(left < ServiceLimits.ServicePoll ? left : ServiceLimits.ServicePoll, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Collects counters on several nodes, each at its own pace; each sample of a node is one result, as soon as it is there. A node that fails is a
    /// result with a problem, each time that it is asked; the others go on. A warning comes, once, where the interval is too short for the
    /// requests that it takes: the samples then come as fast as the node may be asked.
    /// </summary>
    /// <param name="query">Which counters, where, how often.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public IAsyncEnumerable<NodeResult<CounterSample>> CollectCountersAsync(CounterQuery query, CancellationToken cancellationToken = default)
    {
        if (query.MaxSamples < 1)
        {
            throw Errors.SampleCountOutOfRange(query.MaxSamples.Value);
        }

        if (query.SampleInterval <= TimeSpan.Zero)
        {
            throw Errors.DurationOutOfRange(nameof(query.SampleInterval), query.SampleInterval);
        }

        CounterPattern[] patterns = [.. query.Counters.Select(path => new CounterPattern(path))];
        string[] asked = [.. NamesOf(query.NodeNames)];
        Dictionary<string, CounterPattern[]> byNode = Nodes
            .Select(node => node.Name)
            .ToDictionary(node => node, node => patterns.Where(pattern => pattern.NamesNode ? pattern.FitsNode(node) : asked.Contains(node)).ToArray());
        if (patterns.FirstOrDefault(pattern => !Nodes.Any(node => pattern.FitsNode(node.Name))) is { } nowhere)
        {
            throw Errors.NodeUnknown(nowhere.Text, Nodes.Select(node => node.Name));
        }

        return SideBySide.MergeAsync(
            byNode.Where(node => node.Value.Length > 0).Select(node =>
                new Func<CancellationToken, IAsyncEnumerable<NodeResult<CounterSample>>>(token => CountersOfAsync(node.Key, node.Value, query, token))),
            cancellationToken);
    }

    /// <summary>Reads counters of one node once. A path that fits no counter of the node is an error.</summary>
    /// <param name="nodeName">The node.</param>
    /// <param name="counters">Counter paths, as in <see cref="CounterQuery.Counters"/>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<CounterSample>> ReadCountersAsync(string nodeName, IEnumerable<string> counters, CancellationToken cancellationToken = default)
    {
        return await _perfMon.ReadAsync(
            GetNode(nodeName).Name, [.. counters.Select(path => new CounterPattern(path))], problem => throw problem, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets the credential and the session. What is under way ends with an error.</summary>
    public void Dispose() => _transport.Dispose();

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static void Check(ClusterConnectionOptions options)
    {
        ClusterAddress.Check(options.Server, options.Port, options.Timeout);
        if (!AxlVersionForm.IsMatch(options.AxlVersion))
        {
            throw Errors.AxlVersionInvalid(options.AxlVersion);
        }
    }

    private async Task<List<PresenceRedundancyGroup>> ReadGroupsAsync(string? name, CancellationToken cancellationToken)
    {
        List<PresenceRedundancyGroup> groups = await _axl.ListGroupsAsync(name, cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> states = [];
        string? reason = null;
        try
        {
            states = await _axl.ReadStatesAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ImpOpsException problem) when (problem.Kind is ErrorKind.RequestRefused or ErrorKind.PermissionDenied)
        {
            // An account that may not query the database still sees the groups.
            reason = problem.Message;
        }

        return [.. groups.Select(group => new PresenceRedundancyGroup
        {
            Name = group.Name,
            Description = group.Description,
            NodeName = group.NodeName,
            HighAvailability = group.HighAvailability,
            // Not a collection expression: PowerShell finds no indexer in what the compiler makes of that.
            State = group.NodeName.Select(node => StateOf(node, states, reason)).ToList().AsReadOnly(),
            Connection = Name,
        })];
    }

    private static NodeState StateOf(string node, Dictionary<string, string> states, string? reason)
    {
        string? text = states.FirstOrDefault(state => Same(state.Key, node)).Value ?? states.FirstOrDefault(state => IsShortFor(state.Key, node) || IsShortFor(node, state.Key)).Value;
        HighAvailabilityState state = text is null ? HighAvailabilityState.Unknown : HaStateNames.Parse(text);
        return new NodeState
        {
            NodeName = node,
            State = state,
            StateText = text is not null && state == HighAvailabilityState.Unknown ? text : HaStateNames.TextOf(state),
            Reason = reason,
        };
    }

    private IEnumerable<ServiceParameter> WithPortalNames(IGrouping<string, ServiceParameter> service)
    {
        Dictionary<string, string[]> names = ParameterNames.PortalNames(service.Key, [.. service.Select(parameter => parameter.InternalName).Distinct()]);
        return service.Select(parameter => new ServiceParameter
        {
            NodeName = parameter.NodeName,
            Service = parameter.Service,
            Name = names.TryGetValue(parameter.InternalName, out string[]? known) ? known[0] : parameter.InternalName,
            Alias = new TextList(known?.Skip(1) ?? []),
            InternalName = parameter.InternalName,
            Value = parameter.Value,
            Connection = Name,
        });
    }

    private async IAsyncEnumerable<NodeResult<ClusterService>> ServicesOfAsync(string node, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        NodeResult<ClusterService> result;
        try
        {
            result = new(node, await _controlCenter.ListAsync(node, cancellationToken).ConfigureAwait(false));
        }
        catch (ImpOpsException problem)
        {
            result = new(node, [], problem);
        }

        yield return result;
    }

    private async Task<ClusterService> ControlAsync(string nodeName, string serviceName, string control, CancellationToken cancellationToken)
    {
        ClusterService before = await GetServiceAsync(nodeName, serviceName, cancellationToken).ConfigureAwait(false);
        await _controlCenter.ControlAsync(before.NodeName, before.Name, control, cancellationToken).ConfigureAwait(false);
        return before;
    }

    private static bool IsStartedAfter(ClusterService now, ClusterService before) =>
        before.Status != ServiceStatus.Started
        || (now.StartTime is not null && before.StartTime is not null ? now.StartTime > before.StartTime : now.UpTime < before.UpTime);

    private async IAsyncEnumerable<NodeResult<CounterSample>> CountersOfAsync(
        string node, CounterPattern[] patterns, CounterQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DateTimeOffset due = _time.GetUtcNow();
        for (long sample = 0; query.MaxSamples is null || sample < query.MaxSamples; sample++)
        {
            TimeSpan wait = due - _time.GetUtcNow();
            if (wait > TimeSpan.Zero)
            {
                await _time.Delay(wait, cancellationToken).ConfigureAwait(false);
            }

            List<NodeResult<CounterSample>> results = [];
            bool failed = false;
            try
            {
                // What a node does not have is told once.
                Action<ImpOpsException> unknown = sample == 0 ? problem => results.Add(new(node, [], problem)) : _ => { };
                results.Add(new(node, await _perfMon.ReadAsync(node, patterns, unknown, cancellationToken).ConfigureAwait(false)));
                if (sample == 0 && _perfMon.TooShort(node, patterns, query) is { } tooShort)
                {
                    results.Add(new(node, [], tooShort, isWarning: true));
                }
            }
            catch (ImpOpsException problem)
            {
                failed = true;
                results.Add(new(node, [], problem));
            }

            foreach (NodeResult<CounterSample> result in results)
            {
                yield return result;
            }

            // A node that is slow takes its samples later; one that fails has missed those that were due meanwhile, and ends with the others.
            due += query.SampleInterval;
            DateTimeOffset now = _time.GetUtcNow();
            if (failed)
            {
                for (; due < now; due += query.SampleInterval)
                {
                    sample++;
                }
            }
            else if (due < now)
            {
                due = now;
            }
        }
    }

    /// <summary>The nodes by their right names, each once; all of them where none is named.</summary>
    private IEnumerable<string> NamesOf(IEnumerable<string>? names) =>
        (names is null ? Nodes : names.Select(GetNode)).Select(node => node.Name).Distinct().ToArray();

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a name is the host part of an FQDN. An address has no part.</summary>
    private static bool IsShortFor(string host, string name) =>
        Uri.CheckHostName(name) == UriHostNameType.Dns && name.StartsWith(host + ".", StringComparison.OrdinalIgnoreCase) && host.IndexOf('.') < 0;

    private static ClusterNode? Only(IEnumerable<ClusterNode> nodes) => nodes.Take(2).Count() == 1 ? nodes.First() : null;
}
