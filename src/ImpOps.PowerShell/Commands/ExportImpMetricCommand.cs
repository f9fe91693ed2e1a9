using System;
using System.IO;
using System.Management.Automation;
using ImpOps.Metrics;

namespace ImpOps.PowerShell.Commands;

/// <summary>Export-ImpMetric: what was measured as a file of metrics for a collector.</summary>
[Cmdlet(VerbsData.Export, "ImpMetric", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
public sealed class ExportImpMetricCommand : MetricCmdlet
{
    /// <summary>The files that textfile collectors read are called so, and they read nothing but the format of Prometheus.</summary>
    private const string TextfileExtension = ".prom";

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Path { get; set; } = "";

    /// <summary>Leave an existing file alone.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Replace a file that is read-only.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Return the file that was written.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void End()
    {
        string target = ResolveTarget(Path);
        if (Metrics.IsEmpty)
        {
            ThrowTerminatingError(ErrorRecords.NothingToExport(target));
        }

        if (!ShouldProcess(target, Messages.ActionExportMetric))
        {
            return;
        }

        bool forTextfile = string.Equals(System.IO.Path.GetExtension(target), TextfileExtension, StringComparison.OrdinalIgnoreCase);
        Insist(() => Metrics.Write(target, OptionsFor(forTextfile ? MetricFormat.Prometheus : MetricFormat.OpenMetrics), NoClobber, Force));

        if (PassThru)
        {
            WriteObject(new FileInfo(target));
        }
    }
}
