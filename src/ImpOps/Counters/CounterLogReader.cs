using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using ImpOps.Text;

namespace ImpOps.Counters;

/// <summary>
/// Reads one perfmon log (PDH-CSV), row by row, and of each row only the wanted columns. Neither a row nor a value allocates anything, and the
/// memory does not grow with the file.
/// </summary>
internal sealed class CounterLogReader : IDisposable
{
    /// <summary>More errors of one file than anyone reads: after these they are only counted.</summary>
    private const int MostErrors = 100;

    /// <summary>No log has rows as long as this; what has is no log, and is not kept in memory.</summary>
    private const int LongestLine = 64 << 20;

    private readonly Utf8LineReader _lines;
    private readonly string _fileName;
    private readonly ProblemLog _log;
    private readonly List<(int Start, int Length)> _fields = [];

    private PdhHeader? _header;
    private int[] _wanted = [];
    private double[] _values = [];

    /// <summary>Begins to read.</summary>
    /// <param name="utf8">The file as UTF-8 without a byte order mark. The reader closes it.</param>
    /// <param name="fileName">What messages call it, and where the node is told if the paths do not tell.</param>
    /// <param name="tell">Is told what was not understood.</param>
    /// <param name="blockRead">Is called for each block of the file: for progress, and to end the reading by an exception.</param>
    public CounterLogReader(Stream utf8, string fileName, Action<InputProblem> tell, Action? blockRead = null)
    {
        _lines = new Utf8LineReader(utf8, LongestLine, blockRead);
        _fileName = fileName;
        _log = new ProblemLog(tell, MostErrors);
    }

    /// <summary>The offset from UTC that the file tells; null where it tells none.</summary>
    public TimeSpan? UtcOffset => _header!.UtcOffset;

    /// <summary>The wanted counters, in the order of their columns.</summary>
    public IReadOnlyList<CounterPath> Paths { get; private set; } = [];

    /// <summary>The time of the row, by the clock of the node.</summary>
    public DateTime Time { get; private set; }

    /// <summary>The values of the row, one for each of <see cref="Paths"/>; not a number where the sample is missing.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Reads the first line. Comes before everything else.</summary>
    /// <exception cref="ImpOpsException"><c>CounterLogEmpty</c> or <c>CounterHeaderMissing</c>.</exception>
    public void ReadHeader(Func<CounterPath, bool>? wanted = null)
    {
        if (!ReadLine())
        {
            throw Errors.CounterLogEmpty(_fileName);
        }

        ReadOnlySpan<byte> line = _lines.Line;
        _header = PdhHeader.TryParse(line, _fileName)
            ?? throw Errors.CounterHeaderMissing(_fileName, Utf8Text.Printable(line.Slice(0, Math.Min(line.Length, 80))));
        List<int> columns = [];
        List<CounterPath> paths = [];
        for (int i = 0; i < _header.Columns.Length; i++)
        {
            if (_header.Columns[i] is CounterPath path && wanted?.Invoke(path) != false)
            {
                // The first column is the time.
                columns.Add(i + 1);
                paths.Add(path);
            }
        }

        _wanted = [.. columns];
        Paths = paths;
        _values = new double[_wanted.Length];
    }

    /// <summary>Goes to the next row that is understood.</summary>
    public bool Read()
    {
        while (ReadLine())
        {
            if (!_lines.Line.IsEmpty && TryReadRow(_lines.Line, _lines.IsWhole))
            {
                return true;
            }
        }

        _log.End(_fileName);
        return false;
    }

    public void Dispose() => _lines.Dispose();

    private InputLocation Here => new(_fileName, _lines.Number);

    [MethodImpl(HotPath.Options)]
    private bool TryReadRow(ReadOnlySpan<byte> line, bool whole)
    {
        int columns = _header!.Columns.Length + 1;
        byte delimiter = _header.Delimiter;

        // Rows as every writer writes them: all of the fields in quotes, or none, and no delimiter or quote within.
        (int quotes, int delimiters) = PdhLine.Count(line, (byte)'"', delimiter);
        bool plain = (quotes == 0 || quotes == 2 * columns) && delimiters == columns - 1;
        if (!plain)
        {
            PdhLine.Split(line, delimiter, _fields);
            if (_fields.Count != columns || !whole)
            {
                if (whole)
                {
                    _log.Error(Errors.CounterRowUneven(Here, _fields.Count, columns));
                }
                else
                {
                    // The file is still being written, or was cut; the next one may go on.
                    _log.Warn(Errors.CounterRowCut(Here));
                }

                return false;
            }
        }

        int at = plain ? PdhLine.Skip(line, 0, 1, delimiter) : 0;
        ReadOnlySpan<byte> time = plain ? Unquoted(line.Slice(0, columns == 1 ? line.Length : at - 1)) : Field(line, 0);
        if (!PdhTime.TryParse(time, out DateTime parsed))
        {
            _log.Error(Errors.CounterTimeNotUnderstood(Here, Utf8Text.Printable(time)));
            return false;
        }

        Time = parsed;
        int column = 1;
        for (int i = 0; i < _wanted.Length; i++)
        {
            ReadOnlySpan<byte> value;
            if (plain)
            {
                at = PdhLine.Skip(line, at, _wanted[i] - column, delimiter);
                column = _wanted[i];
                int end = line.Slice(at).IndexOf(delimiter);
                value = Unquoted(end < 0 ? line.Slice(at) : line.Slice(at, end));
            }
            else
            {
                value = Field(line, _wanted[i]);
            }

            _values[i] = ParseValue(value, i);
        }

        return true;
    }

    [MethodImpl(HotPath.Options)]
    private double ParseValue(ReadOnlySpan<byte> text, int index)
    {
        if (text.IsEmpty)
        {
            return double.NaN;
        }

        if (Utf8Parser.TryParse(text, out double value, out int consumed) && consumed == text.Length && !double.IsNaN(value) && !double.IsInfinity(value))
        {
            return value;
        }

        _log.Error(Errors.CounterValueNotANumber(Here, Paths[index], Utf8Text.Printable(text)));
        return double.NaN;
    }

    private ReadOnlySpan<byte> Field(ReadOnlySpan<byte> line, int column) => Trim(line.Slice(_fields[column].Start, _fields[column].Length));

    private static ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> field) =>
        Trim(field.Length >= 2 && field[0] == '"' && field[field.Length - 1] == '"' ? field.Slice(1, field.Length - 2) : field);

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        int start = 0, end = text.Length;
        while (start < end && text[start] == ' ')
        {
            start++;
        }

        while (end > start && text[end - 1] == ' ')
        {
            end--;
        }

        return text.Slice(start, end - start);
    }

    /// <summary>Goes to the next line. Lines that are longer than any log's are passed over.</summary>
    private bool ReadLine()
    {
        while (_lines.Read())
        {
            if (!_lines.IsTooLong)
            {
                return true;
            }

            _log.Error(Errors.CounterRowTooLong(Here, LongestLine));
        }

        return false;
    }
}
