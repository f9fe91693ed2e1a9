using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace ImpOps.Counters;

/// <summary>The first line of a PDH-CSV file: <c>"(PDH-CSV 4.0) (Eastern Daylight Time)(240)","\\host\Object(instance)\Counter",…</c>.</summary>
internal sealed class PdhHeader
{
    private const string Signature = "(PDH-CSV";
    private const string FilePrefix = "PerfMon_";

    /// <summary>How many parts of the name of a file stand behind the node: month, day, year, hour, minute.</summary>
    private const int DateParts = 5;

    private PdhHeader(byte delimiter, TimeSpan? utcOffset, CounterPath?[] columns)
    {
        Delimiter = delimiter;
        UtcOffset = utcOffset;
        Columns = columns;
    }

    public byte Delimiter { get; }

    /// <summary>The offset from UTC; null where the line does not tell.</summary>
    public TimeSpan? UtcOffset { get; }

    /// <summary>The counters of the columns behind the time; null for a column that is none.</summary>
    public CounterPath?[] Columns { get; }

    /// <summary>Reads the line; null where it is none of a PDH-CSV file.</summary>
    public static PdhHeader? TryParse(ReadOnlySpan<byte> line, string fileName)
    {
        // The delimiter stands behind the first field, in quotes or not.
        int open = line.IndexOf((byte)'(');
        if (open is < 0 or > 1 || !PdhLine.Text(line.Slice(open, Math.Min(Signature.Length, line.Length - open))).Equals(Signature, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        int end = open == 1 ? line.Slice(1).IndexOf((byte)'"') + 2 : line.IndexOfAny((byte)',', (byte)';', (byte)'\t');
        byte delimiter = end > open && end < line.Length ? line[end] : (byte)',';

        List<(int Start, int Length)> fields = [];
        PdhLine.Split(line, delimiter, fields);
        string? node = NodeOf(fileName);
        CounterPath?[] columns = new CounterPath?[fields.Count - 1];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = CounterPath.TryParse(PdhLine.Text(line.Slice(fields[i + 1].Start, fields[i + 1].Length)), node);
        }

        return new PdhHeader(delimiter, ReadZone(PdhLine.Text(line.Slice(fields[0].Start, fields[0].Length))), columns);
    }

    /// <summary>The last bracket is the minutes west of UTC; it may be missing, and the name of the zone too.</summary>
    private static TimeSpan? ReadZone(string text)
    {
        const int MostMinutes = 14 * 60;
        int open = text.LastIndexOf('(');
        int close = text.IndexOf(')', Math.Max(open, 0));
        return open > 0 && close > open
            && int.TryParse(text.Substring(open + 1, close - open - 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int west)
            && west is >= -MostMinutes and <= MostMinutes
            ? TimeSpan.FromMinutes(-west)
            : null;
    }

    /// <summary>The node in <c>PerfMon_&lt;node&gt;_&lt;MM&gt;_&lt;DD&gt;_&lt;YYYY&gt;_&lt;hh&gt;_&lt;mm&gt;.csv</c>, for paths that name none.</summary>
    private static string? NodeOf(string fileName)
    {
        string name = Path.GetFileNameWithoutExtension(fileName);
        string[] parts = name.Split('_');
        return name.StartsWith(FilePrefix, StringComparison.OrdinalIgnoreCase) && parts.Length > DateParts + 1
            ? string.Join("_", parts, 1, parts.Length - DateParts - 1)
            : null;
    }
}
