using System;
using System.IO;

namespace ImpOps.Text;

/// <summary>A stream whose first bytes were read already to look at them.</summary>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : ReadOnlyStream
{
    private ReadOnlyMemory<byte> _prefix = prefix;

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_prefix.IsEmpty)
        {
            return rest.Read(buffer, offset, count);
        }

        int length = Math.Min(count, _prefix.Length);
        _prefix.Span.Slice(0, length).CopyTo(buffer.AsSpan(offset));
        _prefix = _prefix.Slice(length);
        return length;
    }

    /// <summary>Reads the first bytes of a stream: as many as there are, up to <paramref name="length"/>.</summary>
    public static ReadOnlyMemory<byte> Peek(Stream stream, int length)
    {
        byte[] head = new byte[length];
        int filled = 0;
        while (filled < length && stream.Read(head, filled, length - filled) is int read and > 0)
        {
            filled += read;
        }

        return head.AsMemory(0, filled);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            rest.Dispose();
        }

        base.Dispose(disposing);
    }
}
