using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ImpOps.Lab;
using ImpOps.Lab.Faults;
using ImpOps.Lab.State;

namespace ImpOps.Tests.LabItself;

public class LabTests
{
    private const string Router = "Cisco XCP Router";
    private const string Engine = "Cisco Presence Engine";
    private const string One = "127.0.0.11";
    private const string Two = "127.0.0.12";

    private readonly LabClock _clock = new(0);

    [Fact]
    public async Task The_publisher_lists_what_is_no_presence_node_too()
    {
        await using LabCluster lab = await StartAsync(new LabOptions { Nodes = 3 });
        using LabClient client = new(lab);

        LabAnswer all = await client.AxlAsync("listProcessNode", "<searchCriteria><name>%</name></searchCriteria><returnedTags><name/></returnedTags>");
        LabAnswer presence = await client.AxlAsync("listProcessNode", "<searchCriteria><processNodeRole>cucm im%</processNodeRole></searchCriteria><returnedTags><name/></returnedTags>");
        LabAnswer groups = await client.AxlAsync("listPresenceRedundancyGroup", "<searchCriteria><name>%</name></searchCriteria><returnedTags><name/><server1/><server2/><haEnabled>t</haEnabled></returnedTags>");

        Assert.Equal(["EnterpriseWideData", "127.0.0.1", "cucm-sub-1.lab.example", One, Two, "127.0.0.13"], all.Values("name"));
        Assert.Equal([One, Two, "127.0.0.13"], presence.Values("name"));
        Assert.Equal(["DefaultCUPSubcluster", "Subcluster-2"], groups.Values("name"));
        Assert.Equal([Two, ""], groups.Values("server2"));
        Assert.Equal(["true", "false"], groups.Values("haEnabled"));
        Assert.Equal(lab.Thumbprint, client.SeenThumbprint);
    }

    [Fact]
    public async Task Users_come_in_pages_and_too_many_at_once_are_refused()
    {
        await using LabCluster lab = await StartAsync(new LabOptions { Users = 5000, UnassignedUsers = 3, MaximumRows = 2000 });
        using LabClient client = new(lab);
        Task<LabAnswer> PageAsync(string page) =>
            client.AxlAsync("listAssignedPresenceUsers", $"<searchCriteria><userid>%</userid></searchCriteria><returnedTags><userid/><server/></returnedTags>{page}");

        List<string> users = [];
        for (int skip = 0; skip < 6000; skip += 1500)
        {
            users.AddRange((await PageAsync($"<skip>{skip}</skip><first>1500</first>")).Values("userid"));
        }

        Assert.Equal(5000, users.Distinct().Count());
        Assert.Equal(5000, users.Count);
        Assert.Equal("Query request too large. Total rows matched: 5000 rows. Suggestive Row Fetch: less than 2000 rows", (await PageAsync("<skip>4999</skip>")).FaultText);
        Assert.Equal(
            3,
            (await client.AxlAsync("listUnassignedPresenceUsers", "<searchCriteria><userid>%</userid></searchCriteria><returnedTags><userid/></returnedTags>")).Values("userid").Length);
    }

    [Fact]
    public async Task A_user_moves_by_being_assigned()
    {
        await using LabCluster lab = await StartAsync(new LabOptions { Nodes = 2, Users = 10 });
        using LabClient client = new(lab);

        Assert.Equal(200, (await client.AxlAsync("assignPresenceUser", $"<userid>user000001</userid><server>{Two}</server>")).Status);
        Assert.Equal((4, 6), (lab.Node(One).AssignedUsers, lab.Node(Two).AssignedUsers));
        Assert.Equal((4L, 6L), (lab.Sessions(One), lab.Sessions(Two)));
        Assert.Equal(200, (await client.AxlAsync("unassignPresenceUser", "<userid>user000001</userid>")).Status);
        Assert.Null(lab.Users[0].Node);

        LabAnswer again = await client.AxlAsync("unassignPresenceUser", "<userid>user000001</userid>");
        Assert.Equal("User user000001 is not assigned.", again.Value("axlmessage"));
        Assert.Equal("unassignPresenceUser", again.Value("request"));
        Assert.Equal("5007", (await client.AxlAsync("assignPresenceUser", "<userid>user000001</userid><server>10.0.0.1</server>")).Value("axlcode"));
    }

