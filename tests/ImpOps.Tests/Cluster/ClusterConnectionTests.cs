using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using System.Xml.Linq;
using ImpOps.Cluster;
using ImpOps.Counters;
using ImpOps.Restarts;

namespace ImpOps.Tests.Cluster;

public class ClusterConnectionTests
{
    private const string First = "imp-1.example.com";
    private const string Second = "imp-2.example.com";
    private const string Recovery = "Cisco Server Recovery Manager";

    [Fact]
    public async Task Connecting_finds_nodes_and_groups()
    {
        StubCluster cluster = new();
        using ClusterConnection connection = await cluster.ConnectAsync();

        Assert.Equal(("cucm", "cucm", 8443, "admin", "14.0"), (connection.Name, connection.Server, connection.Port, connection.UserName, connection.AxlVersion));
        Assert.Equal([(First, "first", true, "East"), (Second, null, false, "East")], connection.Nodes.Select(node => (node.Name, node.Description, node.IsPublisher, node.PresenceRedundancyGroup)));
        PresenceRedundancyGroup group = Assert.Single(connection.Groups);
        Assert.Equal([First, Second], group.NodeName);
        Assert.True(group.HighAvailability);
        Assert.Equal(
            [(First, HighAvailabilityState.Normal, "Normal"), (Second, HighAvailabilityState.Unknown, "42")],
            group.State.Select(state => (state.NodeName, state.State, state.StateText)));
    }

    [Fact]
    public async Task An_account_that_may_not_query_the_database_still_sees_the_groups()
    {
        StubCluster cluster = new() { Answer = request => request.Operation == "executeSQLQuery" ? StubCluster.Page(403, "not for you") : null };
        using ClusterConnection connection = await cluster.ConnectAsync();

        Assert.All(connection.Groups[0].State, state =>
        {
            Assert.Equal((HighAvailabilityState.Unknown, "Unknown"), (state.State, state.StateText));
            Assert.Contains("not for you", state.Reason);
        });
    }

    [Theory]
    [InlineData("https://cucm", 8443, "14.0", 30, "ServerNameInvalid")]
    [InlineData("cucm:8443", 8443, "14.0", 30, "ServerNameInvalid")]
    [InlineData("", 8443, "14.0", 30, "ServerNameInvalid")]
    [InlineData("cucm", 0, "14.0", 30, "PortOutOfRange")]
    [InlineData("cucm", 65536, "14.0", 30, "PortOutOfRange")]
    [InlineData("cucm", 8443, "14", 30, "AxlVersionInvalid")]
    [InlineData("cucm", 8443, "14.0\r\nX: y", 30, "AxlVersionInvalid")]
    [InlineData("cucm", 8443, "14.0\n", 30, "AxlVersionInvalid")]
    [InlineData("cucm", 8443, "14.0", 0, "DurationOutOfRange")]
    [InlineData("cucm", 8443, "14.0", int.MaxValue, "TimeoutTooLong")]
    public async Task Options_that_make_no_sense_are_refused(string server, int port, string version, int seconds, string errorId)
    {
        ClusterConnectionOptions options = new()
        {
            Server = server, Port = port, AxlVersion = version, Timeout = TimeSpan.FromSeconds(seconds), Credential = StubCluster.Credential(),
        };

        Assert.Equal(errorId, (await Assert.ThrowsAsync<ImpOpsException>(() => ClusterConnection.ConnectAsync(options))).ErrorId);
    }

    [Theory]
    [InlineData("2001:db8::1", "https://[2001:db8::1]:8443/axl/")]
    [InlineData("10.0.0.1", "https://10.0.0.1:8443/axl/")]
    [InlineData("cucm.example.com", "https://cucm.example.com:8443/axl/")]
    public void A_node_has_an_address(string node, string address) => Assert.Equal(address, ClusterAddress.Of(node, 8443, "/axl/").AbsoluteUri);

