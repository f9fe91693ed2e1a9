using System;

namespace ImpOps.Sessions;

/// <summary>A row of fields: of a file, or the properties of an object.</summary>
internal interface ISessionRow
{
    /// <summary>How many fields there are.</summary>
    public int FieldCount { get; }

    /// <summary>A field as UTF-8. The ordinal is one that the row has.</summary>
    public ReadOnlySpan<byte> this[int ordinal] { get; }

    /// <summary>The row from a field to its end, as it stands in the file.</summary>
    public ReadOnlySpan<byte> From(int ordinal);
}
