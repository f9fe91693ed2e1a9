using System;
using System.IO;

namespace ImpOps.Text;

/// <summary>
/// Reads lines out of a stream of UTF-8 bytes without allocating per line. The memory it takes is that of the longest line; a line that is longer
/// than any may be is passed over, and is not kept in memory.
/// </summary>
/// <remarks>Lines end with LF or CR LF.</remarks>
internal sealed class Utf8LineReader : IDisposable
{
    private const int DefaultBlockLength = 1 << 18;

    private readonly Stream _stream;
    private readonly int _longestLine;
    private readonly Action? _blockRead;

    private byte[] _buffer;
    private int _line;
    private int _lineLength;
    private int _next;
    private int _end;
    private bool _ended;

    /// <summary>Begins to read.</summary>
    /// <param name="utf8">The text as UTF-8 without a byte order mark. The reader closes it.</param>
    /// <param name="longestLine">The longest line that is read, in bytes.</param>
    /// <param name="blockRead">Is called for each block of the stream: for progress, and to end the reading by an exception.</param>
    /// <param name="blockLength">How many bytes are read at a time.</param>
    public Utf8LineReader(Stream utf8, int longestLine, Action? blockRead = null, int blockLength = DefaultBlockLength)
    {
        _stream = utf8;
        _longestLine = longestLine;
        _blockRead = blockRead;
        _buffer = new byte[blockLength];
    }

    /// <summary>The number of the line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The line without its end; empty where it is too long. Valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(_line, _lineLength);

    /// <summary>False where the stream ends in the line: it may have been cut, or may still be written.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>True for a line that was passed over because of its length.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Goes to the next line. False at the end of the stream.</summary>
    public bool Read()
    {
        int searched = 0;
        IsTooLong = false;
        while (true)
        {
            int found = _buffer.AsSpan(_next + searched, _end - _next - searched).IndexOf((byte)'\n');
            if (found >= 0 || _ended)
            {
                IsWhole = found >= 0;
                int length = IsWhole ? searched + found : _end - _next;
                if (length == 0 && !IsWhole && !IsTooLong)
                {
                    return false;
                }

                TakeLine(length);
                Number++;
                return true;
            }

            searched = _end - _next;
            if (IsTooLong || searched > _longestLine)
            {
                (IsTooLong, searched, _next) = (true, 0, _end);
            }

            Fill();
        }
    }

    public void Dispose() => _stream.Dispose();

    private void TakeLine(int length)
    {
        (_line, _lineLength) = (_next, length);
        _next += length + (IsWhole ? 1 : 0);
        if (_lineLength > 0 && _buffer[_line + _lineLength - 1] == '\r')
        {
            _lineLength--;
        }

        if (IsTooLong || _lineLength > _longestLine)
        {
            (IsTooLong, _lineLength) = (true, 0);
        }
    }

    private void Fill()
    {
        if (_next > 0)
        {
            Buffer.BlockCopy(_buffer, _next, _buffer, 0, _end - _next);
            _end -= _next;
            _next = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        int read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _ended = read == 0;
        _blockRead?.Invoke();
    }
}
