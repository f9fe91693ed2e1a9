using System;
using System.Buffers;
using System.IO;
using System.Text;

namespace ImpOps.Text;

/// <summary>
/// Reads CSV records out of a stream of UTF-8 bytes, field by field, without allocating per record. The memory it takes is that of
/// the longest record. A malformed record is reported with its line and never takes the records after it with it.
/// </summary>
/// <remarks>
/// Quotes count only where they open a field; a quote inside an unquoted field is a character like any other. Lines end with LF, CR LF or CR.
/// The bytes of a field are those of the file: whether they are valid UTF-8 is for the reader to say who uses them.
/// </remarks>
internal sealed class Utf8CsvScanner : IDisposable
{
    /// <summary>Records up to this length are read, in bytes.</summary>
    public const int DefaultMaximumRecordLength = 16 << 20;

    private const byte Quote = (byte)'"';
    private const byte LineFeed = (byte)'\n';
    private const byte CarriageReturn = (byte)'\r';

    private Stream _stream;
    private readonly byte _delimiter;
    private readonly int _maximumRecordLength;

    private byte[] _buffer;
    private int _record;     // where the current record begins in the buffer
    private int _next;       // where the next one begins
    private int _end;        // how far the buffer is filled
    private bool _streamEnded;

    private Field[] _fields = new Field[16];

