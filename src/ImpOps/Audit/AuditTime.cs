using System;
using System.Runtime.CompilerServices;
using System.Text;
using ImpOps.Text;

namespace ImpOps.Audit;

/// <summary>
/// A time as an audit line tells it: of the day only (<c>10:20:30.123</c>), with the day of a year that is not told (<c>Nov 20 10:20:30</c>), or with
/// all of it (<c>Nov 20 2026 10:20:30 AM.123 UTC</c>, <c>2026-11-20T10:20:30.123Z</c>, <c>11/20/2026 10:20:30</c>).
/// </summary>
internal readonly struct AuditTime(int year, int month, int day, TimeSpan timeOfDay, TimeSpan? offset)
{
    private const string Months = "janfebmaraprmayjunjulaugsepoctnovdec";
    private const int LetterCount = 3;

    /// <summary>The year; 0 where it is not told.</summary>
    public int Year { get; } = year;

    /// <summary>The month; 0 where the day is not told.</summary>
    public int Month { get; } = month;

    /// <summary>The day of the month; 0 where it is not told.</summary>
    public int Day { get; } = day;

    public TimeSpan TimeOfDay { get; } = timeOfDay;

    /// <summary>The offset from UTC; null where no zone is told, or one whose name means different things in different places.</summary>
    public TimeSpan? Offset { get; } = offset;

    private int Worth => (Month > 0 ? 4 : 0) + (Year > 0 ? 2 : 0) + (Offset is null ? 0 : 1);

    /// <summary>
    /// Finds the time in what stands before the first label. A syslog server writes its own before that of the node: the fullest counts, and of two
    /// that are as full the later.
    /// </summary>
    [MethodImpl(HotPath.Options)]
    public static bool TryFind(ReadOnlySpan<byte> text, out AuditTime time)
    {
        time = default;
        bool any = false;
        for (int at = 0; at < text.Length; at++)
        {
            int found = text.Slice(at).IndexOf((byte)':');
            if (found < 0)
            {
                break;
            }

            at += found;
            if (TryRead(text, at, out AuditTime candidate, out int end))
            {
                time = any && time.Worth > candidate.Worth ? time : candidate;
                any = true;
                at = end - 1;
            }
        }

        return any;
    }

    /// <summary>The first date in a text such as the name of a file or its first line: <c>2026-11-20</c>, <c>20261120</c>, <c>11_20_2026</c>.</summary>
    public static DateTime? FindDate(ReadOnlySpan<byte> text)
    {
        for (int start = 0; start < text.Length; start++)
        {
            if (!IsDigit(text, start) || IsDigit(text, start - 1))
            {
                continue;
            }

            int length = 1;
            while (IsDigit(text, start + length))
            {
                length++;
            }

            DateTime? date = length switch
            {
                8 or 14 => Date(Number(text, start, 4), Number(text, start + 4, 2), Number(text, start + 6, 2)),
                4 when Joint(text, start + 4) is byte joint && IsPart(text, start + 5, joint) => Date(Number(text, start, 4), Number(text, start + 5, 2), Number(text, start + 8, 2)),
                <= 2 => DateBehind(text, start, length),
                _ => null,
            };
            if (date is not null)
            {
                return date;
            }

            start += length - 1;
        }

        return null;
    }

    /// <summary>Month, day and year, as the product writes them: with slashes or underlines. With others the day may come first.</summary>
    private static DateTime? DateBehind(ReadOnlySpan<byte> text, int start, int length)
    {
        if (Joint(text, start + length) is not byte joint || joint is not ((byte)'/' or (byte)'_'))
        {
            return null;
        }

        int day = start + length + 1;
        int dayLength = IsDigit(text, day + 1) ? 2 : 1;
        int year = day + dayLength + 1;
        return IsDigit(text, day) && Joint(text, year - 1) == joint && AreDigits(text, year, 4) && !IsDigit(text, year + 4)
            ? Date(Number(text, year, 4), Number(text, start, length), Number(text, day, dayLength))
            : null;
    }

    private static byte? Joint(ReadOnlySpan<byte> text, int at) => at < text.Length && text[at] is (byte)'-' or (byte)'_' or (byte)'/' or (byte)'.' ? text[at] : null;

    private static bool IsPart(ReadOnlySpan<byte> text, int at, byte joint) =>
        AreDigits(text, at, 2) && at + 2 < text.Length && text[at + 2] == joint && AreDigits(text, at + 3, 2) && !IsDigit(text, at + 5);

    private static DateTime? Date(int year, int month, int day) =>
        year is >= 1990 and < 2100 && IsDay(year, month, day) ? new DateTime(year, month, day) : null;

    /// <summary>Reads the time whose first colon is at <paramref name="colon"/>, with what stands around it.</summary>
    private static bool TryRead(ReadOnlySpan<byte> text, int colon, out AuditTime time, out int end)
    {
        time = default;
        end = colon + 6;
        int start = colon - (IsDigit(text, colon - 2) ? 2 : 1);
        if (!IsDigit(text, colon - 1) || IsDigit(text, start - 1) || !AreDigits(text, colon + 1, 2) || At(text, colon + 3) != ':' || !AreDigits(text, colon + 4, 2)
            || At(text, start - 1) is ':' or '.' || IsDigit(text, end) || At(text, end) == ':')
        {
            return false;
        }

        int hour = Number(text, start, colon - start);
        int minute = Number(text, colon + 1, 2);
        int second = Number(text, colon + 4, 2);
        long ticks = ReadFraction(text, ref end);
        if (ReadHalf(text, ref end) is bool afternoon)
        {
            if (hour is < 1 or > 12)
            {
                return false;
            }

            hour = (hour % 12) + (afternoon ? 12 : 0);
            ticks = Math.Max(ticks, ReadFraction(text, ref end));
        }

        if (hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        TimeSpan? offset = ReadOffset(text, ref end);
        (int year, int month, int day) = ReadDay(text, start);
        time = new AuditTime(year, month, day, new TimeSpan(hour, minute, second) + TimeSpan.FromTicks(ticks), offset);
        return true;
    }

    private static long ReadFraction(ReadOnlySpan<byte> text, ref int at)
    {
        if (At(text, at) is not ('.' or ',') || !IsDigit(text, at + 1))
        {
            return 0;
        }

        long ticks = 0;
        int digits = 0;
        for (at++; IsDigit(text, at); at++)
        {
            if (digits < 7)
            {
                ticks = (10 * ticks) + text[at] - '0';
                digits++;
            }
        }

        for (; digits < 7; digits++)
        {
            ticks *= 10;
        }

        return ticks;
    }

    /// <summary>AM or PM; null where there is neither.</summary>
    private static bool? ReadHalf(ReadOnlySpan<byte> text, ref int at)
    {
        int mark = SkipBlanks(text, at);
        bool? half = Lower(text, mark + 1) == 'm' && !IsLetter(text, mark + 2) ? Lower(text, mark) switch { 'a' => false, 'p' => true, _ => null } : null;
        at = half is null ? at : mark + 2;
        return half;
    }

    /// <summary>UTC, GMT, Z, or hours and minutes. Other names of zones mean different things in different places.</summary>
    private static TimeSpan? ReadOffset(ReadOnlySpan<byte> text, ref int at)
    {
        int zone = SkipBlanks(text, at);
        int sign = At(text, zone) switch { '+' => 1, '-' => -1, _ => 0 };
        if (sign != 0 && AreDigits(text, zone + 1, 2))
        {
            int minutes = At(text, zone + 3) == ':' ? zone + 4 : zone + 3;
            int hours = Number(text, zone + 1, 2);
            bool told = AreDigits(text, minutes, 2);
            TimeSpan offset = new(sign * hours, told ? sign * Number(text, minutes, 2) : 0, 0);
            if (offset.Duration() > TimeSpan.FromHours(14))
            {
                return null;
            }

            at = told ? minutes + 2 : zone + 3;
            return offset;
        }

        int length = Lower(text, zone) == 'z' ? 1 : Means(text, zone, "utc") || Means(text, zone, "gmt") ? 3 : 0;
        if (length == 0 || IsLetter(text, zone + length))
        {
            return null;
        }

        at = zone + length;
        return TimeSpan.Zero;
    }

    /// <summary>The day that stands before a time.</summary>
    private static (int Year, int Month, int Day) ReadDay(ReadOnlySpan<byte> text, int time)
    {
        int end = time;
        while (At(text, end - 1) is ' ' or 'T' or ',')
        {
            end--;
        }

        if (end == time)
        {
            return default;
        }

        if (AreDigits(text, end - 10, 4) && At(text, end - 6) == '-' && AreDigits(text, end - 5, 2) && At(text, end - 3) == '-' && AreDigits(text, end - 2, 2))
        {
            return Checked(Number(text, end - 10, 4), Number(text, end - 5, 2), Number(text, end - 2, 2));
        }

        if (AreDigits(text, end - 10, 2) && At(text, end - 8) == '/' && AreDigits(text, end - 7, 2) && At(text, end - 5) == '/' && AreDigits(text, end - 4, 4))
        {
            return Checked(Number(text, end - 4, 4), Number(text, end - 10, 2), Number(text, end - 7, 2));
        }

        int year = 0;
        if (AreDigits(text, end - 4, 4) && !IsDigit(text, end - 5))
        {
            year = Number(text, end - 4, 4);
            for (end -= 4; At(text, end - 1) is ' ' or ','; end--)
            {
            }
        }

        int length = IsDigit(text, end - 2) ? 2 : 1;
        int month = end - length;
        while (At(text, month - 1) == ' ')
        {
            month--;
        }

        return IsDigit(text, end - 1) && !IsDigit(text, end - length - 1) && month < end - length && !IsLetter(text, month - LetterCount - 1)
            ? Checked(year, MonthOf(text, month - LetterCount), Number(text, end - length, length))
            : default;
    }

    private static (int Year, int Month, int Day) Checked(int year, int month, int day)
    {
        // A year that is not told may be a leap year.
        const int LeapYear = 2000;
        return IsDay(year == 0 ? LeapYear : year, month, day) ? (year, month, day) : default;
    }

    private static bool IsDay(int year, int month, int day) => year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    private static int MonthOf(ReadOnlySpan<byte> text, int at)
    {
        for (int month = 0; month < Months.Length / LetterCount; month++)
        {
            if (Lower(text, at) == Months[LetterCount * month] && Lower(text, at + 1) == Months[(LetterCount * month) + 1] && Lower(text, at + 2) == Months[(LetterCount * month) + 2])
            {
                return month + 1;
            }
        }

        return 0;
    }

    private static bool Means(ReadOnlySpan<byte> text, int at, string word)
    {
        for (int i = 0; i < word.Length; i++)
        {
            if (Lower(text, at + i) != word[i])
            {
                return false;
            }
        }

        return true;
    }

    private static int SkipBlanks(ReadOnlySpan<byte> text, int at)
    {
        while (At(text, at) == ' ')
        {
            at++;
        }

        return at;
    }

    private static char At(ReadOnlySpan<byte> text, int at) => (uint)at < (uint)text.Length ? (char)text[at] : '\0';

    private static char Lower(ReadOnlySpan<byte> text, int at) => (char)(At(text, at) | 0x20);

    private static bool IsLetter(ReadOnlySpan<byte> text, int at) => (uint)(Lower(text, at) - 'a') < 26;

    private static bool IsDigit(ReadOnlySpan<byte> text, int at) => (uint)(At(text, at) - '0') < 10;

    private static bool AreDigits(ReadOnlySpan<byte> text, int at, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (!IsDigit(text, at + i))
            {
                return false;
            }
        }

        return true;
    }

    private static int Number(ReadOnlySpan<byte> text, int at, int length)
    {
        int number = 0;
        for (int i = 0; i < length; i++)
        {
            number = (10 * number) + text[at + i] - '0';
        }

        return number;
    }
}
