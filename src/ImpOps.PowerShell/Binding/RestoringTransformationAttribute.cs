using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;

namespace ImpOps.PowerShell.Binding;

/// <summary>
/// Takes objects of the module that have been on a journey, to another process or computer, to a CSV file, XML or JSON and back: they have lost
/// their type and kept their properties.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class RestoringTransformationAttribute : ArgumentTransformationAttribute
{
    private readonly Type[] _types;

    /// <summary>Takes objects of any of these types as they are, and restores others.</summary>
    private protected RestoringTransformationAttribute(params Type[] types)
    {
        _types = types;
    }

    /// <inheritdoc/>
    public sealed override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        inputData is not null && PSObject.AsPSObject(inputData).BaseObject is IList list ? list.Cast<object>().Select(RestoreOne).ToArray() : RestoreOne(inputData);

    /// <summary>The object that the properties describe.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">They describe none.</exception>
    private protected abstract object Restore(PSObject travelled);

    private object RestoreOne(object? item)
    {
        PSObject travelled = PSObject.AsPSObject(item ?? "");
        return Array.Exists(_types, type => type.IsInstanceOfType(travelled.BaseObject)) ? travelled.BaseObject : Restore(travelled);
    }
}