    [Fact]
    public async Task A_lab_can_demand_that_users_are_unassigned_first()
    {
        await using LabCluster lab = await StartAsync(new LabOptions { Nodes = 2, Users = 2, ReassignNeedsUnassign = true });
        using LabClient client = new(lab);

        Assert.Contains("already assigned", (await client.AxlAsync("assignPresenceUser", $"<userid>user000001</userid><server>{Two}</server>")).FaultText);
        _ = await client.AxlAsync("unassignPresenceUser", "<userid>user000001</userid>");
        Assert.Equal(200, (await client.AxlAsync("assignPresenceUser", $"<userid>user000001</userid><server>{Two}</server>")).Status);
    }

    [Fact]
    public async Task Parameters_are_per_node_or_clusterwide_and_have_ranges()
    {
        await using LabCluster lab = await StartAsync(new LabOptions
        {
            Nodes = 2,
            ParameterNames = new Dictionary<string, string> { ["CriticalServiceDelay"] = "srmDelay" },
        });
        using LabClient client = new(lab);
        string Key(string node, string name) => $"<processNodeName>{node}</processNodeName><name>{name}</name><service>Cisco Server Recovery Manager</service>";

        LabAnswer list = await client.AxlAsync("listServiceParameter", $"<searchCriteria><processNodeName>{One}</processNodeName></searchCriteria><returnedTags><name/></returnedTags>");
        Assert.Equal(["ClientReLoginLowerLimit", "ClientReLoginUpperLimit", "HttpPort"], list.Values("name"));
        Assert.Equal("90", (await client.AxlAsync("getServiceParameter", Key("EnterpriseWideData", "srmDelay"))).Value("value"));

        LabAnswer update = await client.AxlAsync("updateServiceParameter", Key(Two, "ClientReLoginUpperLimit") + "<value>953</value>");
        Assert.Equal(200, (await client.AxlAsync("updateServiceParameter", $"<uuid>{update.Value("return")}</uuid><value>954</value>")).Status);
        Assert.Equal(("537", "954"), (lab.Parameter(One, "ClientReLoginUpperLimit"), lab.Parameter(Two, "ClientReLoginUpperLimit")));

        Assert.Contains("'-1' of ClientReLoginUpperLimit is not valid", (await client.AxlAsync("updateServiceParameter", Key(Two, "ClientReLoginUpperLimit") + "<value>-1</value>")).FaultText);
        Assert.Contains("was not found", (await client.AxlAsync("getServiceParameter", Key(Two, "srmDelay"))).FaultText);
    }

    [Fact]
    public async Task The_database_answers_the_queries_that_it_knows()
    {
        await using LabCluster lab = await StartAsync(new LabOptions { Nodes = 4, HighAvailability = false });
        using LabClient client = new(lab);
        Task<LabAnswer> QueryAsync(string sql) => client.AxlAsync("executeSQLQuery", $"<sql>{sql}</sql>");

        Assert.Equal(["0", "0", "0", "0"], (await QueryAsync("SELECT tkhaserverstate FROM enterprisenode")).Values("tkhaserverstate"));
        LabAnswer joined = await QueryAsync("select n.name, g.name as grp from enterprisenode n inner join enterprisesubcluster as g on n.subclusterid = g.id where g.name = 'Subcluster-2' and isprimary = 'f' order by n.name");
        Assert.Equal(("127.0.0.14", "Subcluster-2"), (joined.Value("name"), joined.Value("grp")));
        Assert.Equal(["f", "f"], (await QueryAsync("select * from enterprisesubcluster")).Values("haenabled"));
        foreach (string sql in new[] { "update enterprisenode set name = 'x'", "select name from enduser", "select colour from enterprisenode", "select name from enterprisenode where", "select name from enterprisenode limit 1" })
        {
            Assert.Equal("-201", (await QueryAsync(sql)).Value("axlcode"));
        }
    }

