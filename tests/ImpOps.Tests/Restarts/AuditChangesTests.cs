using System;
using System.Collections.Generic;
using System.Linq;
using ImpOps.Audit;
using ImpOps.Restarts;

namespace ImpOps.Tests.Restarts;

public class AuditChangesTests
{
    private static readonly DateTimeOffset Friday = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    private static AuditRecord Record(string details, string type = "GeneralConfigurationUpdate", string? status = "Success", string user = "k.vogel", string node = "imp-east-1", int minutes = 0) =>
        new() { Timestamp = Friday.AddMinutes(minutes), Details = details, EventType = type, EventStatus = status, UserId = user, NodeId = node, ResourceAccessed = "CUCMAdmin" };

    private static AuditRecord Change(string table, string operation = "updated", string key = "n") => Record($"record in table {table} with key field name = {key} {operation}");

    private static IReadOnlyList<RestartRequirement> Require(params AuditRecord[] records)
    {
        AuditChanges changes = new();
        Array.ForEach(records, changes.Add);
        return changes.Build();
    }

    [Theory]
    [InlineData("pebackendgateway", "added", "PresenceGateway.Edit", true)]
    [InlineData("PEBackendGateway", "deleted", "PresenceGateway.Edit", true)]
    [InlineData("processnode", "deleted", "DeleteNode", true)]
    [InlineData("cupsinterclusterpeers", "updated", "InterclusterPeering", false)]
    [InlineData("xmpps2ssnodes", "updated", "XmppFederation.Settings", false)]
    [InlineData("ftextdbprocessnodemap", "updated", "ExternalDatabase.Edit", false)]
    public void Tables_mean_rules_and_say_whether_that_is_verified(string table, string operation, string rule, bool verified)
    {
        RestartRequirement requirement = Assert.Single(Require(Change(table, operation)));

        Assert.Equal((rule, verified), (requirement.Rule, requirement.Verified));
        Assert.Equal($"{table} {operation}", requirement.Change);
        Assert.Equal(verified, requirement.Note?.Contains(Messages.AuditMappingUnverified, StringComparison.Ordinal) != true);
    }

    [Fact]
    public void A_command_that_only_ends_like_one_that_shows_is_not_left_out()
    {
        RestartRequirement requirement = Assert.Single(Require(Record("CLI Command Issued-> set network domain example.com > show x")));
        Assert.Equal(RestartCertainty.Unknown, requirement.Certainty);
    }

    [Theory]
    [InlineData("CLI Command Issued-> utils remotesyslog set protocol tcp", "RemoteSyslogProtocol", true)]
    [InlineData("CLI Command Issued-> utils remotesyslog set protocol tcp > show x", "RemoteSyslogProtocol", true)]
    [InlineData("Regenerated certificate cup-xmpp-s2s", "Certificate.CupXmppS2s", false)]
    [InlineData("Regenerated certificate cup-xmpp", "Certificate.CupXmpp", false)]
    [InlineData("Proxy Configuration", "ProxyConfiguration", true)]
    public void Details_mean_rules(string details, string rule, bool verified)
    {
        RestartRequirement requirement = Assert.Single(Require(Record(details)));
        Assert.Equal((rule, verified), (requirement.Rule, requirement.Verified));
    }

    [Fact]
    public void A_parameter_is_looked_up_by_its_name()
    {
        IReadOnlyList<RestartRequirement> requirements = Require(
            Change("processconfig", key: "RoutingCommunicationType"), Change("processconfig", key: "SomeOther"), Change("processconfig", key: "*"), Change("processconfig", key: "cup"));

        Assert.Equal(["RoutingCommunicationType", null, null, null], requirements.Select(requirement => requirement.Rule));
        Assert.Equal([RestartCertainty.Required, RestartCertainty.Unknown, RestartCertainty.Unknown, RestartCertainty.Unknown], requirements.Select(requirement => requirement.Certainty));
        Assert.Equal("processconfig SomeOther updated", requirements[1].Change);
    }

    [Fact]
    public void What_no_rule_knows_is_unknown_and_never_left_out()
    {
        IReadOnlyList<RestartRequirement> requirements = Require(
            [.. Enumerable.Range(0, 1000).Select(i => Change("enduser", key: "user" + i)), Change("enduser", "deleted"), Record("Something was done", "StrangeEvent"), Record("CLI Command Issued-> set network dns primary 10.1.1.1", "CLICommand"), Record("", "", "")]);

        Assert.Equal(
            ["enduser updated", "enduser deleted", "StrangeEvent CUCMAdmin", "CLI Command Issued-> set network dns primary 10.1.1.1", "CUCMAdmin"],
            requirements.Select(requirement => requirement.Change));
        Assert.Equal([1000, 1, 1, 1, 1], requirements.Select(requirement => (int)requirement.Count));
        Assert.All(requirements, requirement => Assert.Equal((RestartCertainty.Unknown, null, null, false), (requirement.Certainty, requirement.Rule, requirement.Action, requirement.Required)));
        Assert.All(requirements, requirement => Assert.Equal((Messages.RestartChangeUnknown, 0), (requirement.Note, requirement.Service.Count)));
    }

