using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ImpOps.PowerShell.Binding;
using ImpOps.PowerShell.Completion;
using ImpOps.Relogin;

namespace ImpOps.PowerShell.Commands;

/// <summary>Test-ImpRetryLimit: are the nodes set right?</summary>
[Cmdlet(VerbsDiagnostic.Test, "ImpRetryLimit")]
[OutputType(typeof(Finding), typeof(bool))]
public sealed class TestImpRetryLimitCommand : RetryLimitCmdlet
{
    private readonly List<NodeRetrySettings> _nodes = [];
    private bool _allRead = true;

    /// <summary>The presence redundancy group of the node.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? PresenceRedundancyGroup { get; set; }

    /// <summary>The node.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? NodeName { get; set; }

    /// <summary>The OVA size of the node.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(OvaSizeCompleter))]
    [NumberTransformation]
    public int OvaSize { get; set; }

    /// <summary>The mode of the group. A live group tells it by its users.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RecordSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = LiveSet, ValueFromPipelineByPropertyName = true)]
    [HighAvailabilityModeTransformation]
    public HighAvailabilityMode? HighAvailabilityMode { get; set; }

    /// <summary>Users assigned to the node.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RecordSet, ValueFromPipelineByPropertyName = true)]
    [NumberTransformation(Optional = true)]
    [AllowNull]
    public int? UserCount { get; set; }

    /// <summary>Client Re-Login Lower Limit, in seconds.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RecordSet, ValueFromPipelineByPropertyName = true)]
    [NumberTransformation(Optional = true)]
    [AllowNull]
    public int? RetryLowerLimit { get; set; }

    /// <summary>Client Re-Login Upper Limit, in seconds.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RecordSet, ValueFromPipelineByPropertyName = true)]
    [NumberTransformation(Optional = true)]
    [AllowNull]
    public int? RetryUpperLimit { get; set; }

    /// <summary>Critical Service Down Delay, in seconds.</summary>
    [Parameter(ParameterSetName = RecordSet, ValueFromPipelineByPropertyName = true)]
    [NumberTransformation(Optional = true)]
    public int? CriticalServiceDownDelay { get; set; }

    /// <summary>Which figure the upper limits are compared with.</summary>
    [Parameter]
    [ValidateSet(nameof(RetryLimitSource.Published), nameof(RetryLimitSource.Derived))]
    public RetryLimitSource Source { get; set; } = RetryLimitSource.Published;

    /// <summary>Only say whether every record was understood and every check passed.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void ProcessBoundRecord()
    {
        if (ParameterSetName == LiveSet)
        {
            _allRead &= ForEachGroup((connection, group) => _nodes.AddRange(Read(connection, group, OvaSize, HighAvailabilityMode)));
            return;
        }

        _nodes.Add(new NodeRetrySettings
        {
            PresenceRedundancyGroup = string.IsNullOrEmpty(PresenceRedundancyGroup) ? null : PresenceRedundancyGroup,
            NodeName = NodeName,
            OvaSize = OvaSize,
            HighAvailabilityMode = HighAvailabilityMode!.Value,
            UserCount = UserCount,
            RetryLowerLimit = RetryLowerLimit,
            RetryUpperLimit = RetryUpperLimit,
            CriticalServiceDownDelay = CriticalServiceDownDelay,
        });
    }

    private protected override void EndRecords()
    {
        string[] unknown = [.. _nodes.Where(node => node.CriticalServiceDownDelay is null).Select(node => node.NodeName ?? Messages.UnnamedNode)];
        if (unknown.Length > 0)
        {
            WriteWarning(ErrorRecords.Format(Messages.DelayUnknown, string.Join(", ", unknown)));
        }

        Finding[] findings = [.. RetryLimitAudit.Check(_nodes, Source)];
        foreach (string erratum in findings.Select(finding => finding.Erratum).OfType<string>().Distinct())
        {
            WriteWarning(erratum);
        }

        if (Quiet)
        {
            // No node at all is no node that is set right, and a node that was not understood may be set wrongly.
            WriteObject(_nodes.Count > 0 && AllRecordsBound && _allRead && findings.All(finding => finding.Passed));
        }
        else
        {
            WriteObject(findings, enumerateCollection: true);
        }
    }
}
