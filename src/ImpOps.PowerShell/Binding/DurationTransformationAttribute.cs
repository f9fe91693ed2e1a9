using System;
using System.Globalization;

namespace ImpOps.PowerShell.Binding;

/// <summary>Takes a duration such as <c>00:10:00</c>. PowerShell itself would take 10 for ticks and '10' for days.</summary>
public sealed class DurationTransformationAttribute : TextTransformationAttribute
{
    private protected override object Read(string text) =>
        text.Contains(":") && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan duration)
            ? duration
            : throw Refuse(Messages.NotADuration, text);

    private protected override object? Check(object value) =>
        value is TimeSpan ? null : throw Refuse(Messages.NotADuration, value);
}
