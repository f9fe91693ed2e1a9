using System;
using System.Globalization;
using System.Management.Automation;

namespace ImpOps.PowerShell.Binding;

/// <summary>
/// Takes whole numbers. PowerShell itself would make 0 of an empty cell, 2 of <c>1.5</c>, and of anything else an error that does not
/// say which value is wrong.
/// </summary>
public sealed class NumberTransformationAttribute : TextTransformationAttribute
{
    /// <summary>An empty cell means that the number is not known.</summary>
    public bool Optional { get; set; }

    /// <summary>The whole number that a text is.</summary>
    internal static long Parse(string text) =>
        long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw Refuse(Messages.NotAWholeNumber, text);

    private protected override object? Read(string text) => Optional && string.IsNullOrWhiteSpace(text) ? null : Parse(text);

    private protected override object? Check(object value) =>
        value is double or float or decimal && Convert.ToDouble(value, CultureInfo.InvariantCulture) % 1 != 0
            ? throw Refuse(Messages.NotAWholeNumber, value)
            : null;
}
