using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using ImpOps.PowerShell.Binding;
using ImpOps.PowerShell.Completion;
using ImpOps.Sessions;

namespace ImpOps.PowerShell.Commands;

/// <summary>Export-ImpSessionReport: the report as CSV files in the portal's layout.</summary>
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

        SessionReportFile[] files = [.. SessionReportFile.Plan(_entries, target).Where(file => ShouldProcess(file.Path, Messages.ActionExport))];
        try
        {
            SessionReportFile.Write(files, new SessionReportFormat
            {
                Delimiter = Delimiter,
                Encoding = Encoding,
                NoClobber = NoClobber,
                Force = Force,
            });
        }
        catch (ImpOpsException problem)
        {
            ThrowTerminatingError(ErrorRecords.From(problem));
        }

        if (PassThru)
        {
            WriteObject(files.Select(file => new FileInfo(file.Path)), enumerateCollection: true);
        }
    }
}
