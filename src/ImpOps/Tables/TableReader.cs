using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using CsvHelper;

namespace ImpOps.Tables;

/// <summary>
/// Reads the embedded tables. It is strict: a table is part of the program, so what is wrong in one is a defect that the
/// tests must meet, never a user.
/// </summary>
internal static class TableReader
{
    /// <summary>Reads every row of the table <paramref name="name"/>, for example <c>ova-sizes</c>.</summary>
    public static T[] Read<T>(string name, Func<TableRow, T> map)
    {
        using Stream stream = typeof(TableReader).Assembly.GetManifestResourceStream(name + ".csv")
            ?? throw new InvalidDataException($"There is no table '{name}'.");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return Read(name, reader, map);
    }

    /// <summary>Reads every row of a table from <paramref name="reader"/>.</summary>
    public static T[] Read<T>(string name, TextReader reader, Func<TableRow, T> map)
    {
        // The parser rather than the typed reader: that one compiles a mapper per type, and start-up would pay for it.
        using CsvParser parser = new(reader, CultureInfo.InvariantCulture, leaveOpen: true);
        if (!parser.Read())
        {
            throw new InvalidDataException($"Table '{name}' is empty.");
        }

        string[] header = parser.Record!;
        Dictionary<string, int> columns = new(StringComparer.Ordinal);
        for (int i = 0; i < header.Length; i++)
        {
            if (columns.ContainsKey(header[i]))
            {
                throw new InvalidDataException($"Table '{name}' has two columns '{header[i]}'.");
            }

            columns.Add(header[i], i);
        }

        List<T> rows = [];
        while (parser.Read())
        {
            TableRow row = new(name, parser.RawRow, columns, parser.Record!);
            if (parser.Count != header.Length)
            {
                throw row.Malformed($"{parser.Count} fields, and {header.Length} columns");
            }

            if (row["Source"].Length == 0)
            {
                throw row.Malformed("no source");
            }

            rows.Add(map(row));
        }

        return [.. rows];
    }
}
