using System;
using System.Management.Automation;

namespace ImpOps.PowerShell.Binding;

/// <summary>Makes a value out of text, as a CSV file holds it; no value is an empty cell. What is no text is left to PowerShell.</summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class TextTransformationAttribute : ArgumentTransformationAttribute
{
    private protected TextTransformationAttribute()
    {
    }

    /// <inheritdoc/>
    public sealed override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            null => Read(""),
            string text => Read(text),
            object value => Check(value) ?? inputData,
        };

    /// <summary>The value that a text means; null for none.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">It means none, and there must be one.</exception>
    private protected abstract object? Read(string text);

    /// <summary>What to bind instead of a value that is no text; null to leave it as it is.</summary>
    private protected virtual object? Check(object value) => null;

    private protected static ArgumentTransformationMetadataException Refuse(string message, object value) =>
        new(ErrorRecords.Format(message, value));
}
