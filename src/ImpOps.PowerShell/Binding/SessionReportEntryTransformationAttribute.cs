using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using ImpOps.Sessions;

namespace ImpOps.PowerShell.Binding;

/// <summary>Takes lines of a report that have been on a journey.</summary>
public sealed class SessionReportEntryTransformationAttribute() : RestoringTransformationAttribute(typeof(SessionReportEntry))
{
    /// <summary>Whether an object has the properties of a line, by the names that no portal gives them.</summary>
    internal static bool LooksLikeEntry(PSObject item) =>
        item.Properties[nameof(SessionReportEntry.Level)] is not null
        && item.Properties[nameof(SessionReportEntry.SessionCount)] is not null
        && item.Properties[nameof(SessionSummary.DeviceType)] is not null
        && (item.Properties[nameof(SessionSummary.UserCount)] ?? item.Properties[nameof(UserSessions.UserId)]) is not null;

    /// <summary>The line that an object was.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">It was none.</exception>
    internal static SessionReportEntry RestoreEntry(PSObject travelled)
    {
        try
        {
            SessionLevel level = Get<SessionLevel>(travelled, nameof(SessionReportEntry.Level));
            string? group = GetText(travelled, nameof(SessionReportEntry.PresenceRedundancyGroup));
            string? node = GetText(travelled, nameof(SessionReportEntry.NodeName));
            long sessions = Get<long>(travelled, nameof(SessionReportEntry.SessionCount));
            DateTimeOffset? time = Time(travelled.Properties[nameof(SessionReportEntry.GeneratedAt)]?.Value);
            object? devices = travelled.Properties[nameof(SessionSummary.DeviceType)]?.Value;
            return level == SessionLevel.User
                ? new UserSessions
                {
                    Level = level,
                    PresenceRedundancyGroup = group,
                    NodeName = node,
                    SessionCount = sessions,
                    GeneratedAt = time,
                    UserId = GetText(travelled, nameof(UserSessions.UserId)) ?? throw new ArgumentException(nameof(UserSessions.UserId)),
                    DeviceType = List(devices),
                }
                : new SessionSummary
                {
                    Level = level,
                    PresenceRedundancyGroup = group,
                    NodeName = node,
                    SessionCount = sessions,
                    GeneratedAt = time,
                    UserCount = Get<long>(travelled, nameof(SessionSummary.UserCount)),
                    DeviceType = Counts(devices),
                };
        }
        catch (Exception problem) when (problem is PSInvalidCastException or ArgumentException)
        {
            throw new ArgumentTransformationMetadataException(ErrorRecords.Format(Messages.NotAReportEntry, travelled), problem);
        }
    }

    private protected override object Restore(PSObject travelled) => RestoreEntry(travelled);

    private static T Get<T>(PSObject item, string name) =>
        LanguagePrimitives.ConvertTo<T>(item.Properties[name]?.Value ?? throw new ArgumentException(name));

    /// <summary>A property as text; null for nothing and for the empty cell that a CSV file makes of it.</summary>
    private static string? GetText(PSObject item, string name) =>
        item.Properties[name]?.Value?.ToString() is { Length: > 0 } text ? text : null;

    /// <summary>A date and time. Export-Clixml and remoting make of it an object with the date's properties, and Export-Csv text of the session's culture.</summary>
    private static DateTimeOffset? Time(object? value) =>
        value is null or "" ? null
        : value is PSObject bag && bag.Properties[nameof(DateTimeOffset.UtcDateTime)]?.Value is DateTime utc && bag.Properties[nameof(DateTimeOffset.Offset)]?.Value is TimeSpan offset
            ? new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)).ToOffset(offset)
            : value is string text && DateTimeOffset.TryParse(text, CultureInfo.CurrentCulture, DateTimeStyles.AssumeLocal, out DateTimeOffset local) ? local
            : LanguagePrimitives.ConvertTo<DateTimeOffset>(value);

    private static IReadOnlyList<string> List(object? devices) => Unwrap(devices) switch
    {
        null => [],
        string text => DeviceTypeCounts.Parse(text).Enumerated(),
        object list => LanguagePrimitives.ConvertTo<string[]>(list),
    };

    private static DeviceTypeCounts Counts(object? devices) => Unwrap(devices) switch
    {
        string text => DeviceTypeCounts.Parse(text),
        IDictionary counts => new DeviceTypeCounts(counts.Keys.Cast<object>().Select(key => Count(key.ToString()!, counts[key]))),
        PSObject counts => new DeviceTypeCounts(counts.Properties.Select(property => Count(property.Name, property.Value))),
        _ => new DeviceTypeCounts([]),
    };

    /// <summary>What a wrapper holds; an object of nothing but properties is its own wrapper.</summary>
    private static object? Unwrap(object? value) => value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value;

    private static KeyValuePair<string, long> Count(string name, object? value) => new(name, LanguagePrimitives.ConvertTo<long>(value));
}
