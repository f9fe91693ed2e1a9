using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ImpOps.Restarts;

namespace ImpOps.Tests.Restarts;

/// <summary>When a call of the fake is to fail.</summary>
internal enum Moment
{
    /// <summary>Before it has done anything.</summary>
    Before,

    /// <summary>After it has done everything: the answer is lost.</summary>
    After,
}

/// <summary>
/// A presence redundancy group in memory: services that take time to restart, JSM sessions that come back, high availability that takes time to
/// go off and on. What a run does wrong is in <see cref="Violations"/>.
/// </summary>
internal sealed class FakeGroup : IRestartTarget
{
    public const string Router = "Cisco XCP Router";
    public const string Engine = "Cisco Presence Engine";
    public const string Proxy = "Cisco SIP Proxy";

    // The nodes' clock is not this computer's.
    private static readonly TimeSpan ClockDifference = TimeSpan.FromHours(-7);
    private static readonly TimeSpan UntilTouched = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan UntilStarted = TimeSpan.FromSeconds(100);
    private static readonly TimeSpan UntilSwitched = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan OffBeforeRestart = TimeSpan.FromMinutes(2);

    private readonly Dictionary<(string Node, string Service), FakeService> _services = [];
    private bool _highAvailability = true;
    private DateTimeOffset _switchedAt;

    public FakeGroup(InstantTime time, params string[] nodes)
    {
        Time = time;
        Nodes = nodes.Length > 0 ? nodes : ["n1", "n2"];
        _switchedAt = time.GetUtcNow().AddDays(-1);
        foreach (string node in Nodes)
        {
            Users[node] = 100 + Users.Count;
            foreach (string service in (string[])[Router, Engine, Proxy])
            {
                _services[(node, service)] = new FakeService { StartedAt = time.GetUtcNow().AddDays(-3) };
            }
        }
    }

    public InstantTime Time { get; }

    public string[] Nodes { get; }

