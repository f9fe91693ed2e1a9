using System;
using System.Collections.Generic;
using System.Linq;
using ImpOps.Restarts;

namespace ImpOps.Tests.Restarts;

public class RestartPlanTests
{
    private static RestartRequirement[] For(params string[] changes) => [.. changes.SelectMany(change => RestartRules.Require(change))];

    private static string[] Steps(IEnumerable<RestartStep> plan) =>
        [.. plan.Select(step => string.Join(' ', new[] { step.Action.ToString(), step.NodeName, step.Service?.Replace("Cisco ", "") }.Where(text => text is not null)))];

    private static IReadOnlyList<RestartStep> Plan(RestartRequirement[] requirements, bool highAvailability = true, params string[] nodes) =>
        RestartPlan.Create(requirements, new RestartPlanOptions { HighAvailability = highAvailability, NodeName = nodes, PresenceRedundancyGroup = "A" });

    [Fact]
    public void Services_are_merged_and_ordered_with_waits_between_those_that_drop_sessions()
    {
        IReadOnlyList<RestartStep> plan = Plan(For("HTTP Port", "Maximum Watchers", "Routing Communication Type", "CUCM Domain"));

        Assert.Equal(
            [
                "RecordAssignedUsers",
                "DisableHighAvailability",
                "RestartService SIP Proxy",
                "RestartService XCP Router",
                "WaitForJsmSessions",
                "RestartService Presence Engine",
                "WaitForJsmSessions",
                "EnableHighAvailability",
            ],
            Steps(plan));
        Assert.Equal(["HTTP Port", "CUCM Domain"], plan[2].Reason);
        Assert.Equal(["Maximum Watchers", "Routing Communication Type"], plan[3].Reason);
        Assert.Equal(["Maximum Watchers"], plan[5].Reason);
        Assert.Equal(Enumerable.Range(1, 8), plan.Select(step => step.Step));
        Assert.All(plan, step => Assert.Equal("A", step.PresenceRedundancyGroup));
        Assert.Equal(TimeSpan.FromMinutes(2), plan[1].MinimumWait);
        Assert.Equal((TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30)), (plan[4].ExpectedWait, plan[4].MaximumWait));
    }

    [Fact]
    public void Nodes_are_done_one_after_the_other()
    {
        Assert.Equal(
            [
                "RecordAssignedUsers",
                "DisableHighAvailability",
                "RestartService n1 XCP Router",
                "WaitForJsmSessions n1",
                "RestartService n2 XCP Router",
                "WaitForJsmSessions n2",
                "EnableHighAvailability",
            ],
            Steps(Plan(For("SIP Federated Domain"), true, "n1", "n2")));
    }

    [Fact]
    public void Without_high_availability_it_is_neither_disabled_nor_enabled()
    {
        Assert.Equal(["RestartService SIP Proxy"], Steps(Plan(For("HTTP Port"), highAvailability: false)));
        Assert.Equal(["RecordAssignedUsers", "RestartService XCP Router", "WaitForJsmSessions"], Steps(Plan(For("SIP Federated Domain"), highAvailability: false)));
    }

    [Fact]
    public void High_availability_comes_back_only_to_nodes_with_all_of_their_sessions() =>
        Assert.Equal(
            ["RecordAssignedUsers", "DisableHighAvailability", "RestartService SIP Proxy", "WaitForJsmSessions", "EnableHighAvailability"],
            Steps(Plan(For("HTTP Port"))));

    [Fact]
    public void What_restarts_by_itself_is_checked_and_asks_for_nothing_else()
    {
        IReadOnlyList<RestartStep> plan = Plan(For("Ethernet settings"));
        Assert.Equal(["VerifyRestart", "WaitForJsmSessions"], Steps(plan));
        Assert.All(plan, step => Assert.Equal(RestartCertainty.Automatic, step.Certainty));

        // The router does not restart by itself.
        Assert.Equal(
            ["VerifyRestart SIP Proxy", "RecordAssignedUsers", "DisableHighAvailability", "RestartService XCP Router", "WaitForJsmSessions", "EnableHighAvailability"],
            Steps(Plan(For("Partitioned Intradomain Routing Mode"))));
    }

    [Fact]
    public void A_step_is_as_sure_as_its_surest_reason()
    {
        Assert.All(Plan(For("Intercluster Peering")), step => Assert.Equal(RestartCertainty.Conditional, step.Certainty));
        Assert.All(Plan(For("PEIDSQueryError")), step => Assert.Equal(RestartCertainty.Recommended, step.Certainty));
        RestartStep router = Plan(For("Intercluster Peering", "SIP Federated Domain")).Single(step => step.Service == "Cisco XCP Router");
        Assert.Equal(RestartCertainty.Required, router.Certainty);
        Assert.Equal(["Intercluster Peering", "SIP Federated Domain"], router.Reason);
    }

    [Fact]
    public void A_sure_restart_of_the_router_restarts_the_chat_server_with_it()
    {
        RestartStep router = Plan(For("TLS Context", "SIP Federated Domain")).Single(step => step.Action == RestartStepAction.RestartService);
        Assert.Equal("Cisco XCP Router", router.Service);
        Assert.Contains("TLS Context", router.Reason);

        // One that may not come does not.
        Assert.Contains("RestartService associated chat server", Steps(Plan(For("TLS Context", "Intercluster Peering"))));
    }

    [Fact]
    public void A_restart_of_the_whole_product_covers_every_service() =>
        Assert.Equal(
            ["RecordAssignedUsers", "DisableHighAvailability", "RestartService IM and Presence Service", "WaitForJsmSessions", "EnableHighAvailability"],
            Steps(Plan(For("Installing locales", "HTTP Port", "Maximum Watchers", "TLS Context"))));

    [Fact]
    public void A_restart_of_the_system_covers_everything()
    {
        IReadOnlyList<RestartStep> plan = Plan(For("Switch back to the previous version after an upgrade", "HTTP Port", "utils remotesyslog set protocol tcp"), true, "n1", "n2");
        Assert.Equal(["RecordAssignedUsers", "DisableHighAvailability", "RestartSystem", "WaitForJsmSessions", "EnableHighAvailability"], Steps(plan));
        Assert.Equal(3, plan[2].Reason.Count);
    }

    [Fact]
    public void A_restart_of_one_node_does_not_cover_the_services_of_the_other() =>
        Assert.Equal(
            ["RecordAssignedUsers", "DisableHighAvailability", "RestartNode", "WaitForJsmSessions", "RestartService SIP Proxy", "WaitForJsmSessions", "EnableHighAvailability"],
            Steps(Plan(For("utils remotesyslog set protocol tcp", "HTTP Port"))));

    [Fact]
    public void A_step_that_restarts_has_the_notes_of_its_rules()
    {
        using CultureScope scope = new("en-US");
        Assert.Contains("disable high availability and warn users before the edit", Plan(For("Ethernet settings"))[0].Note);
        RestartStep router = Plan(For("Persistent Chat", "Routing Communication Type")).Single(step => step.Service is not null);
        Assert.Contains("Make the external database reachable first", router.Note);
        Assert.Null(Plan(For("Routing Communication Type")).Single(step => step.Service is not null).Note);
    }

    [Fact]
    public void No_requirement_makes_no_plan() => Assert.Empty(Plan([]));

    [Theory]
    [InlineData("en-US", "never Stop and Start")]
    [InlineData("zh-CN", "切勿先停止再启动")]
    public void The_step_of_the_router_warns_of_stop_and_start(string culture, string warning)
    {
        using CultureScope scope = new(culture);
        Assert.Contains(warning, Plan(For("SIP Federated Domain")).Single(step => step.Service is not null).Description);
    }

    [Fact]
    public void Any_set_of_changes_gives_a_safe_plan()
    {
        Random random = new(20261121);
        for (int i = 0; i < 2000; i++)
        {
            RestartRequirement[] requirements = [.. Enumerable.Range(0, random.Next(1, 8))
                .Select(_ => RestartRules.All[random.Next(RestartRules.All.Count)])
                .Select(rule => new RestartRequirement("change " + rule.Id, rule))];
            bool highAvailability = random.Next(2) == 0;
            string[] nodes = random.Next(2) == 0 ? ["n1", "n2"] : [];
            RestartStep[] plan = [.. Plan(requirements, highAvailability, nodes)];
            RestartStep[] restarts = [.. plan.Where(step => step.Action is RestartStepAction.RestartService or RestartStepAction.RestartNode or RestartStepAction.RestartSystem)];

            // Every change is the reason of some step, and every service is restarted at most once on a node.
            Assert.Empty(requirements.Select(requirement => requirement.Change).Except(plan.SelectMany(step => step.Reason)));
            Assert.Equal(restarts.Length, restarts.Select(step => (step.Action, step.NodeName, step.Service)).Distinct().Count());

            for (int at = 0; at + 1 < plan.Length; at++)
            {
                if (plan[at].Service is "Cisco XCP Router" or "Cisco Presence Engine" or "IM and Presence Service"
                    && plan[at].Action == RestartStepAction.RestartService)
                {
                    Assert.Equal(RestartStepAction.WaitForJsmSessions, plan[at + 1].Action);
                }
            }

            int off = Array.FindIndex(plan, step => step.Action == RestartStepAction.DisableHighAvailability);
            int on = Array.FindIndex(plan, step => step.Action == RestartStepAction.EnableHighAvailability);
            Assert.Equal(highAvailability && restarts.Length > 0, off >= 0);
            Assert.Equal(off >= 0, on >= 0);
            if (off >= 0)
            {
                Assert.All(restarts, step => Assert.InRange(step.Step - 1, off + 1, on - 1));
                Assert.Equal(plan.Length - 1, on);
                Assert.Equal(RestartStepAction.WaitForJsmSessions, plan[on - 1].Action);
            }
        }
    }
}
