using System;
using System.Collections.Generic;
using System.Linq;
using ImpOps.Html;

namespace ImpOps.Capacity;

/// <summary>The content of a capacity report, section by section; a section of which nothing is known is not there.</summary>
internal sealed class CapacityPage
{
    private const string Nothing = "\u2013";

    private static readonly ReportTerm[] ScriptTerms = [ReportTerm.SortedUp, ReportTerm.SortedDown, ReportTerm.CurveReading, ReportTerm.DeviceTypes];

    private readonly CapacityReport _report;
    private readonly (JsmHistory History, string Id, FillChart? Chart)[] _curves;
    private readonly JsmCapacitySummary[] _summaries;
    private readonly JsmAlarm[] _alarms;
    private readonly JsmForecast[] _forecasts;

    public CapacityPage(CapacityReport report)
    {
        _report = report;
        JsmHistory[] sampled = [.. report.History.Where(history => history.SampleCount > 0)];
        TimeAxis? axis = sampled.Length == 0 ? null : new TimeAxis(
            sampled.Min(history => history.StartTime),
            sampled.Max(history => history.EndTime));
        _curves =
        [
            .. report.History.Select((history, index) => (history, $"curve-{index + 1}", history.SampleCount == 0 ? null : new FillChart(
                [.. history.Fill.Select(fill => new FillChart.Point(fill.Timestamp, fill.SessionCount))],
                history.SessionLimit,
                history.ThresholdPercent,
                history.LongestStep,
                axis!))),
        ];
        _summaries = [.. report.Summary, .. report.History.Select(history => history.Summarize()).OfType<JsmCapacitySummary>()];
        _alarms = [.. report.Alarm, .. report.History.SelectMany(history => history.Alarm)];
        _forecasts = [.. report.Forecast, .. report.History.Select(TryForecast).OfType<JsmForecast>()];
    }

    public void WriteContent(HtmlPage page)
    {
        WriteKeys(page);
        WriteNodes(page);
        WriteCurves(page);
        WriteAlarms(page);
        WriteSummaries(page);
        WriteForecasts(page);
        WritePlans(page);
        WriteAdvice(page);
    }

    public void WriteData(PageData data)
    {
        data.Name("terms").Object(() =>
        {
            foreach (ReportTerm term in ScriptTerms)
            {
                data.Name(term.ToString()).Text(data.Terms[term]);
            }
        });
        data.Name("curves").List(() =>
        {
            foreach ((_, string id, FillChart? chart) in _curves)
            {
                chart?.WriteData(data, id);
            }
        });
    }

    private static JsmForecast? TryForecast(JsmHistory history)
    {
        try
        {
            return history.Forecast();
        }
        catch (ImpOpsException)
        {
            // Too few days for a trend: then there is none to show.
            return null;
        }
    }

    private static string NodeName(HtmlPage page, string? name) => name ?? page[ReportTerm.NodeUnnamed];

    private static string Mode(HtmlPage page, HighAvailabilityMode? mode) => page[mode switch
    {
        HighAvailabilityMode.ActiveActive => ReportTerm.ModeActiveActive,
        HighAvailabilityMode.ActiveStandby => ReportTerm.ModeActiveStandby,
        _ => ReportTerm.ModeNone,
    }];

    private static (string Class, ReportTerm Word) State(double percent, int threshold) =>
        percent > 100 ? ("full", ReportTerm.ChartOverLimit)
        : percent > threshold ? ("over", ReportTerm.ChartOver)
        : ("fine", ReportTerm.StatusFine);

