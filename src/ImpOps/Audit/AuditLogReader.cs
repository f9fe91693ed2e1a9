using System;
using System.IO;
using System.Runtime.CompilerServices;
using ImpOps.Text;

namespace ImpOps.Audit;

/// <summary>
/// Reads one audit log, line by line, and joins the lines of one event. A line that is not wanted allocates nothing, one that is its record, and the
/// memory does not grow with the file.
/// </summary>
internal sealed class AuditLogReader : IDisposable
{
    /// <summary>More errors of one file than anyone reads: after these they are only counted.</summary>
    private const int MostErrors = 100;

    /// <summary>No audit log has lines as long as this; what has is passed over, and is not kept in memory.</summary>
    public const int LongestLine = 4 << 20;

    /// <summary>What is joined of one event at most, in bytes.</summary>
    private const int LongestDetails = 4 << 20;

    /// <summary>Several files are open at once where nodes have logs of the same time.</summary>
    private const int BlockLength = 1 << 16;

    private readonly Utf8LineReader _lines;
    private readonly string _fileName;
    private readonly AuditLogQuery _query;
    private readonly AuditTexts _texts;
    private readonly ProblemLog _log;
    private readonly Action<ImpOpsException>? _daysCounted;
    private readonly DateTime _lastWrite;
    private readonly AuditLine _line = new();

    private bool _waits;
    private bool _anyEvent;
    private bool _anyHeader;
    private long _ignored;
    private long _firstIgnored;
    private string? _firstIgnoredText;

    private AuditRecord? _open;
    private bool _openIsWanted;
    private byte[] _details = [];
    private int _detailsLength;
    private int _detailsIndent;

    /// <summary>Begins to read.</summary>
    /// <param name="utf8">The file as UTF-8 without a byte order mark. The reader closes it.</param>
    /// <param name="file">What is known of the file.</param>
    /// <param name="query">What is wanted.</param>
    /// <param name="texts">The texts that lines repeat.</param>
    /// <param name="tell">Is told what was not understood.</param>
    /// <param name="daysCounted">Is told of the first midnight that only the lines tell of.</param>
    /// <param name="blockRead">Is called for each block of the file: for progress, and to end the reading by an exception.</param>
    public AuditLogReader(
        Stream utf8, AuditFile file, AuditLogQuery query, AuditTexts texts, Action<InputProblem> tell, Action<ImpOpsException>? daysCounted = null, Action? blockRead = null)
    {
        _lines = new Utf8LineReader(utf8, LongestLine, blockRead, BlockLength);
        _fileName = file.Path;
        _lastWrite = file.LastWrite;
        _query = query;
        _texts = texts;
        _log = new ProblemLog(tell, MostErrors);
        _daysCounted = daysCounted;
        Clock = new AuditClock(file.Day ?? file.LastWrite.Date);
    }

    /// <summary>The days of the lines.</summary>
    public AuditClock Clock { get; }

    /// <summary>Whether the file has told a day so far, in a line or before the first.</summary>
    public bool TellsDay { get; private set; }

    /// <summary>When the last line was written, by the clock of the node.</summary>
    public DateTime LocalTime { get; private set; }

    /// <summary>When the last line was written.</summary>
    public DateTimeOffset Time { get; private set; }

    private InputLocation Here => new(_fileName, _lines.Number);

    /// <summary>Goes to the next event, and makes nothing of it.</summary>
    [MethodImpl(HotPath.Options)]
    public bool ReadLine()
    {
        while (_lines.Read())
        {
            if (_lines.IsTooLong)
            {
                _log.Error(Errors.AuditLineTooLong(Here, LongestLine));
                continue;
            }

            ReadOnlySpan<byte> line = _lines.Line;
            if (line.IsEmpty)
            {
                continue;
            }

            _line.Search(line);
            if (!_line.IsEvent)
            {
                TakeOtherLine(line);
                continue;
            }

            _anyEvent = true;
            if (!_lines.IsWhole && !_line.Has(AuditField.NodeId))
            {
                // The file is still being written, or was cut. What there is of the line may be a change.
                _log.Warn(Errors.AuditLineCut(Here));
            }

            if (AuditTime.TryFind(line.Slice(0, _line.PrefixLength), out AuditTime time))
            {
                TakeTime(time);
                return true;
            }

            _log.Error(Errors.AuditTimeMissing(Here, Utf8Text.Printable(line)));
        }

        return false;
    }

    /// <summary>The next record that is wanted; null at the end of the file.</summary>
    public AuditRecord? Read()
    {
        while (_waits || ReadLine())
        {
            _waits = false;
            ReadOnlySpan<byte> line = _lines.Line;
            string? correlation = _texts.Get(_line.Get(line, AuditField.CorrelationId));
            if (_open is not null)
            {
                if (correlation == _open.CorrelationId && Goes(line, _open))
                {
                    Join(_line.GetDetails(line));
                    continue;
                }

                _waits = true;
                if (Close() is AuditRecord joined)
                {
                    return joined;
                }

                _waits = false;
            }

            bool wanted = IsWanted(line);
            if (correlation is not null)
            {
                _open = Make(line, correlation, null);
                _openIsWanted = wanted;
                Join(_line.GetDetails(line));
            }
            else if (wanted)
            {
                return Make(line, null, TextOf(_line.GetDetails(line)));
            }
        }

        return _open is null ? null : Close();
    }

