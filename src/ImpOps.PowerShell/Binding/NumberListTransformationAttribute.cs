using System;
using System.Linq;
using System.Management.Automation;

namespace ImpOps.PowerShell.Binding;

/// <summary>Takes a list of whole numbers out of one text, as a cell of a CSV file holds it: <c>2000;1000</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NumberListTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly char[] Separators = [';', ',', '/', ' '];

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is string text
            ? text.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Select(NumberTransformationAttribute.Parse).ToArray()
            : inputData;
    }
}