    private void WriteKeys(HtmlPage page)
    {
        page.Start("dl", "keys");
        string?[] nodes = [.. _report.Node.Select(node => node.NodeName).Concat(_report.History.Select(history => history.NodeName)).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (nodes.Length > 0)
        {
            (string? Node, double Percent, int Threshold)[] fills =
            [
                .. _report.Node.Select(node => (node.NodeName, node.PercentUsed, node.ThresholdPercent)),
                .. _report.History.Select(history => (history.NodeName, history.PeakPercent, history.ThresholdPercent)),
            ];
            (string? fullest, double most, _) = fills.OrderByDescending(fill => fill.Percent).First();

            // Not that of the fullest: a node that is less full may be over a lower threshold of its own.
            (_, double percent, int threshold) = fills.OrderByDescending(fill => fill.Percent > 100).ThenByDescending(fill => fill.Percent > fill.Threshold).First();
            (string @class, ReportTerm word) = State(percent, threshold);
            page.Key(page[ReportTerm.FullestNode], Figures.Percent(most), NodeName(page, fullest));
            page.Start("div").Line("dt", null, page[ReportTerm.Status]).Line("dd", "word " + @class, page[word]).End();
            page.Key(page[ReportTerm.Nodes], Figures.Count(nodes.Length));
        }

        if (_report.History.Count > 0)
        {
            page.Key(page[ReportTerm.Alarms], Figures.Count(_alarms.Length));
            page.Start("div").Line("dt", null, page[ReportTerm.Observed]).Start("dd", "time");
            page.Period(_report.History.Min(history => history.StartTime), _report.History.Max(history => history.EndTime));
            page.End().End();
        }

        page.End();
    }

    private static void Section(HtmlPage page, ReportTerm title, Action content)
    {
        string id = page.NewId("section");
        page.Start("section").With("aria-labelledby", id).Start("h2").With("id", id).Text(page[title]).End();
        content();
        page.End();
    }

    private static void Table<T>(HtmlPage page, ReportTerm caption, IEnumerable<T> rows, Action columns, Action<T> cells)
    {
        page.StartTable(page[caption], "sortable").Start("thead").Start("tr");
        columns();
        page.End().End().Start("tbody");
        foreach (T row in rows)
        {
            page.Start("tr");
            cells(row);
            page.End();
        }

        page.End().EndTable();
    }

    private static HtmlPage Head(HtmlPage page, string? node) => page.Start("th").With("scope", "row").Name(NodeName(page, node)).End();

    private static HtmlPage Number(HtmlPage page, string figure) => page.Line("td", "number", figure);

    private static HtmlPage Moment(HtmlPage page, DateTimeOffset? time) => page.Start("td", "time-cell").Time(time).End();

    private void WriteNodes(HtmlPage page)
    {
        if (_report.Node.Count == 0)
        {
            return;
        }

        Section(page, ReportTerm.NodesNow, () =>
        {
            BarChart.Write(page, [.. _report.Node.Select(node => new BarChart.Bar(NodeName(page, node.NodeName), node.SessionCount, node.SessionLimit, node.ThresholdPercent))]);
            page.Start("div", "below");
            Table(page, ReportTerm.NodesNow, _report.Node, () => page
                .Column(ReportTerm.Node).Column(ReportTerm.Sessions, true).Column(ReportTerm.Limit, true).Column(ReportTerm.Used, true).Column(ReportTerm.Threshold, true)
                .Column(ReportTerm.Headroom, true).Column(ReportTerm.AlertAt, true).Column(ReportTerm.OvaSize, true).Column(ReportTerm.Mode).Column(ReportTerm.Status), node =>
            {
                (string @class, ReportTerm word) = State(node.PercentUsed, node.ThresholdPercent);
                Head(page, node.NodeName);
                Number(page, Figures.Count(node.SessionCount));
                Number(page, Figures.Count(node.SessionLimit));
                Number(page, Figures.Percent(node.PercentUsed));
                Number(page, Figures.Plain(node.ThresholdPercent) + "%");
                Number(page, Figures.Count(node.Headroom));
                Number(page, Figures.Plain(node.RecommendedAlertPercent) + "%");
                Number(page, Figures.Count(node.OvaSize));
                page.Line("td", "time-cell", Mode(page, node.HighAvailabilityMode));
                page.Start("td").Line("span", "word " + @class, page[word]).End();
            });
            page.End();
        });
    }

    private void WriteCurves(HtmlPage page)
    {
        if (_curves.Length == 0)
        {
            return;
        }

        Section(page, ReportTerm.FillOverTime, () =>
        {
            foreach ((JsmHistory history, string id, FillChart? chart) in _curves)
            {
                WriteCurve(page, history, id, chart);
            }

            page.Start("div", "legend");
            BarChart.WriteKey(page, "bar", page[ReportTerm.ChartSessions]);
            BarChart.WriteThreshold(page, _report.History.Select(history => history.ThresholdPercent));
            if (_curves.Any(curve => curve.Chart?.ShowsLimit == true))
            {
                BarChart.WriteKey(page, "limit", page[ReportTerm.ChartLimit]);
            }

            BarChart.WriteKey(page, "alarm", page[ReportTerm.ChartAlarm]);
            page.End();
        });
    }

    private static void WriteCurve(HtmlPage page, JsmHistory history, string id, FillChart? chart)
    {
        string node = NodeName(page, history.NodeName);
        page.Start("div", "curve").Start("div", "head").Start("h3").Name(node).End();
        if (chart is null || history.PeakAt is not DateTimeOffset peakAt)
        {
            page.Line("span", "figures", page.Terms.Format(ReportTerm.ChartFillEmpty, node)).End().End();
            return;
        }

        page.Start("span", "figures").Text($"{page[ReportTerm.Peak]} {Figures.Count(history.PeakSessionCount)} / {Figures.Count(history.SessionLimit)}");
        page.Line("strong", null, Figures.Percent(history.PeakPercent)).End().End();
        chart.Write(
            page,
            id,
            page.Terms.Format(ReportTerm.ChartFill, node, Figures.Share(history.PeakPercent), Figures.Time(peakAt), history.ThresholdPercent, history.Alarm.Count),
            [.. history.Alarm.Select(alarm => new FillChart.Alarm(alarm.OverSince, alarm.RaisedAt, alarm.ClearedAt ?? history.EndTime))]);
        page.End();
    }

    private void WriteAlarms(HtmlPage page)
    {
        if (_report.History.Count == 0 && _alarms.Length == 0)
        {
            return;
        }

        Section(page, ReportTerm.Alarms, () =>
        {
            if (_alarms.Length == 0)
            {
                page.Line("p", "empty", page[ReportTerm.NoAlarms]);
                return;
            }

            Table(page, ReportTerm.Alarms, _alarms, () => page
                .Column(ReportTerm.Node).Column(ReportTerm.OverSince).Column(ReportTerm.RaisedAt).Column(ReportTerm.ClearedAt)
                .Column(ReportTerm.Occurrence, true).Column(ReportTerm.Peak, true).Column(ReportTerm.Fill, true), alarm =>
            {
                Head(page, alarm.NodeName);
                Moment(page, alarm.OverSince);
                Moment(page, alarm.RaisedAt);
                _ = alarm.ClearedAt is not DateTimeOffset cleared ? page.Line("td", null, page[ReportTerm.AlarmLasts])
                    : alarm.EndedByGap ? page.Line("td", null, page.Terms.Format(ReportTerm.AlarmLost, Figures.Time(cleared)))
                    : Moment(page, cleared);
                Number(page, Figures.Count(alarm.Occurrence));
                Number(page, Figures.Count(alarm.PeakSessionCount));
                Number(page, Figures.Percent(alarm.PeakPercent));
            });
        });
    }

    private void WriteSummaries(HtmlPage page)
    {
        if (_summaries.Length == 0)
        {
            return;
        }

        Section(page, ReportTerm.FillFigures, () => Table(page, ReportTerm.FillFigures, _summaries, () => page
            .Column(ReportTerm.Node).Column(ReportTerm.Minimum, true).Column(ReportTerm.Median, true).Column(ReportTerm.Percentile95, true)
            .Column(ReportTerm.Percentile99, true).Column(ReportTerm.Peak, true).Column(ReportTerm.TimeOver, true).Column(ReportTerm.AlarmCount, true)
            .Column(ReportTerm.Samples, true).Column(ReportTerm.Missing, true), summary =>
        {
            Head(page, summary.NodeName);
            Number(page, Figures.Percent(summary.MinimumPercent));
            Number(page, Figures.Percent(summary.MedianPercent));
            Number(page, Figures.Percent(summary.Percentile95Percent));
            Number(page, Figures.Percent(summary.Percentile99Percent));
            Number(page, Figures.Percent(summary.MaximumPercent));
            Number(page, summary.TimeOverThresholdPercent is double over ? Figures.Percent(over) : Nothing);
            Number(page, Figures.Count(summary.AlarmCount));
            Number(page, Figures.Count(summary.SampleCount));
            Number(page, Figures.Count(summary.MissingCount));
        }));
    }

    private void WriteForecasts(HtmlPage page)
    {
        if (_forecasts.Length == 0)
        {
            return;
        }

        Section(page, ReportTerm.Forecast, () =>
        {
            Table(page, ReportTerm.Forecast, _forecasts, () => page
                .Column(ReportTerm.Node).Column(ReportTerm.Days, true).Column(ReportTerm.GrowthPerDay, true)
                .Column(ReportTerm.ReachesThreshold).Column(ReportTerm.ReachesLimit), forecast =>
            {
                Head(page, forecast.NodeName);
                Number(page, Figures.Count(forecast.DayCount));
                Number(page, $"{Figures.Ratio(forecast.GrowthPercentPerDay)} \u00b1 {Figures.Ratio(forecast.GrowthUncertainty)}");
                Moment(page, forecast.ThresholdAt);
                Moment(page, forecast.LimitAt);
            });
            WriteTexts(page, _forecasts.Select(forecast => (NodeName(page, forecast.NodeName), forecast.NoteIn(page.Terms.Language))));
        });
    }

    private void WritePlans(HtmlPage page)
    {
        if (_report.Plan.Count == 0)
        {
            return;
        }

        Section(page, ReportTerm.Plan, () =>
        {
            Table(page, ReportTerm.Plan, _report.Plan, () => page
                .Column(ReportTerm.Users, true).Column(ReportTerm.ClientsPerUser, true).Column(ReportTerm.Clients, true).Column(ReportTerm.OvaSize, true).Column(ReportTerm.Mode)
                .Column(ReportTerm.NodesNeeded, true).Column(ReportTerm.SessionsOnNode, true).Column(ReportTerm.Limit, true).Column(ReportTerm.Used, true).Column(ReportTerm.AlertAt, true), plan =>
            {
                Number(page, Figures.Count(plan.UserCount));
                Number(page, Figures.Plain(plan.ClientPerUser));
                Number(page, Figures.Count(plan.TotalSessionCount));
                Number(page, Figures.Count(plan.OvaSize));
                page.Line("td", "time-cell", Mode(page, plan.HighAvailabilityMode));
                Number(page, Figures.Count(plan.NodeCount));
                Number(page, Figures.Count(plan.SessionCount));
                Number(page, Figures.Count(plan.SessionLimit));
                Number(page, Figures.Percent(plan.PercentUsed));
                Number(page, Figures.Plain(plan.RecommendedAlertPercent) + "%");
            });
            foreach (string advice in _report.Plan.Select(plan => plan.AdviceIn(page.Terms.Language)).Distinct())
            {
                page.Line("p", "note", advice);
            }
        });
    }

    private void WriteAdvice(HtmlPage page)
    {
        (string, string)[] advice =
        [
            .. _report.Node.Select(node => (NodeName(page, node.NodeName), node.AdviceIn(page.Terms.Language))),
            .. _report.History.Where(history => history.SampleCount > 0).Select(history => (NodeName(page, history.NodeName), history.PeakAdviceIn(page.Terms.Language))),
        ];
        if (advice.Length > 0)
        {
            Section(page, ReportTerm.WhatToDo, () => WriteTexts(page, advice));
        }
    }

    /// <summary>What is said of nodes, each text once with all of its nodes.</summary>
    private static void WriteTexts(HtmlPage page, IEnumerable<(string Node, string Text)> texts)
    {
        page.Start("dl", "advice");
        foreach (IGrouping<string, (string Node, string Text)> same in texts.GroupBy(text => text.Text))
        {
            page.Start("dt");
            string separator = "";
            foreach ((string node, _) in same)
            {
                page.Text(separator).Name(node);
                separator = ", ";
            }

            page.End().Line("dd", null, same.Key);
        }

        page.End();
    }
}