    public Dictionary<string, int> Users { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Nodes whose sessions come back only after Cisco Presence Engine has restarted.</summary>
    public HashSet<string> Stuck { get; } = [];

    /// <summary>Nodes whose sessions never come back.</summary>
    public HashSet<string> Lost { get; } = [];

    public List<string> Violations { get; } = [];

    public List<string> Calls { get; } = [];

    /// <summary>Is asked before and after each call, with its number from 0; what it returns is thrown.</summary>
    public Func<int, Moment, Exception?>? Fault { get; set; }

    /// <summary>Is told that a call is about to be made.</summary>
    public Action<int>? Calling { get; set; }

    public string ClusterName { get; set; } = "imp-cluster";

    public bool HighAvailability => Time.GetUtcNow() - _switchedAt >= UntilSwitched ? _highAvailability : !_highAvailability;

    public TimeSpan SessionsBackAfter { get; set; } = TimeSpan.FromMinutes(4);

    public FakeService this[string node, string service] => _services[(node, service)];

    public string[] Restarts =>
        [.. _services.Where(entry => entry.Value.Restarts > 0).Select(entry => $"{entry.Key.Node} {entry.Key.Service} {entry.Value.Restarts}").Order(StringComparer.Ordinal)];

    public void Switch(bool enabled) => (_highAvailability, _switchedAt) = (enabled, Time.GetUtcNow());

    public int Sessions(string node)
    {
        DateTimeOffset? moved = new[] { this[node, Router], this[node, Engine] }.Where(service => service.Restarts > 0).Max(service => (DateTimeOffset?)service.LastAsked);
        bool back = moved is null || (Time.GetUtcNow() - moved >= SessionsBackAfter && !Lost.Contains(node) && (!Stuck.Contains(node) || this[node, Engine].Restarts > 0));

        // The counter shows for a while what was before, also when the service runs again.
        bool stale = moved is not null && Time.GetUtcNow() - moved < UntilStarted + TimeSpan.FromSeconds(40);
        return back || stale ? Users[node] : 0;
    }

    public void RestartNode(string node)
    {
        foreach ((_, FakeService service) in _services.Where(entry => entry.Key.Node == node))
        {
            service.StartedAt = Time.GetUtcNow();
        }
    }

    public Task<RestartGroup> GetGroupAsync(string presenceRedundancyGroup, CancellationToken cancellationToken) => Call($"group {presenceRedundancyGroup}", cancellationToken, () =>
    {
        Assert.Equal("A", presenceRedundancyGroup);
        return new RestartGroup
        {
            HighAvailability = HighAvailability,
            Node =
            [
                .. Nodes.Select(node => new RestartGroupNode
                {
                    NodeName = node,
                    IsNormal = Time.GetUtcNow() - _switchedAt >= UntilSwitched + UntilSwitched,
                    State = Time.GetUtcNow() - _switchedAt >= UntilSwitched + UntilSwitched ? "Normal" : "Initializing",
                }),
            ],
        };
    });

    public Task SetHighAvailabilityAsync(string presenceRedundancyGroup, bool enabled, CancellationToken cancellationToken) => Call($"ha {enabled}", cancellationToken, () =>
    {
        if (_highAvailability != enabled)
        {
            Check(!enabled || Nodes.All(node => Sessions(node) == Users[node]), "high availability on without the sessions");
            Switch(enabled);
        }

        return true;
    });

    public Task<int> CountAssignedUsersAsync(string nodeName, CancellationToken cancellationToken) => Call($"users {nodeName}", cancellationToken, () => Users[nodeName]);

    public Task<ServiceRun> GetServiceAsync(string nodeName, string service, CancellationToken cancellationToken) =>
        Call($"service {nodeName} {service}", cancellationToken, () => this[nodeName, service].At(Time.GetUtcNow(), ClockDifference));

    public Task RestartServiceAsync(string nodeName, string service, CancellationToken cancellationToken) => Call($"restart {nodeName} {service}", cancellationToken, () =>
    {
        Check(!HighAvailability && Time.GetUtcNow() - _switchedAt >= UntilSwitched + OffBeforeRestart, $"{service} on {nodeName} while high availability is on, or not long off");
        TimeSpan sinceMoved = Time.GetUtcNow() - new[] { Router, Engine }.Max(other => this[nodeName, other].LastAsked);
        Check(service == Proxy || Sessions(nodeName) == Users[nodeName] || sinceMoved >= TimeSpan.FromMinutes(30), $"{service} on {nodeName} back to back with another");
        this[nodeName, service].Restart(Time.GetUtcNow());
        return true;
    });

    public Task<int?> GetActiveJsmSessionsAsync(string nodeName, CancellationToken cancellationToken) => Call($"sessions {nodeName}", cancellationToken, () =>
        this[nodeName, Engine].At(Time.GetUtcNow(), ClockDifference).State == ServiceRunState.Started ? Sessions(nodeName) : (int?)null);

    private void Check(bool right, string violation)
    {
        if (!right)
        {
            Violations.Add(violation);
        }
    }

    private Task<T> Call<T>(string what, CancellationToken cancellationToken, Func<T> call)
    {
        int number = Calls.Count;
        Calls.Add(what);
        Calling?.Invoke(number);
        cancellationToken.ThrowIfCancellationRequested();
        if (Fault?.Invoke(number, Moment.Before) is Exception before)
        {
            return Task.FromException<T>(before);
        }

        T result = call();
        return Fault?.Invoke(number, Moment.After) is Exception after ? Task.FromException<T>(after) : Task.FromResult(result);
    }

    internal sealed class FakeService
    {
        private DateTimeOffset? _askedAt;

        public required DateTimeOffset StartedAt { get; set; }

        public DateTimeOffset LastAsked => _askedAt ?? DateTimeOffset.MinValue;

        public int Restarts { get; private set; }

        /// <summary>What it is, whatever is asked of it.</summary>
        public ServiceRunState? Fixed { get; set; }

        /// <summary>Takes requests, and does nothing.</summary>
        public bool Deaf { get; set; }

        /// <summary>Stays down when it restarts.</summary>
        public bool StaysDown { get; set; }

        public bool TellsAge { get; set; } = true;

        public void Restart(DateTimeOffset now)
        {
            Restarts++;
            _askedAt = now;
        }

        public ServiceRun At(DateTimeOffset now, TimeSpan clockDifference)
        {
            TimeSpan since = now - LastAsked;
            ServiceRunState state = Fixed ?? (_askedAt is null || Deaf || since < UntilTouched ? ServiceRunState.Started
                : since < UntilTouched + UntilTouched ? ServiceRunState.Stopping
                : StaysDown ? ServiceRunState.Stopped
                : since < UntilStarted ? ServiceRunState.Starting
                : ServiceRunState.Started);
            if (state == ServiceRunState.Started && _askedAt is DateTimeOffset asked && !Deaf && since >= UntilStarted && StartedAt < asked)
            {
                StartedAt = asked + UntilStarted;
            }

            bool tells = state == ServiceRunState.Started && TellsAge;
            return new ServiceRun
            {
                State = state,
                StartTime = tells ? (StartedAt + clockDifference).DateTime : null,
                UpTime = tells ? now - StartedAt : null,
            };
        }
    }
}
