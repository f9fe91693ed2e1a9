using System;

namespace ImpOps.Audit;

/// <summary>
/// One event of an audit log: who did what, when, on which node. Texts are as the log prints them; what a line does not tell is null. Source: the
/// audit file that Cisco's Log Collection API shows, the sample event of the Administration Guide, and the syslog form of the same event.
/// </summary>
public sealed class AuditRecord
{
    private string? _details;
    private AuditDetails? _parts;

    /// <summary>When it happened.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Who did it.</summary>
    public string? UserId { get; init; }

    /// <summary>From which address.</summary>
    public string? ClientAddress { get; init; }

    /// <summary>The severity, as syslog counts it: 0 is the worst, 7 the least.</summary>
    public int? Severity { get; init; }

    /// <summary>The kind of event, for example <c>GeneralConfigurationUpdate</c> or <c>UserLogging</c>.</summary>
    public string? EventType { get; init; }

    /// <summary>What was accessed, for example <c>CUCMAdmin</c>.</summary>
    public string? ResourceAccessed { get; init; }

    /// <summary>How it ended: <c>Success</c>, <c>Successful</c>, <c>Failure</c>.</summary>
    public string? EventStatus { get; init; }

    /// <summary>True where the event is audited whatever the settings are; null where the line does not tell.</summary>
    public bool? CompulsoryEvent { get; init; }

    /// <summary>The category, for example <c>AdministrativeEvent</c>.</summary>
    public string? AuditCategory { get; init; }

    /// <summary>The component that tells of it, for example <c>Cisco CUCM Administration</c>.</summary>
    public string? ComponentId { get; init; }

    /// <summary>What the lines of one event have in common whose details did not fit into one.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>What was done, in words; all of it, also where the log has it in several lines.</summary>
    public string? Details
    {
        get => _details;
        init => _details = value;
    }

    /// <summary>The application that tells of it, for example <c>Cisco Tomcat</c>.</summary>
    public string? AppId { get; init; }

    /// <summary>The cluster.</summary>
    public string? ClusterId { get; init; }

    /// <summary>The node that tells of it.</summary>
    public string? NodeId { get; init; }

    /// <summary>The database table that was changed; null where <see cref="Details"/> names none.</summary>
    public string? Table => Parts.Table;

    /// <summary>The field by which the changed row is known, for example <c>name</c>.</summary>
    public string? KeyField => Parts.KeyField;

    /// <summary>The value of that field: which row was changed.</summary>
    public string? Key => Parts.Key;

    /// <summary>What was done with the row: <c>added</c>, <c>updated</c>, <c>deleted</c>.</summary>
    public string? Operation => Parts.Operation;

    /// <summary>Whether it succeeded; null where the line does not tell.</summary>
    public bool? Succeeded => string.IsNullOrEmpty(EventStatus) ? null : EventStatus!.StartsWith("success", StringComparison.OrdinalIgnoreCase);

    /// <summary>The file; null for a record that came from none.</summary>
    public string? FileName { get; init; }

    /// <summary>The line on which the record begins, from 1.</summary>
    public long? Line { get; init; }

    private AuditDetails Parts => _parts ??= AuditDetails.Parse(_details);

    /// <summary>The same record with other details.</summary>
    internal AuditRecord WithDetails(string? details)
    {
        AuditRecord copy = (AuditRecord)MemberwiseClone();
        (copy._details, copy._parts) = (details, null);
        return copy;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{UserId} {EventType} {Details}";
}
