using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using ImpOps.Lab.Faults;
using ImpOps.Lab.State;
using Microsoft.AspNetCore.Http;

namespace ImpOps.Lab;

/// <summary>
/// A cluster of IM and Presence nodes on loopback, with a voice publisher that answers AXL. The publisher is 127.0.0.1, the nodes are
/// 127.0.0.11, 127.0.0.12 and so on, all on one port and with one self-signed certificate.
/// </summary>
public sealed class LabCluster : IAsyncDisposable
{
    private const int PortAttempts = 20;

    private readonly Lock _recordGate = new();
    private readonly Queue<RecordedRequest> _records = new();
    private readonly ClusterState _state;
    private readonly X509Certificate2 _certificate;
    private readonly X509Certificate2 _wrongCertificate;
    private readonly ControlApi _control;
    private readonly NodeHost _controlHost;
    private readonly Dictionary<LabNode, NodeHost> _hosts = [];
    private long _lastRecord;

    private LabCluster(LabOptions options)
    {
        Options = options;
        Password = options.Password ?? Convert.ToHexString(RandomNumberGenerator.GetBytes(12));
        _state = new ClusterState(options);
        IPAddress[] addresses = [.. _state.Nodes.Select(node => node.Address)];
        _certificate = LabCertificate.Create("lab.example", addresses);
        _wrongCertificate = LabCertificate.Create("someone-else.example", addresses);
        Faults = new FaultList(name => _state.Node(name) is not null, ApplyAsync);
        _state.ShortfallAfterRouterRestart = node => Faults.Shortfall(node.Name);
        _state.PresenceEngineRestartHelps = node => Faults.SpendShortfall(node.Name);
        _state.AliveChanged += () => _ = Task.Run(ApplyAsync);
        _control = new ControlApi(this);
        _controlHost = new NodeHost(IPAddress.Loopback, _control.HandleAsync);
        foreach (LabNode node in _state.Nodes)
        {
            NodeServer server = new(this, _state, node);
            RequestDelegate handler = node != _state.Publisher
                ? server.HandleAsync
                : context => context.Request.Path.StartsWithSegments("/lab") ? _control.HandleAsync(context) : server.HandleAsync(context);
            _hosts[node] = new NodeHost(node.Address, handler);
        }
    }

    /// <summary>How it was started. The password is not in it unless it was given.</summary>
    public LabOptions Options { get; }

    /// <summary>The address of the publisher.</summary>
    public string Server => _state.Publisher.Name;

    /// <summary>The port of every node.</summary>
    public int Port { get; private set; }

    /// <summary>The account that the services ask for.</summary>
    public string User => Options.User;

    /// <summary>Its password.</summary>
    public string Password { get; }

    /// <summary>The SHA-256 thumbprint of the certificate, in upper case hexadecimal digits.</summary>
    public string Thumbprint => LabCertificate.Thumbprint(_certificate);

    /// <summary>The thumbprint of the other certificate, for <see cref="FaultKind.WrongCertificate"/>.</summary>
    public string WrongThumbprint => LabCertificate.Thumbprint(_wrongCertificate);

    /// <summary>Where the control API answers in clear text, whatever faults there are.</summary>
    public Uri ControlAddress => new($"http://{IPAddress.Loopback}:{_controlHost.Port}/lab/");

    /// <summary>The faults in force.</summary>
    public FaultList Faults { get; }

    /// <summary>The publisher and the IM and Presence nodes.</summary>
    public IReadOnlyList<LabNode> Nodes => _state.Nodes;

    /// <summary>The IM and Presence nodes.</summary>
    public IReadOnlyList<LabNode> PresenceNodes => _state.PresenceNodes;

    /// <summary>The presence redundancy groups.</summary>
    public IReadOnlyList<LabGroup> Groups => _state.Groups;

    /// <summary>The end users.</summary>
    public IReadOnlyList<LabUser> Users => _state.Users;

    /// <summary>The service parameters.</summary>
    public IReadOnlyList<LabParameter> Parameters => _state.Parameters;

    /// <summary>What came in, oldest first.</summary>
    public IReadOnlyList<RecordedRequest> Requests
    {
        get
        {
            lock (_recordGate)
            {
                return [.. _records];
            }
        }
    }

    /// <summary>What the requests have broken of the contracts. A test asserts that it is empty.</summary>
    public IReadOnlyList<string> Violations =>
        [.. Requests.SelectMany(request => request.Violations, (request, violation) => $"{request.Node} {request.Path} {request.Operation}: {violation}")];

    /// <summary>How many requests exceeded PerfMon's rate.</summary>
    public int ThrottledRequests => Requests.Count(request => request.Throttled);

