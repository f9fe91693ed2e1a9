using System;
using System.IO;

namespace ImpOps.Benchmarks;

/// <summary>Writes a large text file of ASCII without a string per field.</summary>
internal sealed class DataFile(string path) : IDisposable
{
    private const int LongestPart = 256;

    private readonly FileStream _file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1);
    private readonly byte[] _buffer = new byte[1 << 20];
    private int _length;

    /// <summary>Room for one part. <see cref="Wrote"/> is told how much of it was taken.</summary>
    public Span<byte> Room()
    {
        if (_buffer.Length - _length < LongestPart)
        {
            Flush();
        }

        return _buffer.AsSpan(_length);
    }

    public void Wrote(bool whole, int length) =>
        _length += whole ? length : throw new InvalidOperationException($"A part is longer than {LongestPart} bytes.");

    public void Dispose()
    {
        Flush();
        _file.Dispose();
    }

    private void Flush()
    {
        _file.Write(_buffer, 0, _length);
        _length = 0;
    }
}
