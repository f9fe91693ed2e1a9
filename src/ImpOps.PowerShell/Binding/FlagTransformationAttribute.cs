using System.Management.Automation;

namespace ImpOps.PowerShell.Binding;

/// <summary>Takes a switch from text: true, yes, on, enabled, 1, and their opposites.</summary>
public sealed class FlagTransformationAttribute : TextTransformationAttribute
{
    private protected override object Read(string text) => text.Trim().ToLowerInvariant() switch
    {
        "true" or "yes" or "on" or "enabled" or "1" or "启用" or "是" => new SwitchParameter(true),
        "" or "false" or "no" or "off" or "disabled" or "0" or "禁用" or "否" => new SwitchParameter(false),
        _ => throw Refuse(Messages.NotAFlag, text),
    };
}
