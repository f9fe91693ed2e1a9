using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ImpOps.Html;

/// <summary>The time that curves go over, and where its marks are: at round times of the samples' own zone.</summary>
internal sealed class TimeAxis
{
    private const int MostTicks = 7;

    private static readonly TimeSpan[] Steps =
    [
        .. new[] { 1, 2, 5, 10, 15, 30 }.Select(minutes => TimeSpan.FromMinutes(minutes)),
        .. new[] { 1, 2, 3, 6, 12 }.Select(hours => TimeSpan.FromHours(hours)),
        .. new[] { 1, 2, 7, 14, 28, 91, 182, 364 }.Select(days => TimeSpan.FromDays(days)),
    ];

    public TimeAxis(DateTimeOffset from, DateTimeOffset to)
    {
        From = from;
        To = to.ToOffset(from.Offset);
    }

    public DateTimeOffset From { get; }

    public DateTimeOffset To { get; }

    /// <summary>Where a time is, in percent of the axis.</summary>
    public double Percent(DateTimeOffset time) => To == From ? 0 : 100.0 * (time - From).Ticks / (To - From).Ticks;

    /// <summary>The marks with their texts.</summary>
    public IEnumerable<(DateTimeOffset Time, string Text)> Ticks()
    {
        TimeSpan step = Steps.FirstOrDefault(step => step.Ticks * MostTicks >= (To - From).Ticks);
        if (step == TimeSpan.Zero)
        {
            step = Steps[Steps.Length - 1];
        }

        long begin = (From.Ticks + step.Ticks - 1) / step.Ticks * step.Ticks;
        for (long ticks = begin; ticks <= To.Ticks; ticks += step.Ticks)
        {
            DateTimeOffset time = new(ticks, From.Offset);
            bool day = step >= TimeSpan.FromDays(1) || time.TimeOfDay == TimeSpan.Zero;
            yield return (time, time.ToString(day ? "MM-dd" : "HH:mm", CultureInfo.InvariantCulture));
        }
    }
}
