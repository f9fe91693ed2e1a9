using System.Collections.Generic;
using System.Management.Automation;
using ImpOps.PowerShell.Binding;
using ImpOps.Restarts;

namespace ImpOps.PowerShell.Commands;

/// <summary>Get-ImpRestartPlan: the safe order in which to do what changes ask for, or how far a plan that was run has come.</summary>
[Cmdlet(VerbsCommon.Get, "ImpRestartPlan", DefaultParameterSetName = RequirementSet)]
[OutputType(typeof(RestartStep), ParameterSetName = [RequirementSet])]
[OutputType(typeof(RestartStepResult), ParameterSetName = [JournalSet])]
public sealed class GetImpRestartPlanCommand : ImpCmdlet
{
    private const string RequirementSet = "Requirement";
    private const string JournalSet = "Journal";

    private readonly List<RestartRequirement> _requirements = [];

    /// <summary>What changes ask for: the output of Test-ImpRestartRequired.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = RequirementSet, ValueFromPipeline = true)]
    [RestartRequirementTransformation]
    public RestartRequirement[] InputObject { get; set; } = [];

    /// <summary>The group has high availability, which must be off while services restart.</summary>
    [Parameter(ParameterSetName = RequirementSet)]
    public SwitchParameter HighAvailability { get; set; }

    /// <summary>The presence redundancy group, copied to the steps.</summary>
    [Parameter(ParameterSetName = RequirementSet)]
    public string? PresenceRedundancyGroup { get; set; }

    /// <summary>The nodes of the group, in the order in which to restart them.</summary>
    [Parameter(ParameterSetName = RequirementSet)]
    public string[] NodeName { get; set; } = [];

    /// <summary>The journal of a plan that was run, or runs.</summary>
    [Parameter(Mandatory = true, ParameterSetName = JournalSet)]
    public string Journal { get; set; } = "";

    private protected override void Process() => _requirements.AddRange(InputObject);

    private protected override void End()
    {
        if (ParameterSetName == JournalSet)
        {
            WriteJournal();
            return;
        }

        RestartPlanOptions options = new()
        {
            HighAvailability = HighAvailability,
            PresenceRedundancyGroup = PresenceRedundancyGroup,
            NodeName = NodeName,
        };
        WriteObject(RestartPlan.Create(_requirements, options), enumerateCollection: true);
    }

    private void WriteJournal() => Attempt(() =>
    {
        RestartJournal journal = RestartJournal.Read(ResolveTarget(Journal));
        WriteObject(journal.Step, enumerateCollection: true);
        if (!journal.IsRunning && journal.Warning is string warning)
        {
            WriteWarning(warning);
        }
    });
}
