using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using ImpOps.Restarts;

namespace ImpOps.PowerShell.Binding;

/// <summary>
/// Takes requirements that have been on a journey: from a CSV file, from JSON, from another process. Their change and rule tell all.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RestartRequirementTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            RestartRequirement => value,
            IList list => list.Cast<object>().Select(Restore).ToArray(),
            _ => Restore(inputData),
        };
    }

    private static object Restore(object item)
    {
        PSObject travelled = PSObject.AsPSObject(item);
        if (travelled.BaseObject is RestartRequirement)
        {
            return travelled.BaseObject;
        }

        string? change = travelled.Properties["Change"]?.Value?.ToString();
        string? id = travelled.Properties["Rule"]?.Value?.ToString();
        return change is not null && id is not null && RestartRules.Find(id) is RestartRule rule
            ? new RestartRequirement(change, rule)
            : throw new ArgumentTransformationMetadataException(ErrorRecords.Format(Messages.NotARequirement, travelled));
    }
}
