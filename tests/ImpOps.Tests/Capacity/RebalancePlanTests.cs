using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ImpOps.Capacity;
using ImpOps.Relogin;

namespace ImpOps.Tests.Capacity;

public class RebalancePlanTests
{
    private static readonly RebalanceOptions ActiveActive = new() { OvaSize = 500, HighAvailabilityMode = HighAvailabilityMode.ActiveActive };

    private static RebalancePlanner Planner(RebalanceOptions options, params (string Node, int Users, int Sessions)[] nodes)
    {
        RebalancePlanner planner = new(options);
        foreach ((string node, int users, int sessions) in nodes)
        {
            planner.AddNode(new RebalanceNode { NodeName = node, PresenceRedundancyGroup = node[..1] });
            for (int user = 0; user < users; user++)
            {
                planner.AddUser(new RebalanceUser { UserId = $"{node}-{user:0000}", NodeName = node, SessionCount = sessions });
            }
        }

        return planner;
    }

    private static string[] Fill(RebalancePlan plan) =>
        [.. plan.Node.Select(node => $"{node.NodeName} {node.UserCountBefore}/{node.SessionCountBefore} -> {node.UserCountAfter}/{node.SessionCountAfter}")];

    private static string Throws(Action action) => Assert.Throws<ImpOpsException>(action).ErrorId;

    [Fact]
    public void A_node_over_the_threshold_gives_users_to_the_others()
    {
        // 375 sessions a node, 80 percent are 300; the mean is 210, and 10 percent off are 189 to 231.
        RebalancePlan plan = Planner(ActiveActive, ("a1", 350, 1), ("a2", 70, 1)).Plan();

        Assert.Equal((RebalanceOutcome.Balanced, true, 119, 119), (plan.Outcome, plan.Feasible, plan.MoveCount, plan.MinimumMoveCount));
        Assert.Equal(["a1 350/350 -> 231/231", "a2 70/70 -> 189/189"], Fill(plan));
        Assert.Equal((375, true, false), (plan.Node[0].SessionLimit, plan.Node[0].ExceedsThresholdBefore, plan.Node[0].ExceedsThresholdAfter));
        Assert.Equal((100.0 * 350 / 375, 61.6, 56.0), (plan.PeakPercentBefore, plan.PeakPercentAfter, plan.MeanPercent));
        Assert.Equal((420, 420L, 750L, 0), (plan.UserCount, plan.SessionCount, plan.SessionLimit, plan.EstimatedUserCount));
        Assert.All(plan.Move, move => Assert.Equal(("a1", "a2", "a", "a", 1m), (move.FromNode, move.ToNode, move.FromGroup, move.ToGroup, move.SessionCount)));
        Assert.Equal(plan.MoveCount, plan.MoveWithinGroupCount);
        Assert.Equal("a1-0000", plan.Move[0].UserId);
        Assert.Equal(119, plan.Move.Select(move => move.UserId).Distinct().Count());
        Assert.Empty(plan.Doubt);
    }

    [Fact]
    public void Users_with_many_sessions_move_first()
    {
        RebalancePlanner planner = Planner(ActiveActive, ("a1", 100, 1), ("a2", 50, 1));
        for (int user = 0; user < 30; user++)
        {
            planner.AddUser(new RebalanceUser { UserId = $"busy-{user:00}", NodeName = "a1", SessionCount = 3 });
        }

        // 190 and 50: the mean is 120, 108 to 132. 58 sessions must go: 19 users with three and one with one.
        RebalancePlan plan = planner.Plan();

        Assert.Equal((20, 20), (plan.MoveCount, plan.MinimumMoveCount));
        Assert.All(plan.Move.Take(19), move => Assert.StartsWith("busy-", move.UserId));
        Assert.True(plan.Move.Zip(plan.Move.Skip(1)).All(pair => pair.First.SessionCount >= pair.Second.SessionCount));
    }

    [Fact]
    public void What_is_balanced_is_left_alone_and_users_without_sessions_never_move()
    {
        Assert.Empty(Planner(ActiveActive, ("a1", 100, 1), ("a2", 95, 1)).Plan().Move);
        RebalancePlan idle = Planner(ActiveActive, ("a1", 100, 0), ("a2", 0, 0)).Plan();
        Assert.Equal((true, 0, 0.0), (idle.Feasible, idle.MoveCount, idle.PeakPercentAfter));
    }