    [Fact]
    public async Task A_restart_takes_its_time_and_the_sessions_more()
    {
        await using LabCluster lab = await StartAsync(new LabOptions { Nodes = 2, Users = 200, HighAvailability = false });
        using LabClient client = new(lab);

        Assert.Equal(100, (await client.CountersAsync(One, Engine))["ActiveJsmSessions"]);
        Assert.Equal("Stopping", (await client.ControlAsync(One, "Restart", Router)).Value("ServiceStatus"));
        Assert.Equal("Stopping", await client.StatusAsync(One, "Cisco XCP Connection Manager"));
        Assert.Equal("Service is being started or stopped", (await client.ControlAsync(One, "Restart", Router)).Value("ReasonCodeString"));
        Assert.Equal(0, (await client.CountersAsync(One, Engine))["ActiveJsmSessions"]);

        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal("Starting", await client.StatusAsync(One, Router));
        _clock.Advance(TimeSpan.FromSeconds(19));
        Assert.Equal("Started", await client.StatusAsync(One, Router));
        Assert.Equal("Starting", await client.StatusAsync(One, "Cisco XCP Connection Manager"));
        Assert.Equal("Stopped", await client.StatusAsync(One, "Cisco XCP Message Archiver"));
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("Started", await client.StatusAsync(One, "Cisco XCP Connection Manager"));

        _clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(10));
        Assert.Equal(50, (await client.CountersAsync(One, Engine))["ActiveJsmSessions"]);
        _clock.Advance(TimeSpan.FromMinutes(5));
        Dictionary<string, long> sessions = await client.CountersAsync(One, "Cisco XCP JSM");
        Assert.Equal((100, 120, 10, 5), (lab.Sessions(One), sessions["JsmClientSessionsActive"], sessions["JsmPhantomSessionsActive"], sessions["JsmHybridSessionsActive"]));
        Assert.Equal(220, sessions["JsmIMSessions"]);

