using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using ImpOps.Metrics;
using ImpOps.PowerShell.Binding;

namespace ImpOps.PowerShell;

/// <summary>A cmdlet that makes metrics of what other cmdlets have measured.</summary>
public abstract class MetricCmdlet : ImpCmdlet
{
    private protected MetricCmdlet()
    {
    }

    /// <summary>What was measured: the output of the other cmdlets, of several kinds together.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>The text format.</summary>
    [Parameter]
    public MetricFormat? Format { get; set; }

    /// <summary>Labels that every metric gets besides its own.</summary>
    [Parameter]
    public IDictionary? Label { get; set; }

    /// <summary>Write when each sample was taken.</summary>
    [Parameter]
    public SwitchParameter Timestamp { get; set; }

    /// <summary>The metrics so far.</summary>
    private protected MetricSet Metrics { get; } = new();

    private protected override void Process()
    {
        foreach (PSObject item in InputObject)
        {
            Attempt(() => Add(item));
        }
    }

    /// <summary>How to write them.</summary>
    /// <param name="format">The format, where the caller names none.</param>
    private protected MetricOptions OptionsFor(MetricFormat format) => new()
    {
        Format = Format ?? format,
        Timestamp = Timestamp,
        Label =
        [
            .. (Label ?? new Hashtable()).Cast<DictionaryEntry>()
                .Select(label => new KeyValuePair<string, string>(Text(label.Key), Text(label.Value)))
                .OrderBy(label => label.Key, System.StringComparer.Ordinal),
        ],
    };

    private static string Text(object? value) => System.Convert.ToString(value is PSObject wrapped ? wrapped.BaseObject : value, CultureInfo.InvariantCulture) ?? "";

    private void Add(PSObject item)
    {
        try
        {
            object? known = item.BaseObject is PSCustomObject ? (object?)CounterSampleTransformationAttribute.Find(item) ?? SessionReportEntryTransformationAttribute.Find(item) : item.BaseObject;
            if (known is null || !Metrics.Add(known))
            {
                WriteError(ErrorRecords.NotMeasured(item));
            }
        }
        catch (ArgumentTransformationMetadataException)
        {
            WriteError(ErrorRecords.NotMeasured(item));
        }
    }
}
