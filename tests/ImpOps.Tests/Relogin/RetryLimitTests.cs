using System;
using System.Collections.Generic;
using System.Linq;
using ImpOps.Relogin;

namespace ImpOps.Tests.Relogin;

public class RetryLimitTests
{
    private static RetryLimit For(
        int ovaSize, HighAvailabilityMode mode, int? users = null, int[]? nodes = null, int? delay = null,
        RetryLimitSource source = RetryLimitSource.Published, bool extrapolate = false, bool mdm = false) =>
        RetryLimit.For(new RetryLimitRequest
        {
            OvaSize = ovaSize,
            HighAvailabilityMode = mode,
            UserCount = users,
            NodeUserCount = nodes,
            CriticalServiceDownDelay = delay,
            Source = source,
            Extrapolate = extrapolate,
            MultiDeviceMessaging = mdm,
        });

    [Fact]
    public void Example_1_of_the_guide_holds()
    {
        RetryLimit limit = For(15000, HighAvailabilityMode.ActiveActive, nodes: [2000, 1000]);

        Assert.Equal((2000, 2000, 120, 253), (limit.UserCount, limit.ProfileUserCount!.Value, limit.RetryLowerLimit, limit.RetryUpperLimit));
    }

    [Fact]
    public void Example_2_of_the_guide_is_the_row_of_another_table()
    {
        // It says "5000 users, active/active", whose table ends at 2500; 953 stands in the table of 15000, active/standby.
        Assert.Equal(953, For(15000, HighAvailabilityMode.ActiveStandby, 4700).RetryUpperLimit);
        ImpOpsException problem = Assert.Throws<ImpOpsException>(() => For(5000, HighAvailabilityMode.ActiveActive, nodes: [4700, 4700]));
        Assert.Equal("UserCountAboveProfile", problem.ErrorId);
    }

    [Fact]
    public void Active_standby_takes_the_sum_of_the_nodes()
    {
        Assert.Equal(3000, For(15000, HighAvailabilityMode.ActiveStandby, nodes: [2000, 1000]).UserCount);
        Assert.Equal(4700, For(15000, HighAvailabilityMode.ActiveStandby, nodes: [4700, 0]).UserCount);
    }

    [Fact]
    public void A_printed_erratum_is_given_and_told_and_the_derived_figure_can_be_asked_for()
    {
        RetryLimit printed = For(25000, HighAvailabilityMode.ActiveStandby, 8000);
        Assert.Equal((1058, 1058, 1120, RetryLimitSource.Published), (printed.RetryUpperLimit, printed.PublishedUpperLimit, printed.DerivedUpperLimit, printed.Source));
        Assert.NotNull(printed.Erratum);

        RetryLimit derived = For(25000, HighAvailabilityMode.ActiveStandby, 8000, source: RetryLimitSource.Derived);
        Assert.Equal((1120, 1058, RetryLimitSource.Derived), (derived.RetryUpperLimit, derived.PublishedUpperLimit, derived.Source));
    }

    [Theory]
    [InlineData(null, 120, 253)]
    [InlineData(90, 90, 253)]
    [InlineData(120, 120, 253)]
    [InlineData(180, 180, 313)]
    [InlineData(1, 1, 253)]
    [InlineData(3600, 3600, 3733)]
    public void The_window_never_gets_shorter_than_the_tested_one(int? delay, int lower, int upper)
    {
        RetryLimit limit = For(15000, HighAvailabilityMode.ActiveActive, 2000, delay: delay);

        Assert.Equal((lower, upper), (limit.RetryLowerLimit, limit.RetryUpperLimit));
        Assert.Equal(253, limit.PublishedUpperLimit);
        Assert.True(limit.RetryUpperLimit - limit.RetryLowerLimit >= 253 - 120);
    }

    [Fact]
    public void With_multiple_device_messaging_a_failover_takes_twice_as_long()
    {
        Assert.Equal(253, For(15000, HighAvailabilityMode.ActiveActive, 2000).EstimatedFailoverSeconds);
        Assert.Equal(506, For(15000, HighAvailabilityMode.ActiveActive, 2000, mdm: true).EstimatedFailoverSeconds);
    }

    [Fact]
    public void For_every_user_count_of_every_profile_the_limit_is_that_of_the_next_row()
    {
        foreach (IGrouping<(int OvaSize, HighAvailabilityMode Mode), Transcription.PublishedRow> table in
            Transcription.Rows.GroupBy(row => (row.OvaSize, row.Mode)))
        {
            int previous = 0;
            foreach (Transcription.PublishedRow row in table)
            {
                // Every count in the first thousand, and then the edges of each step.
                IEnumerable<int> counts = row.Users <= 1000 ? Enumerable.Range(previous + 1, row.Users - previous) : [previous + 1, row.Users - 1, row.Users];
                foreach (int users in counts)
                {
                    RetryLimit limit = For(row.OvaSize, row.Mode, users);
                    Assert.Equal((users, row.Users, row.Lower, row.Upper), (limit.UserCount, limit.ProfileUserCount, limit.RetryLowerLimit, limit.RetryUpperLimit));
                }

                previous = row.Users;
            }
        }
    }

