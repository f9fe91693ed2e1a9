using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using AngleSharp.Dom;
using ImpOps.Capacity;
using ImpOps.Counters;
using ImpOps.Html;
using ImpOps.Tests.Html;

namespace ImpOps.Tests.Capacity;

public sealed class CapacityReportTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 2, 0, 0, 0, TimeSpan.FromHours(-5));

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("impops-");

    public void Dispose() => _directory.Delete(recursive: true);

    private static JsmCapacity Node(string? name, long sessions) =>
        JsmCapacity.Measure(new JsmCapacityRequest { NodeName = name, OvaSize = 15000, HighAvailabilityMode = HighAvailabilityMode.ActiveActive, SessionCount = sessions });

    /// <summary>A sample a minute, of as many sessions as a function tells.</summary>
    private static IReadOnlyList<JsmHistory> Histories(int minutes, Func<int, double?> sessions, params string[] nodes)
    {
        JsmMonitor monitor = new(new JsmMonitorOptions { OvaSize = 5000 });
        foreach (string node in nodes)
        {
            for (int minute = 0; minute < minutes; minute++)
            {
                monitor.Add(new CounterSample(Start.AddMinutes(minute), new CounterPath(node, "Cisco XCP JSM", null, "JsmClientSessionsActive"), sessions(minute)));
            }
        }

        return monitor.Histories();
    }

    private static Page Open(IEnumerable<object> measures, Language language = Language.En, string? title = null) =>
        new(stream => CapacityReport.Of(measures).Write(stream, new ReportPageFormat { Language = language, Title = title }));

    private static object[] Everything() =>
    [
        Node("n1", 3305), Node("n2", 9500), Node("n3", 12000),
        .. Histories(120, minute => minute is >= 40 and <= 80 ? 6500 : minute == 100 ? null : 3000, "n1", "n4"),
        JsmCapacityPlan.For(25000, 25000, 2, HighAvailabilityMode.ActiveActive),
    ];

    [Fact]
    public void Nodes_are_held_against_what_they_support()
    {
        Page page = Open(Everything());

        Assert.Equal(
            [
                ["Node", "Sessions", "Limit", "Used", "Threshold", "Headroom", "Alert at", "OVA", "Mode", "State"],
                ["n1", "3,305", "11,250", "29.4%", "80%", "7,945", "40%", "15,000", "active/active", "Fine"],
                ["n2", "9,500", "11,250", "84.4%", "80%", "1,750", "40%", "15,000", "active/active", "Over the threshold"],
                ["n3", "12,000", "11,250", "106.7%", "80%", "-750", "40%", "15,000", "active/active", "Over the limit"],
            ],
            page.Rows(".below table"));
        Assert.Equal(["fine", "over", "full"], page.Document.QuerySelectorAll(".bars li").Select(bar => bar.ClassName));
        Assert.Equal(["106.7%n3", "Over the limit", "4", "2"], page.Texts(".keys dd").Take(4));
    }

    [Fact]
    public void The_state_of_all_is_that_of_the_worst_node_and_not_of_the_fullest()
    {
        JsmCapacity strict = JsmCapacity.Measure(new JsmCapacityRequest
        {
            NodeName = "strict", OvaSize = 15000, HighAvailabilityMode = HighAvailabilityMode.ActiveActive, SessionCount = 5625, ThresholdPercent = 40,
        });

        Assert.Equal(["84.4%n2", "Over the threshold"], Open([Node("n2", 9500), strict]).Texts(".keys dd").Take(2));
        Assert.Equal(["71.1%n1", "Over the threshold"], Open([Node("n1", 8000), strict]).Texts(".keys dd").Take(2));
        Assert.Equal(["106.7%n3", "Over the limit"], Open([strict, Node("n3", 12000)]).Texts(".keys dd").Take(2));
        Assert.Equal(["71.1%n1", "Fine"], Open([Node("n1", 8000)]).Texts(".keys dd").Take(2));
    }

    [Fact]
    public void A_history_becomes_a_curve_with_its_alarms_and_figures()
    {
        Page page = Open(Everything());

        Assert.Equal(["n1", "n4"], page.Texts("h3"));
        Assert.Equal(2, page.Document.QuerySelectorAll(".plot rect.alarm").Length);
        Assert.Equal(2, page.Document.QuerySelectorAll(".plot line.threshold").Length);
        Assert.Equal("n1: highest fill 86.7% at 2026-11-02 00:40 -05:00; threshold 80%, alarms: 1", page.Texts(".plot desc")[0]);
        Assert.Equal(["curve-1", "curve-2"], page.Data.GetProperty("curves").EnumerateArray().Select(curve => curve.GetProperty("id").GetString()));
        JsonElement curve = page.Data.GetProperty("curves")[0];
        Assert.Equal((-300, 7500, 119), (curve.GetProperty("offset").GetInt32(), curve.GetProperty("limit").GetInt32(), curve.GetProperty("times").GetArrayLength()));
        string[][] tables = [.. page.Document.QuerySelectorAll("table").SelectMany(table => table.QuerySelectorAll("tbody tr")).Select(row => row.Children.Select(cell => cell.TextContent).ToArray())];
        Assert.Contains(tables, row => row.SequenceEqual(["n4", "2026-11-02 00:40 -05:00", "2026-11-02 00:50 -05:00", "2026-11-02 01:21 -05:00", "4", "6,500", "86.7%"]));
        Assert.Contains(tables, row => row.SequenceEqual(["n1", "40.0%", "40.0%", "86.7%", "86.7%", "86.7%", "34.5%", "1", "119", "1"]));
    }

    [Fact]
    public void Alarms_that_last_or_are_lost_are_told_apart()
    {
        Page lasting = Open(Histories(60, minute => minute < 30 ? 1 : 7000, "n1"));
        Page lost = Open(Histories(90, minute => minute is < 30 or > 80 ? 1 : minute > 50 ? null : 7000, "n1"));

        Assert.Contains("lasts", lasting.Texts("td"));
        Assert.Contains("2026-11-02 00:50 -05:00 (then no samples)", lost.Texts("td"));
        Assert.Contains("No alarm was raised.", Open(Histories(60, _ => 1, "n1")).Texts("p"));
    }

    [Fact]
    public void A_forecast_is_there_where_there_are_days_enough()
    {
        IReadOnlyList<JsmHistory> long_ = Histories(10 * 24 * 60, minute => 2000 + (minute / 1440 * 300) + (minute % 7), "n1");
        Page page = Open(long_);

        Assert.Contains("Forecast", page.Texts("h2"));
        Assert.Contains(long_[0].Forecast().Note[..20], page.Texts("dd").Single(text => text.StartsWith(long_[0].Forecast().Note[..10], StringComparison.Ordinal)));
        Assert.DoesNotContain("Forecast", Open(Everything()).Texts("h2"));
    }

    [Fact]
    public void What_stands_alone_is_shown_alone()
    {
        JsmHistory history = Histories(10 * 24 * 60, minute => minute % 1440 is > 600 and < 700 ? 7000 : 2000, "n1")[0];

        Assert.Equal(["Alarms"], Open(history.Alarm).Texts("h2"));
        Assert.Equal(["Fill in figures"], Open([history.Summarize()!]).Texts("h2"));
        Assert.Equal(["Forecast"], Open([history.Forecast()]).Texts("h2"));
        Assert.Equal(["Plan"], Open([JsmCapacityPlan.For(5000, 100, 1)]).Texts("h2"));
        Assert.Equal(["Nodes against what they support", "What to do"], Open([Node("n1", 1), "text", 5]).Texts("h2"));
        Assert.Equal(["No node"], Open([Node(null, 1)]).Texts(".below tbody th"));
    }

    [Fact]
    public void A_history_without_a_value_is_named_and_does_no_harm()
    {
        Page page = Open(Histories(10, _ => null, "n1"));

        Assert.Contains("n1: no sample has a value", page.Texts(".figures"));
        Assert.Empty(page.Data.GetProperty("curves").EnumerateArray());
    }

    [Fact]
    public void Advice_is_given_once_for_all_nodes_that_it_is_for()
    {
        Page page = Open([Node("n1", 1), Node("n2", 2), Node("n3", 12000)]);

        Assert.Equal(["n1, n2", "n3"], page.Texts(".advice dt"));
        Assert.StartsWith("Over the number of sessions", page.Texts(".advice dd")[1]);
    }

    [Theory]
    [MemberData(nameof(CultureScope.All), MemberType = typeof(CultureScope))]
    public void The_same_measures_give_the_same_bytes_in_every_culture_and_language(string culture)
    {
        byte[] english = Open(Everything()).Bytes, chinese = Open(Everything(), Language.Zh).Bytes;
        using CultureScope scope = new(culture);
        Assert.Equal(english, Open(Everything()).Bytes);
        Assert.Equal(chinese, Open(Everything(), Language.Zh).Bytes);
        Assert.Equal(culture, System.Globalization.CultureInfo.CurrentCulture.Name);
        Page page = Open(Everything(), Language.Zh, "实验室");
        Assert.Equal("实验室 \u2013 JSM 会话容量报告", page.Document.Title);
        Assert.Contains(page.Texts(".advice dd"), text => text.Any(c => c >= 0x4E00));
    }

    [Theory]
    [InlineData("</script><script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("a\u202E\0b")]
    public void No_name_becomes_markup(string name)
    {
        Page page = Open([Node(name, 1), .. Histories(30, _ => 1, name)], title: name);
        Page calm = Open([Node("x", 1), .. Histories(30, _ => 1, "x")], title: "x");

        Assert.Equal(calm.Document.All.Select(element => element.LocalName), page.Document.All.Select(element => element.LocalName));
        Assert.Equal([VisibleText.Of(name)], page.Texts("h3"));
        Assert.Equal(calm.Policy, page.Policy);
    }

    [Fact]
    public void Every_picture_and_table_has_a_name_and_every_id_is_one()
    {
        IDocument document = Open(Everything()).Document;
        string[] ids = [.. document.QuerySelectorAll("[id]").Select(element => element.Id!)];

        Assert.Equal(ids.Distinct(), ids);
        Assert.All(document.QuerySelectorAll("svg[role=img]"), picture => Assert.NotEmpty(picture.QuerySelector("title")!.TextContent));
        Assert.All(document.QuerySelectorAll("table"), table => Assert.NotEmpty(table.QuerySelector("caption")!.TextContent));
        Assert.All(
            document.QuerySelectorAll("[aria-labelledby], [aria-describedby]").SelectMany(element => (element.GetAttribute("aria-labelledby") ?? element.GetAttribute("aria-describedby"))!.Split(' ')),
            id => Assert.Contains(id, ids));
    }

    [Fact]
    public void A_file_is_written_whole_or_not_at_all()
    {
        string path = Path.Combine(_directory.FullName, "capacity.html");
        CapacityReport report = CapacityReport.Of([Node("n1", 1)]);
        report.Write(path);
        Assert.StartsWith("<!DOCTYPE html", File.ReadAllText(path));
        Assert.Equal("FileExists", Assert.Throws<ImpOpsException>(() => report.Write(path, new ReportPageFormat { NoClobber = true })).ErrorId);
        Assert.Single(_directory.GetFiles());
    }
}
