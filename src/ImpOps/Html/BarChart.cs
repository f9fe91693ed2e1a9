using System.Collections.Generic;
using System.Linq;

namespace ImpOps.Html;

/// <summary>Sessions of nodes as bars, against limit and threshold where these are known. Every bar is a picture of its own, with its figures beside it.</summary>
internal static class BarChart
{
    /// <summary>A bar.</summary>
    /// <param name="Name">The node.</param>
    /// <param name="Sessions">Its sessions.</param>
    /// <param name="Limit">The sessions that it supports; null where that is not known.</param>
    /// <param name="ThresholdPercent">The fill above which it is too full.</param>
    public readonly record struct Bar(string Name, long Sessions, long? Limit, int ThresholdPercent)
    {
        public string State => Limit is not long limit ? "plain" : Sessions > limit ? "full" : Sessions * 100 > ThresholdPercent * limit ? "over" : "fine";
    }

    public static void Write(HtmlPage page, IReadOnlyCollection<Bar> bars)
    {
        // A little room at the end, so that the mark of the largest limit is not half cut off.
        double full = System.Math.Max(1, bars.Max(bar => System.Math.Max(bar.Sessions, bar.Limit ?? 0))) * 1.005;
        bool limits = bars.Any(bar => bar.Limit is not null);
        page.Start("figure", "bars");
        page.Start("ul");
        foreach (Bar bar in bars)
        {
            page.Start("li", bar.State);
            WriteBar(page, bar, full);
            page.End();
        }

        page.End();
        page.Start("figcaption", "legend");
        WriteKey(page, "bar", page[ReportTerm.ChartSessions]);
        if (limits)
        {
            WriteThreshold(page, bars.Where(bar => bar.Limit is not null).Select(bar => bar.ThresholdPercent));
            WriteKey(page, "limit", page[ReportTerm.ChartLimit]);
        }

        page.Line("span", "note", page[ReportTerm.ChartBelow]);
        page.End().End();
    }

    /// <summary>The sign of the threshold, with its figure where there is one for all.</summary>
    public static void WriteThreshold(HtmlPage page, IEnumerable<int> percents)
    {
        int[] different = [.. percents.Distinct()];
        WriteKey(page, "threshold", different.Length == 1 ? $"{page[ReportTerm.ChartThreshold]} {Figures.Plain(different[0])}%" : page[ReportTerm.ChartThreshold]);
    }

    /// <summary>The sign of something in a picture and the word for it.</summary>
    public static void WriteKey(HtmlPage page, string kind, string text)
    {
        page.Start("span", "key");
        page.Start("svg", kind).With("width", "14").With("height", "14").With("aria-hidden", "true");
        if (kind is "bar" or "alarm")
        {
            page.Start("rect", kind).With("x", "0").With("y", "2").With("width", "14").With("height", "10").End();
        }
        else
        {
            Mark(page, kind, "7", "1", "13");
        }

        page.End().Text(text).End();
    }

    private static void WriteBar(HtmlPage page, Bar bar, double full)
    {
        string id = page.NewId("bar");
        string figures = bar.Limit is long limit
            ? $"{Figures.Count(bar.Sessions)} / {Figures.Count(limit)}"
            : Figures.Count(bar.Sessions);
        page.Start("div", "head").Start("span", "what").Name(bar.Name).End().Start("span", "figures").Text(figures);
        if (bar.Limit is long of)
        {
            page.Line("strong", null, Figures.Percent(100.0 * bar.Sessions / of));
            if (bar.State is "over" or "full")
            {
                page.Line("em", bar.State, page[bar.State == "full" ? ReportTerm.ChartOverLimit : ReportTerm.ChartOver]);
            }
        }

        page.End().End();
        page.Start("svg").With("role", "img").With("width", "100%").With("height", "22").With("aria-labelledby", id);
        page.Start("title").With("id", id).Text(bar.Limit is long total
            ? page.Terms.Format(ReportTerm.ChartNodeLimit, bar.Name, Figures.Count(bar.Sessions), Figures.Count(total), Figures.Share(100.0 * bar.Sessions / total))
            : page.Terms.Format(ReportTerm.ChartNode, bar.Name, Figures.Count(bar.Sessions))).End();
        Rect(page, "track", 100.0 * (bar.Limit ?? full) / full);
        Rect(page, "bar", 100.0 * bar.Sessions / full);
        if (bar.Limit is long marked)
        {
            Mark(page, "threshold", Figures.Plain(bar.ThresholdPercent * marked / full) + "%", "1", "21");
            Mark(page, "limit", Figures.Plain(100.0 * marked / full) + "%", "1", "21");
        }

        page.End();
    }

    private static void Rect(HtmlPage page, string kind, double percent) =>
        page.Start("rect", kind).With("x", "0").With("y", "5").With("width", Figures.Plain(percent) + "%").With("height", "12").End();

    private static void Mark(HtmlPage page, string kind, string x, string from, string to) =>
        page.Start("line", kind).With("x1", x).With("x2", x).With("y1", from).With("y2", to).End();
}
