using System;

namespace ImpOps.Audit;

/// <summary>
/// Knows the day of each line of a file, by the clock of the node. Where a line tells the time of the day only, the days go on with the lines: a
/// time that is earlier than the one before it is one of the next day.
/// </summary>
internal sealed class AuditClock(DateTime day)
{
    // Lines of several components may be written a little out of order.
    private static readonly TimeSpan Jitter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);

    private DateTime _now = day;

    /// <summary>The day of the last line.</summary>
    public DateTime Day => _now.Date;

    /// <summary>How many midnights were passed between lines that tell the time of the day only.</summary>
    public int Midnights { get; private set; }

    /// <summary>Goes on from the begin of a day that the file names.</summary>
    public void Set(DateTime day) => _now = day;

    /// <summary>When a line was written.</summary>
    /// <param name="time">The time that the line tells.</param>
    /// <param name="lastWrite">When the file was last written: what is told without a year is not later.</param>
    public DateTime Next(AuditTime time, DateTime lastWrite)
    {
        if (time.Month > 0)
        {
            return _now = DayOf(time, lastWrite) + time.TimeOfDay;
        }

        DateTime sameDay = _now.Date + time.TimeOfDay;
        if (_now - sameDay > Jitter && sameDay <= DateTime.MaxValue - OneDay)
        {
            Midnights++;
            return _now = sameDay + OneDay;
        }

        // A line from just before midnight that was written just after it.
        if (Midnights > 0 && sameDay - _now > OneDay - Jitter)
        {
            return sameDay - OneDay;
        }

        return sameDay > _now ? _now = sameDay : sameDay;
    }

    private static DateTime DayOf(AuditTime time, DateTime lastWrite)
    {
        if (time.Year > 0)
        {
            return new DateTime(time.Year, time.Month, time.Day);
        }

        for (int year = lastWrite.Year; year > 1; year--)
        {
            if (time.Day <= DateTime.DaysInMonth(year, time.Month) && new DateTime(year, time.Month, time.Day) <= lastWrite.Date + OneDay)
            {
                return new DateTime(year, time.Month, time.Day);
            }
        }

        return lastWrite.Date;
    }
}
