using System;
using System.Globalization;
using System.Runtime.CompilerServices;
using ImpOps.Text;

namespace ImpOps.Messaging;

/// <summary>
/// Reads and writes the times of a scenario: <c>[d.]hh:mm[:ss[.fff]]</c> since its begin, or a date and a time. Never depends on the session's culture,
/// and allocates nothing.
/// </summary>
internal static class MdmTime
{
    private const int DateLength = 10;
    private const int LongestFraction = 7;
    private const int MostDays = 3_000_000;

    /// <summary>Reads a time.</summary>
    /// <param name="text">The text, without blanks around it.</param>
    /// <param name="start">The time from which times without a date count.</param>
    /// <param name="time">The time. One without an offset from UTC has that of <paramref name="start"/>.</param>
    [MethodImpl(HotPath.Options)]
    public static bool TryParse(ReadOnlySpan<byte> text, DateTimeOffset start, out DateTimeOffset time)
    {
        time = default;
        bool dated = TryDate(text, out DateTime date);
        ReadOnlySpan<byte> rest = dated ? text.Slice(DateLength) : text;
        if (dated)
        {
            if (rest.IsEmpty || (rest[0] is not ((byte)'T' or (byte)'t' or (byte)' ')))
            {
                return false;
            }

            rest = rest.Slice(1);
        }

        if (!TryClock(ref rest, dated, out long ticks))
        {
            return false;
        }

        TimeSpan offset = start.Offset;
        if (dated ? !TryOffset(rest, ref offset) : !rest.IsEmpty)
        {
            return false;
        }

        // In the first and last hours of the calendar not every time has every offset.
        DateTime begin = dated ? date : start.DateTime;
        long local = begin.Ticks + ticks, utc = local - offset.Ticks;
        if (Math.Max(local, utc) > DateTime.MaxValue.Ticks || utc < 0)
        {
            return false;
        }

        time = new DateTimeOffset(local, offset);
        return true;
    }

    /// <summary>A time for people: without the date where the scenario has none.</summary>
    public static string Format(DateTimeOffset time)
    {
        string clock = time.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        return time.Year > 1 ? time.ToString("yyyy-MM-dd ", CultureInfo.InvariantCulture) + clock
            : time.DayOfYear > 1 ? (time.DayOfYear - 1).ToString(CultureInfo.InvariantCulture) + "." + clock
            : clock;
    }

    /// <summary><c>yyyy-MM-dd</c> or <c>yyyy/MM/dd</c>.</summary>
    private static bool TryDate(ReadOnlySpan<byte> text, out DateTime date)
    {
        date = default;
        if (text.Length < DateLength || (text[4] is not ((byte)'-' or (byte)'/')) || text[7] != text[4]
            || TakeNumber(text.Slice(0, 4), out int year) != 4 || TakeNumber(text.Slice(5, 2), out int month) != 2 || TakeNumber(text.Slice(8, 2), out int day) != 2
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new DateTime(year, month, day);
        return true;
    }

    /// <summary><c>[d.]hh:mm[:ss[.fff]]</c>; with a date before it, of one day. What follows is left.</summary>
    private static bool TryClock(ref ReadOnlySpan<byte> text, bool dated, out long ticks)
    {
        ticks = 0;
        int days = 0, second = 0;
        if (!TakePart(ref text, out int hour))
        {
            return false;
        }

        if (!dated && Take(ref text, '.'))
        {
            days = hour;
            if (!TakePart(ref text, out hour) || hour > 23)
            {
                return false;
            }
        }

        if (!Take(ref text, ':') || !TakePart(ref text, out int minute) || minute > 59
            || (Take(ref text, ':') && (!TakePart(ref text, out second) || second > 59))
            || (dated && hour > 23) || days > MostDays || hour > MostDays)
        {
            return false;
        }

        ticks = (days * TimeSpan.TicksPerDay) + (hour * TimeSpan.TicksPerHour) + (minute * TimeSpan.TicksPerMinute) + (second * TimeSpan.TicksPerSecond);
        if (!text.IsEmpty && text[0] is (byte)'.' or (byte)',')
        {
            int digits = TakeNumber(text.Slice(1), out int fraction);
            if (digits is 0 or > LongestFraction)
            {
                return false;
            }

            text = text.Slice(1 + digits);
            for (; digits < LongestFraction; digits++)
            {
                fraction *= 10;
            }

            ticks += fraction;
        }

        return true;
    }

    /// <summary>Nothing, <c>Z</c>, <c>+hh:mm</c>, <c>+hhmm</c> or <c>+hh</c>.</summary>
    private static bool TryOffset(ReadOnlySpan<byte> text, ref TimeSpan offset)
    {
        text = Utf8Text.Trim(text);
        if (text.IsEmpty)
        {
            return true;
        }

        if (text.Length == 1 && text[0] is (byte)'Z' or (byte)'z')
        {
            offset = TimeSpan.Zero;
            return true;
        }

        bool behind = text[0] == '-';
        if ((!behind && text[0] != '+') || text.Length < 3 || TakeNumber(text.Slice(1, 2), out int hours) != 2)
        {
            return false;
        }

        int minutes = 0;
        ReadOnlySpan<byte> rest = text.Slice(3);
        if (!rest.IsEmpty)
        {
            rest = rest[0] == ':' ? rest.Slice(1) : rest;
            if (rest.Length != 2 || TakeNumber(rest, out minutes) != 2 || minutes > 59)
            {
                return false;
            }
        }

        const int FarthestHours = 14;
        if ((hours * 60) + minutes > FarthestHours * 60)
        {
            return false;
        }

        offset = new TimeSpan(hours, minutes, 0);
        offset = behind ? -offset : offset;
        return true;
    }

    private static bool Take(ref ReadOnlySpan<byte> text, char mark)
    {
        if (text.IsEmpty || text[0] != mark)
        {
            return false;
        }

        text = text.Slice(1);
        return true;
    }

    private static bool TakePart(ref ReadOnlySpan<byte> text, out int number)
    {
        int digits = TakeNumber(text, out number);
        text = text.Slice(digits);
        return digits > 0;
    }

    /// <summary>How many digits a text begins with; more than nine are no number here.</summary>
    private static int TakeNumber(ReadOnlySpan<byte> text, out int number)
    {
        const int MostDigits = 9;
        number = 0;
        int at = 0;
        while (at < text.Length && at < MostDigits && text[at] is >= (byte)'0' and <= (byte)'9')
        {
            number = (10 * number) + text[at++] - '0';
        }

        return at;
    }
}
