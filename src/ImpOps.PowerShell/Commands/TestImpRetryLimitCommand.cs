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
public sealed class TestImpRetryLimitCommand : ImpCmdlet
{
    private readonly List<NodeRetrySettings> _nodes = [];

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

    /// <summary>The mode of the group.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [HighAvailabilityModeTransformation]
    public HighAvailabilityMode HighAvailabilityMode { get; set; }

    /// <summary>Users assigned to the node.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [NumberTransformation]
    public int UserCount { get; set; }

    /// <summary>Client Re-Login Lower Limit, in seconds.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [NumberTransformation]
    public int RetryLowerLimit { get; set; }

    /// <summary>Client Re-Login Upper Limit, in seconds.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [NumberTransformation]
    public int RetryUpperLimit { get; set; }

    /// <summary>Critical Service Down Delay, in seconds.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NumberTransformation(Optional = true)]
    public int? CriticalServiceDownDelay { get; set; }

    /// <summary>Which figure the upper limits are held against.</summary>
    [Parameter]
    [ValidateSet(nameof(RetryLimitSource.Published), nameof(RetryLimitSource.Derived))]
    public RetryLimitSource Source { get; set; } = RetryLimitSource.Published;

    /// <summary>Only say whether everything is right.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _nodes.Add(new NodeRetrySettings
    {
        PresenceRedundancyGroup = string.IsNullOrEmpty(PresenceRedundancyGroup) ? null : PresenceRedundancyGroup,
        NodeName = NodeName,
        OvaSize = OvaSize,
        HighAvailabilityMode = HighAvailabilityMode,
        UserCount = UserCount,
        RetryLowerLimit = RetryLowerLimit,
        RetryUpperLimit = RetryUpperLimit,
        CriticalServiceDownDelay = CriticalServiceDownDelay,
    });

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        string[] unknown = [.. _nodes.Where(node => node.CriticalServiceDownDelay is null).Select(node => node.NodeName ?? Messages.UnnamedNode)];
        if (unknown.Length > 0)
        {
            WriteWarning(ErrorRecords.Format(Messages.DelayUnknown, string.Join(", ", unknown)));
        }

        IEnumerable<Finding> findings = RetryLimitAudit.Check(_nodes, Source);
        if (Quiet)
        {
            // No node at all is no node that is set right.
            WriteObject(_nodes.Count > 0 && findings.All(finding => finding.Passed));
        }
        else
        {
            WriteObject(findings, enumerateCollection: true);
        }
    }
}
