using System;
using System.Text;
using ImpOps.Text;

namespace ImpOps.Tests.Text;

/// <summary>A file with one long line, which exists nowhere as a whole.</summary>
internal sealed class LongLine(string before, byte filling, long length, string after, Action? nowAndThen = null) : ReadOnlyStream
{
    private readonly byte[] _before = Encoding.UTF8.GetBytes(before);
    private readonly byte[] _after = Encoding.UTF8.GetBytes(after);
    private long _position;

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_position % 20_000_000 < count)
        {
            nowAndThen?.Invoke();
        }

        long at = _position - _before.Length;
        byte[] part = at < 0 ? _before : _after;
        int start = (int)(at < 0 ? _position : at - length);
        int read = at >= 0 && at < length ? (int)Math.Min(count, length - at) : Math.Min(count, part.Length - start);
        if (at >= 0 && at < length)
        {
            buffer.AsSpan(offset, read).Fill(filling);
        }
        else
        {
            part.AsSpan(start, read).CopyTo(buffer.AsSpan(offset));
        }

        _position += read;
        return read;
    }
}
