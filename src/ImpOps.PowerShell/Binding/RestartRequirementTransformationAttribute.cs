using System.Management.Automation;
using ImpOps.Restarts;

namespace ImpOps.PowerShell.Binding;

/// <summary>
/// Takes requirements that have been on a journey. Their change and rule tell all that a plan needs; where no rule knows the change, the certainty
/// says so.
/// </summary>
public sealed class RestartRequirementTransformationAttribute() : RestoringTransformationAttribute(typeof(RestartRequirement))
{
    private protected override object Restore(PSObject travelled)
    {
        string? change = Travelled.Text(travelled, nameof(RestartRequirement.Change));
        string? id = Travelled.Text(travelled, nameof(RestartRequirement.Rule));
        RestartRule? rule = id is null ? null : RestartRules.Find(id);
        bool unknown = id is null && Travelled.Text(travelled, nameof(RestartRequirement.Certainty)) == nameof(RestartCertainty.Unknown);
        return change is not null && (rule is not null || unknown)
            ? new RestartRequirement(change, rule) { Verified = Travelled.Text(travelled, nameof(RestartRequirement.Verified)) != bool.FalseString }
            : throw new ArgumentTransformationMetadataException(ErrorRecords.Format(Messages.NotARequirement, travelled));
    }
}
