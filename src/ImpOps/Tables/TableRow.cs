using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace ImpOps.Tables;

/// <summary>One row of an embedded table: its cells by column name, in the types that tables use.</summary>
internal sealed class TableRow(string table, long line, IReadOnlyDictionary<string, int> columns, string[] cells)
{
    /// <summary>The cell of a column that must exist; empty where it has no text.</summary>
    public string this[string column] =>
        columns.TryGetValue(column, out int index) ? cells[index] : throw Malformed($"no column '{column}'");

    public string Required(string column) =>
        this[column] is { Length: > 0 } text ? text : throw Malformed($"'{column}' is empty");

    public string? Optional(string column) => this[column] is { Length: > 0 } text ? text : null;

    public int Int(string column) =>
        int.TryParse(this[column], NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            ? value
            : throw Malformed($"'{column}' is '{this[column]}', not a whole number");

    public int? OptionalInt(string column) => this[column].Length == 0 ? null : Int(column);

    public decimal Decimal(string column) =>
        decimal.TryParse(this[column], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value)
            ? value
            : throw Malformed($"'{column}' is '{this[column]}', not a number");

    public decimal? OptionalDecimal(string column) => this[column].Length == 0 ? null : Decimal(column);

    public bool Bool(string column) => this[column] switch
    {
        "true" => true,
        "false" => false,
        string other => throw Malformed($"'{column}' is '{other}', neither true nor false"),
    };

    public TEnum Enum<TEnum>(string column)
        where TEnum : struct, Enum =>
        // The generic TryParse would be compiled anew for every enumeration.
        System.Enum.IsDefined(typeof(TEnum), this[column])
            ? (TEnum)System.Enum.Parse(typeof(TEnum), this[column])
            : throw Malformed($"'{column}' is '{this[column]}', no {typeof(TEnum).Name}");

    /// <summary>The values of a cell that holds several, separated by semicolons.</summary>
    public string[] List(string column) =>
        this[column].Length == 0 ? [] : this[column].Split(';');

    /// <summary>The text of a column and of its Chinese twin, whose name ends in <c>Zh</c>.</summary>
    public LocalizedText Text(string column) => new(this[column], this[column + "Zh"]);

    public InvalidDataException Malformed(string what) => new($"Table '{table}', line {line}: {what}.");
}
