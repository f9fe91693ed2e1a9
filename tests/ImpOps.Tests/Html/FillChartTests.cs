using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using ImpOps.Html;

namespace ImpOps.Tests.Html;

public partial class FillChartTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [GeneratedRegex("[ML]")]
    private static partial Regex Points();

    private static Page Draw(IReadOnlyList<FillChart.Point> points, int threshold = 80)
    {
        FillChart chart = new(points, 1000, threshold, TimeSpan.FromMinutes(2), new TimeAxis(points[0].Time, points[^1].Time));
        return new Page(stream => HtmlPage.Write(
            stream,
            new ReportPageFormat { Language = Language.En },
            ReportTerm.CapacityReportTitle,
            page => chart.Write(page, "c", "d", []),
            data => data.Name("curves").List(() => chart.WriteData(data, "c"))));
    }

    private static string Path(Page page) => page.Document.QuerySelector("path.fill")!.GetAttribute("d")!;

    [Fact]
    public void A_curve_goes_from_sample_to_sample_and_is_broken_by_a_gap()
    {
        Page page = Draw([new(Start, 0), new(Start.AddMinutes(1), 500), new(Start.AddMinutes(9), 1000), new(Start.AddMinutes(10), 250)]);

        Assert.Equal("M0 200L100 100M900 0L1000 150", Path(page));
        Assert.Equal([0, 500, 1000, 250], page.Data.GetProperty("curves")[0].GetProperty("sessions").EnumerateArray().Select(value => value.GetInt64()));
    }

    [Fact]
    public void Many_samples_make_a_short_curve_that_still_shows_the_peak_and_the_dip()
    {
        FillChart.Point[] points = [.. Enumerable.Range(0, 200_000).Select(i => new FillChart.Point(Start.AddSeconds(15 * i), i == 77_777 ? 990 : i == 123_456 ? 3 : 500))];
        Page page = Draw(points);

        Assert.InRange(Points().Count(Path(page)), 400, 1000);
        Assert.Contains(" 2L", Path(page));
        Assert.Contains(" 199.4L", Path(page));
        Assert.Contains(990, page.Data.GetProperty("curves")[0].GetProperty("sessions").EnumerateArray().Select(value => value.GetInt64()));
        Assert.InRange(page.Document.QuerySelectorAll("details tbody tr").Length, 40, 50);
        Assert.Contains("990", page.Texts("details td"));
    }

    [Theory]
    [InlineData(300, 30, "0%,10%,20%,30%,40%,50%")]
    [InlineData(300, 80, "0%,25%,50%,75%,100%")]
    [InlineData(1000, 80, "0%,25%,50%,75%,100%")]
    [InlineData(1300, 80, "0%,25%,50%,75%,100%,125%,150%")]
    [InlineData(40_000, 80, "")]
    public void The_scale_holds_what_there_is_to_see(long sessions, int threshold, string expected)
    {
        Page page = Draw([new(Start, 1), new(Start.AddMinutes(1), sessions)], threshold);
        string[] marks = [.. page.Texts(".plot text").Where(text => text.EndsWith('%'))];

        Assert.InRange(marks.Length, 3, 8);
        Assert.True(expected.Length == 0 || string.Join(",", marks) == expected, string.Join(",", marks));
    }

    [Theory]
    [InlineData(300, 30, null)]
    [InlineData(1000, 80, "0")]
    [InlineData(1250, 80, "40")]
    [InlineData(3250, 80, "138.46")]
    [InlineData(40_000, 80, "195")]
    public void The_limit_is_drawn_wherever_the_scale_reaches_it(long sessions, int threshold, string? y)
    {
        Page page = Draw([new(Start, 1), new(Start.AddMinutes(1), sessions)], threshold);

        Assert.Equal(y is null ? [] : [y], page.Document.QuerySelectorAll(".plot line.limit").Select(line => line.GetAttribute("y1")!));
    }

    [Fact]
    public void A_single_sample_is_a_dot() => Assert.Equal("M0 100h2", Path(Draw([new(Start, 500)])));
}
