using System;
using System.Management.Automation;

namespace ImpOps.PowerShell.Binding;

/// <summary>Makes a value out of text, as a CSV file holds it. What is no text is left to PowerShell.</summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class TextTransformationAttribute : ArgumentTransformationAttribute
{
    private protected TextTransformationAttribute()
    {
    }

    /// <inheritdoc/>
    public sealed override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is string text ? Read(text) : inputData;
    }

    /// <summary>The value that a text means; null for none. Text that means nothing may be returned as it is, or be refused.</summary>
    private protected abstract object? Read(string text);
}
