using System;
using System.Runtime.CompilerServices;
using ImpOps.Text;

namespace ImpOps.Counters;

/// <summary>Reads the times of a PDH-CSV file: <c>MM/dd/yyyy HH:mm:ss.fff</c>, the fraction may be missing.</summary>
internal static class PdhTime
{
    private const int SecondsLength = 19;

    /// <summary>Reads a time without blanks around it, and allocates nothing.</summary>
    [MethodImpl(HotPath.Options)]
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTime time)
    {
        time = default;
        if (text.Length < SecondsLength
            || text[2] != '/' || text[5] != '/' || text[10] != ' ' || text[13] != ':' || text[16] != ':'
            || !TryNumber(text.Slice(0, 2), out int month) || !TryNumber(text.Slice(3, 2), out int day) || !TryNumber(text.Slice(6, 4), out int year)
            || !TryNumber(text.Slice(11, 2), out int hour) || !TryNumber(text.Slice(14, 2), out int minute) || !TryNumber(text.Slice(17, 2), out int second)
            || month is < 1 or > 12 || year is < 1 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        int milliseconds = 0;
        ReadOnlySpan<byte> fraction = text.Slice(SecondsLength);
        if (fraction.Length > 0 && (fraction.Length != 4 || fraction[0] != '.' || !TryNumber(fraction.Slice(1), out milliseconds)))
        {
            return false;
        }

        time = new DateTime(year, month, day, hour, minute, second).AddMilliseconds(milliseconds);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> digits, out int number)
    {
        number = 0;
        foreach (byte digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            number = (10 * number) + digit - '0';
        }

        return true;
    }
}
