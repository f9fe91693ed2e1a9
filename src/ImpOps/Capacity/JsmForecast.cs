using System;
using System.Collections.Generic;
using System.Linq;

namespace ImpOps.Capacity;

/// <summary>How surely a trend is one.</summary>
public enum ForecastConfidence : long
{
    /// <summary>The daily peaks do not grow, or scatter so much that growth cannot be told from chance.</summary>
    None,

    /// <summary>They grow, with 95 percent confidence, but how fast is known within a factor of about two at best.</summary>
    Low,

    /// <summary>They grow, and how fast is known well: the 95 percent interval is at most half of the growth to either side.</summary>
    High,
}

/// <summary>When the trend of a node's daily peaks reaches the threshold and the limit.</summary>
public sealed class JsmForecast
{
    /// <summary>Two working weeks would be better; fewer days than one whole week say nothing of a weekly rhythm.</summary>
    private const int FewestDays = 7;

    /// <summary>A day of which less was seen may have had its peak when nobody looked.</summary>
    private static readonly TimeSpan ShortestDay = TimeSpan.FromHours(12);

    /// <summary>A trend is not drawn further than this: no deployment stays the same for so long.</summary>
    private const double FurthestDays = 3650;

    // The 97.5 percent quantiles of Student's distribution for 5 to 30 degrees of freedom; the normal distribution's follows.
    private static readonly double[] StudentQuantiles =
    [
        2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110,
        2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];

    private const double NormalQuantile = 1.960;

    private readonly Language _language = Languages.Current;

    private JsmForecast(JsmHistory history, IReadOnlyList<(DateTimeOffset Day, double Percent)> peaks)
    {
        NodeName = history.NodeName;
        ThresholdPercent = history.ThresholdPercent;
        DayCount = peaks.Count;

        // Least squares over the days since the first one.
        DateTimeOffset origin = peaks[0].Day;
        double[] x = [.. peaks.Select(peak => (peak.Day - origin).TotalDays)];
        double[] y = [.. peaks.Select(peak => peak.Percent)];
        double meanX = x.Average(), meanY = y.Average();
        double sxx = x.Sum(value => (value - meanX) * (value - meanX));
        double slope = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / sxx;
        double rest = x.Zip(y, (a, b) => Square(b - meanY - (slope * (a - meanX)))).Sum();
        int freedom = peaks.Count - 2;
        double quantile = freedom - 5 < StudentQuantiles.Length ? StudentQuantiles[freedom - 5] : NormalQuantile;
        GrowthPercentPerDay = slope;
        GrowthUncertainty = quantile * Math.Sqrt(rest / freedom / sxx);
        Confidence = slope - GrowthUncertainty <= 0 ? ForecastConfidence.None
            : GrowthUncertainty <= slope / 2 ? ForecastConfidence.High
            : ForecastConfidence.Low;
        if (Confidence != ForecastConfidence.None)
        {
            ThresholdAt = Reaches(ThresholdPercent);
            LimitAt = Reaches(100);
        }

        DateTimeOffset? Reaches(double percent)
        {
            double day = meanX + ((percent - meanY) / slope);
            return day is > -FurthestDays and < FurthestDays ? origin.AddDays(day) : null;
        }
    }

    /// <summary>The node; null where the samples name none.</summary>
    public string? NodeName { get; }

    /// <summary>The fill above which the node is too full, in percent.</summary>
    public int ThresholdPercent { get; }

    /// <summary>The days whose peaks make the trend.</summary>
    public int DayCount { get; }

    /// <summary>By how many percentage points the daily peak grows each day.</summary>
    public double GrowthPercentPerDay { get; }

    /// <summary>By how much the growth may be more or less, with 95 percent confidence.</summary>
    public double GrowthUncertainty { get; }

    /// <summary>How surely there is a trend.</summary>
    public ForecastConfidence Confidence { get; }

    /// <summary>When the daily peak reaches the threshold; null where there is no trend, or it takes more than ten years.</summary>
    public DateTimeOffset? ThresholdAt { get; }

    /// <summary>When the daily peak reaches the limit; null where there is no trend, or it takes more than ten years.</summary>
    public DateTimeOffset? LimitAt { get; }

    /// <summary>What the figures say, in the language in which they were asked for.</summary>
    public string Note => NoteIn(_language);

    /// <summary>What the figures say, in a language.</summary>
    internal string NoteIn(Language language)
    {
        using LanguageScope scope = Languages.Use(language);
        string message = Confidence switch
        {
            ForecastConfidence.None => Messages.ForecastNone,
            ForecastConfidence.Low => Messages.ForecastLow,
            _ => Messages.ForecastHigh,
        };
        return Errors.Format(message, DayCount, GrowthPercentPerDay, GrowthUncertainty);
    }

    internal static JsmForecast Of(JsmHistory history, (DateTimeOffset Time, long Count)[] samples)
    {
        List<(DateTimeOffset Day, double Percent)> peaks = [];
        foreach (IGrouping<DateTime, (DateTimeOffset Time, long Count)> day in samples.GroupBy(sample => sample.Time.Date))
        {
            (DateTimeOffset Time, long Count)[] ofDay = [.. day];
            if (history.ObservedTime(ofDay).Observed >= ShortestDay)
            {
                peaks.Add((new DateTimeOffset(day.Key, ofDay[0].Time.Offset), history.Percent(ofDay.Max(sample => sample.Count))));
            }
        }

        return peaks.Count >= FewestDays ? new JsmForecast(history, peaks) : throw Errors.ForecastTooShort(history.NodeName, peaks.Count, FewestDays);
    }

    private static double Square(double value) => value * value;
}