    [Fact]
    public void A_new_group_is_filled_up_when_it_is_named()
    {
        RebalancePlanner planner = Planner(ActiveActive, ("a1", 250, 1), ("a2", 250, 1), ("b1", 0, 1), ("b2", 0, 1));
        RebalancePlan plan = planner.Plan();

        // 125 is the mean, 112.5 the least: half a user does not move.
        Assert.Equal(226, plan.MoveCount);
        Assert.Equal(["a1 250/250 -> 137/137", "a2 250/250 -> 137/137", "b1 0/0 -> 113/113", "b2 0/0 -> 113/113"], Fill(plan));
        Assert.Equal(0, plan.MoveWithinGroupCount);
    }

    [Fact]
    public void Nodes_of_different_size_are_filled_to_the_same_percentage()
    {
        RebalancePlanner planner = new(new RebalanceOptions { TolerancePercent = 0 });
        planner.AddNode(new RebalanceNode { NodeName = "small", OvaSize = 500 });
        planner.AddNode(new RebalanceNode { NodeName = "large", OvaSize = 1000 });
        for (int user = 0; user < 600; user++)
        {
            planner.AddUser(new RebalanceUser { UserId = $"u{user}", NodeName = "small", SessionCount = 1 });
        }

        Assert.Equal(["large 0/0 -> 400/400", "small 600/600 -> 200/200"], Fill(planner.Plan()));
    }

    [Fact]
    public void In_active_standby_only_the_active_node_takes_users()
    {
        RebalancePlanner planner = Planner(
            new RebalanceOptions { OvaSize = 500, HighAvailabilityMode = HighAvailabilityMode.ActiveStandby }, ("a1", 0, 1), ("a2", 200, 1), ("b1", 0, 1), ("b2", 0, 1));
        RebalancePlan plan = planner.Plan();

        // No node of the new group has users: its first becomes the active one.
        Assert.Equal(["a2", "b1"], plan.Node.Select(node => node.NodeName));
        Assert.Equal((90, 750), (plan.MoveCount, plan.Node[0].SessionLimit));
        Assert.Equal(
            "RebalanceStandbyHasUsers",
            Throws(() => Planner(new RebalanceOptions { OvaSize = 500, HighAvailabilityMode = HighAvailabilityMode.ActiveStandby }, ("a1", 1, 1), ("a2", 200, 1)).Plan()));
    }

    [Fact]
    public void Sessions_come_from_the_user_or_the_report_or_the_node_or_are_assumed()
    {
        RebalancePlanner planner = new(new RebalanceOptions { OvaSize = 500, SessionPerUser = 1.5, TolerancePercent = 100 });
        foreach ((string user, string node, long? sessions) in new (string, string, long?)[]
        {
            ("own", "n1", 7), ("listed", "n1", null), ("idle", "n1", null), ("mean1", "n2", null), ("mean2", "n2", null), ("own2", "n2", 1), ("assumed", "n3", null),
        })
        {
            planner.AddUser(new RebalanceUser { UserId = user, NodeName = node, SessionCount = sessions });
        }

        planner.AddUserSessions("OWN", "n1", null, 99);
        planner.AddUserSessions("Listed", "n1", "g", 2);
        planner.AddUserSessions("listed", "n3x", null, 3);
        planner.AddNodeSessions("N2", null, 4);
        RebalancePlan plan = planner.Plan();

        Assert.Equal([12, 4, 2], plan.Node.OrderBy(node => node.NodeName).Select(node => node.SessionCountBefore));
        Assert.Equal(100 * 1.5 / 750, plan.Node.Single(node => node.NodeName == "n3").PercentUsedBefore);
        Assert.Equal((3, 1), (plan.EstimatedUserCount, plan.AssumedUserCount));
        Assert.Equal("g", plan.Node.Single(node => node.NodeName == "n1").PresenceRedundancyGroup);
        Assert.Empty(plan.Doubt);
    }

    [Fact]
    public void An_average_never_lifts_a_node_over_the_threshold_that_its_total_does_not()
    {
        RebalancePlanner planner = new(new RebalanceOptions { OvaSize = 15000, TolerancePercent = 100 });
        for (int user = 0; user < 14_001; user++)
        {
            planner.AddUser(new RebalanceUser { UserId = $"u{user}", NodeName = "n", PresenceRedundancyGroup = "g" });
        }

        planner.AddNodeSessions("n", null, 18_000);
        RebalancePlan plan = planner.Plan();

        Assert.Equal((18_000L, false, true), (plan.Node[0].SessionCountBefore, plan.Node[0].ExceedsThresholdBefore, plan.Feasible));
        planner.AddNodeSessions("n", null, 18_001);
        Assert.True(planner.Plan().Node[0].ExceedsThresholdBefore);
    }

