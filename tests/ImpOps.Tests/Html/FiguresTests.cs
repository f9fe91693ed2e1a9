using System;
using ImpOps.Html;

namespace ImpOps.Tests.Html;

public class FiguresTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.FromHours(8));

    [Theory]
    [MemberData(nameof(CultureScope.All), MemberType = typeof(CultureScope))]
    public void Figures_are_the_same_in_every_culture(string culture)
    {
        using CultureScope scope = new(culture);
        Assert.Equal("-1,234,567", Figures.Count(-1_234_567));
        Assert.Equal("1,066.7%", Figures.Percent(1066.666));
        Assert.Equal("1.73", Figures.Ratio(1.728));
        Assert.Equal("-0.5", Figures.Plain(-0.5));
        Assert.Equal("2026-11-20 12:00 +08:00", Figures.Time(Noon));
        Assert.Equal("2026-11-20 04:00 UTC", Figures.Time(Noon.ToUniversalTime()));
        Assert.Equal("2026-11-20T12:00:00+08:00", Figures.Machine(Noon));
    }

    [Fact]
    public void A_period_tells_once_what_its_ends_have_in_common()
    {
        Assert.Equal(("2026-11-20 12:00", "14:00 +08:00"), Figures.Period(Noon, Noon.AddHours(2)));
        Assert.Equal(("2026-11-20 12:00", "2026-11-21 12:00 +08:00"), Figures.Period(Noon, Noon.AddDays(1)));
        Assert.Equal(("2026-11-20 12:00 +08:00", "2026-11-20 04:30 UTC"), Figures.Period(Noon, Noon.ToUniversalTime().AddMinutes(30)));
    }
}
