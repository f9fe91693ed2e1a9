using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using ImpOps.Cluster;
using ImpOps.Lab;
using ImpOps.Lab.Faults;
using ImpOps.Restarts;

namespace ImpOps.Tests.Cluster;

/// <summary>Changes of a cluster against a lab: read back, both nodes or neither, and restarts that are known before they are carried out.</summary>
public class ChangeTests
{
    private const string Router = "Cisco XCP Router";
    private const string Lower = "ClientReLoginLowerLimit";
    private const string Upper = "ClientReLoginUpperLimit";
    private const string Group = "DefaultCUPSubcluster";
    private const string Update = "updateServiceParameter";

    [Fact]
    public async Task Retry_limits_are_set_on_both_nodes_and_read_back()
    {
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 4 });
        using ClusterConnection connection = await ConnectAsync(lab);
        GroupRetryLimits before = await GroupRetryLimits.ReadAsync(connection, Group.ToLowerInvariant());
        Assert.Equal((Group, 90), (before.PresenceRedundancyGroup, before.CriticalServiceDownDelay));
        Assert.Equal(["127.0.0.11: 120/537", "127.0.0.12: 120/537"], before.Nodes.Select(node => node.ToString()));
        Assert.True(before.Hold(120, 537));

        GroupRetryLimits after = await before.SetAsync(90, 953);

        Assert.True(after.Hold(90, 953));
        Assert.False(after.Hold(120, 953));
        Assert.Equal(["90/953", "90/953", "120/537", "120/537"], Held(lab));
        Assert.Equal(4, lab.Parameters.Sum(parameter => parameter.Writes));
        Assert.Empty(lab.Violations);
    }

    [Fact]
    public async Task What_a_node_holds_already_is_not_written()
    {
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 2 });
        using ClusterConnection connection = await ConnectAsync(lab);
        GroupRetryLimits limits = await GroupRetryLimits.ReadAsync(connection, Group);
        _ = await limits.SetAsync(120, 537);
        Assert.Equal(0, lab.Parameters.Sum(parameter => parameter.Writes));

        _ = await limits.SetAsync(120, 538);
        Assert.Equal(2, lab.Parameters.Sum(parameter => parameter.Writes));
    }

    [Theory]
    [InlineData(600, 900, "537>900 120>600")]
    [InlineData(30, 90, "120>30 537>90")]
    public async Task The_lower_limit_is_below_the_upper_one_all_the_while(int lower, int upper, string order)
    {
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 1 });
        using ClusterConnection connection = await ConnectAsync(lab);
        _ = await (await GroupRetryLimits.ReadAsync(connection, Group)).SetAsync(lower, upper);
        string[] written = [.. Updates(lab).Select(request => request.Body.Contains(Lower, StringComparison.Ordinal) ? $"120>{lower}" : $"537>{upper}")];

        Assert.Equal(order, string.Join(" ", written));
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(-1, 100)]
    [InlineData(120, 120)]
    [InlineData(120, 119)]
    public async Task No_window_is_no_change(int lower, int upper)
    {
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 2 });
        using ClusterConnection connection = await ConnectAsync(lab);
        GroupRetryLimits limits = await GroupRetryLimits.ReadAsync(connection, Group);

        Assert.Equal("RetryLimitWindowInvalid", (await Assert.ThrowsAsync<ImpOpsException>(() => limits.SetAsync(lower, upper))).ErrorId);
        Assert.Empty(Updates(lab));
    }

    public static TheoryData<FaultKind, int> Failures
    {
        get
        {
            TheoryData<FaultKind, int> failures = [];
            foreach (FaultKind kind in new[] { FaultKind.ServerFault, FaultKind.CutXml, FaultKind.ResponseLost, FaultKind.Forbidden })
            {
                for (int after = 0; after < 4; after++)
                {
                    failures.Add(kind, after);
                }
            }

            return failures;
        }
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Whichever_write_fails_both_nodes_hold_what_they_held(FaultKind kind, int after)
    {
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 2 });
        using ClusterConnection connection = await ConnectAsync(lab);
        GroupRetryLimits limits = await GroupRetryLimits.ReadAsync(connection, Group);
        _ = await lab.Faults.AddAsync(new LabFault { Kind = kind, Operation = Update, After = after, Count = 1 });
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => limits.SetAsync(90, 953));

        Assert.Equal("RetryLimitNotSet", problem.ErrorId);
        Assert.Contains(problem.InnerException!.Message, problem.Message);
        Assert.Equal(["120/537", "120/537"], Held(lab));
        Assert.Equal(after > 0 || kind is FaultKind.CutXml or FaultKind.ResponseLost, problem.Message.Contains("put back", StringComparison.Ordinal));
        if (after == 2)
        {
            Assert.Contains("Client Re-Login Upper Limit on 127.0.0.11: 537", problem.Message);
            Assert.Contains("Client Re-Login Lower Limit on 127.0.0.11: 120", problem.Message);
        }
    }

    [Fact]
    public async Task Where_putting_back_fails_too_the_error_says_which_node_holds_what()
    {
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 2 });
        using ClusterConnection connection = await ConnectAsync(lab);
        GroupRetryLimits limits = await GroupRetryLimits.ReadAsync(connection, Group);
        _ = await lab.Faults.AddAsync(new LabFault { Kind = FaultKind.ServerFault, Operation = Update, After = 3, Text = "The disk is full" });
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => limits.SetAsync(90, 953));

        Assert.Equal(("RetryLimitUneven", ErrorKind.InvalidState), (problem.ErrorId, problem.Kind));
        Assert.Contains("127.0.0.11: lower limit 90, upper limit 953; 127.0.0.12: lower limit 120, upper limit 953.", problem.Message);
        Assert.Contains("The disk is full", problem.Message);
        Assert.Equal(["90/953", "120/953"], Held(lab));
    }

    [Fact]
    public async Task What_cannot_be_read_any_more_is_told_as_uncertain()
    {
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 2 });
        using ClusterConnection connection = await ConnectAsync(lab);
        GroupRetryLimits limits = await GroupRetryLimits.ReadAsync(connection, Group);
        _ = await lab.Faults.AddAsync(new LabFault { Kind = FaultKind.ServerFault, Operation = Update, After = 1 });
        _ = await lab.Faults.AddAsync(new LabFault { Kind = FaultKind.ServerFault, Operation = "listServiceParameter" });
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => limits.SetAsync(90, 953));

        Assert.Equal("RetryLimitUneven", problem.ErrorId);
        Assert.Contains("127.0.0.11: lower limit unknown, 120 or 90, upper limit unknown, 537 or 953; 127.0.0.12: lower limit 120, upper limit 537.", problem.Message);
    }

    [Fact]
    public async Task What_is_stopped_half_way_is_put_back()
    {
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 2 });
        using ClusterConnection connection = await ConnectAsync(lab);
        GroupRetryLimits limits = await GroupRetryLimits.ReadAsync(connection, Group);
        _ = await lab.Faults.AddAsync(new LabFault { Kind = FaultKind.Slow, Operation = Update, After = 1, Count = 1, Seconds = 1 });
        using CancellationTokenSource stop = new();
        Task<GroupRetryLimits> setting = limits.SetAsync(90, 953, stop.Token);
        while (Updates(lab).Length < 2 && !setting.IsCompleted)
        {
            await Task.Delay(5);
        }

        await stop.CancelAsync();

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => setting);
        Assert.Equal(["120/537", "120/537"], Held(lab));
        Assert.Equal(4, Updates(lab).Length);
    }

    [Fact]
    public async Task High_availability_is_not_asked_for_where_there_is_one_node()
    {
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 3 });
        using ClusterConnection connection = await ConnectAsync(lab);
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => connection.SetHighAvailabilityAsync("Subcluster-2", true));

        Assert.Equal("HighAvailabilityNeedsPair", problem.ErrorId);
        Assert.DoesNotContain(lab.Requests, request => request.Operation == "updatePresenceRedundancyGroup");
    }

    [Fact]
    public async Task Multiple_device_messaging_is_switched_clusterwide_and_planned_on_the_publisher()
    {
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 4 });
        using ClusterConnection connection = await ConnectAsync(lab);
        ServiceParameter parameter = await MdmSwitch.ReadAsync(connection);
        Assert.True(MdmSwitch.IsOn(parameter));
        Assert.False(MdmSwitch.IsOn(await MdmSwitch.SetAsync(connection, parameter, on: false)));
        Assert.Equal("False", lab.Parameter("EnterpriseWideData", "EnableMultiDeviceMessaging"));

        IReadOnlyList<RestartStep> plan = await MdmSwitch.PlanRestartAsync(connection);

        Assert.Equal(
            [
                RestartStepAction.RecordAssignedUsers, RestartStepAction.DisableHighAvailability, RestartStepAction.RestartService,
                RestartStepAction.WaitForJsmSessions, RestartStepAction.EnableHighAvailability,
            ],
            plan.Select(step => step.Action));
        Assert.All(plan, step => Assert.Equal(Group, step.PresenceRedundancyGroup));
        Assert.Equal(("127.0.0.11", Router), (plan[2].NodeName, plan[2].Service));
        Assert.All(plan, step => Assert.Equal(["Enable Multi-Device Messaging"], step.Reason));
        Assert.Equal(0, lab.PresenceNodes.Sum(node => node.Services.Sum(service => service.Restarts)));
        Assert.Empty(lab.Violations);
    }

    [Fact]
    public async Task The_plan_over_several_groups_begins_with_the_publisher_and_minds_each_groups_high_availability()
    {
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 4 });
        using ClusterConnection connection = await ConnectAsync(lab);
        _ = await connection.SetHighAvailabilityAsync("Subcluster-2", false);
        IReadOnlyList<RestartStep> plan = await MdmSwitch.PlanRestartAsync(connection, ["127.0.0.14", "127.0.0.12", "127.0.0.11", "127.0.0.11"]);

        Assert.Equal(["127.0.0.11", "127.0.0.12", "127.0.0.14"], plan.Where(step => step.Action == RestartStepAction.RestartService).Select(step => step.NodeName));
        Assert.Equal([Group], plan.Where(step => step.Action == RestartStepAction.EnableHighAvailability).Select(step => step.PresenceRedundancyGroup));
        Assert.Equal("NodeUnknown", (await Assert.ThrowsAsync<ImpOpsException>(() => MdmSwitch.PlanRestartAsync(connection, ["imp-9"]))).ErrorId);
    }

    [Theory]
    [InlineData("True", true)]
    [InlineData("false", false)]
    [InlineData("t", true)]
    [InlineData("0", false)]
    [InlineData("Disabled", false)]
    public void On_and_off_are_understood_however_they_are_stored(string value, bool on) => Assert.Equal(on, MdmSwitch.IsOn(Stored(value)));

    [Theory]
    [InlineData("2")]
    [InlineData(null)]
    public void What_is_neither_on_nor_off_is_an_error(string? value) =>
        Assert.Equal("SwitchValueUnknown", Assert.Throws<ImpOpsException>(() => MdmSwitch.IsOn(Stored(value))).ErrorId);

    [Theory]
    [InlineData("true", "false")]
    [InlineData("T", "f")]
    [InlineData("1", "0")]
    [InlineData("Enabled", "Disabled")]
    public async Task A_switch_is_written_as_it_is_stored(string on, string off)
    {
        StubCluster cluster = new();
        using ClusterConnection connection = await cluster.ConnectedAsync();
        cluster.Parameters["EnableMultiDeviceMessaging"] = off;
        _ = await cluster.Time.RunAsync(() => MdmSwitch.SetAsync(connection, Stored(on), on: false));

        Assert.Equal(off, cluster.Requests.Single(request => request.Operation == Update).Body.Element("value")!.Value);
    }

    [Fact]
    public async Task A_restart_of_router_names_what_restarts_with_it_and_waits_for_all_of_it()
    {
        LabClock clock = new(100);
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 2, Time = clock });
        using ClusterConnection connection = await ConnectAsync(lab, clock);
        string node = connection.Nodes[0].Name;
        ServiceRestart restart = await ServiceRestart.PrepareAsync(connection, node, "cisco xcp router");

        Assert.Equal(Router, restart.Service.Name);
        Assert.True(restart.MayFailOver);
        Assert.Equal(
            ["Cisco XCP Authentication Service", "Cisco XCP Connection Manager", "Cisco XCP Text Conference Manager", "Cisco XCP Web Connection Manager"],
            restart.AlongWith.Select(service => service.Name).Order());
        Assert.Equal(0, lab.Node(node).Service(Router)!.RestartCommands);

        Seen seen = new();
        await restart.StartAsync();
        ClusterService up = await restart.WaitAsync(TimeSpan.FromMinutes(30), seen);

        Assert.Equal(ServiceStatus.Started, up.Status);
        Assert.Equal(5, seen.Services.Distinct().Count());
        Assert.Equal(1, lab.Node(node).Service(Router)!.RestartCommands);
        Assert.All(restart.AlongWith, service => Assert.Equal(ImpOps.Lab.State.ServiceStatus.Started, lab.Node(node).Service(service.Name)!.Status));
        Assert.DoesNotContain(lab.Requests, request => request.Body.Contains(">Stop<", StringComparison.Ordinal) || request.Body.Contains(">Start<", StringComparison.Ordinal));
        Assert.Empty(lab.Violations);
    }

    [Fact]
    public async Task A_restart_of_another_service_takes_none_with_it()
    {
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 2, HighAvailability = false });
        using ClusterConnection connection = await ConnectAsync(lab);
        ServiceRestart restart = await ServiceRestart.PrepareAsync(connection, "127.0.0.12", "Cisco SIP Proxy");

        Assert.Empty(restart.AlongWith);
        Assert.False(restart.MayFailOver);
        Assert.Equal(Group, restart.Group!.Name);
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => ServiceRestart.PrepareAsync(connection, "127.0.0.12", "Cisco SIP Porxy"));
        Assert.Equal("ServiceUnknown", problem.ErrorId);
        Assert.Contains("Cisco SIP Proxy", problem.Message);
    }

    [Fact]
    public async Task A_service_that_does_not_come_up_in_time_is_an_error()
    {
        LabClock clock = new(0);
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 2, Time = clock });
        using ClusterConnection connection = await ConnectAsync(lab);
        ServiceRestart restart = await ServiceRestart.PrepareAsync(connection, "127.0.0.11", "Cisco SIP Proxy");
        await restart.StartAsync();
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => restart.WaitAsync(TimeSpan.FromMilliseconds(10)));

        Assert.Equal("ServiceNotRestarted", problem.ErrorId);
        Assert.Contains("Stopping", problem.Message);
    }

    private static Task<ClusterConnection> ConnectAsync(LabCluster lab, TimeProvider? time = null) => ClusterConnection.ConnectAsync(new ClusterConnectionOptions
    {
        Server = lab.Server,
        Port = lab.Port,
        Credential = new NetworkCredential(lab.User, lab.Password),
        CertificateThumbprints = [lab.Thumbprint],
        // By the lab's clock, which may run fast.
        Timeout = TimeSpan.FromHours(1),
        Time = time ?? TimeProvider.System,
    });

    private static ServiceParameter Stored(string? value) => new()
    {
        Service = Router, Name = "Enable Multi-Device Messaging", InternalName = "EnableMultiDeviceMessaging", Value = value, Connection = "lab",
    };

    private static string[] Held(LabCluster lab) => [.. lab.PresenceNodes.Select(node => $"{lab.Parameter(node.Name, Lower)}/{lab.Parameter(node.Name, Upper)}")];

    private static RecordedRequest[] Updates(LabCluster lab) => [.. lab.Requests.Where(request => request.Operation == Update)];

    private sealed class Seen : IProgress<ClusterService>
    {
        public List<string> Services { get; } = [];

        public void Report(ClusterService value) => Services.Add(value.Name);
    }
}
