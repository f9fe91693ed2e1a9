using System.Collections.Generic;
using System.Linq;
using ImpOps.Relogin;

namespace ImpOps.Tests.Relogin;

public class RetryLimitAuditTests
{
    private static NodeRetrySettings Node(
        string name, int? users = 1000, int? lower = 120, int? upper = 253, int? delay = 120, string? group = "A",
        int ovaSize = 15000, HighAvailabilityMode mode = HighAvailabilityMode.ActiveActive) => new()
        {
            PresenceRedundancyGroup = group,
            NodeName = name,
            OvaSize = ovaSize,
            HighAvailabilityMode = mode,
            UserCount = users,
            RetryLowerLimit = lower,
            RetryUpperLimit = upper,
            CriticalServiceDownDelay = delay,
        };

    private static string[] Failed(params NodeRetrySettings[] nodes) =>
        [.. RetryLimitAudit.Check(nodes).Where(finding => !finding.Passed).Select(finding => finding.NodeName is null ? finding.Check : $"{finding.Check} {finding.NodeName}")];

    [Fact]
    public void A_group_that_is_set_right_passes_every_check()
    {
        Finding[] findings = [.. RetryLimitAudit.Check([Node("n1", 2000), Node("n2", 1000)])];

        Assert.All(findings, finding => Assert.True(finding.Passed, finding.Message));
        Assert.Equal(
            ["NodePair", "SettingsKnown", "SettingsKnown", "SameProfile", "DelayInRange", "ProfileCovers", "WindowInOrder", "WindowInOrder", "LowerEqualsDelay", "LowerEqualsDelay", "LowerSameOnNodes", "UpperSameOnNodes", "UpperSufficient", "UpperSufficient", "UpperNotDefault", "UpperNotDefault"],
            findings.Select(finding => finding.Check));
        Assert.All(findings, finding => Assert.Equal("A", finding.PresenceRedundancyGroup));
    }

    [Fact]
    public void The_lower_limit_must_equal_the_delay() =>
        Assert.Equal(["LowerEqualsDelay n1", "LowerEqualsDelay n2"], Failed(Node("n1", delay: 90), Node("n2", delay: 90)));

    [Fact]
    public void A_delay_that_is_not_known_is_not_judged() =>
        Assert.DoesNotContain(RetryLimitAudit.Check([Node("n1", delay: null), Node("n2", delay: null)]), finding => finding.Check == "LowerEqualsDelay");

    [Fact]
    public void Both_nodes_must_have_the_same_limits() =>
        Assert.Equal(["LowerSameOnNodes", "UpperSameOnNodes"], Failed(Node("n1", lower: 120, delay: null), Node("n2", lower: 121, upper: 300, delay: null)));

    [Fact]
    public void The_upper_limit_must_not_be_below_the_recommended_one_of_the_group()
    {
        // The busiest node counts, for the other one too: 2000 users, 253 s.
        Assert.Equal(["UpperSufficient n1", "UpperSufficient n2"], Failed(Node("n1", 2000, upper: 252), Node("n2", 10, upper: 252)));
        Assert.Empty(Failed(Node("n1", 2000, upper: 254), Node("n2", 10, upper: 254)));
    }

    [Fact]
    public void In_active_standby_the_sum_counts() =>
        Assert.Equal(
            ["UpperSufficient n1", "UpperSufficient n2"],
            Failed(
                Node("n1", 1000, upper: 370, mode: HighAvailabilityMode.ActiveStandby),
                Node("n2", 1000, upper: 370, mode: HighAvailabilityMode.ActiveStandby)));

    [Fact]
    public void The_untouched_default_is_found_unless_it_happens_to_be_right()
    {
        Assert.Equal(["UpperNotDefault n1", "UpperNotDefault n2"], Failed(Node("n1", upper: 537), Node("n2", upper: 537)));

        // 2500 users on the 5000 OVA: 537 is what the table says.
        Assert.Empty(Failed(Node("n1", 2500, upper: 537, ovaSize: 5000), Node("n2", 2500, upper: 537, ovaSize: 5000)));
    }

    [Fact]
    public void A_group_of_one_and_a_group_of_three_are_found()
    {
        Assert.Equal(["NodePair"], Failed(Node("n1")));
        Assert.Equal(["NodePair", "ProfileCovers"], Failed(Node("n1"), Node("n2"), Node("n3")));
    }

    [Fact]
    public void Nodes_of_different_profiles_are_found() =>
        Assert.Contains("SameProfile", Failed(Node("n1"), Node("n2", ovaSize: 25000)));

    [Theory]
    [InlineData(7501, 15000, "7501")]
    [InlineData(-1, 15000, "-1")]
    [InlineData(0, 15000, "0")]
    [InlineData(100, 3000, "3000")]
    public void Where_no_limit_can_be_recommended_the_finding_says_why(int users, int ovaSize, string said)
    {
        Finding[] findings = [.. RetryLimitAudit.Check([Node("n1", users, ovaSize: ovaSize), Node("n2", users, ovaSize: ovaSize)])];

        Finding finding = Assert.Single(findings, finding => finding.Check == "ProfileCovers");
        Assert.False(finding.Passed);
        Assert.Contains(said, finding.Message);
        Assert.DoesNotContain(findings, other => other.Check == "UpperSufficient");
    }

