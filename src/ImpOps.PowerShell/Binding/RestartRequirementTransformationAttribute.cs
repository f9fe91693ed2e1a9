using System.Management.Automation;
using ImpOps.Restarts;

namespace ImpOps.PowerShell.Binding;

/// <summary>Takes requirements that have been on a journey. Their change and rule tell all.</summary>
public sealed class RestartRequirementTransformationAttribute() : RestoringTransformationAttribute(typeof(RestartRequirement))
{
    private protected override object Restore(PSObject travelled)
    {
        string? change = travelled.Properties["Change"]?.Value?.ToString();
        string? id = travelled.Properties["Rule"]?.Value?.ToString();
        return change is not null && id is not null && RestartRules.Find(id) is RestartRule rule
            ? new RestartRequirement(change, rule)
            : throw new ArgumentTransformationMetadataException(ErrorRecords.Format(Messages.NotARequirement, travelled));
    }
}
