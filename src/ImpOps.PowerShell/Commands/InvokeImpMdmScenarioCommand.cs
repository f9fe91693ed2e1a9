using System;
using System.Management.Automation;
using System.Text;
using ImpOps.Counters;
using ImpOps.Messaging;
using ImpOps.PowerShell.Binding;
using ImpOps.PowerShell.Completion;

namespace ImpOps.PowerShell.Commands;

/// <summary>Invoke-ImpMdmScenario: what becomes of messages on the devices of their users.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "ImpMdmScenario", DefaultParameterSetName = PathSet)]
[OutputType(typeof(MdmDelivery), typeof(CounterSample))]
public sealed class InvokeImpMdmScenarioCommand : FileOrRecordCmdlet
{
    private MdmScenario? _ofObjects;

    /// <summary>The release of the product.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MdmReleaseCompleter))]
    public string? Release { get; set; }

    /// <summary>Packets in the buffer of a device at which it is flushed.</summary>
    [Parameter]
    [NumberTransformation]
    public int? BufferLimit { get; set; }

    /// <summary>The time from which times without a date count.</summary>
    [Parameter]
    public DateTimeOffset StartTime { get; set; }

    /// <summary>Gives samples of the counters over time, instead of the deliveries.</summary>
    [Parameter]
    public SwitchParameter Counter { get; set; }

    /// <summary>The time between two samples.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? Interval { get; set; }

    /// <summary>The encoding of files without byte order mark that are not UTF-8.</summary>
    [Parameter]
    [EncodingTransformation]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    public Encoding? Encoding { get; set; }

    private protected override void Begin() => Insist(() => _ofObjects = NewScenario(null));

    private protected override void End() => _ofObjects!.Complete();

    private protected override void AddFile(string path)
    {
        MdmScenario scenario = NewScenario(System.IO.Path.GetFileNameWithoutExtension(path));
        scenario.AddFile(path, Encoding, progress => ShowProgress(Messages.ActivityPlayingScenario, progress), StopToken);
        scenario.Complete();
    }

    private protected override void AddRecord(PSObject item) => _ofObjects!.AddRecord(FieldsOf(item));

    private MdmScenario NewScenario(string? name)
    {
        MdmScenarioOptions options = new()
        {
            Name = name,
            Release = Release,
            BufferLimit = BufferLimit,
            StartTime = StartTime,
            CounterInterval = Interval,
        };
        return Counter ? new MdmScenario(options, sample: WriteObject, problem: Tell) : new MdmScenario(options, delivery: WriteObject, problem: Tell);
    }
}
