using System;
using System.Collections.Generic;
using System.IO;
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
public sealed class TestImpMdmReadinessCommand : ImpCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string InputObjectSet = "InputObject";

    private MdmReadiness? _readiness;
    private long _records;
    private bool _allRead = true;

    /// <summary>CSV files with clients; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>CSV files whose names are taken as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Clients: objects with a user, a client and a version; names of clients with their versions; or files.</summary>
    [Parameter(ParameterSetName = InputObjectSet, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

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

    private protected override void Process()
    {
        switch (ParameterSetName)
        {
            case PathSet:
                AddFiles(Path, literal: false);
                break;
            case LiteralPathSet:
                AddFiles(LiteralPath, literal: true);
                break;
            default:
                if (InputObject is not null)
                {
                    AddObject(InputObject);
                }

                break;
        }
    }

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

        if (!_allRead)
        {
            WriteWarning(Messages.ClientsRejected);
        }

        WriteObject(_allRead && Array.TrueForAll(findings, finding => finding.Passed));
    }

    private void AddFiles(string[] paths, bool literal)
    {
        foreach (string path in ResolveNewFiles(paths, literal))
        {
            _allRead &= Attempt(() => _readiness!.AddFile(path, Encoding, Note, progress => ShowProgress(Messages.ActivityReading, progress), StopToken));
        }

        _allRead &= AllPathsFound;
    }

    private void AddObject(PSObject item)
    {
        if (item.BaseObject is FileSystemInfo file)
        {
            AddFiles([file.FullName], literal: true);
            return;
        }

        _records++;
        _allRead &= Attempt(() => _readiness!.Add(item.BaseObject switch
        {
            MdmClient client => client,
            string text => MdmClient.Parse(text, _records),
            _ => MdmClient.FromRecord(Properties(Travelled.Bag(item)), _records),
        }));
    }

    private void Note(InputProblem found)
    {
        _allRead &= found.IsWarning;
        Tell(found);
    }

    private static IEnumerable<KeyValuePair<string, string?>> Properties(PSObject item) =>
        item.Properties.Select(property => new KeyValuePair<string, string?>(property.Name, LanguagePrimitives.ConvertTo<string>(property.Value)));
}