    /// <summary>Starts a lab. Dispose it to end it.</summary>
    public static async Task<LabCluster> StartAsync(LabOptions? options = null)
    {
        LabCluster lab = new(options ?? new LabOptions());
        try
        {
            await lab.ListenAsync().ConfigureAwait(false);
            return lab;
        }
        catch
        {
            await lab.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A node by its name.</summary>
    public LabNode Node(string name) => _state.Node(name) ?? throw new ArgumentException($"The lab has no node '{name}'.", nameof(name));

    /// <summary>A group by its name.</summary>
    public LabGroup Group(string name) =>
        _state.Groups.FirstOrDefault(group => group.Name == name) ?? throw new ArgumentException($"The lab has no group '{name}'.", nameof(name));

    /// <summary>Reads the state when everything has happened that is due.</summary>
    public T Read<T>(Func<LabCluster, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        lock (_state.Timeline.Gate)
        {
            _state.Timeline.CatchUp();
            return read(this);
        }
    }

    /// <summary>The active JSM sessions of a node.</summary>
    public long Sessions(string node) => Read(_ => _state.Sessions(Node(node)));

    /// <summary>The value of a parameter, by node (or EnterpriseWideData) and internal name.</summary>
    public string Parameter(string node, string name) => Read(_ => _state.Parameters.First(parameter => parameter.Node == node && parameter.Name == name).Value);

    /// <summary>Lets a node die at once.</summary>
    public async Task KillAsync(string node)
    {
        _ = Read(_ => Do(() => _state.Kill(Node(node))));
        await ApplyAsync().ConfigureAwait(false);
    }

    /// <summary>Brings a dead node back; its services start.</summary>
    public async Task ReviveAsync(string node)
    {
        _ = Read(_ => Do(() => _state.Revive(Node(node))));
        await ApplyAsync().ConfigureAwait(false);
    }

    /// <summary>Falls back by hand; false where nothing has failed over.</summary>
    public bool FallBack(string group) => Read(_ => _state.FallBack(Group(group)));

    /// <summary>Assigns a user to a node, or to none.</summary>
    public void Assign(string user, string? node) => _ = Read(_ => Do(() =>
        _state.Assign(_state.User(user) ?? throw new ArgumentException($"The lab has no user '{user}'.", nameof(user)), node is null ? null : Node(node))));

    /// <summary>Forgets the requests so far.</summary>
    public void ClearRequests()
    {
        lock (_recordGate)
        {
            _records.Clear();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _state.Dispose();
        foreach (NodeHost host in _hosts.Values.Append(_controlHost))
        {
            await host.DisposeAsync().ConfigureAwait(false);
        }

        _certificate.Dispose();
        _wrongCertificate.Dispose();
    }

    internal RecordedRequest Record(string node, string path)
    {
        lock (_recordGate)
        {
            RecordedRequest record = new() { Number = ++_lastRecord, Time = Options.Time.GetUtcNow(), Node = node, Path = path };
            _records.Enqueue(record);
            while (_records.Count > Options.RecordedRequests)
            {
                _ = _records.Dequeue();
            }

            return record;
        }
    }

    internal void DieIn(LabNode node, TimeSpan delay)
    {
        lock (_state.Timeline.Gate)
        {
            _state.Timeline.After(delay, () => _state.Kill(node));
            _state.Timeline.CatchUp();
        }
    }

    private static bool Do(Action action)
    {
        action();
        return true;
    }

    private async Task ListenAsync()
    {
        await _controlHost.StartAsync(0, null).ConfigureAwait(false);
        for (int attempt = 1; ; attempt++)
        {
            // The publisher takes a free port; the nodes are on addresses of their own, where it is nearly always free too.
            NodeHost publisher = _hosts[_state.Publisher];
            await publisher.StartAsync(Options.Port, _certificate).ConfigureAwait(false);
            Port = publisher.Port;
            try
            {
                foreach (LabNode node in _state.PresenceNodes)
                {
                    await _hosts[node].StartAsync(Port, _certificate).ConfigureAwait(false);
                }

                return;
            }
            catch (Exception exception) when (exception is IOException or SocketException && Options.Port == 0 && attempt < PortAttempts)
            {
                foreach (NodeHost host in _hosts.Values)
                {
                    await host.SetAsync(false, _certificate).ConfigureAwait(false);
                }
            }
        }
    }

    private async Task ApplyAsync()
    {
        foreach ((LabNode node, NodeHost host) in _hosts)
        {
            bool listens = node.IsAlive && !Faults.Stands(FaultKind.Refused, node.Name);
            await host.SetAsync(listens, Faults.Stands(FaultKind.WrongCertificate, node.Name) ? _wrongCertificate : _certificate).ConfigureAwait(false);
        }
    }
}
