using System;

namespace ImpOps.PowerShell.Binding;

/// <summary>Takes a mode as portals and inventories write it: <c>active/active</c>, <c>Active-Standby</c>, <c>主用/备用</c>.</summary>
public sealed class HighAvailabilityModeTransformationAttribute : TextTransformationAttribute
{
    /// <summary>The mode that a text means; null for none.</summary>
    internal static HighAvailabilityMode? Parse(string text) =>
        new string(Array.FindAll(text.ToCharArray(), char.IsLetter)).ToLowerInvariant() switch
        {
            "activeactive" or "主用主用" => HighAvailabilityMode.ActiveActive,
            "activestandby" or "主用备用" => HighAvailabilityMode.ActiveStandby,
            _ when string.IsNullOrWhiteSpace(text) => null,
            _ => throw Refuse(Messages.NotAMode, text),
        };

    private protected override object? Read(string text) => Parse(text);
}
