using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;

namespace ImpOps.Lab.State;

/// <summary>The whole cluster: who is in it, and what happens to it as time goes by. Call under <see cref="Timeline.Gate"/>.</summary>
internal sealed class ClusterState : IDisposable
{
    public const string EnterpriseWide = "EnterpriseWideData";

    private readonly Dictionary<string, LabUser> _users;
    private int _uuids;

    public ClusterState(LabOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Nodes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Nodes, 200);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Users);
        ArgumentOutOfRangeException.ThrowIfNegative(options.UnassignedUsers);
        Options = options;
        Timeline = new Timeline(options.Time);
        DateTimeOffset upSince = Timeline.Now.AddDays(-7);
        Publisher = new LabNode(IPAddress.Loopback, "Voice publisher", false, true, NewUuid(), upSince);
        PresenceNodes = [.. Enumerable.Range(1, options.Nodes).Select(number =>
            new LabNode(new IPAddress([127, 0, 0, (byte)(10 + number)]), $"IM and Presence node {number}", true, number == 1, NewUuid(), upSince))];
        Nodes = [Publisher, .. PresenceNodes];
        Groups = [.. PresenceNodes.Chunk(2).Select((nodes, index) =>
            new LabGroup(1000 + index, index == 0 ? "DefaultCUPSubcluster" : $"Subcluster-{index + 1}", NewUuid(), nodes))];
        Users = [.. Enumerable.Range(1, options.Users + options.UnassignedUsers).Select(number =>
            new LabUser("user" + number.ToString("D6", CultureInfo.InvariantCulture), NewUuid()))];
        _users = Users.ToDictionary(user => user.Id, StringComparer.OrdinalIgnoreCase);
        Parameters = [.. CreateParameters()];
        for (int index = 0; index < options.Users; index++)
        {
            Assign(Users[index], PresenceNodes[index % PresenceNodes.Count]);
        }

        foreach (LabNode node in PresenceNodes)
        {
            node.SessionsSince = upSince;
        }

        foreach (LabGroup group in Groups.Where(group => options.HighAvailability && group.Nodes.Count == 2))
        {
            group.HighAvailability = true;
            foreach (LabNode node in group.Nodes)
            {
                node.HaState = HaState.Normal;
            }
        }
    }

    /// <summary>A node died or came up again: its port must follow.</summary>
    public event Action? AliveChanged;

    public LabOptions Options { get; }

    public Timeline Timeline { get; }

    public LabNode Publisher { get; }

    public IReadOnlyList<LabNode> PresenceNodes { get; }

    public IReadOnlyList<LabNode> Nodes { get; }

    public IReadOnlyList<LabGroup> Groups { get; }

    public IReadOnlyList<LabUser> Users { get; }

    public IReadOnlyList<LabParameter> Parameters { get; }

    /// <summary>Asked on every restart of Router: the share of sessions that is to stay away until Presence Engine is restarted.</summary>
    public Func<LabNode, double> ShortfallAfterRouterRestart { get; set; } = _ => 0;

    /// <summary>Asked on a restart of Presence Engine where sessions are short: whether it helps.</summary>
    public Func<LabNode, bool> PresenceEngineRestartHelps { get; set; } = _ => true;

    public LabNode? Node(string name) => Nodes.FirstOrDefault(node => node.Name == name);

    public LabUser? User(string id) => _users.GetValueOrDefault(id);

    public string NewUuid() => "{" + new Guid(++_uuids, 0, 0, new byte[8]).ToString("D").ToUpperInvariant() + "}";

    public void Dispose() => Timeline.Dispose();

    // ---- users and sessions

    public void Assign(LabUser user, LabNode? node)
    {
        if (user.Node is not null)
        {
            user.Node.AssignedUsers--;
        }

        user.Node = node;
        if (node is not null)
        {
            node.AssignedUsers++;
        }
    }

    /// <summary>Cisco Presence Engine\ActiveJsmSessions: the node's own users and, in backup mode, its peer's.</summary>
    public long Sessions(LabNode node)
    {
        if (!node.IsUp(ServiceKind.PresenceEngine) || !node.IsUp(ServiceKind.Router))
        {
            return 0;
        }

        long own = CameBack(node.AssignedUsers, node.SessionsSince, node.Shortfall);
        LabNode? peer = node.Group?.PeerOf(node);
        return own + (peer is null ? 0 : CameBack(peer.AssignedUsers, node.BackupSince, 0));
    }

    private long CameBack(int users, DateTimeOffset? since, double shortfall)
    {
        if (since is not DateTimeOffset start)
        {
            return 0;
        }

        double share = Math.Min(1, (Timeline.Now - start) / Options.SessionRecoveryTime);
        long most = shortfall > 0 ? Math.Min(users - 1, (long)(users * (1 - shortfall))) : users;
        return Math.Max(0, Math.Min(most, (long)(users * share)));
    }

    // ---- services

    public void Restart(LabNode node, LabService service)
    {
        service.RestartCommands++;
        RestartOne(node, service, Options.StartTime);
        if (service.Name == ServiceKind.Router)
        {
            // They come up when the router is up.
            foreach (LabService dependent in Running(node))
            {
                RestartOne(node, dependent, Options.StartTime * 1.5);
            }

            node.Shortfall = ShortfallAfterRouterRestart(node);
        }
        else if (service.Name == ServiceKind.PresenceEngine && node.Shortfall > 0 && PresenceEngineRestartHelps(node))
        {
            node.Shortfall = 0;
        }

        CriticalServiceDown(node, service);
    }

    public void Stop(LabNode node, LabService service)
    {
        service.StopCommands++;
        GoDown(node, service, () => service.Status = ServiceStatus.Stopped);
        if (service.Name == ServiceKind.Router)
        {
            foreach (LabService dependent in Running(node))
            {
                GoDown(node, dependent, () => dependent.Status = ServiceStatus.Stopped);
            }
        }

        CriticalServiceDown(node, service);
    }

    public void Start(LabNode node, LabService service)
    {
        service.StartCommands++;
        GoUp(node, service, Options.StartTime);
    }

    private static IEnumerable<LabService> Running(LabNode node) =>
        node.Services.Where(service => service.Kind.DependsOnRouter && (service.Status is ServiceStatus.Started or ServiceStatus.Starting));

    private void RestartOne(LabNode node, LabService service, TimeSpan startTime)
    {
        service.Restarts++;
        GoDown(node, service, () => GoUp(node, service, startTime));
    }

    private void GoDown(LabNode node, LabService service, Action then)
    {
        int generation = ++service.Generation;
        service.Status = ServiceStatus.Stopping;
        SessionsChange(node, service);
        Timeline.After(Options.StopTime, () =>
        {
            if (generation == service.Generation && node.IsAlive)
            {
                service.StartTime = null;
                then();
            }
        });
    }

    private void GoUp(LabNode node, LabService service, TimeSpan time)
    {
        int generation = ++service.Generation;
        service.Status = ServiceStatus.Starting;
        service.StartTime = null;
        Timeline.After(time, () =>
        {
            if (generation == service.Generation && node.IsAlive)
            {
                service.Status = ServiceStatus.Started;
                service.StartTime = Timeline.Now;
                SessionsChange(node, service);
            }
        });
    }

    private void SessionsChange(LabNode node, LabService service)
    {
        if (service.Name is not (ServiceKind.Router or ServiceKind.PresenceEngine))
        {
            return;
        }

        bool up = node.IsUp(ServiceKind.Router) && node.IsUp(ServiceKind.PresenceEngine);
        bool away = node.HaState is HaState.FailingOver or HaState.FailedOver or HaState.FailedOverWithCriticalServicesNotRunning or HaState.Idle;
        node.SessionsSince = up && !away ? Timeline.Now : null;
        node.BackupSince = up && node.HaState is HaState.RunningInBackupMode ? Timeline.Now : null;
        if (up && node.HaState == HaState.FailedOverWithCriticalServicesNotRunning)
        {
            node.HaState = HaState.FailedOver;
        }
    }

    // ---- nodes

    public void Kill(LabNode node)
    {
        if (!node.IsAlive)
        {
            return;
        }

        node.IsAlive = false;
        foreach (LabService service in node.Services)
        {
            service.Generation++;
            service.Status = ServiceStatus.Stopped;
            service.StartTime = null;
        }

        node.SessionsSince = null;
        node.BackupSince = null;
        Timeline.After(Options.KeepAliveTimeout, () =>
        {
            if (!node.IsAlive)
            {
                FailOver(node);
            }
        });
        AliveChanged?.Invoke();
    }

    public void Revive(LabNode node)
    {
        if (node.IsAlive)
        {
            return;
        }

        node.IsAlive = true;
        node.Boots++;
        foreach (LabService service in node.Services.Where(service => service.Activated))
        {
            GoUp(node, service, Options.StartTime);
        }

        AliveChanged?.Invoke();
    }

    // ---- high availability

    public void SetHighAvailability(LabGroup group, bool on)
    {
        if (group.HighAvailability == on)
        {
            return;
        }

        int generation = ++group.Generation;
        group.HighAvailability = on;
        if (on)
        {
            group.Enabled++;
        }
        else
        {
            group.Disabled++;
        }

        foreach (LabNode node in group.Nodes)
        {
            bool wasAway = node.SessionsSince is null;
            node.HaState = on ? HaState.Initializing : HaState.Unknown;
            node.BackupSince = null;
            if (wasAway && node.IsUp(ServiceKind.Router) && node.IsUp(ServiceKind.PresenceEngine))
            {
                // Without high availability everyone is served where he is assigned.
                node.SessionsSince = Timeline.Now;
            }
        }

        if (on)
        {
            Timeline.After(Options.HighAvailabilityStartTime, () => Initialized(group, generation));
        }
    }

    public bool FallBack(LabGroup group)
    {
        LabNode? away = group.Nodes.FirstOrDefault(node => node.HaState is HaState.FailedOver or HaState.Idle);
        if (!group.HighAvailability || away is null || group.PeerOf(away) is not LabNode peer)
        {
            return false;
        }

        int generation = group.Generation;
        away.HaState = HaState.FallingBack;
        peer.HaState = HaState.TakingBack;
        Timeline.After(Options.FailoverTime, () =>
        {
            if (generation == group.Generation)
            {
                (away.HaState, peer.HaState) = (HaState.Normal, HaState.Normal);
                peer.BackupSince = null;
                away.SessionsSince = Timeline.Now;
            }
        });
        return true;
    }

    private void Initialized(LabGroup group, int generation)
    {
        if (generation != group.Generation)
        {
            return;
        }

        foreach (LabNode node in group.Nodes.Where(node => node.HaState == HaState.Initializing))
        {
            node.HaState = HaState.Normal;
        }

        if (group.Nodes.FirstOrDefault(node => !node.IsUp(ServiceKind.Router) || !node.IsUp(ServiceKind.PresenceEngine)) is LabNode down)
        {
            FailOver(down);
        }
    }

    private void CriticalServiceDown(LabNode node, LabService service)
    {
        if (service.Name == ServiceKind.Router)
        {
            FailOver(node);
        }
        else if (service.Name == ServiceKind.PresenceEngine)
        {
            // A short absence is forgiven: Critical Service Delay says how short.
            double delay = double.Parse(Parameters.First(parameter => parameter.Kind.Name == "CriticalServiceDelay").Value, CultureInfo.InvariantCulture);
            int generation = service.Generation;
            Timeline.After(TimeSpan.FromSeconds(delay), () =>
            {
                if (generation == service.Generation && node.IsAlive && !node.IsUp(service.Name))
                {
                    FailOver(node);
                }
            });
        }
    }

    private void FailOver(LabNode node)
    {
        if (node.Group is not { HighAvailability: true } group || group.PeerOf(node) is not LabNode peer)
        {
            return;
        }

        int generation = group.Generation;
        if (node.HaState == HaState.RunningInBackupMode)
        {
            (node.HaState, peer.HaState) = (HaState.RunningInFailedMode, HaState.RunningInFailedMode);
            return;
        }

        if (node.HaState != HaState.Normal)
        {
            return;
        }

        group.Failovers++;
        (node.HaState, peer.HaState) = (HaState.FailingOver, HaState.TakingOver);
        node.SessionsSince = null;
        Timeline.After(Options.FailoverTime, () =>
        {
            if (generation != group.Generation)
            {
                return;
            }

            bool up = node.IsUp(ServiceKind.Router) && node.IsUp(ServiceKind.PresenceEngine);
            node.HaState = up ? HaState.FailedOver : HaState.FailedOverWithCriticalServicesNotRunning;
            peer.HaState = HaState.RunningInBackupMode;
            peer.BackupSince = Timeline.Now;
        });
    }

    // ---- parameters

    private IEnumerable<LabParameter> CreateParameters()
    {
        foreach (LabParameter.Definition definition in LabParameter.Definition.All)
        {
            string name = Options.ParameterNames.GetValueOrDefault(definition.Name, definition.Name);
            IEnumerable<string> places = definition.PerNode ? PresenceNodes.Select(node => node.Name) : [EnterpriseWide];
            foreach (string place in places)
            {
                yield return new LabParameter(place, definition, name, NewUuid());
            }
        }
    }
}