    /// <summary>Tells what of the file was not understood, when all of it is read.</summary>
    public void End()
    {
        _log.End(_fileName);
        if (!_anyEvent && _firstIgnoredText is not null)
        {
            _log.Error(Errors.AuditLogNotRecognized(_fileName, _firstIgnoredText));
        }
        else if (!_anyEvent && !_anyHeader)
        {
            // A log that has just been begun has its first line.
            _log.Error(Errors.AuditLogEmpty(_fileName));
        }
        else if (_ignored > 0)
        {
            _log.Warn(Errors.AuditLinesIgnored(_fileName, _ignored, _firstIgnored));
        }
    }

    public void Dispose() => _lines.Dispose();

    /// <summary>The first line of a file, <c>HDR</c>, may tell its day. A syslog file has lines of all kinds.</summary>
    private void TakeOtherLine(ReadOnlySpan<byte> line)
    {
        const int HeaderLength = 200;
        ReadOnlySpan<byte> begin = line.Slice(0, Math.Min(line.Length, HeaderLength));
        int header = begin.IndexOf("HDR"u8);
        if (header >= 0)
        {
            _anyHeader = true;
            if (AuditTime.FindDate(begin.Slice(header)) is DateTime day && _query.Date is null)
            {
                Clock.Set(day);
                TellsDay = true;
            }

            return;
        }

        if (Utf8Text.Trim(line).IsEmpty)
        {
            return;
        }

        if (_ignored++ == 0)
        {
            _firstIgnored = _lines.Number;
            _firstIgnoredText = Utf8Text.Printable(line);
        }
    }

    private void TakeTime(AuditTime time)
    {
        int midnights = Clock.Midnights;
        LocalTime = Clock.Next(time, _lastWrite);
        TellsDay |= time.Month > 0;
        if (midnights == 0 && Clock.Midnights > 0)
        {
            _daysCounted?.Invoke(Errors.AuditDaysCounted(Here));
        }

        Time = ClockTime.At(LocalTime, time.Offset ?? _query.UtcOffset);
    }

    private bool IsWanted(ReadOnlySpan<byte> line) =>
        (_query.StartTime is not DateTimeOffset start || Time >= start)
        && (_query.EndTime is not DateTimeOffset end || Time <= end)
        && (_query.UserId is not Func<string, bool> user || user(_texts.Get(_line.Get(line, AuditField.UserId)) ?? ""))
        && (_query.EventType is not Func<string, bool> type || type(_texts.Get(_line.Get(line, AuditField.EventType)) ?? ""));

    /// <summary>Whether a line goes on with an event: nobody else's, and nothing else.</summary>
    private bool Goes(ReadOnlySpan<byte> line, AuditRecord open) =>
        _texts.Get(_line.Get(line, AuditField.UserId)) == open.UserId
        && _texts.Get(_line.Get(line, AuditField.EventType)) == open.EventType
        && _detailsLength + _line.GetDetails(line).Length <= LongestDetails;

    private void Join(ReadOnlySpan<byte> details)
    {
        // Blanks before the first piece are of the form, and so before the others; where the text was cut at a blank, it is the next one.
        int indent = 0;
        while (indent < details.Length && details[indent] == ' ' && (_detailsLength == 0 || indent < _detailsIndent))
        {
            indent++;
        }

        _detailsIndent = _detailsLength == 0 ? indent : _detailsIndent;
        details = details.Slice(indent);
        if (_details.Length - _detailsLength < details.Length)
        {
            Array.Resize(ref _details, Math.Max(2 * _details.Length, _detailsLength + details.Length));
        }

        details.CopyTo(_details.AsSpan(_detailsLength));
        _detailsLength += details.Length;
    }

    private AuditRecord? Close()
    {
        AuditRecord? closed = _openIsWanted ? _open!.WithDetails(TextOf(_details.AsSpan(0, _detailsLength))) : null;
        (_open, _detailsLength) = (null, 0);
        return closed;
    }

    private AuditRecord Make(ReadOnlySpan<byte> line, string? correlation, string? details) => new()
    {
        Timestamp = Time,
        UserId = _texts.Get(_line.Get(line, AuditField.UserId)),
        ClientAddress = _texts.Get(_line.Get(line, AuditField.ClientAddress)),
        Severity = ReadSeverity(_line.Get(line, AuditField.Severity)),
        EventType = _texts.Get(_line.Get(line, AuditField.EventType)),
        ResourceAccessed = _texts.Get(_line.Get(line, AuditField.ResourceAccessed)),
        EventStatus = _texts.Get(_line.Get(line, AuditField.EventStatus)),
        CompulsoryEvent = ReadFlag(_texts.Get(_line.Get(line, AuditField.CompulsoryEvent))),
        AuditCategory = _texts.Get(_line.Get(line, AuditField.AuditCategory)),
        ComponentId = _texts.Get(_line.Get(line, AuditField.ComponentId)),
        CorrelationId = correlation,
        Details = details,
        AppId = _texts.Get(_line.Get(line, AuditField.AppId)),
        ClusterId = _texts.Get(_line.Get(line, AuditField.ClusterId)),
        NodeId = _texts.Get(_line.Get(line, AuditField.NodeId)),
        FileName = _fileName,
        Line = _lines.Number,
    };

    private static int? ReadSeverity(ReadOnlySpan<byte> text) => text.Length == 1 && text[0] is >= (byte)'0' and <= (byte)'7' ? text[0] - '0' : null;

    private static bool? ReadFlag(string? text) =>
        string.Equals(text, "Yes", StringComparison.OrdinalIgnoreCase) ? true
        : string.Equals(text, "No", StringComparison.OrdinalIgnoreCase) ? false
        : null;

    private static string? TextOf(ReadOnlySpan<byte> details) => Utf8Text.Trim(details) is { IsEmpty: false } text ? AuditTexts.Read(text) : null;
}
