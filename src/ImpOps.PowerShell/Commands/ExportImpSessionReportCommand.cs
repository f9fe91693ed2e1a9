using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using ImpOps.Html;
using ImpOps.PowerShell.Binding;
using ImpOps.PowerShell.Completion;
using ImpOps.Sessions;

namespace ImpOps.PowerShell.Commands;

/// <summary>Export-ImpSessionReport: the report as CSV files in the portal's layout, or as one HTML file that reads like the portal.</summary>
[Cmdlet(VerbsData.Export, "ImpSessionReport", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
public sealed class ExportImpSessionReportCommand : ImpCmdlet
{
    private readonly List<SessionReportEntry> _entries = [];

    /// <summary>The file to write. The users of a node go to a file beside it that has the node in its name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Path { get; set; } = "";

    /// <summary>Lines of the report: the output of Get-ImpSessionReport.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [SessionReportEntryTransformation]
    public SessionReportEntry[] InputObject { get; set; } = [];

    /// <summary>CSV files or one HTML file; as the extension of the path says where it is not given.</summary>
    [Parameter]
    public SessionReportFileFormat? Format { get; set; }

    /// <summary>What the nodes support, for the chart of the HTML file: the output of Measure-ImpJsmCapacity.</summary>
    [Parameter]
    [NodeSessionLimitTransformation]
    public NodeSessionLimit[] Capacity { get; set; } = [];

    /// <summary>What the HTML file is called, for example by the name of the cluster.</summary>
    [Parameter]
    public string? Title { get; set; }

    /// <summary>What separates the fields.</summary>
    [Parameter]
    public char Delimiter { get; set; } = ',';

    /// <summary>The encoding of the files.</summary>
    [Parameter]
    [EncodingTransformation]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    public Encoding Encoding { get; set; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true);

    /// <summary>Leave an existing file alone.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Replace a file that is read-only.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Return the files that were written.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process() => _entries.AddRange(InputObject);

    private protected override void End()
    {
        string target = ResolveTarget(Path);
        if (_entries.Count == 0)
        {
            // An input that failed must not replace the good report of yesterday by an empty one.
            ThrowTerminatingError(ErrorRecords.NothingToExport(target));
        }

        SessionReportFileFormat format = Format ?? FormatOf(target);
        CheckParameters(format);
        string[] written = [];
        Insist(() => written = format == SessionReportFileFormat.Html ? WriteHtml(target) : WriteCsv(target));

        if (PassThru)
        {
            WriteObject(written.Select(path => new FileInfo(path)), enumerateCollection: true);
        }
    }

    private static SessionReportFileFormat FormatOf(string path) =>
        System.IO.Path.GetExtension(path).ToLowerInvariant() is ".html" or ".htm" ? SessionReportFileFormat.Html : SessionReportFileFormat.Csv;

    /// <summary>What would have no effect is refused: whoever asked for it would wait for it in vain.</summary>
    private void CheckParameters(SessionReportFileFormat format)
    {
        string[] others = format == SessionReportFileFormat.Html ? [nameof(Delimiter), nameof(Encoding)] : [nameof(Capacity), nameof(Title)];
        if (others.FirstOrDefault(MyInvocation.BoundParameters.ContainsKey) is string other)
        {
            ThrowTerminatingError(ErrorRecords.ParameterNotForFormat(other, format));
        }
    }

    private string[] WriteCsv(string target)
    {
        SessionReportFile[] files = [.. SessionReportFile.Plan(_entries, target).Where(file => ShouldProcess(file.Path, Messages.ActionExport))];
        SessionReportFile.Write(files, new SessionReportFormat
        {
            Delimiter = Delimiter,
            Encoding = Encoding,
            NoClobber = NoClobber,
            Force = Force,
        });
        return [.. files.Select(file => file.Path)];
    }

    private string[] WriteHtml(string target)
    {
        if (!ShouldProcess(target, Messages.ActionExport))
        {
            return [];
        }

        new SessionReportPage(_entries, Capacity).Write(target, new ReportPageFormat { Title = Title, NoClobber = NoClobber, Force = Force });
        return [target];
    }
}