    [Fact]
    public void Users_of_averaged_nodes_are_moved_with_their_average()
    {
        RebalancePlanner planner = new(ActiveActive);
        foreach ((string node, int users) in new[] { ("a1", 200), ("a2", 100) })
        {
            for (int user = 0; user < users; user++)
            {
                planner.AddUser(new RebalanceUser { UserId = $"{node}-{user}", NodeName = node, PresenceRedundancyGroup = "a" });
            }
        }

        planner.AddNodeSessions("a1", null, 330);
        planner.AddNodeSessions("a2", null, 120);
        RebalancePlan plan = planner.Plan();

        // 225 is the mean, 202.5 to 247.5: 82.5 sessions too many on one node are 50 users with 1.65 each, and then the other has 202.5.
        Assert.Equal((50, 50), (plan.MoveCount, plan.MinimumMoveCount));
        Assert.All(plan.Move, move => Assert.Equal(1.65m, move.SessionCount));
        Assert.Equal(300, plan.EstimatedUserCount);
    }

    [Fact]
    public void Without_assigned_users_those_of_the_report_are_taken_where_most_of_their_sessions_are()
    {
        RebalancePlanner planner = new(ActiveActive);
        planner.AddUserSessions("u", "a1", "a", 1);
        planner.AddUserSessions("u", "a2", "a", 2);
        planner.AddUserSessions("v", "a1", "a", 1);
        RebalancePlan plan = planner.Plan();

        Assert.Equal(["a1 1/1", "a2 1/3"], plan.Node.Select(node => $"{node.NodeName} {node.UserCountBefore}/{node.SessionCountBefore}"));
        Assert.Equal(["RebalanceUsersOfReport"], plan.Doubt.Select(doubt => doubt.ErrorId));
        Assert.Equal("RebalanceNoUsers", Throws(() => new RebalancePlanner(ActiveActive).Plan()));
        planner.AddUserSessions("w", null, null, 1);
        Assert.Equal("RebalanceNodeMissing", Throws(() => planner.Plan()));
    }

    [Fact]
    public void Users_on_no_node_do_not_count_and_are_told()
    {
        RebalancePlanner planner = Planner(ActiveActive, ("a1", 1, 1), ("a2", 1, 1));
        planner.AddUser(new RebalanceUser { UserId = "u", NodeName = null });
        planner.AddUser(new RebalanceUser { UserId = "v", NodeName = "" });

        Assert.Equal((2, "RebalanceUsersUnassigned"), (planner.Plan().UserCount, planner.Plan().Doubt.Single().ErrorId));
        RebalancePlanner nobody = new(ActiveActive);
        nobody.AddUser(new RebalanceUser { UserId = "u", NodeName = null });
        nobody.AddUserSessions("u", "a1", "a", 1);
        Assert.Equal("RebalanceNoUsers", Throws(() => nobody.Plan()));
    }

    [Fact]
    public void What_makes_the_plan_less_sure_is_told()
    {
        RebalancePlanner planner = new(ActiveActive);
        planner.AddUser(new RebalanceUser { UserId = "u", NodeName = "a1", PresenceRedundancyGroup = "a" });
        planner.AddUserSessions("stranger", "x9", null, 1);
        planner.AddNodeSessions("x1", null, 5);

        Assert.Equal(
            ["RebalanceGroupOfOneNode", "RebalanceReportNodesUnknown", "RebalanceReportUsersUnknown", "RebalanceSessionsAssumed"],
            planner.Plan().Doubt.Select(doubt => doubt.ErrorId).Order());
    }

    [Fact]
    public void More_sessions_than_all_nodes_hold_are_spread_evenly_and_called_too_many()
    {
        using CultureScope scope = new("en-US");
        RebalancePlan plan = Planner(ActiveActive, ("a1", 400, 1), ("a2", 220, 1)).Plan();

        Assert.Equal((RebalanceOutcome.ThresholdExceeded, false, 20L), (plan.Outcome, plan.Feasible, plan.ExcessSessionCount));
        Assert.Equal(["a1 400/400 -> 341/341", "a2 220/220 -> 279/279"], Fill(plan));
        Assert.StartsWith("No plan can bring every node to 80% or below: of 620 sessions, 20 are too many", plan.Reason);
    }

    [Fact]
    public void A_tolerance_that_cannot_be_kept_is_widened_as_little_as_can_be()
    {
        using CultureScope scope = new("en-US");

        // 50 and 20 at a mean of 35: nothing but the exchange of nobody is nearer than 42.9 percent.
        RebalancePlanner planner = new(ActiveActive);
        foreach ((string user, string node, long sessions) in new[] { ("u", "a1", 50L), ("v", "a2", 20L) })
        {
            planner.AddUser(new RebalanceUser { UserId = user, NodeName = node, PresenceRedundancyGroup = "a", SessionCount = sessions });
        }

        RebalancePlan plan = planner.Plan();

        Assert.Equal((RebalanceOutcome.ToleranceExceeded, 43.0, 0), (plan.Outcome, plan.ReachedTolerancePercent, plan.MoveCount));
        Assert.Contains("within 43% of the mean", plan.Reason);
    }

