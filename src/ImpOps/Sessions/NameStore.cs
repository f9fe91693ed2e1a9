using System;
using System.Runtime.CompilerServices;
using ImpOps.Text;

namespace ImpOps.Sessions;

/// <summary>The bytes of names, each behind its length, in chunks that never move.</summary>
internal sealed class NameStore
{
    private const int OffsetBits = 19;
    private const int LargestChunk = 1 << OffsetBits;
    private const int SmallestChunk = 1 << 10;

    private byte[][] _chunks = new byte[4][];
    private int _count;
    private int _at;

    public ReadOnlySpan<byte> this[uint name]
    {
        get
        {
            byte[] chunk = _chunks[name >> OffsetBits];
            int at = (int)(name & (LargestChunk - 1));
            int length = chunk[at++];
            if (length >= 0x80)
            {
                int shift = 7;
                length &= 0x7F;
                byte more;
                do
                {
                    more = chunk[at++];
                    length |= (more & 0x7F) << shift;
                    shift += 7;
                }
                while (more >= 0x80);
            }

            return chunk.AsSpan(at, length);
        }
    }

    public ref byte FirstByte(uint name) => ref _chunks[name >> OffsetBits][name & (LargestChunk - 1)];

    /// <summary>Keeps a name. Its number is never 0.</summary>
    [MethodImpl(HotPath.Options)]
    public uint Add(ReadOnlySpan<byte> bytes)
    {
        const int LongestLength = 5;
        if (_count == 0 || _chunks[_count - 1].Length - _at < bytes.Length + LongestLength)
        {
            AddChunk(bytes.Length + LongestLength + 1);
        }

        byte[] chunk = _chunks[_count - 1];
        uint name = (uint)(_count - 1) << OffsetBits | (uint)_at;
        int length = bytes.Length;
        for (; length >= 0x80; length >>= 7)
        {
            chunk[_at++] = (byte)(length | 0x80);
        }

        chunk[_at++] = (byte)length;
        bytes.CopyTo(chunk.AsSpan(_at));
        _at += bytes.Length;
        return name;
    }

    private void AddChunk(int needed)
    {
        if (_count == _chunks.Length)
        {
            Array.Resize(ref _chunks, _count * 2);
        }

        int size = Math.Max(needed, Math.Min(LargestChunk, SmallestChunk << Math.Min(_count, OffsetBits)));
#if NET
        _chunks[_count] = GC.AllocateUninitializedArray<byte>(size);
#else
        _chunks[_count] = new byte[size];
#endif
        _at = _count++ == 0 ? 1 : 0;
    }
}
