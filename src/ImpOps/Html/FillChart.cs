using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace ImpOps.Html;

/// <summary>The sessions of a node over time as a curve, with threshold, limit and alarms, and its figures in a table.</summary>
internal sealed class FillChart
{
    /// <summary>How many stretches of time a curve is made of: about as many as a screen has room for. Of each, the least and the most are drawn.</summary>
    private const int MostStretches = 480;

    /// <summary>How many rows the table of figures has at most.</summary>
    private const int MostRows = 48;

    private const int Height = 200;
    private const int AxisHeight = 22;

    private readonly IReadOnlyList<Point> _points;
    private readonly TimeAxis _axis;
    private readonly int _limit;
    private readonly int _thresholdPercent;
    private readonly double _top;
    private readonly Stretch[] _stretches;

    /// <summary>Takes what is to be drawn.</summary>
    /// <param name="points">The samples in the order of time; at least one.</param>
    /// <param name="limit">The sessions that the node supports.</param>
    /// <param name="thresholdPercent">The fill above which it is too full.</param>
    /// <param name="longestStep">After how long without a sample the curve is broken.</param>
    /// <param name="axis">The time to draw.</param>
    public FillChart(IReadOnlyList<Point> points, int limit, int thresholdPercent, TimeSpan longestStep, TimeAxis axis)
    {
        _points = points;
        _limit = limit;
        _thresholdPercent = thresholdPercent;
        _axis = axis;
        _stretches = Condense(points, MostStretches, longestStep);

        // Up to the limit, or as far above it as there is something to see; half of it where everything happens in its lower part.
        double most = Math.Max(thresholdPercent, 100.0 * points.Max(point => point.Sessions) / limit);
        _top = most switch { <= 45 => 50, <= 100 => 100, _ => Math.Ceiling(most / 25) * 25 };
    }

    /// <summary>Whether the limit is within what is drawn.</summary>
    public bool ShowsLimit => _top >= 100;

    /// <summary>A sample.</summary>
    public readonly record struct Point(DateTimeOffset Time, long Sessions);

    /// <summary>An alarm: from when the fill was over the threshold, when it was raised, and when it ended.</summary>
    public readonly record struct Alarm(DateTimeOffset From, DateTimeOffset RaisedAt, DateTimeOffset To);

    /// <summary>Writes the curve and its table.</summary>
    public void Write(HtmlPage page, string id, string description, IReadOnlyCollection<Alarm> alarms)
    {
        page.Start("div", "plot").With("id", id).With("role", "group").With("aria-label", description).With("aria-describedby", id + "-keys");
        page.Start("svg").With("role", "img").With("width", "100%").With("height", Figures.Plain(Height + AxisHeight)).With("aria-labelledby", $"{id}-title {id}-desc");
        page.Start("title").With("id", id + "-title").Text(page[ReportTerm.FillOverTime]).End();
        page.Start("desc").With("id", id + "-desc").Text(description).End();
        foreach (Alarm alarm in alarms)
        {
            double from = _axis.Percent(alarm.From);
            page.Start("rect", "alarm").With("x", Share(from)).With("y", "0").With("width", Share(Math.Max(0.2, _axis.Percent(alarm.To) - from)))
                .With("height", Figures.Plain(Height)).End();
            Vertical(page, "raised", _axis.Percent(alarm.RaisedAt), 0, Height);
        }

        // At most six lines, however far above the limit it goes.
        int step = _top <= 50 ? 10 : 25 * (int)Math.Ceiling(_top / 150);
        for (int percent = 0; percent <= _top; percent += step)
        {
            Horizontal(page, "grid", percent);
            page.Start("text").With("x", "2").With("y", Figures.Plain(Y(percent) - 4)).Text(Figures.Plain(percent) + "%").End();
        }

        // Drawn by itself: the steps of a scale that goes far above the limit pass it over.
        if (ShowsLimit)
        {
            Horizontal(page, "limit", 100);
        }

        Horizontal(page, "threshold", _thresholdPercent);
        foreach ((DateTimeOffset time, string text) in _axis.Ticks())
        {
            double x = _axis.Percent(time);
            Vertical(page, "grid", x, Height, Height + 4);
            page.Start("text").With("x", Share(x)).With("y", Figures.Plain(Height + 17))
                .With("text-anchor", x < 4 ? "start" : x > 96 ? "end" : "middle").Text(text).End();
        }

        page.Start("svg").With("width", "100%").With("height", Figures.Plain(Height)).With("viewBox", $"0 0 1000 {Height}").With("preserveAspectRatio", "none");
        page.Start("path", "fill").With("d", Path()).End().End();
        page.Start("line", "cursor").With("x1", "0").With("x2", "0").With("y1", "0").With("y2", Figures.Plain(Height)).With("visibility", "hidden").End();
        page.End().End();
        page.Start("p", "reading").With("id", id + "-reading").With("aria-live", "polite").End();
        page.Start("span", "unseen").With("id", id + "-keys").Text(page[ReportTerm.ChartKeys]).End();
        WriteTable(page, description);
    }