    [Fact]
    public async Task A_node_is_known_by_its_name_in_any_case_and_by_its_host_part()
    {
        StubCluster cluster = new();
        using ClusterConnection connection = await cluster.ConnectAsync();

        Assert.Equal(First, connection.GetNode("IMP-1").Name);
        Assert.Equal(First, connection.GetNode("Imp-1.Example.com").Name);
        foreach (string name in new[] { "imp-1.other.com", "imp", "", "10.0.0.1" })
        {
            ImpOpsException problem = Assert.Throws<ImpOpsException>(() => connection.GetNode(name));
            Assert.Equal("NodeUnknown", problem.ErrorId);
            Assert.Contains(Second, problem.Message);
        }

        Assert.Equal("GroupUnknown", Assert.Throws<ImpOpsException>(() => connection.GetGroup("West")).ErrorId);
    }

    [Fact]
    public async Task Users_come_page_by_page_and_no_page_is_asked_for_that_nobody_reads()
    {
        int rows = ServiceLimits.AxlPageRows;
        StubCluster cluster = new();
        using ClusterConnection connection = await cluster.ConnectedAsync();
        cluster.Answer = request =>
        {
            int skip = int.Parse(request.Body.Element("skip")!.Value, CultureInfo.InvariantCulture);
            int count = Math.Min(rows, (2 * rows) + 1 - skip);
            return StubCluster.Axl(request, Enumerable.Range(skip, count).Select(user => StubCluster.Row("assignedPresenceUsers", ("userid", $"u{user}"), ("server", First))));
        };
        List<AssignedUser> users = await cluster.Time.RunAsync(async () => await connection.GetAssignedUsersAsync(nodeName: "imp-1").ToListAsync());

        Assert.Equal((2 * rows) + 1, users.Count);
        Assert.Equal(3, cluster.Requests.Count);
        Assert.Equal(First, cluster.Requests[0].Body.Element("searchCriteria")!.Element("server")!.Value);
        Assert.Equal(("u0", First), (users[0].UserId, users[0].NodeName));

        await cluster.Time.RunAsync(async () => await connection.GetAssignedUsersAsync().FirstAsync());
        Assert.Equal(4, cluster.Requests.Count);
    }

    [Fact]
    public async Task A_user_is_found_by_the_whole_id()
    {
        StubCluster cluster = new();
        using ClusterConnection connection = await cluster.ConnectedAsync();
        cluster.Answer = request => StubCluster.Axl(
            request, StubCluster.Row("assignedPresenceUsers", ("userid", "anna.b")), StubCluster.Row("assignedPresenceUsers", ("userid", "Anna_b"), ("server", Second)));

        Assert.Equal(Second, (await cluster.Time.RunAsync(() => connection.FindAssignedUserAsync("anna_b")))!.NodeName);
        Assert.Null(await cluster.Time.RunAsync(() => connection.FindAssignedUserAsync("otto")));
    }

    [Fact]
    public async Task High_availability_that_does_not_take_is_an_error()
    {
        StubCluster cluster = new();
        using ClusterConnection connection = await cluster.ConnectedAsync();

        Assert.True((await cluster.Time.RunAsync(() => connection.SetHighAvailabilityAsync("east", true))).HighAvailability);
        Assert.Equal(["East", "true"], cluster.Requests[0].Body.Elements().Select(element => element.Value));
        Assert.Equal(
            "HighAvailabilityNotSet", (await Assert.ThrowsAsync<ImpOpsException>(() => cluster.Time.RunAsync(() => connection.SetHighAvailabilityAsync("East", false)))).ErrorId);
    }

    [Theory]
    [InlineData("Client Re-Login Lower Limit", "ClientReLoginLowerLimit")]
    [InlineData("client relogin lower limit", "ClientReLoginLowerLimit")]
    [InlineData("客户端重新登录下限", "ClientReLoginLowerLimit")]
    [InlineData("clientreloginupperlimit", "ClientReLoginUpperLimit")]
    [InlineData("Critical Service Delay", "CriticalServiceDelay")]
    [InlineData("Critical Service Down Delay", "CriticalServiceDelay")]
    [InlineData("关键服务关闭延迟", "CriticalServiceDelay")]
    [InlineData("Initialization Keep Alive (Heartbeat) Timeout", "InitKeepAliveTimeout")]
    [InlineData("Keep Alive (Heartbeat) Timeout", "KeepAliveTimeout")]
    [InlineData("Limit", null)]
    [InlineData("Client Re-Login Middle Limit", null)]
    public void A_parameter_is_known_by_every_name_that_it_has(string name, string? internalName)
    {
        string[] all = ["ClientReLoginLowerLimit", "ClientReLoginUpperLimit", "CriticalServiceDelay", "InitKeepAliveTimeout", "KeepAliveTimeout", "KeepAliveInterval", "ServicePort"];

        Assert.Equal(internalName, ParameterNames.Resolve(Recovery, name, all));
    }