    [Fact]
    public void Where_users_cannot_be_cut_the_threshold_comes_before_the_tolerance()
    {
        // 281 and 20, then three with 90: 571 of 600. No two nodes hold them within 300 each but with 281 alone or with one small one.
        RebalancePlanner planner = new(ActiveActive);
        foreach ((string user, string node, long sessions) in new[] { ("u", "a1", 281L), ("v", "a2", 20L), ("w1", "a1", 90L), ("w2", "a2", 90L), ("w3", "a2", 90L) })
        {
            planner.AddUser(new RebalanceUser { UserId = user, NodeName = node, PresenceRedundancyGroup = "a", SessionCount = sessions });
        }

        RebalancePlan plan = planner.Plan();

        Assert.Equal((RebalanceOutcome.Balanced, 1), (plan.Outcome, plan.MoveCount));
        Assert.Equal(["a1 2/371 -> 1/281", "a2 3/200 -> 4/290"], Fill(plan));
        planner.AddUser(new RebalanceUser { UserId = "x", NodeName = "a2", SessionCount = 25 });
        RebalancePlan none = planner.Plan();
        Assert.Equal((RebalanceOutcome.ThresholdExceeded, 0L), (none.Outcome, none.ExcessSessionCount));
    }

    [Fact]
    public void The_retry_limits_of_each_group_are_those_before_and_after()
    {
        RebalancePlan plan = Planner(
            new RebalanceOptions { OvaSize = 15000, HighAvailabilityMode = HighAvailabilityMode.ActiveActive, CriticalServiceDownDelay = 180 },
            ("a1", 7000, 1), ("a2", 1000, 1), ("b1", 0, 1), ("b2", 0, 1)).Plan();

        RebalancedGroup a = plan.Group[0];
        RebalancedGroup b = plan.Group[1];
        int busiest = plan.Node.Take(2).Max(node => node.UserCountAfter);
        Assert.Equal(("a", 8000, true), (a.PresenceRedundancyGroup, a.UserCountBefore, a.RetryLimitChanges));
        Assert.Equal((7000, 180), (a.RetryLimitBefore!.UserCount, a.RetryLimitBefore.RetryLowerLimit));
        Assert.Equal(busiest, a.RetryLimitAfter!.UserCount);
        Assert.Equal(RetryLimit.For(new RetryLimitRequest
        {
            OvaSize = 15000, HighAvailabilityMode = HighAvailabilityMode.ActiveActive, UserCount = busiest, CriticalServiceDownDelay = 180,
        }).RetryUpperLimit, a.RetryLimitAfter.RetryUpperLimit);
        Assert.Null(b.RetryLimitBefore);
        Assert.True(b.RetryLimitChanges);
        Assert.Null(b.Problem);
        Assert.Equal(8000, a.UserCountAfter + b.UserCountAfter);
    }

    [Fact]
    public void A_group_that_its_profile_does_not_cover_says_so()
    {
        RebalancePlan plan = Planner(new RebalanceOptions { OvaSize = 5000, HighAvailabilityMode = HighAvailabilityMode.ActiveActive }, ("a1", 2900, 1), ("a2", 2800, 1)).Plan();

        Assert.True(plan.Feasible);
        Assert.Null(plan.Group[0].RetryLimitAfter);
        Assert.Equal("UserCountAboveProfile", plan.Group[0].Problem?.ErrorId);
        Assert.False(plan.Group[0].RetryLimitChanges);
        Assert.Null(Planner(new RebalanceOptions { OvaSize = 5000 }, ("a1", 2900, 1)).Plan().Group[0].Problem);
    }

    [Fact]
    public void The_plan_does_not_depend_on_the_order_of_the_input()
    {
        Random random = new(11);
        List<RebalanceUser> users = [.. Enumerable.Range(0, 2000).Select(user => new RebalanceUser
        {
            UserId = $"u{user}", NodeName = $"n{Math.Min(random.Next(4), random.Next(4))}", PresenceRedundancyGroup = null, SessionCount = random.Next(5),
        })];
        string Plan(IEnumerable<RebalanceUser> order)
        {
            RebalancePlanner planner = new(new RebalanceOptions { OvaSize = 2000 });
            foreach (RebalanceUser user in order)
            {
                planner.AddUser(user);
            }

            return string.Join('\n', planner.Plan().Move);
        }

        string plan = Plan(users);
        Assert.NotEmpty(plan);
        Assert.Equal(plan, Plan(Enumerable.Reverse(users)));
        Assert.Equal(plan, Plan(users.OrderBy(user => user.UserId)));
    }