    /// <summary>Writes what the script reads of the curve.</summary>
    public void WriteData(PageData data, string id) => data.Object(() =>
    {
        data.Name("id").Text(id);
        data.Name("offset").Number((long)_axis.From.Offset.TotalMinutes);
        data.Name("limit").Number(_limit);
        data.Name("from").Number(_axis.From.ToUnixTimeSeconds());
        data.Name("to").Number(_axis.To.ToUnixTimeSeconds());
        data.Name("times").Numbers(_stretches.Select(stretch => stretch.Most.Time.ToUnixTimeSeconds()));
        data.Name("sessions").Numbers(_stretches.Select(stretch => stretch.Most.Sessions));
    });

    private static string Share(double percent) => Figures.Plain(percent) + "%";

    /// <summary>Samples in stretches of about the same length; a gap ends one.</summary>
    private static Stretch[] Condense(IReadOnlyList<Point> points, int most, TimeSpan longestStep)
    {
        List<Stretch> stretches = [];
        long ticks = Math.Max(1, (points[points.Count - 1].Time - points[0].Time).Ticks / most);
        long number = -1;
        DateTimeOffset last = points[0].Time;
        foreach (Point point in points)
        {
            long at = (point.Time - points[0].Time).Ticks / ticks;
            bool gap = point.Time - last > longestStep;
            if (at != number || gap)
            {
                stretches.Add(new Stretch { Least = point, Most = point, AfterGap = gap });
            }
            else
            {
                Stretch stretch = stretches[stretches.Count - 1];
                stretch.Least = point.Sessions < stretch.Least.Sessions ? point : stretch.Least;
                stretch.Most = point.Sessions > stretch.Most.Sessions ? point : stretch.Most;
            }

            (number, last) = (at, point.Time);
        }

        return [.. stretches];
    }

    private double Y(double percent) => Height * (1 - (percent / _top));

    private string Path()
    {
        StringBuilder path = new();
        bool begin = true;
        foreach (Stretch stretch in _stretches)
        {
            begin |= stretch.AfterGap;
            bool leastFirst = stretch.Least.Time < stretch.Most.Time;
            Add(leastFirst ? stretch.Least : stretch.Most);
            if (stretch.Least.Time != stretch.Most.Time)
            {
                Add(leastFirst ? stretch.Most : stretch.Least);
            }
        }

        // A single point is no line; with a round end a line of no length is one.
        return _stretches.Length == 1 ? path.Append('h').Append(Figures.Plain(2)).ToString() : path.ToString();

        void Add(Point point)
        {
            path.Append(begin ? 'M' : 'L').Append(Figures.Plain(10 * _axis.Percent(point.Time))).Append(' ')
                .Append(Figures.Plain(Y(100.0 * point.Sessions / _limit)));
            begin = false;
        }
    }

    private void Horizontal(HtmlPage page, string kind, double percent)
    {
        string y = Figures.Plain(Y(percent));
        page.Start("line", kind).With("x1", "0").With("x2", "100%").With("y1", y).With("y2", y).End();
    }

    private static void Vertical(HtmlPage page, string kind, double percent, double from, double to) =>
        page.Start("line", kind).With("x1", Share(percent)).With("x2", Share(percent)).With("y1", Figures.Plain(from)).With("y2", Figures.Plain(to)).End();

    private void WriteTable(HtmlPage page, string description)
    {
        page.Start("details").Line("summary", null, page[ReportTerm.Figures]);
        page.StartTable(description).Start("thead").Start("tr");
        page.Column(ReportTerm.Time).Column(ReportTerm.Sessions, number: true).Column(ReportTerm.Fill, number: true);
        page.End().End().Start("tbody");
        foreach (Stretch stretch in Condense(_points, MostRows, TimeSpan.MaxValue))
        {
            page.Start("tr").Start("td", "time-cell").Time(stretch.Most.Time).End();
            page.Line("td", "number", Figures.Count(stretch.Most.Sessions));
            page.Line("td", "number", Figures.Percent(100.0 * stretch.Most.Sessions / _limit)).End();
        }

        page.End().EndTable().End();
    }

    /// <summary>Samples that follow each other: those with the fewest and with the most sessions.</summary>
    private sealed class Stretch
    {
        public required Point Least { get; set; }

        public required Point Most { get; set; }

        public required bool AfterGap { get; init; }
    }
}
