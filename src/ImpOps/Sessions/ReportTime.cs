using System;
using System.Globalization;
using System.Linq;

namespace ImpOps.Sessions;

/// <summary>Reads and writes the date and time of a report. Never depends on the session's culture.</summary>
internal static class ReportTime
{
    private const DateTimeStyles Styles = DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.AssumeLocal;

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss K", "yyyy-MM-dd HH:mmK",
        "yyyy/M/d HH:mm:ssK", "yyyy/M/d HH:mmK", "yyyy年M月d日 HH:mm:ss", "yyyy年M月d日 HH:mm",
        "d.M.yyyy HH:mm:ss", "d.M.yyyy HH:mm", "M/d/yyyy HH:mm:ss", "M/d/yyyy HH:mm", "M/d/yyyy h:mm:ss tt", "M/d/yyyy h:mm tt",
        "MMM d, yyyy h:mm:ss tt", "MMM d, yyyy HH:mm:ss", "MMM d HH:mm:ss yyyy", "MMM d HH:mm:ss zzz yyyy",
    ];

    public static bool TryParse(string text, out DateTimeOffset time)
    {
        text = text.Trim();
        return TryParseExact(text, out time) || TryParseServerDate(text, out time);
    }

    public static string Format(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture);

    private static bool TryParseExact(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, Styles, out time);

    /// <summary>The form in which servers print dates: <c>Fri Nov 20 08:00:00 CET 2026</c>. A zone other than UTC is taken as the local one.</summary>
    private static bool TryParseServerDate(string text, out DateTimeOffset time)
    {
        time = default;
        string[] parts = text.Split([' '], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is not (5 or 6) || parts[0].Length != 3 || !char.IsLetter(parts[0][0]))
        {
            return false;
        }

        string[] rest = [.. parts.Skip(1)];
        if (rest.Length == 5)
        {
            string zone = rest[3];
            bool utc = zone is "UTC" or "GMT" or "Z";
            if (utc)
            {
                rest[3] = "+00:00";
            }
            else if (zone.All(char.IsLetter))
            {
                rest = [rest[0], rest[1], rest[2], rest[4]];
            }
        }

        return TryParseExact(string.Join(" ", rest), out time);
    }
}
