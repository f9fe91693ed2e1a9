using System;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace ImpOps.PowerShell.Binding;

/// <summary>Takes an encoding by the names that PowerShell's own cmdlets know, by any other name or by the number of a code page.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EncodingTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly Dictionary<string, Encoding> Named = new(StringComparer.OrdinalIgnoreCase)
    {
        ["utf8"] = new UTF8Encoding(true),
        ["utf8BOM"] = new UTF8Encoding(true),
        ["utf8NoBOM"] = new UTF8Encoding(false),
        ["unicode"] = Encoding.Unicode,
        ["bigendianunicode"] = Encoding.BigEndianUnicode,
        ["utf32"] = Encoding.UTF32,
        ["ascii"] = Encoding.ASCII,
    };

    /// <summary>The names that completion offers.</summary>
    internal static IEnumerable<string> Names => Named.Keys;

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        try
        {
            return value switch
            {
                string name when Named.TryGetValue(name, out Encoding? known) => known,
                string name when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int codePage) => Find(codePage),
                string name => Find(name),
                int codePage => Find(codePage),
                _ => inputData,
            };
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException)
        {
            throw new ArgumentTransformationMetadataException(
                ErrorRecords.Format(Messages.EncodingUnknown, value, string.Join(", ", Named.Keys)), problem);
        }
    }

    private static Encoding Find(object nameOrCodePage)
    {
#if NET
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
#endif
        return nameOrCodePage is int codePage ? Encoding.GetEncoding(codePage) : Encoding.GetEncoding((string)nameOrCodePage);
    }
}