    [Fact]
    public void What_failed_and_what_changes_nothing_is_no_change()
    {
        AuditChanges changes = new();
        changes.Add(Record("record in table pebackendgateway with key field name = n added", status: "Failure"));
        changes.Add(Record("Successfully Logged into Cisco Unified CM Admin Webpages", "UserLogging"));
        changes.Add(Record("Call Manager Service status is stopped", "ServiceStatusUpdated", "Successful"));
        changes.Add(Record("CLI Command Issued-> show version active", "CLICommand"));
        Assert.Empty(changes.Build());
        Assert.Equal(4, changes.UnchangingCount);

        // A line that does not tell how it ended may have ended well.
        changes.Add(Record("record in table pebackendgateway with key field name = n added", status: null));
        Assert.Equal("PresenceGateway.Edit", Assert.Single(changes.Build()).Rule);
    }

    [Fact]
    public void A_change_is_told_once_with_who_when_and_where()
    {
        RestartRequirement requirement = Assert.Single(Require(
            Record("record in table pebackendgateway with key field name = b updated", user: "m.huang", node: "imp-west-1", minutes: 30),
            Record("record in table pebackendgateway with key field name = a updated", minutes: 10),
            Record("record in table pebackendgateway with key field name = c updated", node: "IMP-EAST-1", minutes: 20)));

        Assert.Equal(["k.vogel", "m.huang"], requirement.UserId);
        Assert.Equal(["imp-east-1", "imp-west-1"], requirement.NodeName);
        Assert.Equal((Friday.AddMinutes(10), Friday.AddMinutes(30), 3), (requirement.FirstTime!.Value, requirement.LastTime!.Value, requirement.Count));
        Assert.Equal("record in table pebackendgateway with key field name = b updated", requirement.Details);
        Assert.Equal("k.vogel, m.huang", requirement.UserId.ToString());
    }

    [Fact]
    public void Changes_come_in_the_order_in_which_they_were_made()
    {
        IReadOnlyList<RestartRequirement> requirements = Require(Record("record in table enduser updated", minutes: 5), Record("record in table device updated", minutes: 3), Record("record in table enduser updated", minutes: 1));
        Assert.Equal(["enduser updated", "device updated"], requirements.Select(requirement => requirement.Change));
    }

    [Fact]
    public void One_change_may_meet_several_rules() =>
        Assert.Equal(
            [RestartCertainty.Automatic, RestartCertainty.Required],
            Require(Change("enablepartitionedfed")).Select(requirement => requirement.Certainty));

    [Theory]
    [InlineData("en-US", "System > Notifications")]
    [InlineData("zh-CN", "系统 > 通知")]
    public void A_plan_begins_with_what_no_rule_knows(string culture, string check)
    {
        using CultureScope scope = new(culture);
        IReadOnlyList<RestartStep> plan = RestartPlan.Create(Require(Change("enduser"), Change("pebackendgateway"), Change("device")), new RestartPlanOptions { HighAvailability = true });

        Assert.Equal(RestartStepAction.CheckChange, plan[0].Action);
        Assert.Equal((RestartCertainty.Unknown, null), (plan[0].Certainty, plan[0].Service));
        Assert.Equal(["enduser updated", "device updated"], plan[0].Reason);
        Assert.Contains(check, plan[0].Check);
        Assert.DoesNotContain(plan.Skip(1), step => step.Reason.Contains("enduser updated"));
        Assert.Equal("Cisco Presence Engine", Assert.Single(plan, step => step.Action == RestartStepAction.RestartService).Service);
        Assert.Equal(RestartStepAction.CheckChange, Assert.Single(RestartPlan.Create(Require(Change("enduser")), new RestartPlanOptions { HighAvailability = true })).Action);
    }

    [Fact]
    public void What_was_given_by_name_needs_no_confirmation()
    {
        RestartRequirement requirement = RestartRules.Require("HTTP Port")[0];
        Assert.Equal((true, 1, null, null), (requirement.Verified, requirement.Count, requirement.FirstTime, requirement.Details));
        Assert.Empty(requirement.UserId);
        Assert.Empty(requirement.NodeName);
    }

    [Theory]
    [MemberData(nameof(CultureScope.All), MemberType = typeof(CultureScope))]
    public void Meaning_does_not_depend_on_the_culture(string culture)
    {
        using CultureScope scope = new(culture);
        Assert.Equal("InterclusterPeering", Assert.Single(Require(Change("CUPSINTERCLUSTERPEERS"))).Rule);
        Assert.Equal("Acl.Incoming", Assert.Single(Require(Change("incomingacl"))).Rule);
    }
}
