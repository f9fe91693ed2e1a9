using System;
using System.Linq;

namespace ImpOps.PowerShell.Binding;

/// <summary>Takes a list of whole numbers out of one text: <c>2000;1000</c>.</summary>
public sealed class NumberListTransformationAttribute : TextTransformationAttribute
{
    private static readonly char[] Separators = [';', ',', '/', ' '];

    private protected override object Read(string text) =>
        text.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Select(NumberTransformationAttribute.Parse).ToArray();
}