    [Fact]
    public void Groups_are_told_apart_whatever_the_case_of_their_names()
    {
        IEnumerable<Finding> findings = RetryLimitAudit.Check([Node("n1"), Node("n3", group: "B"), Node("n2", group: "a"), Node("n4", group: "B")]);

        Assert.Equal(["A", "B"], findings.Where(finding => finding.Check == "NodePair").Select(finding => finding.PresenceRedundancyGroup));
        Assert.All(findings, finding => Assert.True(finding.Passed, finding.Message));
    }

    [Fact]
    public void Against_the_derived_figure_a_printed_erratum_is_too_short()
    {
        NodeRetrySettings[] nodes =
        [
            Node("n1", 8000, upper: 1058, ovaSize: 25000, mode: HighAvailabilityMode.ActiveStandby),
            Node("n2", 0, upper: 1058, ovaSize: 25000, mode: HighAvailabilityMode.ActiveStandby),
        ];

        Finding[] published = [.. RetryLimitAudit.Check(nodes)];
        Assert.All(published, finding => Assert.True(finding.Passed, finding.Message));
        Finding[] misprinted = [.. published.Where(finding => finding.Erratum is not null)];
        Assert.Equal(["UpperSufficient", "UpperSufficient"], misprinted.Select(finding => finding.Check));
        Assert.All(misprinted, finding => Assert.Contains("1120", finding.Message));
        Finding[] failed = [.. RetryLimitAudit.Check(nodes, RetryLimitSource.Derived).Where(finding => !finding.Passed)];
        Assert.All(failed, finding => Assert.Equal(("UpperSufficient", 1120), (finding.Check, finding.Expected)));
        Assert.Equal(2, failed.Length);
    }

    [Fact]
    public void What_is_longer_than_the_derived_figure_is_not_held_against_the_misprint()
    {
        NodeRetrySettings[] nodes =
        [
            Node("n1", 8000, upper: 1120, ovaSize: 25000, mode: HighAvailabilityMode.ActiveStandby),
            Node("n2", 0, upper: 1120, ovaSize: 25000, mode: HighAvailabilityMode.ActiveStandby),
        ];

        Assert.All(RetryLimitAudit.Check(nodes), finding => Assert.Null(finding.Erratum));
    }

    [Fact]
    public void What_is_not_known_is_named_and_the_rest_is_still_judged()
    {
        Finding[] findings = [.. RetryLimitAudit.Check([Node("n1", users: null, upper: null), Node("n2", lower: 90)])];

        Finding unknown = Assert.Single(findings, finding => finding is { Check: "SettingsKnown", Passed: false });
        Assert.Equal(("n1", "UserCount, RetryUpperLimit"), (unknown.NodeName, unknown.Actual));
        Assert.Contains("UserCount, RetryUpperLimit", unknown.Message);
        Finding profile = Assert.Single(findings, finding => finding.Check == "ProfileCovers");
        Assert.Equal((false, "?, 1000"), (profile.Passed, profile.Actual));
        Assert.Contains(findings, finding => finding is { Check: "LowerEqualsDelay", Passed: false, NodeName: "n2" });
        Assert.Contains(findings, finding => finding is { Check: "LowerSameOnNodes", Passed: false, Actual: "120, 90" });
        Assert.DoesNotContain(findings, finding => finding.Check == "UpperSufficient");
    }

    [Theory]
    [InlineData(120, 120)]
    [InlineData(300, 253)]
    [InlineData(0, 253)]
    [InlineData(-5, 253)]
    public void A_window_that_is_none_is_found(int lower, int upper)
    {
        Finding[] found = [.. RetryLimitAudit.Check([Node("n1", lower: lower, upper: upper, delay: null), Node("n2", delay: null)])
            .Where(finding => finding is { Check: "WindowInOrder", Passed: false })];

        Assert.Equal(("n1", $"{lower}/{upper}"), (Assert.Single(found).NodeName, found[0].Actual));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-90)]
    [InlineData(3601)]
    public void A_delay_that_makes_no_sense_is_found_and_not_reckoned_with(int delay)
    {
        Finding[] findings = [.. RetryLimitAudit.Check([Node("n1", delay: delay), Node("n2", delay: delay)])];

        Assert.Contains($"{delay}", Assert.Single(findings, finding => finding is { Check: "DelayInRange", Passed: false }).Message);
        Assert.All(findings.Where(finding => finding.Check == "UpperSufficient"), finding => Assert.Equal(187, finding.Expected));
    }

    [Fact]
    public void One_node_that_is_given_twice_is_no_pair()
    {
        Finding pair = Assert.Single(RetryLimitAudit.Check([Node("n1"), Node(" N1 ")]), finding => finding.Check == "NodePair");

        Assert.False(pair.Passed);
        Assert.Contains("n1", pair.Message);
    }

    [Fact]
    public void A_blank_around_the_name_of_a_group_makes_no_other_group() =>
        Assert.Empty(Failed(Node("n1", group: "A "), Node("n2", group: "a")));
}
