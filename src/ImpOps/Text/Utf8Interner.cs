using System;
using System.Collections.Generic;
using System.Text;

namespace ImpOps.Text;

/// <summary>
/// Numbers distinct byte strings from 0 in the order in which they first come. Looking one up that is known allocates nothing.
/// Strings are the same when all of their bytes are.
/// </summary>
internal sealed class Utf8Interner
{
    private const int BlockLength = 1 << 16;

    // Whoever writes the input must not be able to choose strings that all fall into one bucket.
    private static readonly ulong Seed = (ulong)Guid.NewGuid().GetHashCode() << 32 | (uint)Guid.NewGuid().GetHashCode();

    private readonly List<byte[]> _blocks = [];
    private int _blockAt;
    private Entry[] _entries = new Entry[16];
    private int[] _buckets = new int[32];   // index of an entry + 1; 0 is free

    /// <summary>How many distinct strings there are.</summary>
    public int Count { get; private set; }

    /// <summary>The bytes of a string.</summary>
    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            Entry entry = _entries[index];
            return _blocks[entry.Block].AsSpan(entry.Start, entry.Length);
        }
    }

    /// <summary>A string as text.</summary>
    public string GetText(int index) => Encoding.UTF8.GetString(this[index]);

    /// <summary>The number of a string, which is new when <paramref name="added"/> says so.</summary>
    public int Intern(ReadOnlySpan<byte> bytes, out bool added)
    {
        ulong hash = Hash(bytes);
        int bucket = Find(bytes, hash);
        added = _buckets[bucket] == 0;
        if (!added)
        {
            return _buckets[bucket] - 1;
        }

        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Count * 2);
            Rehash();
            bucket = Find(bytes, hash);
        }

        _entries[Count] = Store(bytes, hash);
        _buckets[bucket] = ++Count;
        return Count - 1;
    }

    private int Find(ReadOnlySpan<byte> bytes, ulong hash)
    {
        int mask = _buckets.Length - 1;
        int bucket = (int)hash & mask;
        while (_buckets[bucket] is int index and not 0)
        {
            ref Entry entry = ref _entries[index - 1];
            if (entry.Hash == hash && this[index - 1].SequenceEqual(bytes))
            {
                break;
            }

            bucket = (bucket + 1) & mask;
        }

        return bucket;
    }

    /// <summary>Keeps at least half of the buckets free, so a search ends soon.</summary>
    private void Rehash()
    {
        _buckets = new int[_entries.Length * 2];
        int mask = _buckets.Length - 1;
        for (int i = 0; i < Count; i++)
        {
            int bucket = (int)_entries[i].Hash & mask;
            while (_buckets[bucket] != 0)
            {
                bucket = (bucket + 1) & mask;
            }

            _buckets[bucket] = i + 1;
        }
    }

    private Entry Store(ReadOnlySpan<byte> bytes, ulong hash)
    {
        if (_blocks.Count == 0 || _blockAt + bytes.Length > BlockLength)
        {
            _blocks.Add(new byte[Math.Max(BlockLength, bytes.Length)]);
            _blockAt = 0;
        }

        bytes.CopyTo(_blocks[_blocks.Count - 1].AsSpan(_blockAt));
        Entry entry = new(_blocks.Count - 1, _blockAt, bytes.Length, hash);
        _blockAt += bytes.Length;
        return entry;
    }

    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        ulong hash = Seed ^ ((ulong)bytes.Length * 0x9E3779B97F4A7C15);
        while (bytes.Length >= 8)
        {
            hash = Mix(hash ^ System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes.Slice(8);
        }

        ulong tail = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            tail |= (ulong)bytes[i] << (8 * i);
        }

        return Mix(hash ^ tail);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 32)) * 0xD6E8FEB86659FD93;
        value = (value ^ (value >> 32)) * 0xD6E8FEB86659FD93;
        return value ^ (value >> 32);
    }

    private readonly struct Entry(int block, int start, int length, ulong hash)
    {
        public int Block { get; } = block;

        public int Start { get; } = start;

        public int Length { get; } = length;

        public ulong Hash { get; } = hash;
    }
}
