using System.Collections.Generic;
using System.Management.Automation;
using ImpOps.PowerShell.Binding;
using ImpOps.Restarts;

namespace ImpOps.PowerShell.Commands;

/// <summary>Get-ImpRestartPlan: the safe order in which to do what changes ask for.</summary>
[Cmdlet(VerbsCommon.Get, "ImpRestartPlan")]
[OutputType(typeof(RestartStep))]
public sealed class GetImpRestartPlanCommand : ImpCmdlet
{
    private readonly List<RestartRequirement> _requirements = [];

    /// <summary>What changes ask for: the output of Test-ImpRestartRequired.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [RestartRequirementTransformation]
    public RestartRequirement[] InputObject { get; set; } = [];

    /// <summary>The group has high availability, which must be off while services restart.</summary>
    [Parameter]
    public SwitchParameter HighAvailability { get; set; }

    /// <summary>The presence redundancy group, copied to the steps.</summary>
    [Parameter]
    public string? PresenceRedundancyGroup { get; set; }

    /// <summary>The nodes of the group, in the order in which to restart them.</summary>
    [Parameter]
    public string[] NodeName { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => _requirements.AddRange(InputObject);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        RestartPlanOptions options = new()
        {
            HighAvailability = HighAvailability,
            PresenceRedundancyGroup = PresenceRedundancyGroup,
            NodeName = NodeName,
        };
        WriteObject(RestartPlan.Create(_requirements, options), enumerateCollection: true);
    }
}