    [Fact]
    public void Two_parameters_that_fit_alike_are_none() =>
        Assert.Null(ParameterNames.Resolve(Recovery, "Client Re-Login Lower Limit", ["ClientReLoginLowerLimitA", "ClientLowerLimit", "ClientReLimit"]));

    [Fact]
    public void A_parameter_shows_the_name_that_the_portal_prints()
    {
        using CultureScope scope = new("zh-CN");
        Dictionary<string, string[]> names = ParameterNames.PortalNames(Recovery, ["ClientReLoginLowerLimit", "KeepAliveTimeout", "Unheard"]);

        Assert.Equal(["客户端重新登录下限", "Client Re-Login Lower Limit"], names["ClientReLoginLowerLimit"]);
        Assert.Equal(["Keep Alive (Heartbeat) Timeout"], names["KeepAliveTimeout"]);
        Assert.DoesNotContain("Unheard", names.Keys);
    }

    [Fact]
    public async Task A_parameter_is_read_set_and_read_back()
    {
        StubCluster cluster = new();
        using ClusterConnection connection = await cluster.ConnectedAsync();
        ServiceParameter parameter = await cluster.Time.RunAsync(() => connection.GetServiceParameterAsync(Recovery, "Client Re-Login Lower Limit", "imp-1"));
        Assert.Equal((First, "120", "ClientReLoginLowerLimit"), (parameter.NodeName, parameter.Value, parameter.InternalName));

        cluster.Answer = request =>
        {
            if (request.Operation == "updateServiceParameter")
            {
                cluster.Parameters["ClientReLoginLowerLimit"] = request.Body.Element("value")!.Value;
            }

            return null;
        };
        Assert.Equal("130", (await cluster.Time.RunAsync(() => connection.SetServiceParameterAsync(parameter, "130"))).Value);
        Assert.Equal(
            ["processNodeName", "name", "service", "value"],
            cluster.Requests.Single(request => request.Operation == "updateServiceParameter").Body.Elements().Select(element => element.Name.ToString()));

        cluster.Answer = _ => null;
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => cluster.Time.RunAsync(() => connection.SetServiceParameterAsync(parameter, "999")));
        Assert.Equal("ParameterNotSet", problem.ErrorId);
        Assert.Contains("'130'", problem.Message);
    }

    [Theory]
    [InlineData(Recovery, "Client Re-Login Loser Limit", First, "ParameterUnknown", "ClientReLoginLowerLimit")]
    [InlineData(Recovery, "Client Re-Login Lower Limit", null, "ParameterNeedsNode", First)]
    public async Task A_parameter_that_is_not_there_brings_the_closest(string service, string name, string? node, string errorId, string said)
    {
        StubCluster cluster = new();
        using ClusterConnection connection = await cluster.ConnectedAsync();
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => cluster.Time.RunAsync(() => connection.GetServiceParameterAsync(service, name, node)));

        Assert.Equal(errorId, problem.ErrorId);
        Assert.Contains(said, problem.Message);
    }

    [Fact]
    public async Task A_service_without_parameters_brings_the_closest_service()
    {
        StubCluster cluster = new();
        using ClusterConnection connection = await cluster.ConnectedAsync();
        cluster.Answer = request => request.Body.Element("searchCriteria")?.Element("service")?.Value == "Cisco Recovery" ? StubCluster.Axl(request) : null;
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => cluster.Time.RunAsync(() => connection.GetServiceParameterAsync("Cisco Recovery", "x")));

        Assert.Equal("ServiceUnknown", problem.ErrorId);
        Assert.Contains(Recovery, problem.Message);
    }

    [Fact]
    public async Task Services_have_status_kind_and_times()
    {
        StubCluster cluster = new();
        using ClusterConnection connection = await cluster.ConnectedAsync();
        List<NodeResult<ClusterService>> results = await cluster.Time.RunAsync(async () => await connection.GetServicesAsync().ToListAsync());

        Assert.Equal([First, Second], results.Select(result => result.NodeName).Order());
        ClusterService router = results[0].Items[0];
        Assert.Equal((ServiceStatus.Started, null, ServiceKind.NetworkService), (router.Status, router.StatusReason, router.Kind));
        Assert.Equal((new DateTime(2026, 11, 20, 11, 0, 0), TimeSpan.FromHours(1)), (router.StartTime, router.UpTime));
        ClusterService engine = results[0].Items[1];
        Assert.Equal((ServiceStatus.NotActivated, "Service Not Activated", ServiceKind.FeatureService), (engine.Status, engine.StatusReason, engine.Kind));
        Assert.Equal((null, null), (engine.StartTime, engine.UpTime));
    }

    [Fact]
    public async Task A_node_that_fails_leaves_the_services_of_the_others()
    {
        StubCluster cluster = new();
        using ClusterConnection connection = await cluster.ConnectedAsync();
        cluster.Answer = request => request.Address.Host == First ? throw new HttpRequestException("no") : null;
        List<NodeResult<ClusterService>> results = await cluster.Time.RunAsync(async () => await connection.GetServicesAsync().ToListAsync());

        Assert.Equal("ServerUnreachable", results.Single(result => result.NodeName == First).Problem!.ErrorId);
        Assert.Equal(2, results.Single(result => result.NodeName == Second).Items.Count);
    }

    [Fact]
    public async Task A_misspelt_service_is_not_restarted()
    {
        StubCluster cluster = new();
        using ClusterConnection connection = await cluster.ConnectedAsync();
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => cluster.Time.RunAsync(() => connection.RestartServiceAsync(First, "Cisco XCP Ruoter")));

        Assert.Equal("ServiceUnknown", problem.ErrorId);
        Assert.Contains("Cisco XCP Router", problem.Message);
        Assert.DoesNotContain(cluster.Requests, request => request.Operation == "soapDoControlServices");
    }

    [Fact]
    public async Task A_restart_goes_to_the_node_itself_under_the_name_of_its_own_list()
    {
        StubCluster cluster = new();
        using ClusterConnection connection = await cluster.ConnectedAsync();
        await cluster.Time.RunAsync(() => connection.RestartServiceAsync("imp-1", "cisco xcp router"));

        StubRequest request = cluster.Requests[^1];
        Assert.Equal($"https://{First}:8443/controlcenterservice2/services/ControlCenterServices", request.Address.AbsoluteUri);
        Assert.Equal("\"soapDoControlServices\"", request.Action);
        Assert.Equal([First, "Restart", "Cisco XCP Router"], request.Body.Elements().Single().Elements().Select(element => element.Value));
        Assert.All(request.Body.DescendantsAndSelf(), element => Assert.Equal("http://schemas.cisco.com/ast/soap", element.Name.NamespaceName));
    }

    [Fact]
    public async Task A_refused_restart_is_an_error_with_the_nodes_words()
    {
        StubCluster cluster = new();
        using ClusterConnection connection = await cluster.ConnectedAsync();
        cluster.Answer = request => request.Operation == "soapDoControlServices"
            ? StubCluster.Services(request, ("Cisco Presence Engine", "Stopped", -1068, "Service Not Activated", "", -1))
            : null;
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => cluster.Time.RunAsync(() => connection.StartServiceAsync(First, "Cisco Presence Engine")));

        Assert.Equal("ServiceControlRefused", problem.ErrorId);
        Assert.Contains("Service Not Activated", problem.Message);
    }

    [Fact]
    public async Task A_restart_is_waited_for_through_the_old_status_and_the_nodes_silence()
    {
        StubCluster cluster = new();
        using ClusterConnection connection = await cluster.ConnectedAsync();
        ClusterService before = await cluster.Time.RunAsync(() => connection.RestartServiceAsync(First, "Cisco XCP Router"));
        int looks = 0;
        cluster.Answer = request => request.Operation != "soapGetServiceStatus" ? null : ++looks switch
        {
            1 => null,
            2 => throw new HttpRequestException("no"),
            3 => StubCluster.Services(request, ("Cisco XCP Router", "Starting", -1, "", "", -1)),
            _ => StubCluster.Services(request, ("Cisco XCP Router", "Started", -1, "", "Fri Nov 20 12:00:31 2026", 4)),
        };
        List<ServiceStatus> seen = [];
        ClusterService after = await cluster.Time.RunAsync(() => connection.WaitForRestartAsync(before, TimeSpan.FromMinutes(5), new Direct(service => seen.Add(service.Status))));

        Assert.Equal(ServiceStatus.Started, after.Status);
        Assert.Equal([ServiceStatus.Started, ServiceStatus.Starting, ServiceStatus.Started], seen);
    }

    [Fact]
    public async Task A_service_that_does_not_come_up_ends_the_waiting()
    {
        StubCluster cluster = new();
        using ClusterConnection connection = await cluster.ConnectedAsync();
        ClusterService before = await cluster.Time.RunAsync(() => connection.RestartServiceAsync(First, "Cisco XCP Router"));
        DateTimeOffset begin = cluster.Time.GetUtcNow();
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => cluster.Time.RunAsync(() => connection.WaitForRestartAsync(before, TimeSpan.FromMinutes(10))));

        Assert.Equal(("ServiceNotRestarted", ErrorKind.TimedOut), (problem.ErrorId, problem.Kind));
        Assert.Equal(TimeSpan.FromMinutes(10), cluster.Time.GetUtcNow() - begin);
    }

    [Fact]
    public async Task Samples_carry_the_time_the_node_and_no_value_where_the_status_says_so()
    {
        StubCluster cluster = new();
        using ClusterConnection connection = await cluster.ConnectedAsync();
        cluster.Answer = request => request.Operation != "perfmonCollectCounterData" ? null : StubCluster.Counters(
            request,
            (@"\\10.0.0.1\Cisco XCP JSM\JsmClientSessionsActive", "7", "0"),
            (@"\\10.0.0.1\Cisco XCP JSM(a@b/(x))\JsmClientSessionsActive", "8", "1"),
            (@"\\10.0.0.1\Cisco XCP JSM(b)\JsmClientSessionsActive", "9", "2"),
            (@"\\10.0.0.1\Cisco XCP JSM\Other", "9", "0"));
        IReadOnlyList<CounterSample> samples = await cluster.Time.RunAsync(() => connection.ReadCountersAsync("imp-1", [@"\*\jsmclient*"]));

        Assert.Equal([(null, 7.0), ("a@b/(x)", 8.0), ("b", null)], samples.Select(sample => (sample.Instance, sample.Value)));
        Assert.All(samples, sample => Assert.Equal((First, cluster.Time.GetUtcNow()), (sample.NodeName, sample.Timestamp)));
        Assert.Equal([First, "Cisco XCP JSM"], cluster.Requests[^1].Body.Elements().Select(element => element.Value));
    }

    [Fact]
    public async Task Counters_that_a_node_does_not_have_are_told_once_and_the_rest_comes()
    {
        StubCluster cluster = new();
        using ClusterConnection connection = await cluster.ConnectedAsync();
        CounterQuery query = new() { Counters = [@"\Cisco XCP JSM\JsmClientSessionActive", @"\Cisco Presence Engine\*"], NodeNames = ["imp-1"], MaxSamples = 3 };
        List<NodeResult<CounterSample>> results = await cluster.Time.RunAsync(async () => await connection.CollectCountersAsync(query).ToListAsync());

        ImpOpsException problem = Assert.Single(results, result => result.Problem is not null).Problem!;
        Assert.Equal("CounterUnknown", problem.ErrorId);
        Assert.Contains(@"\Cisco XCP JSM\JsmClientSessionsActive", problem.Message);
        Assert.Equal(3, results.Sum(result => result.Items.Count));
        Assert.Equal("CounterUnknown", (await Assert.ThrowsAsync<ImpOpsException>(() => cluster.Time.RunAsync(() => connection.ReadCountersAsync("imp-1", [@"\No\Such"])))).ErrorId);
    }

    [Fact]
    public async Task A_counter_that_comes_to_be_later_is_found()
    {
        StubCluster cluster = new();
        using ClusterConnection connection = await cluster.ConnectedAsync();
        cluster.Answer = request => request.Operation == "perfmonListCounter" ? StubCluster.Service(request) : null;
        await Assert.ThrowsAsync<ImpOpsException>(() => cluster.Time.RunAsync(() => connection.ReadCountersAsync("imp-1", [@"\Cisco XCP JSM\*"])));
        cluster.Answer = _ => null;

        Assert.Single(await cluster.Time.RunAsync(() => connection.ReadCountersAsync("imp-1", [@"\Cisco XCP JSM\JsmClient*"])));
    }

    [Fact]
    public async Task A_path_with_a_node_is_asked_of_that_node()
    {
        StubCluster cluster = new();
        using ClusterConnection connection = await cluster.ConnectedAsync();
        CounterQuery query = new() { Counters = [@"\\imp-2*\Cisco XCP JSM\JsmC*"] };
        List<NodeResult<CounterSample>> results = await cluster.Time.RunAsync(async () => await connection.CollectCountersAsync(query).ToListAsync());

        Assert.Equal(Second, Assert.Single(results).NodeName);
        Assert.Equal("NodeUnknown", Assert.Throws<ImpOpsException>(() => connection.CollectCountersAsync(new CounterQuery { Counters = [@"\\other\A\B"] })).ErrorId);
        Assert.Equal("CounterPathInvalid", Assert.Throws<ImpOpsException>(() => connection.CollectCountersAsync(new CounterQuery { Counters = ["JsmClientSessionsActive"] })).ErrorId);
        Assert.Equal("SampleCountOutOfRange", Assert.Throws<ImpOpsException>(() => connection.CollectCountersAsync(new CounterQuery { Counters = [@"\A\B"], MaxSamples = 0 })).ErrorId);
        Assert.Equal("DurationOutOfRange", Assert.Throws<ImpOpsException>(() => connection.CollectCountersAsync(new CounterQuery { Counters = [@"\A\B"], SampleInterval = TimeSpan.Zero })).ErrorId);
    }

    [Fact]
    public async Task Samples_are_taken_at_their_interval_and_a_silent_node_ends_with_the_others()
    {
        StubCluster cluster = new();
        using ClusterConnection connection = await cluster.ConnectedAsync();
        cluster.Before = (request, token) => request.Address.Host == First ? Task.Delay(System.Threading.Timeout.InfiniteTimeSpan, cluster.Time, token) : Task.CompletedTask;
        DateTimeOffset begin = cluster.Time.GetUtcNow();
        CounterQuery query = new() { Counters = [@"\Cisco XCP JSM\JsmC*"], MaxSamples = 40 };
        List<NodeResult<CounterSample>> results = await cluster.Time.RunAsync(async () => await connection.CollectCountersAsync(query).ToListAsync());

        CounterSample[] samples = [.. results.SelectMany(result => result.Items)];
        Assert.Equal(Enumerable.Range(0, 40).Select(sample => begin + TimeSpan.FromSeconds(15 * sample)), samples.Select(sample => sample.Timestamp));
        Assert.All(results.Where(result => result.NodeName == First), result => Assert.Equal("ServerTimedOut", result.Problem!.ErrorId));
        Assert.InRange(cluster.Time.GetUtcNow() - begin, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(12));
    }

    [Fact]
    public async Task Who_stops_listening_stops_the_nodes()
    {
        StubCluster cluster = new();
        using ClusterConnection connection = await cluster.ConnectedAsync();
        CounterQuery query = new() { Counters = [@"\Cisco XCP JSM\JsmC*"], MaxSamples = null };
        await cluster.Time.RunAsync(async () => await connection.CollectCountersAsync(query).Take(10).ToListAsync());
        int asked = cluster.Requests.Count;
        await cluster.Time.RunAsync(() => Task.Delay(TimeSpan.FromHours(1), cluster.Time));

        Assert.Equal(asked, cluster.Requests.Count);
    }

    private sealed class Direct(Action<ClusterService> tell) : IProgress<ClusterService>
    {
        public void Report(ClusterService value) => tell(value);
    }
}
