using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using ImpOps.Capacity;
using ImpOps.Html;
using ImpOps.PowerShell.Binding;

namespace ImpOps.PowerShell.Commands;

/// <summary>Export-ImpCapacityReport: capacity as one HTML file: nodes against their limits, fill over time, alarms, forecasts and plans.</summary>
[Cmdlet(VerbsData.Export, "ImpCapacityReport", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
public sealed class ExportImpCapacityReportCommand : ImpCmdlet
{
    private readonly List<object> _measures = [];

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Path { get; set; } = "";

    /// <summary>What Measure-ImpJsmCapacity gives, of whatever kind.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [CapacityMeasureTransformation]
    public object[] InputObject { get; set; } = [];

    /// <summary>What the report is called, for example by the name of the cluster.</summary>
    [Parameter]
    public string? Title { get; set; }

    /// <summary>Leave an existing file alone.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Replace a file that is read-only.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Return the file that was written.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process() => _measures.AddRange(InputObject);

    private protected override void End()
    {
        string target = ResolveTarget(Path);
        if (_measures.Count == 0)
        {
            // As with the session report: a measurement that failed must not replace the good report of yesterday.
            ThrowTerminatingError(ErrorRecords.NothingToExport(target));
        }

        if (!ShouldProcess(target, Messages.ActionExportCapacity))
        {
            return;
        }

        Insist(() => CapacityReport.Of(_measures).Write(target, new ReportPageFormat { Title = Title, NoClobber = NoClobber, Force = Force }));

        if (PassThru)
        {
            WriteObject(new FileInfo(target));
        }
    }
}
