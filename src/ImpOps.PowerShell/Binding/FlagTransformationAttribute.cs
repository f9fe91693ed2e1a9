using System;
using System.Management.Automation;

namespace ImpOps.PowerShell.Binding;

/// <summary>Takes a switch from text, as a CSV file holds it: true, yes, on, enabled, 1, and their opposites.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FlagTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return (value as string)?.Trim().ToLowerInvariant() switch
        {
            "true" or "yes" or "on" or "enabled" or "1" or "启用" or "是" => new SwitchParameter(true),
            "" or "false" or "no" or "off" or "disabled" or "0" or "禁用" or "否" => new SwitchParameter(false),
            _ => inputData,
        };
    }
}
