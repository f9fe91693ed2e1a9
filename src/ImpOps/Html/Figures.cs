using System;
using System.Globalization;

namespace ImpOps.Html;

/// <summary>Figures as a report shows them: the same in every culture, so that two reports can be compared.</summary>
internal static class Figures
{
    public static string Count(long count) => count.ToString("#,##0", CultureInfo.InvariantCulture);

    /// <summary>A share of a hundred, without the sign.</summary>
    public static string Share(double percent) => percent.ToString("#,##0.0", CultureInfo.InvariantCulture);

    public static string Percent(double percent) => Share(percent) + "%";

    public static string Ratio(double ratio) => ratio.ToString("#,##0.00", CultureInfo.InvariantCulture);

    /// <summary>A number as attributes of pictures and data take it.</summary>
    public static string Plain(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A point of time to the minute, with its zone.</summary>
    public static string Time(DateTimeOffset time) => Minute(time) + (time.Offset == TimeSpan.Zero ? " UTC" : time.ToString(" zzz", CultureInfo.InvariantCulture));

    /// <summary>A point of time for machines.</summary>
    public static string Machine(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>From when until when; what both have in common is told once.</summary>
    public static (string From, string To) Period(DateTimeOffset from, DateTimeOffset to)
    {
        string end = Time(to);
        return from.Offset != to.Offset ? (Time(from), end)
            : from.Date == to.Date ? (Minute(from), end.Substring(end.IndexOf(' ') + 1))
            : (Minute(from), end);
    }

    private static string Minute(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
