using System;

namespace ImpOps.Audit;

/// <summary>What is known of a file before it is read.</summary>
/// <param name="Path">The file.</param>
/// <param name="LastWrite">When it was last written, by the clock of its lines.</param>
/// <param name="Day">The day of its first line; null where that is not known.</param>
internal sealed record AuditFile(string Path, DateTime LastWrite, DateTime? Day)
{
    /// <summary>Whether the day was worked out from the last write.</summary>
    public bool DayIsGuessed { get; init; }

    /// <summary>Its length in bytes.</summary>
    public long Length { get; init; }

    /// <summary>The time of its first line; null where it has none.</summary>
    public DateTimeOffset? FirstTime { get; init; }
}
