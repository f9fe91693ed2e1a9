using System;
using System.Collections.Generic;
using System.IO;

namespace ImpOps.Tables;

/// <summary>A table of single figures, found by their ids.</summary>
internal sealed class FigureTable(string name)
{
    private readonly Lazy<Dictionary<string, int>> _values = new(() =>
    {
        Dictionary<string, int> values = new(StringComparer.Ordinal);
        foreach ((string id, int value) in TableReader.Read(name, row => (row.Required("Id"), row.Int("Value"))))
        {
            values.Add(id, value);
        }

        return values;
    });

    /// <exception cref="InvalidDataException">The table has no such figure.</exception>
    public int this[string id] =>
        _values.Value.TryGetValue(id, out int value) ? value : throw new InvalidDataException($"Table '{name}' has no '{id}'.");
}
