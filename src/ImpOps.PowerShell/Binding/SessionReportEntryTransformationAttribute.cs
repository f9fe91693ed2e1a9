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
    private protected override object Restore(PSObject travelled)
    {
        try
        {
            SessionLevel level = Get<SessionLevel>(travelled, "Level");
            SessionReportEntry entry = level == SessionLevel.User
                ? new UserSessions
                {
                    Level = level,
                    PresenceRedundancyGroup = Get<string?>(travelled, nameof(SessionReportEntry.PresenceRedundancyGroup)),
                    NodeName = Get<string?>(travelled, nameof(SessionReportEntry.NodeName)),
                    SessionCount = Get<long>(travelled, nameof(SessionReportEntry.SessionCount)),
                    GeneratedAt = Get<DateTimeOffset?>(travelled, nameof(SessionReportEntry.GeneratedAt)),
                    UserId = Get<string?>(travelled, nameof(UserSessions.UserId)) ?? throw new ArgumentException(nameof(UserSessions.UserId)),
                    DeviceType = Get<string[]?>(travelled, nameof(UserSessions.DeviceType)) ?? [],
                }
                : new SessionSummary
                {
                    Level = level,
                    PresenceRedundancyGroup = Get<string?>(travelled, nameof(SessionReportEntry.PresenceRedundancyGroup)),
                    NodeName = Get<string?>(travelled, nameof(SessionReportEntry.NodeName)),
                    SessionCount = Get<long>(travelled, nameof(SessionReportEntry.SessionCount)),
                    GeneratedAt = Get<DateTimeOffset?>(travelled, nameof(SessionReportEntry.GeneratedAt)),
                    UserCount = Get<long>(travelled, nameof(SessionSummary.UserCount)),
                    DeviceType = new DeviceTypeCounts(Counts(travelled.Properties[nameof(SessionSummary.DeviceType)]?.Value)),
                };
            return entry;
        }
        catch (Exception problem) when (problem is PSInvalidCastException or ArgumentException)
        {
            throw new ArgumentTransformationMetadataException(ErrorRecords.Format(Messages.NotAReportEntry, travelled), problem);
        }
    }

    private static T Get<T>(PSObject item, string name)
    {
        object? value = item.Properties[name]?.Value;
        return value is null && default(T) is null
            ? default!
            : LanguagePrimitives.ConvertTo<T>(value ?? throw new ArgumentException(name));
    }

    private static IEnumerable<KeyValuePair<string, long>> Counts(object? value) =>
        (value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value) switch
        {
            IDictionary counts => counts.Keys.Cast<object>().Select(key => Count(key.ToString()!, counts[key])),
            PSObject counts => counts.Properties.Select(property => Count(property.Name, property.Value)),
            _ => [],
        };

    private static KeyValuePair<string, long> Count(string name, object? value) => new(name, LanguagePrimitives.ConvertTo<long>(value));
}
