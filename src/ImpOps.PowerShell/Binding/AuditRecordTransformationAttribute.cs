using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using ImpOps.Audit;

namespace ImpOps.PowerShell.Binding;

/// <summary>
/// Takes audit records, also those that have been on a journey, out of what is piped. An object that is none is left to the other parameters.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AuditRecordTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        PSObject item = PSObject.AsPSObject(inputData ?? "");
        AuditRecord[] records = [.. (item.BaseObject is IList list ? list.Cast<object>().Select(PSObject.AsPSObject) : [item]).Select(Find).OfType<AuditRecord>()];
        return records.Length == 0 ? null : records;
    }

    private static AuditRecord? Find(PSObject item) => item.BaseObject as AuditRecord ?? (WasRecord(item) ? Restore(item) : null);

    /// <summary>A list of changes that somebody keeps may have a time and a kind as well; what it calls Change is what counts.</summary>
    private static bool WasRecord(PSObject item) =>
        item.Properties[nameof(AuditRecord.EventType)] is not null && item.Properties[nameof(AuditRecord.Timestamp)] is not null
        && item.Properties[nameof(AuditRecord.Details)] is not null && item.Properties["Change"] is null;

    private static AuditRecord Restore(PSObject travelled)
    {
        try
        {
            return new AuditRecord
            {
                Timestamp = Travelled.Time(travelled, nameof(AuditRecord.Timestamp)) ?? throw new ArgumentException(nameof(AuditRecord.Timestamp)),
                UserId = Travelled.Text(travelled, nameof(AuditRecord.UserId)),
                EventType = Travelled.Text(travelled, nameof(AuditRecord.EventType)),
                ResourceAccessed = Travelled.Text(travelled, nameof(AuditRecord.ResourceAccessed)),
                EventStatus = Travelled.Text(travelled, nameof(AuditRecord.EventStatus)),
                Details = Travelled.Text(travelled, nameof(AuditRecord.Details)),
                NodeId = Travelled.Text(travelled, nameof(AuditRecord.NodeId)),
            };
        }
        catch (Exception problem) when (problem is PSInvalidCastException or ArgumentException)
        {
            // Without the problem within: PowerShell passes over a cast that failed, and would tell that nothing could be bound.
            throw new ArgumentTransformationMetadataException(ErrorRecords.Format(Messages.NotAnAuditRecord, travelled));
        }
    }
}
