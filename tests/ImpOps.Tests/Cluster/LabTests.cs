using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using ImpOps.Cluster;
using ImpOps.Counters;
using ImpOps.Lab;
using ImpOps.Lab.Faults;

namespace ImpOps.Tests.Cluster;

/// <summary>The room against a lab cluster: over TLS, with every request held to the contracts.</summary>
public class LabTests
{
    private const string Recovery = "Cisco Server Recovery Manager";
    private const string Router = "Cisco XCP Router";

    [Fact]
    public async Task A_self_signed_certificate_is_refused_until_it_is_pinned()
    {
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 2 });
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => ClusterConnection.ConnectAsync(Options(lab)));

        Assert.Equal("CertificateRejected", problem.ErrorId);
        Assert.Contains(lab.Thumbprint, problem.Message);
        Assert.Contains("CN=lab.example", problem.Message);
        Leak.AssertNone(problem, lab.Password, Token(lab));
        Assert.Empty(lab.Requests);

        using ClusterConnection pinned = await ClusterConnection.ConnectAsync(Options(lab, lab.Thumbprint));
        Assert.Equal(2, pinned.Nodes.Count);
        using ClusterConnection skipped = await ClusterConnection.ConnectAsync(Options(lab, skip: true));
        Assert.Equal(2, skipped.Nodes.Count);
    }

    [Fact]
    public async Task Another_certificate_than_the_pinned_one_is_refused_on_the_node_that_shows_it()
    {
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 2 });
        string node = lab.PresenceNodes[1].Name;
        await lab.Faults.AddAsync(new LabFault { Kind = FaultKind.WrongCertificate, Node = node });
        using ClusterConnection one = await ClusterConnection.ConnectAsync(Options(lab, lab.Thumbprint));
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => one.GetServiceAsync(node, Router));

        Assert.Equal("CertificateRejected", problem.ErrorId);
        Assert.Contains(lab.WrongThumbprint, problem.Message);
        Assert.DoesNotContain(lab.Requests, request => request.Node == node);

        using ClusterConnection both = await ClusterConnection.ConnectAsync(Options(lab, lab.Thumbprint, lab.WrongThumbprint));
        Assert.Equal(Router, (await both.GetServiceAsync(node, Router)).Name);
    }

    [Fact]
    public async Task Everything_is_asked_as_the_contracts_say()
    {
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 4, Users = 2500, UnassignedUsers = 1 });
        using ClusterConnection connection = await ClusterConnection.ConnectAsync(Options(lab, lab.Thumbprint));
        string node = connection.Nodes[0].Name;

        Assert.Equal(lab.PresenceNodes.Select(one => one.Name), connection.Nodes.Select(one => one.Name));
        Assert.Single(connection.Nodes, one => one.IsPublisher == true);
        Assert.All(connection.Groups, group => Assert.All(group.State, state => Assert.Equal(HighAvailabilityState.Normal, state.State)));

        List<AssignedUser> users = await connection.GetAssignedUsersAsync().ToListAsync();
        Assert.Equal(2500, users.Select(user => user.UserId).Distinct().Count());
        IReadOnlyDictionary<string, int> counts = await connection.CountAssignedUsersAsync();
        Assert.All(lab.PresenceNodes, one => Assert.Equal(one.AssignedUsers, counts[one.Name]));
        string group = connection.Groups[1].Name;
        Assert.All(await connection.GetAssignedUsersAsync(groupName: group).ToListAsync(), user => Assert.Equal(group, user.PresenceRedundancyGroup));

        string moved = users[0].UserId;
        string other = connection.Nodes.First(one => one.Name != users[0].NodeName).Name;
        await connection.AssignUserAsync(moved, other);
        Assert.Equal(other, (await connection.FindAssignedUserAsync(moved))!.NodeName);
        await connection.UnassignUserAsync(moved);
        Assert.Null(await connection.FindAssignedUserAsync(moved));

        Assert.False((await connection.SetHighAvailabilityAsync(group, false)).HighAvailability);
        Assert.False(lab.Group(group).HighAvailability);

        ServiceParameter parameter = await connection.GetServiceParameterAsync(Recovery, "Client Re-Login Upper Limit", node);
        Assert.Equal("537", parameter.Value);
        Assert.Equal("953", (await connection.SetServiceParameterAsync(parameter, "953")).Value);
        Assert.Equal("953", lab.Parameter(node, parameter.InternalName));
        ServiceParameter delay = await connection.GetServiceParameterAsync(Recovery, "Critical Service Down Delay", node);
        Assert.Equal((null, "90"), (delay.NodeName, delay.Value));
        Assert.Equal("True", (await connection.GetServiceParameterAsync(Router, "Enable Multi-Device Messaging")).Value);
        Assert.Equal("10", (await connection.GetServiceParameterAsync(Router, "Maximum number of logon sessions per user")).Value);

        List<NodeResult<ClusterService>> services = await connection.GetServicesAsync().ToListAsync();
        Assert.Equal(4, services.Count);
        Assert.All(services, result => Assert.Contains(result.Items, service => service.Name == Router && service.Kind == ImpOps.Restarts.ServiceKind.NetworkService));

        IReadOnlyList<CounterSample> samples = await connection.ReadCountersAsync(node, [@"\Cisco Presence Engine\ActiveJsmSessions", @"\*\Jsm*SessionsActive"]);
        Assert.Equal(lab.Sessions(node), samples.Single(sample => sample.Counter == "ActiveJsmSessions").Value);
        Assert.Equal(4, samples.Count);
        Assert.Empty(lab.Violations);
        if (PublishedSchemas.AreThere)
        {
            Assert.Empty(lab.Requests.SelectMany(request => PublishedSchemas.Problems(request.Service!.Value, request.Body)));
        }
    }

    [Fact]
    public async Task Internal_names_that_resemble_nothing_are_taken_as_they_are()
    {
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions
        {
            Nodes = 2, ParameterNames = new Dictionary<string, string> { ["ClientReLoginLowerLimit"] = "XY17" },
        });
        using ClusterConnection connection = await ClusterConnection.ConnectAsync(Options(lab, lab.Thumbprint));
        string node = connection.Nodes[0].Name;

        Assert.Equal("120", (await connection.GetServiceParameterAsync(Recovery, "xy17", node)).Value);
        Assert.Equal(
            "ParameterUnknown", (await Assert.ThrowsAsync<ImpOpsException>(() => connection.GetServiceParameterAsync(Recovery, "Client Re-Login Lower Limit", node))).ErrorId);
    }

    [Fact]
    public async Task A_restart_is_done_once_and_waited_for()
    {
        SimulatedTime time = new();
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 2, Time = time });
        using ClusterConnection connection = await time.RunAsync(() => ClusterConnection.ConnectAsync(Options(lab, time)));
        string node = connection.Nodes[0].Name;
        // A start time is in whole seconds.
        await time.RunAsync(() => Task.Delay(TimeSpan.FromMinutes(1), time));
        ClusterService before = await time.RunAsync(() => connection.RestartServiceAsync(node, Router));
        ClusterService after = await time.RunAsync(() => connection.WaitForRestartAsync(before, TimeSpan.FromMinutes(5)));

        Assert.Equal(ServiceStatus.Started, after.Status);
        Assert.True(after.StartTime > before.StartTime);
        Assert.Equal(1, lab.Node(node).Service(Router)!.RestartCommands);
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => time.RunAsync(() => connection.StartServiceAsync(node, "Cisco XCP Directory Service")));
        Assert.Equal("ServiceControlRefused", problem.ErrorId);
        Assert.Contains("Service Not Activated", problem.Message);
    }

    [Fact]
    public async Task A_session_that_has_expired_is_renewed()
    {
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 2 });
        using ClusterConnection connection = await ClusterConnection.ConnectAsync(Options(lab, lab.Thumbprint));
        await lab.Faults.AddAsync(new LabFault { Kind = FaultKind.ExpiredSession, Count = 1 });
        await connection.RefreshAsync();
        await lab.Faults.AddAsync(new LabFault { Kind = FaultKind.LoginPage, Count = 1 });
        await connection.RefreshAsync();

        Assert.Equal(2, connection.Nodes.Count);
    }

    public static TheoryData<LabFault, string> Faults => new()
    {
        { new LabFault { Kind = FaultKind.Unauthorized }, "CredentialsRejected" },
        { new LabFault { Kind = FaultKind.Forbidden }, "AccessDenied" },
        { new LabFault { Kind = FaultKind.LoginPage }, "NotSoap" },
        { new LabFault { Kind = FaultKind.CutXml }, "ResponseCutOff" },
        { new LabFault { Kind = FaultKind.Dtd }, "ResponseHostile" },
        { new LabFault { Kind = FaultKind.EntityBomb }, "ResponseHostile" },
        { new LabFault { Kind = FaultKind.HugeXml }, "ResponseHostile" },
        { new LabFault { Kind = FaultKind.ServerFault }, "SoapFault" },
        { new LabFault { Kind = FaultKind.Unavailable }, "ServerUnavailable" },
        { new LabFault { Kind = FaultKind.Throttle }, "RateExceeded" },
        { new LabFault { Kind = FaultKind.Reset }, "ServerUnreachable" },
        { new LabFault { Kind = FaultKind.ResponseLost }, "ServerUnreachable" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Every_fault_has_its_name(LabFault fault, string errorId)
    {
        SimulatedTime time = new();
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 2 });
        await lab.Faults.AddAsync(fault);
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => time.RunAsync(() => ClusterConnection.ConnectAsync(Options(lab, time))));

        Assert.Equal(errorId, problem.ErrorId);
        Leak.AssertNone(problem, lab.Password, Token(lab));
    }

    [Fact]
    public async Task A_wrong_password_is_sent_once()
    {
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 2 });
        ClusterConnectionOptions options = new()
        {
            Server = lab.Server, Port = lab.Port, Credential = new NetworkCredential(lab.User, "Sesame4711"), CertificateThumbprints = [lab.Thumbprint],
        };
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => ClusterConnection.ConnectAsync(options));

        Assert.Equal("CredentialsRejected", problem.ErrorId);
        Assert.DoesNotContain("Sesame4711", problem.ToString());
        Assert.Single(lab.Requests);
    }

    [Fact]
    public async Task Sixteen_nodes_are_polled_for_an_hour_without_a_throttle_fault_and_one_of_them_dead()
    {
        SimulatedTime time = new();
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 16, Users = 1600, Time = time, PerfmonRequestsPerMinute = ServiceLimits.PerfMonRequestsPerMinute });
        using ClusterConnection connection = await time.RunAsync(() => ClusterConnection.ConnectAsync(Options(lab, time)));
        string dead = connection.Nodes[5].Name;
        await lab.Faults.AddAsync(new LabFault { Kind = FaultKind.Refused, Node = dead });
        DateTimeOffset begin = time.GetUtcNow();
        CounterQuery query = new()
        {
            Counters = [@"\Cisco XCP JSM\JsmClientSessionsActive", @"\Cisco XCP MDM Counters\MDMSessions"], SampleInterval = TimeSpan.FromSeconds(30), MaxSamples = 120,
        };
        List<NodeResult<CounterSample>> results = await time.RunAsync(async () => await connection.CollectCountersAsync(query).ToListAsync());

        Assert.Equal(0, lab.ThrottledRequests);
        Assert.Empty(lab.Violations);
        Assert.All(results.Where(result => result.NodeName == dead), result => Assert.Equal("ServerUnreachable", result.Problem!.ErrorId));
        foreach (IGrouping<string, NodeResult<CounterSample>> node in results.Where(result => result.NodeName != dead).GroupBy(result => result.NodeName))
        {
            Assert.Equal(120, node.Count());
            Assert.All(node, result => Assert.Equal(2, result.Items.Count));
        }

        Assert.Equal(16, results.Select(result => result.NodeName).Distinct().Count());
        Assert.InRange(time.GetUtcNow() - begin, TimeSpan.FromSeconds(119 * 30), TimeSpan.FromSeconds(121 * 30));
    }

    [Fact]
    public async Task A_node_is_not_asked_faster_than_it_allows_however_fast_the_samples_are_wanted()
    {
        SimulatedTime time = new();
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 1, Time = time, PerfmonRequestsPerMinute = ServiceLimits.PerfMonRequestsPerMinute });
        using ClusterConnection connection = await time.RunAsync(() => ClusterConnection.ConnectAsync(Options(lab, time)));
        CounterQuery query = new() { Counters = [@"\Cisco XCP JSM\JsmClientSessionsActive"], SampleInterval = TimeSpan.FromMilliseconds(100), MaxSamples = 200 };
        List<NodeResult<CounterSample>> results = await time.RunAsync(async () => await connection.CollectCountersAsync(query).ToListAsync());

        Assert.Equal(200, results.Count(result => result.Items.Count > 0));
        NodeResult<CounterSample> warning = Assert.Single(results, result => result.Problem is not null);
        Assert.Equal(("SampleIntervalTooShort", true), (warning.Problem!.ErrorId, warning.IsWarning));
        Assert.Contains(" 2 s, not every 0.1 s", warning.Problem.Message);
        Assert.Equal(0, lab.ThrottledRequests);
    }

    [Theory]
    [InlineData(2, null, false)]
    [InlineData(1, null, true)]
    [InlineData(1, 51, true)]
    [InlineData(1, 50, false)]
    public async Task An_interval_is_too_short_where_the_requests_do_not_fit_into_it(int seconds, int? samples, bool tooShort)
    {
        SimulatedTime time = new();
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 1, Time = time });
        using ClusterConnection connection = await time.RunAsync(() => ClusterConnection.ConnectAsync(Options(lab, time)));
        CounterQuery query = new() { Counters = [@"\Cisco XCP JSM\*"], SampleInterval = TimeSpan.FromSeconds(seconds), MaxSamples = samples };
        List<NodeResult<CounterSample>> results = await time.RunAsync(async () => await connection.CollectCountersAsync(query).Take(2).ToListAsync());

        Assert.Equal(tooShort, results.Any(result => result.IsWarning));
    }

    private static ClusterConnectionOptions Options(LabCluster lab, params string[] thumbprints) => new()
    {
        Server = lab.Server, Port = lab.Port, Credential = new NetworkCredential(lab.User, lab.Password), CertificateThumbprints = thumbprints,
    };

    private static ClusterConnectionOptions Options(LabCluster lab, bool skip) => new()
    {
        Server = lab.Server, Port = lab.Port, Credential = new NetworkCredential(lab.User, lab.Password), SkipCertificateCheck = skip,
    };

    internal static ClusterConnectionOptions Options(LabCluster lab, SimulatedTime time) => new()
    {
        Server = lab.Server,
        Port = lab.Port,
        Credential = new NetworkCredential(lab.User, lab.Password),
        CertificateThumbprints = [lab.Thumbprint],
        Time = time,
        Handler = certificates => new HoldingHandler(time, SoapTransport.Https(certificates)),
    };

    private static string Token(LabCluster lab) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{lab.User}:{lab.Password}"));

    /// <summary>Holds the clock while a request is on its way.</summary>
    private sealed class HoldingHandler(SimulatedTime time, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            IDisposable hold = time.Hold();
            try
            {
                HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
                response.Content = new HeldContent(response.Content, hold);
                return response;
            }
            catch
            {
                hold.Dispose();
                throw;
            }
        }
    }
}
