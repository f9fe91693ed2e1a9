using System;
using System.Collections;
using System.Management.Automation;

namespace ImpOps.PowerShell.Binding;

/// <summary>
/// Takes changes as text, or the property Change of an object. PowerShell tries a whole object for the value of the parameter before it looks at the
/// object's properties, and would bind the text <c>@{Change=...}</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ChangeTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        PSObject item = PSObject.AsPSObject(inputData ?? "");
        if (item.BaseObject is string or ValueType or IList)
        {
            return inputData;
        }

        // The other kinds are bound by their own names.
        return item.Properties["Change"]?.Value;
    }
}
