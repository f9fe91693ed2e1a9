using System.Globalization;

namespace ImpOps.PowerShell.Binding;

/// <summary>Takes a number with decimals out of text. PowerShell itself would make 18 of <c>1,8</c>.</summary>
public sealed class DecimalTransformationAttribute : TextTransformationAttribute
{
    private protected override object Read(string text) =>
        double.TryParse(text.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw Refuse(Messages.NotANumber, text);
}
