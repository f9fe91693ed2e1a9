using System;

namespace ImpOps.Audit;

/// <summary>What of an audit log is wanted, and what its files do not tell.</summary>
public sealed class AuditLogQuery
{
    /// <summary>The first time that is wanted; null for the begin of the log.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>The last time that is wanted; null for the end of the log.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Which users; null for all. A line that names no user is asked for with an empty text.</summary>
    public Func<string, bool>? UserId { get; init; }

    /// <summary>Which kinds of event; null for all. A line that names none is asked for with an empty text.</summary>
    public Func<string, bool>? EventType { get; init; }

    /// <summary>
    /// The day of the first line of each file whose lines tell the time of the day only; null takes the date in the file's first line, in its name, or,
    /// for its last line and with a warning, of its last write.
    /// </summary>
    public DateTime? Date { get; init; }

    /// <summary>The offset from UTC of lines that do not tell theirs; null takes this computer's time zone.</summary>
    public TimeSpan? UtcOffset { get; init; }
}
