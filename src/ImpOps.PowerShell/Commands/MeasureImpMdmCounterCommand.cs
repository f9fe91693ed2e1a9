using System;
using System.Management.Automation;
using ImpOps.Counters;
using ImpOps.Messaging;
using ImpOps.PowerShell.Binding;

namespace ImpOps.PowerShell.Commands;

/// <summary>Measure-ImpMdmCounter: what the counters of multiple device messaging say.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "ImpMdmCounter")]
[OutputType(typeof(MdmCounterSummary))]
public sealed class MeasureImpMdmCounterCommand : ImpCmdlet
{
    private readonly MdmMonitor _monitor = new();
    private long _samples;
    private bool _any;

    /// <summary>Samples: the output of Import-ImpCounterLog. Counters of other things are passed over.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [CounterSampleTransformation]
    public CounterSample[] InputObject { get; set; } = [];

    /// <summary>Gives an object for each interval of this length, instead of one for the whole period.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? Interval { get; set; }

    private protected override void Process()
    {
        foreach (CounterSample sample in InputObject)
        {
            _samples++;
            _any |= _monitor.Add(sample);
        }
    }

    private protected override void End()
    {
        if (!_any && _samples > 0)
        {
            WriteWarning(ErrorRecords.Format(Messages.NoMdmSamples, _samples));
        }

        Insist(() => WriteObject(_monitor.Summarize(Interval), enumerateCollection: true));
    }
}
