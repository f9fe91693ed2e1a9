using System;

namespace ImpOps;

/// <summary>Times that are written down without their offset from UTC.</summary>
internal static class ClockTime
{
    /// <summary>The time that a clock showed; where nobody has told its offset, a clock of this computer.</summary>
    public static DateTimeOffset At(DateTime shown, TimeSpan? offset)
    {
        shown = DateTime.SpecifyKind(shown, DateTimeKind.Unspecified);
        TimeSpan known = offset ?? TimeZoneInfo.Local.GetUtcOffset(shown);

        // In the first and last hours of the calendar not every time has every offset.
        long utc = shown.Ticks - known.Ticks;
        return new DateTimeOffset(shown, utc >= 0 && utc <= DateTime.MaxValue.Ticks ? known : TimeSpan.Zero);
    }
}