    public Utf8CsvScanner(Stream stream, byte delimiter, int maximumRecordLength = DefaultMaximumRecordLength, int bufferSize = 1 << 17)
    {
        _stream = stream;
        _delimiter = delimiter;
        _maximumRecordLength = maximumRecordLength;
        _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(bufferSize, 16));
    }

    /// <summary>The line on which the current record begins, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>The line on which the next record begins.</summary>
    public long NextLine { get; private set; } = 1;

    /// <summary>How many bytes of the stream are done with: the next record begins behind them.</summary>
    public long Position => BytesRead - (_end - _next);

    /// <summary>Fields of the current record; 0 where it is at fault.</summary>
    public int FieldCount { get; private set; }

    /// <summary>What is wrong with the current record.</summary>
    public CsvFault Fault { get; private set; }

    /// <summary>True where the file ends in the middle of the line: a record that may have been cut.</summary>
    public bool EndsWithoutNewLine { get; private set; }

    /// <summary>Bytes taken from the stream so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>True for a line with nothing on it.</summary>
    public bool IsBlank => FieldCount == 1 && _fields[0].Length == 0 && !_fields[0].Quoted;

    /// <summary>True where no field has anything but blanks: spreadsheets write an empty row with all of its delimiters.</summary>
    public bool IsEmpty
    {
        get
        {
            for (int i = 0; i < FieldCount; i++)
            {
                if (!Utf8Text.Trim(this[i]).IsEmpty)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>A field of the current record, without its quotes. Valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            if ((uint)index >= (uint)FieldCount)
            {
                throw new ArgumentOutOfRangeException(nameof(index));
            }

            Field field = _fields[index];
            return _buffer.AsSpan(_record + field.Start, field.Length);
        }
    }

    /// <summary>The fields of the current record as texts.</summary>
    public string[] Texts()
    {
        string[] texts = new string[FieldCount];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = Encoding.UTF8.GetString(this[i]);
        }

        return texts;
    }

    /// <summary>The current record from a field to its end, as it stands in the stream but for quotes that were taken away.</summary>
    public ReadOnlySpan<byte> From(int index)
    {
        int start = _fields[index].Start;
        Field last = _fields[FieldCount - 1];
        return this[index].IsEmpty && index == FieldCount - 1 ? default : _buffer.AsSpan(_record + start, last.Start + last.Length - start);
    }

    /// <summary>Goes on with another stream, in the same memory.</summary>
    /// <param name="stream">The bytes from here on.</param>
    /// <param name="line">The number of their first line.</param>
    public void Continue(Stream stream, long line)
    {
        _stream = stream;
        _streamEnded = false;
        _record = _next = _end = 0;
        BytesRead = 0;
        NextLine = line;
    }

    /// <summary>Goes to the next record. False at the end of the stream.</summary>
    public bool Read()
    {
        FieldCount = 0;
        Fault = CsvFault.None;
        EndsWithoutNewLine = false;
        _record = _next;
        Line = NextLine;
        if (_record == _end && !Fill())
        {
            return false;
        }

        bool quoted = false;
        int at = 0;              // from the begin of the record, as are all offsets below
        while (true)
        {
            at = ReadField(at, ref quoted, out Ending ending);
            switch (ending)
            {
                case Ending.Delimiter:
                    continue;
                case Ending.NotClosed:
                    PassOverLine(CsvFault.QuoteNotClosed);
                    return true;
                case Ending.TooLong:
                    PassOverLine(CsvFault.RecordTooLong);
                    return true;
                default:
                    // A stray quote pairs with one that may be many rows further on; only its own line is at fault.
                    if (Fault != CsvFault.None)
                    {
                        PassOverLine(Fault);
                        return true;
                    }

                    EndsWithoutNewLine = ending == Ending.Stream;
                    Finish(at, quoted);
                    return true;
            }
        }
    }

    public void Dispose()
    {
        byte[] buffer = _buffer;
        _buffer = [];
        _end = _record = _next = 0;
        _streamEnded = true;
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private enum Ending
    {
        Delimiter,
        Line,
        Stream,
        NotClosed,
        TooLong,
    }

    /// <summary>Reads the field that begins at <paramref name="start"/> and says where the next one, or the next record, begins.</summary>
    private int ReadField(int start, ref bool quoted, out Ending ending)
    {
        int at = start;
        if (!Has(at, out ending))
        {
            if (ending == Ending.Stream)
            {
                AddField(start, at - start, quoted: false, escaped: false);
            }

            return at;
        }

        if (_buffer[_record + at] != Quote)
        {
            at = FindFieldEnd(at, out ending);
            if (ending != Ending.TooLong)
            {
                AddField(start, at - start, quoted: false, escaped: false);
            }

            return PassEnding(at, ending);
        }

        quoted = true;
        start = ++at;
        bool escaped = false;
        while (true)
        {
            int found = Buffered(at).IndexOf(Quote);
            at = found < 0 ? BufferedLength : at + found;
            if (!Has(at, out ending))
            {
                // A quote that nothing closes swallows the rest of the stream, or all that a record may have.
                ending = Ending.NotClosed;
                return at;
            }

            if (_buffer[_record + at] != Quote)
            {
                continue;   // more was filled in; go on looking
            }

            if (!Has(at + 1, out ending))
            {
                if (ending == Ending.TooLong)
                {
                    return at;
                }

                AddField(start, at - start, quoted: true, escaped);
                return at + 1;   // the stream ends with the closing quote
            }

            if (_buffer[_record + at + 1] == Quote)
            {
                escaped = true;
                at += 2;
                continue;
            }

            break;
        }

        AddField(start, at - start, quoted: true, escaped);
        int afterQuote = at + 1;
        at = FindFieldEnd(afterQuote, out ending);
        if (ending != Ending.TooLong && !IsBlankBetween(afterQuote, at))
        {
            Fault = CsvFault.TextAfterQuote;
        }

        return PassEnding(at, ending);
    }

    /// <summary>Looks for the delimiter or line end from <paramref name="at"/> on.</summary>
    private int FindFieldEnd(int at, out Ending ending)
    {
        while (true)
        {
            int found = Buffered(at).IndexOfAny(_delimiter, LineFeed, CarriageReturn);
            if (found >= 0)
            {
                at += found;
                ending = _buffer[_record + at] == _delimiter ? Ending.Delimiter : Ending.Line;
                return at;
            }

            at = BufferedLength;
            if (!Has(at, out ending))
            {
                return at;
            }
        }
    }

    /// <summary>Steps over a delimiter or line end.</summary>
    private int PassEnding(int at, Ending ending)
    {
        if (ending == Ending.Delimiter)
        {
            return at + 1;
        }

        if (ending != Ending.Line)
        {
            return at;
        }

        // CR LF is one line end, also where the buffer ends between the two.
        bool pair = _buffer[_record + at] == CarriageReturn && FillTo(at + 1) && _buffer[_record + at + 1] == LineFeed;
        return at + (pair ? 2 : 1);
    }

    /// <summary>The bytes of the record that are in the buffer. What is past the longest record is not, wherever the buffer happens to end.</summary>
    private int BufferedLength => Math.Min(_end - _record, _maximumRecordLength);

    private ReadOnlySpan<byte> Buffered(int from) => _buffer.AsSpan(_record + from, BufferedLength - from);

    private bool IsBlankBetween(int from, int to)
    {
        foreach (byte b in _buffer.AsSpan(_record + from, to - from))
        {
            if (b is not ((byte)' ' or (byte)'\t'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// True where the byte at <paramref name="offset"/> of the record is in the buffer, or could be read into it. Where not, <paramref name="ending"/>
    /// says whether the stream or the patience for one record has ended.
    /// </summary>
    private bool Has(int offset, out Ending ending)
    {
        ending = offset >= _maximumRecordLength ? Ending.TooLong : Ending.Stream;
        return ending != Ending.TooLong && FillTo(offset);
    }

    private bool FillTo(int offset)
    {
        while (_record + offset >= _end)
        {
            if (!Fill())
            {
                return false;
            }
        }

        return true;
    }

    private void AddField(int start, int length, bool quoted, bool escaped)
    {
        if (FieldCount == _fields.Length)
        {
            Array.Resize(ref _fields, _fields.Length * 2);
        }

        _fields[FieldCount++] = new Field(start, length, quoted, escaped);
    }

    private void Finish(int length, bool quoted)
    {
        _next = _record + length;
        NextLine = Line + 1;
        if (!quoted)
        {
            return;
        }

        NextLine = Line + Utf8Text.CountLineEnds(_buffer.AsSpan(_record, length)) + (EndsWithoutNewLine ? 1 : 0);
        for (int i = 0; i < FieldCount; i++)
        {
            if (_fields[i].Escaped)
            {
                _fields[i] = Unescape(_fields[i]);
            }
        }
    }

    /// <summary>Closes the doubled quotes of a field up, in the buffer: the record is complete, so nobody reads it again as it was.</summary>
    private Field Unescape(Field field)
    {
        Span<byte> bytes = _buffer.AsSpan(_record + field.Start, field.Length);
        int to = 0;
        for (int from = 0; from < bytes.Length; from++)
        {
            bytes[to++] = bytes[from];
            if (bytes[from] == Quote)
            {
                from++;
            }
        }

        return new Field(field.Start, to, quoted: true, escaped: false);
    }

    /// <summary>Gives up the current record and goes on after the line on which it begins.</summary>
    private void PassOverLine(CsvFault fault)
    {
        FieldCount = 0;
        Fault = fault;
        _next = _record;
        while (true)
        {
            int found = _buffer.AsSpan(_next, _end - _next).IndexOfAny(LineFeed, CarriageReturn);
            if (found >= 0)
            {
                _record = _next;
                int length = PassEnding(found, Ending.Line);   // may move the record within the buffer
                _next = _record + length;
                NextLine = Line + 1;
                return;
            }

            // What was looked through is not kept.
            _record = _next = _end;
            if (!Fill())
            {
                NextLine = Line + 1;
                EndsWithoutNewLine = true;
                return;
            }

            _next = _record;
        }
    }

    /// <summary>Reads more bytes behind the current record, which moves to the begin of the buffer. False at the end of the stream.</summary>
    private bool Fill()
    {
        if (_streamEnded)
        {
            return false;
        }

        if (_record > 0)
        {
            Buffer.BlockCopy(_buffer, _record, _buffer, 0, _end - _record);
            _end -= _record;
            _next -= _record;
            _record = 0;
        }
        else if (_end == _buffer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            Buffer.BlockCopy(_buffer, 0, larger, 0, _end);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        int read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        BytesRead += read;
        _streamEnded = read == 0;
        return read > 0;
    }

    private readonly struct Field(int start, int length, bool quoted, bool escaped)
    {
        public int Start { get; } = start;

        public int Length { get; } = length;

        public bool Quoted { get; } = quoted;

        public bool Escaped { get; } = escaped;
    }
}
