using System;
using System.Linq;
using System.Management.Automation;
using System.Text;
using ImpOps.Messaging;
using ImpOps.PowerShell.Binding;
using ImpOps.PowerShell.Completion;

namespace ImpOps.PowerShell.Commands;

/// <summary>Test-ImpMdmReadiness: is a deployment ready for multiple device messaging?</summary>
[Cmdlet(VerbsDiagnostic.Test, "ImpMdmReadiness", DefaultParameterSetName = InputObjectSet)]
[OutputType(typeof(Finding), typeof(bool))]
public sealed class TestImpMdmReadinessCommand : FileOrRecordCmdlet
{
    private MdmReadiness? _readiness;
    private long _records;
    private bool _allUnderstood = true;

    /// <summary>Clients: objects with a user, a client and a version; names of clients with their versions; or files.</summary>
    [Parameter(ParameterSetName = InputObjectSet, ValueFromPipeline = true)]
    public override PSObject? InputObject { get; set; }

    /// <summary>The encoding of files without byte order mark that are not UTF-8.</summary>
    [Parameter]
    [EncodingTransformation]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    public Encoding? Encoding { get; set; }

    /// <summary>The version of Expressway.</summary>
    [Parameter]
    [VersionTransformation]
    public ProductVersion? ExpresswayVersion { get; set; }

    /// <summary>No client comes through Expressway.</summary>
    [Parameter]
    [FlagTransformation]
    public SwitchParameter NoMobileAndRemoteAccess { get; set; }

    /// <summary>Instant messaging is enabled.</summary>
    [Parameter]
    [FlagTransformation]
    public SwitchParameter InstantMessagingEnabled { get; set; }

    /// <summary>The nodes with their OVA size, mode, users and retry limits, as an inventory has them.</summary>
    [Parameter]
    [MdmNodeTransformation]
    public MdmNode[] Node { get; set; } = [];

    /// <summary>Clients that each user will be signed in with, on average.</summary>
    [Parameter]
    [DecimalTransformation]
    public double? ClientPerUser { get; set; }

    /// <summary>How long a failover may take.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? MaximumFailoverTime { get; set; }

    /// <summary>Only say whether everything is known and every check passed.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void Begin() => _readiness = new MdmReadiness(new MdmReadinessOptions
    {
        ExpresswayVersion = ExpresswayVersion,
        MobileAndRemoteAccess = !NoMobileAndRemoteAccess,
        InstantMessagingEnabled = MyInvocation.BoundParameters.ContainsKey(nameof(InstantMessagingEnabled)) ? InstantMessagingEnabled.IsPresent : null,
        Node = Node,
        ClientPerUser = ClientPerUser,
        MaximumFailoverTime = MaximumFailoverTime,
    });

    private protected override void End()
    {
        string[] delayless = [.. Node.Where(node => node.CriticalServiceDownDelay is null && node.HighAvailabilityMode is not null).Select(node => node.NodeName ?? Messages.UnnamedNode)];
        if (delayless.Length > 0)
        {
            WriteWarning(ErrorRecords.Format(Messages.DelayUnknown, string.Join(", ", delayless)));
        }

        Finding[] findings = [.. _readiness!.Check()];
        if (!Quiet)
        {
            WriteObject(findings, enumerateCollection: true);
            return;
        }

        foreach (Finding unknown in findings.Where(finding => !finding.Passed && finding.Actual is null))
        {
            WriteWarning(unknown.Message);
        }

        bool complete = AllRead && _allUnderstood;
        if (!complete)
        {
            WriteWarning(Messages.ClientsRejected);
        }

        WriteObject(complete && Array.TrueForAll(findings, finding => finding.Passed));
    }

    private protected override void AddFile(string path) =>
        _readiness!.AddFile(path, Encoding, Note, progress => ShowProgress(Messages.ActivityReading, progress), StopToken);

    private protected override void AddText(string text)
    {
        // Every row of a CSV file would pass as a client of another maker.
        if (MdmClient.IsHeader(text))
        {
            RefuseLines(text);
        }

        AddRecord(text);
    }

    private protected override void AddRecord(PSObject item)
    {
        _records++;
        _readiness!.Add(item.BaseObject switch
        {
            MdmClient client => client,
            string text => MdmClient.Parse(text, _records),
            _ => MdmClient.FromRecord(FieldsOf(item), _records),
        });
    }

    private void Note(InputProblem found)
    {
        _allUnderstood &= found.IsWarning;
        Tell(found);
    }
}
