using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ImpOps.Sessions;

namespace ImpOps.PowerShell.Binding;

/// <summary>Takes lines of a report that have been on a journey.</summary>
public sealed class SessionReportEntryTransformationAttribute() : RestoringTransformationAttribute(typeof(SessionReportEntry))
{
    /// <summary>Whether an object has the properties of a line, by the names that no portal gives them.</summary>
    private static bool LooksLikeEntry(PSObject item) =>
        item.Properties[nameof(SessionReportEntry.Level)] is not null
        && item.Properties[nameof(SessionReportEntry.SessionCount)] is not null
        && item.Properties[nameof(SessionSummary.DeviceType)] is not null
        && (item.Properties[nameof(SessionSummary.UserCount)] ?? item.Properties[nameof(UserSessions.UserId)]) is not null;

    /// <summary>The line that an object is or was; null where it is something else.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">It has the properties of a line and is none.</exception>
    internal static SessionReportEntry? Find(PSObject item) =>
        item.BaseObject as SessionReportEntry ?? (LooksLikeEntry(item) ? RestoreEntry(item) : null);

    /// <summary>The line that an object was.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">It was none.</exception>
    private static SessionReportEntry RestoreEntry(PSObject travelled)
    {
        try
        {
            SessionLevel level = Travelled.Get<SessionLevel>(travelled, nameof(SessionReportEntry.Level));
            string? group = Travelled.Text(travelled, nameof(SessionReportEntry.PresenceRedundancyGroup));
            string? node = Travelled.Text(travelled, nameof(SessionReportEntry.NodeName));
            long sessions = Travelled.Get<long>(travelled, nameof(SessionReportEntry.SessionCount));
            DateTimeOffset? time = Travelled.Time(travelled, nameof(SessionReportEntry.GeneratedAt));
            object? devices = travelled.Properties[nameof(SessionSummary.DeviceType)]?.Value;
            return level == SessionLevel.User
                ? new UserSessions
                {
                    Level = level,
                    PresenceRedundancyGroup = group,
                    NodeName = node,
                    SessionCount = sessions,
                    GeneratedAt = time,
                    UserId = Travelled.Text(travelled, nameof(UserSessions.UserId)) ?? throw new ArgumentException(nameof(UserSessions.UserId)),
                    DeviceType = List(devices),
                }
                : new SessionSummary
                {
                    Level = level,
                    PresenceRedundancyGroup = group,
                    NodeName = node,
                    SessionCount = sessions,
                    GeneratedAt = time,
                    UserCount = Travelled.Get<long>(travelled, nameof(SessionSummary.UserCount)),
                    DeviceType = Counts(devices),
                };
        }
        catch (Exception problem) when (problem is PSInvalidCastException or ArgumentException)
        {
            // Without the problem within: PowerShell passes over a cast that failed, and would tell that nothing could be bound.
            throw new ArgumentTransformationMetadataException(ErrorRecords.Format(Messages.NotAReportEntry, travelled));
        }
    }

    private protected override object Restore(PSObject travelled) => RestoreEntry(travelled);

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
