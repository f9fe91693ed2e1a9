using System.Collections.Generic;
using System.Linq;
using ImpOps.Relogin;

namespace ImpOps.Tests.Relogin;

public class LoginProfileTests
{
    [Fact]
    public void Every_row_of_every_table_is_the_published_one()
    {
        IEnumerable<Transcription.PublishedRow> actual = LoginProfiles.All.SelectMany(profile => profile.Rows.Select(row =>
            new Transcription.PublishedRow(profile.Table, profile.OvaSize, profile.HighAvailabilityMode, row.UserCount, row.RetryLowerLimit, row.RetryUpperLimit)));

        Assert.Equal(128, Transcription.Rows.Count);
        Assert.Equal(Transcription.Rows, actual);
    }

    // vCPU, clock, memory and the least clock for full throughput, as the captions and notes of the guide have them.
    [Theory]
    [InlineData(1, "500-ActiveActive", 1, "700 MHz", 2, null, 1.5, 250)]
    [InlineData(2, "500-ActiveStandby", 1, "700 MHz", 2, null, 1.5, 500)]
    [InlineData(3, "1000-ActiveActive", 1, "1500 MHz", 2, null, 3, 500)]
    [InlineData(4, "1000-ActiveStandby", 1, "1500 MHz", 2, null, 3, 1000)]
    [InlineData(5, "2000-ActiveActive", 1, "1500 MHz", 4, null, 3, 1000)]
    [InlineData(6, "2000-ActiveStandby", 1, "1500 MHz", 4, null, 3, 2000)]
    [InlineData(7, "5000-ActiveActive", 2, null, 4, null, 6, 2500)]
    [InlineData(8, "5000-ActiveStandby", 2, null, 4, 2.6, 3, 5000)]
    [InlineData(9, "15000-ActiveActive", 4, null, 8, 2.5, 15, 7500)]
    [InlineData(10, "15000-ActiveStandby", 4, null, 8, 2.6, 6, 15000)]
    [InlineData(11, "25000-ActiveActive", 6, null, 16, 2.8, 9, 12500)]
    [InlineData(12, "25000-ActiveStandby", 6, null, 16, 2.6, 8, 25000)]
    public void A_profile_has_its_hardware_and_rate(
        int table, string name, int vCpu, string? clock, int memory, double? leastClock, double rate, int mostUsers)
    {
        LoginProfile profile = LoginProfiles.All[table - 1];

        Assert.Equal(
            (table, name, vCpu, clock, memory, leastClock, rate, mostUsers),
            (profile.Table, profile.Name, profile.VCpu, profile.CpuClock, profile.MemoryGB, profile.MinimumClockGHz, profile.LoginRate, profile.MaximumUserCount));
        Assert.Contains($"table {table}", profile.Source);
    }

    [Fact]
    public void The_formula_gives_every_printed_limit_but_the_seven_errata()
    {
        (int Table, int Users, int Printed, int Derived)[] errata =
        [
            (8, 100, 154, 153),
            (12, 8000, 1058, 1120), (12, 9000, 1120, 1245), (12, 10000, 1245, 1370),
            (12, 11000, 1370, 1495), (12, 12000, 1495, 1620), (12, 13000, 1620, 1745),
        ];

        IEnumerable<LoginProfileRow> off = LoginProfiles.All.SelectMany(profile => profile.Rows).Where(row => row.DerivedUpperLimit != row.RetryUpperLimit);

        Assert.Equal(errata, off.Select(row => (row.Table, row.UserCount, row.RetryUpperLimit, row.DerivedUpperLimit)));
    }

    [Fact]
    public void An_erratum_is_told_where_the_figures_differ_and_nowhere_else()
    {
        foreach (LoginProfileRow row in LoginProfiles.All.SelectMany(profile => profile.Rows))
        {
            Assert.Equal(row.DerivedUpperLimit != row.RetryUpperLimit, row.Erratum is not null);
        }
    }

    [Theory]
    [InlineData("en-US")]
    [InlineData("zh-CN")]
    public void An_erratum_names_both_figures_in_either_language(string culture)
    {
        using CultureScope scope = new(culture);
        foreach (LoginProfileRow row in LoginProfiles.All.SelectMany(profile => profile.Rows).Where(row => row.Erratum is not null))
        {
            Assert.Contains($"{row.RetryUpperLimit}", row.Erratum);
            Assert.Contains($"{row.DerivedUpperLimit}", row.Erratum);
        }
    }

    [Fact]
    public void The_wrong_caption_of_table_12_is_noted()
    {
        using CultureScope scope = new("en-US");
        Assert.Contains("16", LoginProfiles.Get(25000, HighAvailabilityMode.ActiveStandby).Note);
        Assert.All(LoginProfiles.All.Where(profile => profile.Table != 12), profile => Assert.Null(profile.Note));
    }

    [Fact]
    public void For_every_user_count_the_row_is_the_smallest_that_is_not_below_it()
    {
        foreach (LoginProfile profile in LoginProfiles.All)
        {
            int[] steps = [.. Transcription.Rows.Where(row => row.Table == profile.Table).Select(row => row.Users)];
            for (int users = 1; users <= profile.MaximumUserCount; users++)
            {
                Assert.Equal(steps.Where(step => step >= users).Min(), profile.FindRow(users)!.UserCount);
            }

            Assert.Null(profile.FindRow(profile.MaximumUserCount + 1));
        }
    }

    [Fact]
    public void An_unknown_size_is_an_error_that_names_the_known_ones()
    {
        ImpOpsException problem = Assert.Throws<ImpOpsException>(() => LoginProfiles.Get(3000, HighAvailabilityMode.ActiveActive));

        Assert.Equal(("OvaSizeUnknown", ErrorKind.InvalidArgument), (problem.ErrorId, problem.Kind));
        Assert.Contains("3000", problem.Message);
        Assert.Contains("500, 1000, 2000, 5000, 15000, 25000", problem.Message);
    }
}
