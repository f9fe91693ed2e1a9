using System;
using System.Management.Automation;
using ImpOps.Cli;
using ImpOps.Counters;

namespace ImpOps.PowerShell.Commands;

/// <summary>ConvertFrom-ImpCliOutput: objects out of what was pasted from the command line of a node.</summary>
[Cmdlet(VerbsData.ConvertFrom, "ImpCliOutput")]
[OutputType(typeof(PSObject), typeof(CounterSample), typeof(HighAvailabilityStatus))]
public sealed class ConvertFromImpCliOutputCommand : ImpCmdlet
{
    private CliOutputReader? _reader;

    /// <summary>The text: lines, or one text with all of them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[]? InputObject { get; set; }

    /// <summary>The node of the counters. The output does not name it.</summary>
    [Parameter]
    public string? NodeName { get; set; }

    /// <summary>When the counters were read. The output does not tell.</summary>
    [Parameter]
    public DateTimeOffset? Timestamp { get; set; }

    private protected override void Begin() => _reader = new CliOutputReader(Write, Tell)
    {
        NodeName = NodeName,
        Timestamp = Timestamp ?? Time.GetLocalNow(),
    };

    private protected override void Process()
    {
        foreach (string? text in InputObject ?? [])
        {
            _reader!.Add(text ?? "");
        }
    }

    private protected override void End() => _reader!.Complete();

    private void Write(object read) => WriteObject(read is CliRow row ? Bag(row) : read);

    private static PSObject Bag(CliRow row)
    {
        PSObject bag = new();
        for (int i = 0; i < row.Columns.Count; i++)
        {
            bag.Properties.Add(new PSNoteProperty(row.Columns[i], row.Values[i]));
        }

        return bag;
    }
}
