using ImpOps.Relogin;

namespace ImpOps.PowerShell.Binding;

/// <summary>Takes an empty cell for the printed figures, which are what nobody has to ask for.</summary>
public sealed class RetryLimitSourceTransformationAttribute : TextTransformationAttribute
{
    private protected override object Read(string text) => string.IsNullOrWhiteSpace(text) ? RetryLimitSource.Published : text;
}