    [Fact]
    public void Past_the_last_row_the_formula_goes_on_when_asked_and_says_so()
    {
        RetryLimit limit = For(5000, HighAvailabilityMode.ActiveActive, 4700, extrapolate: true);

        // 120 + 4700 / 6 = 903.33
        Assert.Equal((903, 903, RetryLimitSource.Extrapolated), (limit.RetryUpperLimit, limit.DerivedUpperLimit, limit.Source));
        Assert.Null(limit.ProfileUserCount);
        Assert.Null(limit.PublishedUpperLimit);
        Assert.Null(limit.Erratum);
        Assert.Contains("2500", limit.Note);
    }

    [Fact]
    public void To_extrapolate_within_the_table_changes_nothing()
    {
        Assert.Equal(RetryLimitSource.Published, For(5000, HighAvailabilityMode.ActiveActive, 2500, extrapolate: true).Source);
    }

    [Fact]
    public void Past_the_profile_the_error_names_its_end_and_the_next_larger_ova()
    {
        ImpOpsException problem = Assert.Throws<ImpOpsException>(() => For(5000, HighAvailabilityMode.ActiveActive, 2501));
        Assert.Equal(("UserCountAboveProfile", ErrorKind.InvalidArgument), (problem.ErrorId, problem.Kind));
        Assert.Contains("2500", problem.Message);
        Assert.Contains("15000-ActiveActive", problem.Message);

        // 500 active/active ends at 250, 1000 at 500, 2000 at 1000: the next OVA that reaches 800 is 2000.
        Assert.Contains("2000-ActiveActive", Assert.Throws<ImpOpsException>(() => For(500, HighAvailabilityMode.ActiveActive, 800)).Message);

        problem = Assert.Throws<ImpOpsException>(() => For(25000, HighAvailabilityMode.ActiveActive, 12501));
        Assert.Equal("UserCountAboveProfile", problem.ErrorId);
        Assert.DoesNotContain("15000", problem.Message);
    }

    [Theory]
    [InlineData(0, "UserCountNotPositive")]
    [InlineData(-1, "UserCountNotPositive")]
    [InlineData(int.MinValue, "UserCountNotPositive")]
    [InlineData(1_000_001, "UserCountAbsurd")]
    [InlineData(int.MaxValue, "UserCountAbsurd")]
    public void A_count_out_of_sense_is_an_error_also_when_extrapolating(int users, string errorId)
    {
        ImpOpsException problem = Assert.Throws<ImpOpsException>(() => For(15000, HighAvailabilityMode.ActiveActive, users, extrapolate: true));

        Assert.Equal(errorId, problem.ErrorId);
        Assert.Equal((long)users, problem.Target);
        Assert.Contains($"{users}", problem.Message);
    }

    [Fact]
    public void Counts_of_nodes_that_make_no_sense_are_errors()
    {
        Assert.Equal("UserCountNotPositive", Assert.Throws<ImpOpsException>(() => For(15000, HighAvailabilityMode.ActiveActive, nodes: [2000, -1])).ErrorId);
        Assert.Equal("UserCountNotPositive", Assert.Throws<ImpOpsException>(() => For(15000, HighAvailabilityMode.ActiveActive, nodes: [0, 0])).ErrorId);
        Assert.Equal("UserCountAbsurd", Assert.Throws<ImpOpsException>(
            () => For(15000, HighAvailabilityMode.ActiveStandby, nodes: [int.MaxValue, int.MaxValue])).ErrorId);
        Assert.Equal("UserCountMissing", Assert.Throws<ImpOpsException>(() => For(15000, HighAvailabilityMode.ActiveActive)).ErrorId);
        Assert.Equal("UserCountMissing", Assert.Throws<ImpOpsException>(() => For(15000, HighAvailabilityMode.ActiveActive, nodes: [])).ErrorId);
        Assert.Equal("UserCountAmbiguous", Assert.Throws<ImpOpsException>(() => For(15000, HighAvailabilityMode.ActiveActive, 1, [1, 2])).ErrorId);
        Assert.Equal("NodeCountTooMany", Assert.Throws<ImpOpsException>(() => For(15000, HighAvailabilityMode.ActiveActive, nodes: [1, 2, 3])).ErrorId);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-90)]
    [InlineData(3601)]
    [InlineData(int.MaxValue)]
    public void A_delay_out_of_sense_is_an_error(int delay)
    {
        ImpOpsException problem = Assert.Throws<ImpOpsException>(() => For(15000, HighAvailabilityMode.ActiveActive, 2000, delay: delay));

        Assert.Equal("CriticalServiceDownDelayOutOfRange", problem.ErrorId);
        Assert.Contains($"{delay}", problem.Message);
    }

    [Theory]
    [MemberData(nameof(CultureScope.All), MemberType = typeof(CultureScope))]
    public void Figures_do_not_depend_on_the_culture(string culture)
    {
        using CultureScope scope = new(culture);
        RetryLimit limit = For(500, HighAvailabilityMode.ActiveActive, 77);

        Assert.Equal(("500-ActiveActive", 120, 187, 1.5), (limit.Profile, limit.RetryLowerLimit, limit.RetryUpperLimit, limit.LoginRate));
        Assert.NotEmpty(limit.Note);
    }

    [Fact]
    public void The_note_tells_what_the_delay_is_assumed_to_be()
    {
        using CultureScope scope = new("en-US");
        Assert.Contains("120 s; its default is 90 s", For(15000, HighAvailabilityMode.ActiveActive, 2000).Note);
        Assert.DoesNotContain("default", For(15000, HighAvailabilityMode.ActiveActive, 2000, delay: 120).Note);
        Assert.Contains("60 s later", For(15000, HighAvailabilityMode.ActiveActive, 2000, delay: 180).Note);
    }
}
