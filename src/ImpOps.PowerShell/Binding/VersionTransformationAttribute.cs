using System;
using System.Management.Automation;

namespace ImpOps.PowerShell.Binding;

/// <summary>Takes a version as text: <c>X8.8</c>, <c>12.5(1)SU3</c>. Of a bare <c>14.10</c> it takes what was typed, and not the number that PowerShell makes of it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class VersionTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (inputData is null || PSObject.AsPSObject(inputData).BaseObject is ProductVersion)
        {
            return inputData;
        }

        string text = LanguagePrimitives.ConvertTo<string>(inputData);
        return ProductVersion.TryParse(text) ?? throw new ArgumentTransformationMetadataException(ErrorRecords.Format(Messages.NotAVersion, text));
    }
}