        LabService router = lab.Node(One).Service(Router)!;
        Assert.Equal((1, 1), (router.Restarts, router.RestartCommands));
        LabService dependent = lab.Node(One).Service("Cisco XCP Connection Manager")!;
        Assert.Equal((1, 0), (dependent.Restarts, dependent.RestartCommands));
        Assert.Equal(0, lab.Node(Two).Services.Sum(service => service.Restarts));
    }

    [Fact]
    public async Task Stop_and_start_of_the_router_leave_the_others_stopped()
    {
        await using LabCluster lab = await StartAsync(new LabOptions { Nodes = 2, HighAvailability = false });
        using LabClient client = new(lab);

        _ = await client.ControlAsync(One, "Stop", Router);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("Stopped", await client.StatusAsync(One, Router));
        _ = await client.ControlAsync(One, "Start", Router);
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal("Started", await client.StatusAsync(One, Router));
        Assert.Equal("Stopped", await client.StatusAsync(One, "Cisco XCP Text Conference Manager"));
        Assert.Equal("Started", await client.StatusAsync(One, Engine));
        Assert.Equal(0, lab.Node(One).Service(Router)!.Restarts);
    }

    [Fact]
    public async Task What_a_node_does_not_know_or_has_not_activated_is_stopped()
    {
        await using LabCluster lab = await StartAsync(new LabOptions { Nodes = 2 });
        using LabClient client = new(lab);

        Assert.Equal("Stopped", await client.StatusAsync(One, "Cisco XCP Rooter"));
        LabAnswer inactive = await client.ControlCenterAsync(One, "soapGetServiceStatus", "<ServiceStatus>Cisco XCP Message Archiver</ServiceStatus>");
        Assert.Equal(("Stopped", "Service Not Activated", "-1"), (inactive.Value("ServiceStatus"), inactive.Value("ReasonCodeString"), inactive.Value("UpTime")));
        LabAnswer restart = await client.ControlAsync(One, "Restart", "Cisco XCP Rooter");
        Assert.Equal(("-1", "Stopped"), (restart.Value("ReturnCode"), restart.Value("ServiceStatus")));
        Assert.Equal(0, lab.Node(One).Services.Sum(service => service.RestartCommands));
    }

    [Fact]
    public async Task High_availability_goes_off_at_once_and_comes_on_by_and_by()
    {
        await using LabCluster lab = await StartAsync(new LabOptions { Nodes = 2 });
        using LabClient client = new(lab);
        Task<LabAnswer> SetAsync(string on) => client.AxlAsync("updatePresenceRedundancyGroup", $"<name>DefaultCUPSubcluster</name><haEnabled>{on}</haEnabled>");

        Assert.Equal([HaState.Normal, HaState.Normal], States(lab));
        _ = await SetAsync("false");
        Assert.Equal([HaState.Unknown, HaState.Unknown], States(lab));
        _ = await SetAsync("true");
        Assert.Equal([HaState.Initializing, HaState.Initializing], States(lab));
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal([HaState.Normal, HaState.Normal], States(lab));
        Assert.Equal((1, 1, 0), (lab.Groups[0].Enabled, lab.Groups[0].Disabled, lab.Groups[0].Failovers));
    }

    [Fact]
    public async Task A_group_of_one_has_no_high_availability()
    {
        await using LabCluster lab = await StartAsync(new LabOptions { Nodes = 1 });
        using LabClient client = new(lab);

        LabAnswer answer = await client.AxlAsync("updatePresenceRedundancyGroup", "<name>DefaultCUPSubcluster</name><haEnabled>true</haEnabled>");

        Assert.Contains("one node only", answer.FaultText);
        Assert.False(lab.Groups[0].HighAvailability);
    }

    [Fact]
    public async Task Restarting_the_router_with_high_availability_on_fails_over()
    {
        await using LabCluster lab = await StartAsync(new LabOptions { Nodes = 2, Users = 200 });
        using LabClient client = new(lab);

        _ = await client.ControlAsync(One, "Restart", Router);
        Assert.Equal([HaState.FailingOver, HaState.TakingOver], States(lab));
        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal([HaState.FailedOverWithCriticalServicesNotRunning, HaState.RunningInBackupMode], States(lab));
        _clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal([HaState.FailedOver, HaState.RunningInBackupMode], States(lab));
        Assert.Equal((0, 200), (lab.Sessions(One), lab.Sessions(Two)));
        Assert.Equal(1, lab.Groups[0].Failovers);

        Assert.True(lab.FallBack("DefaultCUPSubcluster"));
        Assert.Equal([HaState.FallingBack, HaState.TakingBack], States(lab));
        _clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal([HaState.Normal, HaState.Normal], States(lab));
        Assert.Equal((100, 100), (lab.Sessions(One), lab.Sessions(Two)));
        Assert.False(lab.FallBack("DefaultCUPSubcluster"));
    }

    [Fact]
    public async Task Presence_engine_may_be_away_for_the_critical_service_delay()
    {
        await using LabCluster lab = await StartAsync(new LabOptions { Nodes = 2 });
        using LabClient client = new(lab);

        _ = await client.ControlAsync(One, "Restart", Engine);
        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal([HaState.Normal, HaState.Normal], States(lab));

        _ = await client.ControlAsync(One, "Stop", Engine);
        _clock.Advance(TimeSpan.FromSeconds(89));
        Assert.Equal([HaState.Normal, HaState.Normal], States(lab));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([HaState.FailingOver, HaState.TakingOver], States(lab));
    }

    [Fact]
    public async Task Turning_high_availability_off_brings_the_users_home()
    {
        await using LabCluster lab = await StartAsync(new LabOptions { Nodes = 2, Users = 200 });
        using LabClient client = new(lab);

        _ = await client.ControlAsync(One, "Restart", Router);
        _clock.Advance(TimeSpan.FromMinutes(20));
        _ = await client.AxlAsync("updatePresenceRedundancyGroup", "<name>DefaultCUPSubcluster</name><haEnabled>false</haEnabled>");
        _clock.Advance(TimeSpan.FromMinutes(20));

        Assert.Equal((100, 100), (lab.Sessions(One), lab.Sessions(Two)));
    }

    [Fact]
    public async Task A_dead_node_is_taken_over_and_boots_when_it_is_revived()
    {
        await using LabCluster lab = await StartAsync(new LabOptions { Nodes = 2, Users = 200 });
        using LabClient client = new(lab);

        await lab.KillAsync(One);
        _ = await Assert.ThrowsAsync<System.Net.Http.HttpRequestException>(() => client.StatusAsync(One, Router));
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal([HaState.Normal, HaState.Normal], States(lab));
        _clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal([HaState.FailedOverWithCriticalServicesNotRunning, HaState.RunningInBackupMode], States(lab));
        Assert.Equal(200, lab.Sessions(Two));

        await lab.ReviveAsync(One);
        Assert.Equal("Starting", await client.StatusAsync(One, Router));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("Started", await client.StatusAsync(One, Router));
        Assert.Equal(HaState.FailedOver, lab.Node(One).HaState);
        Assert.Equal((1, 0), (lab.Node(One).Boots, lab.Node(One).Service(Router)!.Restarts));
    }

    [Fact]
    public async Task Perfmon_answers_80_requests_a_minute_and_no_more()
    {
        await using LabCluster lab = await StartAsync(new LabOptions { Nodes = 2 });
        using LabClient client = new(lab);
        for (int request = 0; request < 80; request++)
        {
            Assert.Equal(200, (await client.PerfmonAsync(One, "perfmonListInstance", $"<Host>{One}</Host><Object>Processor</Object>")).Status);
        }

        LabAnswer refused = await client.PerfmonAsync(One, "perfmonListCounter", $"<Host>{One}</Host>");

        Assert.Equal("Exceeded allowed rate for Perfmon information. Current allowed rate for perfmon information is 80 requests per minute.", refused.FaultText);
        Assert.Equal(1, lab.ThrottledRequests);
        Assert.Equal(200, (await client.PerfmonAsync(Two, "perfmonListCounter", $"<Host>{Two}</Host>")).Status);
        Assert.Equal("Started", await client.StatusAsync(One, Router));
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(200, (await client.PerfmonAsync(One, "perfmonListCounter", $"<Host>{One}</Host>")).Status);
    }

    [Fact]
    public async Task Perfmon_tells_new_values_from_old_and_from_none()
    {
        await using LabCluster lab = await StartAsync(new LabOptions { Nodes = 2, HighAvailability = false });
        using LabClient client = new(lab);
        Task<LabAnswer> CollectAsync() => client.PerfmonAsync(One, "perfmonCollectCounterData", $"<Host>{One}</Host><Object>Cisco XCP CM</Object>");

        Assert.Equal(["1", "1"], (await CollectAsync()).Values("CStatus"));
        Assert.Equal(["0", "0"], (await CollectAsync()).Values("CStatus"));
        _ = await client.ControlAsync(One, "Stop", Router);
        LabAnswer none = await CollectAsync();
        Assert.Equal(["3221228474", "3221228474"], none.Values("CStatus"));
        Assert.Equal(["0", "0"], none.Values("Value"));
    }

    [Fact]
    public async Task Perfmon_sessions_collect_what_was_added()
    {
        await using LabCluster lab = await StartAsync(new LabOptions { Nodes = 2 });
        using LabClient client = new(lab);
        string handle = $"<SessionHandle>{(await client.PerfmonAsync(One, "perfmonOpenSession")).Value("perfmonOpenSessionReturn")}</SessionHandle>";
        string Counter(string path) => $"<ArrayOfCounter><Counter><Name>{path}</Name></Counter></ArrayOfCounter>";

        _ = await client.PerfmonAsync(One, "perfmonAddCounter", handle + Counter($@"\\{One}\Cisco XCP JSM Session Counters(user000001@lab.example/composed)\SessMsgInLast60Sec"));
        _ = await client.PerfmonAsync(One, "perfmonAddCounter", handle + Counter($@"\\{One}\Memory\% Mem Used"));
        Assert.Equal(
            [$@"\\{One}\Cisco XCP JSM Session Counters(user000001@lab.example/composed)\SessMsgInLast60Sec", $@"\\{One}\Memory\% Mem Used"],
            (await client.PerfmonAsync(One, "perfmonCollectSessionData", handle)).Values("Name"));

        _ = await client.PerfmonAsync(One, "perfmonRemoveCounter", handle + Counter($@"\\{One}\Memory\% Mem Used"));
        Assert.Single((await client.PerfmonAsync(One, "perfmonCollectSessionData", handle)).Values("Name"));
        Assert.Contains("does not exist", (await client.PerfmonAsync(One, "perfmonAddCounter", handle + Counter($@"\\{One}\Memory\Colour"))).FaultText);
        _ = await client.PerfmonAsync(One, "perfmonCloseSession", handle);
        Assert.Contains("not valid or has expired", (await client.PerfmonAsync(One, "perfmonCollectSessionData", handle)).FaultText);
    }

    [Fact]
    public async Task Messaging_to_several_devices_is_counted_since_the_router_started_and_only_while_it_is_on()
    {
        await using LabCluster lab = await StartAsync(new LabOptions { Nodes = 2, Users = 200, HighAvailability = false });
        using LabClient client = new(lab);

        Assert.True((await client.CountersAsync(One, "Cisco XCP MDM Counters"))["MDMBufferFlushes"] > 1000);
        _ = await client.ControlAsync(One, "Restart", Router);
        _clock.Advance(TimeSpan.FromSeconds(25 + 600));
        Dictionary<string, long> after = await client.CountersAsync(One, "Cisco XCP MDM Counters");
        Assert.Equal((120, 12, 6, 100, 1), (after["MDMSessions"], after["MDMSilentModeSessions"], after["MDMQuietModeSessions"], after["MDMBufferFlushes"], after["MDMBufferFlushesLimitReached"]));

        _ = await client.AxlAsync("updateServiceParameter", "<processNodeName>EnterpriseWideData</processNodeName><name>EnableMultiDeviceMessaging</name><service>Cisco XCP Router</service><value>False</value>");
        Assert.Equal(0, (await client.CountersAsync(One, "Cisco XCP MDM Counters"))["MDMSessions"]);
    }

    [Fact]
    public async Task A_cookie_is_good_for_a_while_without_the_password()
    {
        await using LabCluster lab = await StartAsync(new LabOptions { Nodes = 2 });
        using LabClient client = new(lab) { SendsPassword = false };

        Assert.Equal(401, (await client.AxlAsync("getCCMVersion", "")).Status);
        client.SendsPassword = true;
        Assert.Equal(200, (await client.AxlAsync("getCCMVersion", "")).Status);
        client.SendsPassword = false;
        Assert.Equal(200, (await client.AxlAsync("getCCMVersion", "")).Status);
        _clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(401, (await client.AxlAsync("getCCMVersion", "")).Status);
    }

    [Fact]
    public async Task Two_labs_live_side_by_side_with_passwords_and_certificates_of_their_own()
    {
        await using LabCluster one = await StartAsync(new LabOptions { Nodes = 2 });
        await using LabCluster other = await StartAsync(new LabOptions { Nodes = 2, Password = "given" });

        Assert.NotEqual(one.Port, other.Port);
        Assert.NotEqual(one.Thumbprint, other.Thumbprint);
        Assert.Equal("given", other.Password);
        Assert.DoesNotContain("given", other.Options.ToString());
        Assert.True(one.Password.Length >= 16);
    }

    [Fact]
    public async Task Sessions_stay_short_until_presence_engine_is_restarted()
    {
        await using LabCluster lab = await StartAsync(new LabOptions { Nodes = 2, Users = 200, HighAvailability = false });
        using LabClient client = new(lab);
        _ = await lab.Faults.AddAsync(new LabFault { Kind = FaultKind.SessionsStayShort, Node = One, Share = 0.1 });

        Assert.Equal(100, lab.Sessions(One));
        _ = await client.ControlAsync(One, "Restart", Router);
        _ = await client.ControlAsync(Two, "Restart", Router);
        _clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal((90, 100), (lab.Sessions(One), lab.Sessions(Two)));

        _ = await client.ControlAsync(One, "Restart", Engine);
        _clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(100, lab.Sessions(One));
        _ = await client.ControlAsync(One, "Restart", Router);
        _clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(100, lab.Sessions(One));
    }

    private static HaState[] States(LabCluster lab) => lab.Read(_ => lab.PresenceNodes.Select(node => node.HaState).ToArray());

    private Task<LabCluster> StartAsync(LabOptions options) => LabCluster.StartAsync(options with { Time = _clock });
}