    [Fact]
    public void Seventy_five_thousand_users_are_planned()
    {
        Random random = new(75);
        RebalancePlanner planner = new(new RebalanceOptions { OvaSize = 25000, HighAvailabilityMode = HighAvailabilityMode.ActiveActive, Connection = "c" });
        for (int node = 0; node < 6; node++)
        {
            planner.AddNode(new RebalanceNode { NodeName = $"n{node}", PresenceRedundancyGroup = $"g{node / 2}" });
        }

        for (int user = 0; user < 75_000; user++)
        {
            planner.AddUser(new RebalanceUser { UserId = $"user{user}", NodeName = $"n{Math.Min(random.Next(6), random.Next(5))}", SessionCount = random.Next(3) });
        }

        RebalancePlan plan = planner.Plan();

        Assert.True(plan.Feasible);
        Assert.InRange(plan.MoveCount - plan.MinimumMoveCount, 0, 1);
        Assert.InRange(plan.MoveCount, 5000, 40_000);
        Assert.All(plan.Node, node => Assert.InRange(node.PercentUsedAfter, plan.MeanPercent * 0.8999, plan.MeanPercent * 1.1001));
        Assert.Equal(75_000, plan.Node.Sum(node => node.UserCountAfter));
        Assert.All(plan.Move, move => Assert.Equal("c", move.Connection));
    }

    [Fact]
    public void Input_that_makes_no_sense_is_an_error()
    {
        Assert.Equal("ToleranceOutOfRange", Throws(() => _ = new RebalancePlanner(new RebalanceOptions { TolerancePercent = -1 })));
        Assert.Equal("ToleranceOutOfRange", Throws(() => _ = new RebalancePlanner(new RebalanceOptions { TolerancePercent = double.NaN })));
        Assert.Equal("ThresholdOutOfRange", Throws(() => _ = new RebalancePlanner(new RebalanceOptions { ThresholdPercent = 0 })));
        Assert.Equal("SessionPerUserOutOfRange", Throws(() => _ = new RebalancePlanner(new RebalanceOptions { SessionPerUser = 0 })));

        RebalancePlanner planner = Planner(new RebalanceOptions(), ("a1", 1, 1));
        Assert.Equal("RebalanceOvaSizeMissing", Throws(() => planner.Plan()));
        Assert.Equal("RebalanceUserTwice", Throws(() => planner.AddUser(new RebalanceUser { UserId = "A1-0000", NodeName = "a2" })));
        Assert.Equal("RebalanceUserMissing", Throws(() => planner.AddUser(new RebalanceUser { UserId = "", NodeName = "a1" })));
        Assert.Equal("RebalanceUserMissing", Throws(() => planner.AddUserSessions("", "a1", null, 1)));
        Assert.Equal("RebalanceNodeInTwoGroups", Throws(() => planner.AddUser(new RebalanceUser { UserId = "u", NodeName = "a1", PresenceRedundancyGroup = "z" })));
        Assert.Equal("SessionCountOutOfRange", Throws(() => planner.AddUser(new RebalanceUser { UserId = "u", NodeName = "a1", SessionCount = -1 })));
        Assert.Equal("SessionCountOutOfRange", Throws(() => planner.AddUserSessions("u", "a1", null, long.MaxValue)));
        Assert.Equal("SessionCountOutOfRange", Throws(() => planner.AddNodeSessions("a1", null, -1)));

        RebalancePlanner modes = new(new RebalanceOptions { OvaSize = 500 });
        modes.AddNode(new RebalanceNode { NodeName = "a1", PresenceRedundancyGroup = "a", HighAvailabilityMode = HighAvailabilityMode.ActiveActive });
        modes.AddNode(new RebalanceNode { NodeName = "a2", PresenceRedundancyGroup = "a" });
        modes.AddUser(new RebalanceUser { UserId = "u", NodeName = "a1" });
        Assert.Equal("RebalanceGroupModesDiffer", Throws(() => modes.Plan()));
        Assert.Equal("OvaSizeUnknown", Throws(() => Planner(new RebalanceOptions { OvaSize = 501 }, ("a1", 1, 1)).Plan()));
    }

    [Fact]
    public void A_plan_can_be_stopped()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => Planner(ActiveActive, ("a1", 350, 1), ("a2", 70, 1)).Plan(stop.Token));
    }
}
