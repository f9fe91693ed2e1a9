using System;
using System.Collections.Generic;
using System.IO;
using ImpOps.Text;

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
        return Read(name, stream, map);
    }

    /// <summary>Reads every row of a table from <paramref name="utf8"/>.</summary>
    public static T[] Read<T>(string name, Stream utf8, Func<TableRow, T> map)
    {
        // The scanner of the large files rather than a library for the small ones: that one takes the runtime longer to compile than all tables to read.
        using Utf8CsvScanner scanner = new(utf8, (byte)',');
        if (!scanner.Read())
        {
            throw new InvalidDataException($"Table '{name}' is empty.");
        }

        string[] header = scanner.Texts();
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
        while (scanner.Read())
        {
            TableRow row = new(name, scanner.Line, columns, scanner.Texts());
            if (scanner.Fault != CsvFault.None)
            {
                throw row.Malformed(scanner.Fault.ToString());
            }

            if (scanner.FieldCount != header.Length)
            {
                throw row.Malformed($"{scanner.FieldCount} fields, and {header.Length} columns");
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
