using System;
using System.Management.Automation;
using ImpOps.Counters;

namespace ImpOps.PowerShell.Binding;

/// <summary>Takes samples of counters that have been on a journey.</summary>
public sealed class CounterSampleTransformationAttribute() : RestoringTransformationAttribute(typeof(CounterSample))
{
    /// <summary>The sample that an object is or was; null for an object that has not the properties of one.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">It has them, with values that make no sample.</exception>
    internal static CounterSample? Find(PSObject? item) =>
        item is null ? null
        : item.BaseObject as CounterSample ?? (item.Properties[nameof(CounterSample.Counter)] is not null && item.Properties[nameof(CounterSample.Timestamp)] is not null ? RestoreSample(item) : null);

    private protected override object Restore(PSObject travelled) => RestoreSample(travelled);

    private static CounterSample RestoreSample(PSObject travelled)
    {
        try
        {
            string counter = Travelled.Text(travelled, nameof(CounterSample.Counter)) ?? throw new ArgumentException(nameof(CounterSample.Counter));
            DateTimeOffset time = Travelled.Time(travelled, nameof(CounterSample.Timestamp)) ?? throw new ArgumentException(nameof(CounterSample.Timestamp));
            return new CounterSample(
                time,
                new CounterPath(
                    Travelled.Text(travelled, nameof(CounterSample.NodeName)),
                    Travelled.Text(travelled, nameof(CounterSample.Object)) ?? "",
                    Travelled.Text(travelled, nameof(CounterSample.Instance)),
                    counter),
                Travelled.Text(travelled, nameof(CounterSample.Value)) is null ? null : Travelled.Get<double>(travelled, nameof(CounterSample.Value)));
        }
        catch (Exception problem) when (problem is PSInvalidCastException or ArgumentException)
        {
            // Without the problem within: PowerShell passes over a cast that failed, and would tell that nothing could be bound.
            throw new ArgumentTransformationMetadataException(ErrorRecords.Format(Messages.NotASample, travelled));
        }
    }
}
