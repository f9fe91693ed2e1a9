using System;
using System.Management.Automation;
using ImpOps.Capacity;

namespace ImpOps.PowerShell.Binding;

/// <summary>
/// Takes what Measure-ImpJsmCapacity gives. Nodes and plans that have been on a journey are measured anew out of their properties; a history is more
/// than its properties tell.
/// </summary>
public sealed class CapacityMeasureTransformationAttribute()
    : RestoringTransformationAttribute(typeof(JsmCapacity), typeof(JsmHistory), typeof(JsmAlarm), typeof(JsmCapacitySummary), typeof(JsmForecast))
{
    private protected override object Restore(PSObject travelled)
    {
        try
        {
            int ova = Travelled.Get<int>(travelled, nameof(JsmCapacity.OvaSize));
            int threshold = Travelled.Get<int>(travelled, nameof(JsmCapacity.ThresholdPercent));
            HighAvailabilityMode? mode = Travelled.Text(travelled, nameof(JsmCapacity.HighAvailabilityMode)) is null
                ? null
                : Travelled.Get<HighAvailabilityMode>(travelled, nameof(JsmCapacity.HighAvailabilityMode));
            return travelled.Properties[nameof(JsmCapacityPlan.ClientPerUser)] is not null
                ? JsmCapacityPlan.For(
                    ova,
                    Travelled.Get<int>(travelled, nameof(JsmCapacityPlan.UserCount)),
                    Travelled.Get<double>(travelled, nameof(JsmCapacityPlan.ClientPerUser)),
                    mode,
                    threshold)
                : JsmCapacity.Measure(new JsmCapacityRequest
                {
                    NodeName = Travelled.Text(travelled, nameof(JsmCapacity.NodeName)),
                    OvaSize = ova,
                    HighAvailabilityMode = mode,
                    SessionCount = Travelled.Get<long>(travelled, nameof(JsmCapacity.SessionCount)),
                    ThresholdPercent = threshold,
                });
        }
        catch (Exception problem) when (problem is PSInvalidCastException or ArgumentException or ImpOpsException)
        {
            // Without the problem within: PowerShell passes over a cast that failed, and would tell that nothing could be bound.
            throw new ArgumentTransformationMetadataException(ErrorRecords.Format(Messages.NotACapacityMeasure, travelled));
        }
    }
}
