using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using ImpOps.Capacity;
using ImpOps.Cluster;
using ImpOps.Lab;
using ImpOps.Lab.Faults;

namespace ImpOps.Tests.Cluster;

/// <summary>From the assigned users of a lab cluster to a plan, and from the plan to the cluster.</summary>
public class ClusterUserAssignmentTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_plan_is_carried_out_and_resumed_after_the_server_was_away(bool reassignNeedsUnassign)
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("impops-moves-");
        try
        {
            string path = Path.Combine(directory.FullName, "journal");
            await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 4, Users = 200, UnassignedUsers = 3, ReassignNeedsUnassign = reassignNeedsUnassign });
            string full = lab.PresenceNodes[0].Name;
            foreach (string user in lab.Users.Where(user => user.Node is not null).Take(120).Select(user => user.Id).ToArray())
            {
                lab.Assign(user, full);
            }

            using ClusterConnection connection = await ClusterConnection.ConnectAsync(new ClusterConnectionOptions
            {
                Server = lab.Server, Port = lab.Port, Credential = new NetworkCredential(lab.User, lab.Password), CertificateThumbprints = [lab.Thumbprint],
            });
            RebalancePlan plan = await PlanAsync(connection);
            Assert.True(plan.Feasible);
            Assert.InRange(plan.MoveCount, 30, 120);

            ClusterUserAssignment target = new(connection);
            UserMover mover = new(target, new UserMoverOptions { BatchSize = 20, Pause = TimeSpan.Zero });
            List<UserMoveResult> moved = [];
            ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(async () =>
            {
                await foreach (UserMoveResult result in mover.RunAsync(plan.Move, path))
                {
                    moved.Add(result);
                    if (moved.Count == 20)
                    {
                        await lab.Faults.AddAsync(new LabFault { Kind = FaultKind.Forbidden });
                    }
                }
            });
            Assert.Equal(ErrorKind.PermissionDenied, problem.Kind);
            Assert.Equal(20, UserMoveJournal.Read(path).Move.Count(move => move.State == UserMoveState.Done));

            await lab.Faults.ClearAsync();
            Assert.Equal(plan.MoveCount - 20, (await mover.ResumeAsync(path).ToListAsync()).Count(move => move.State == UserMoveState.Done));
            RebalancePlan after = await PlanAsync(connection);
            Assert.Empty(after.Move);
            Assert.Equal(plan.Node.Select(node => node.UserCountAfter), after.Node.Select(node => node.UserCountBefore));
            Assert.Empty(lab.Violations);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task<RebalancePlan> PlanAsync(ClusterConnection connection)
    {
        RebalancePlanner planner = new(new RebalanceOptions { OvaSize = 500, HighAvailabilityMode = HighAvailabilityMode.ActiveActive, Connection = connection.Name });
        foreach (ClusterNode node in connection.Nodes)
        {
            planner.AddNode(new RebalanceNode { NodeName = node.Name, PresenceRedundancyGroup = node.PresenceRedundancyGroup, Connection = connection.Name });
        }

        await foreach (AssignedUser user in connection.GetAssignedUsersAsync())
        {
            planner.AddUser(new RebalanceUser { UserId = user.UserId, NodeName = user.NodeName, PresenceRedundancyGroup = user.PresenceRedundancyGroup });
        }

        return planner.Plan();
    }
}
