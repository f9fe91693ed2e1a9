using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ImpOps.Cluster;
using ImpOps.Lab;
using ImpOps.Restarts;

namespace ImpOps.Tests.Cluster;

public sealed class ClusterRestartTargetTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ImpOps").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static Task<ClusterConnection> Connect(LabCluster lab, SimulatedTime time) =>
        time.RunAsync(() => ClusterConnection.ConnectAsync(LabTests.Options(lab, time)));

    private static Task<List<RestartStepResult>> Run(SimulatedTime time, IAsyncEnumerable<RestartStepResult> results) => time.RunAsync(async () =>
    {
        List<RestartStepResult> all = [];
        await foreach (RestartStepResult result in results)
        {
            all.Add(result);
        }

        return all;
    });

    [Fact]
    public async Task A_plan_runs_over_the_wire_fails_with_a_node_and_is_finished_when_it_is_back()
    {
        SimulatedTime time = new();
        string journal = Path.Combine(_directory, "journal");
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 2, Users = 30, Time = time });
        using ClusterConnection connection = await Connect(lab, time);
        string group = connection.Groups[0].Name;
        string[] nodes = [.. connection.Groups[0].NodeName];
        IReadOnlyList<RestartStep> plan = RestartPlan.Create(
            RestartRules.Require("HTTP Port").Concat(RestartRules.Require("Maximum Watchers")),
            new RestartPlanOptions { HighAvailability = true, PresenceRedundancyGroup = group, NodeName = nodes });
        RestartPlanRunner runner = new(new ClusterRestartTarget(connection), new RestartRunOptions { TimeProvider = time, PollInterval = TimeSpan.FromMinutes(1) });

        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => time.RunAsync(async () =>
        {
            await foreach (RestartStepResult result in runner.RunAsync(plan, journal))
            {
                if (result.Step == 8)
                {
                    await lab.KillAsync(nodes[1]);
                }
            }
        }));
        Assert.True(problem.IsPassing, problem.ErrorId);
        Assert.False(lab.Read(_ => lab.Group(group).HighAvailability));
        Assert.Contains(journal, runner.Journal!.Warning);
        Assert.DoesNotContain(lab.Password, File.ReadAllText(journal));

        await time.RunAsync(() => lab.ReviveAsync(nodes[1]));
        await time.RunAsync(() => Task.Delay(TimeSpan.FromMinutes(20), time));
        List<RestartStepResult> results = await Run(time, runner.ResumeAsync(journal));
        Assert.Equal([9, 10, 11, 12, 13], results.Select(result => result.Step));
        Assert.All(results, result => Assert.Equal(RestartStepState.Done, result.State));
        Assert.True(lab.Read(_ => lab.Group(group).HighAvailability));
        Assert.All(nodes, node => Assert.All(
            new[] { "Cisco SIP Proxy", "Cisco XCP Router", "Cisco Presence Engine" }, service => Assert.Equal(1, lab.Node(node).Service(service)!.RestartCommands)));
        Assert.True(RestartJournal.Read(journal).IsFinished);
        Assert.Empty(lab.Violations);
    }

    [Fact]
    public async Task The_cluster_is_known_by_its_publisher_whatever_the_connection_is_called()
    {
        SimulatedTime time = new();
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 2, Users = 4, Time = time });
        using ClusterConnection connection = await Connect(lab, time);
        ClusterRestartTarget target = new(connection);
        Assert.Equal(connection.Nodes.FirstOrDefault(node => node.IsPublisher == true)?.Name ?? lab.Server, target.ClusterName);
        Assert.Equal(2, await time.RunAsync(() => target.CountAssignedUsersAsync(connection.Nodes[0].Name, default)));
        Assert.Equal(2, await time.RunAsync(() => target.GetActiveJsmSessionsAsync(connection.Nodes[0].Name, default)));
    }
}
