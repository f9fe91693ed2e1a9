using System;
using System.Linq;
using System.Management.Automation;

namespace ImpOps.PowerShell.Binding;

/// <summary>Takes a mode as portals and inventories write it: <c>active/active</c>, <c>Active-Standby</c>, <c>主用/备用</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HighAvailabilityModeTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is not string text)
        {
            return inputData;
        }

        string letters = new([.. text.Where(char.IsLetter).Select(char.ToLowerInvariant)]);
        return letters switch
        {
            "activeactive" or "主用主用" => HighAvailabilityMode.ActiveActive,
            "activestandby" or "主用备用" => HighAvailabilityMode.ActiveStandby,
            "" => null,
            _ => inputData,
        };
    }
}
