using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text;

namespace ImpOps.Text;

/// <summary>
/// Numbers distinct byte strings from 0 in the order in which they first come. Looking one up that is known allocates nothing.
/// Strings are the same when all of their bytes are.
/// </summary>
internal sealed class Utf8Interner
{
    private const int BlockLength = 1 << 16;

    private readonly List<byte[]> _blocks;
    private int _blockAt;
    private Entry[] _entries;
    private int[] _buckets;   // index of an entry + 1; 0 is free

    public Utf8Interner()
    {
        _blocks = [];
        _entries = new Entry[16];
        _buckets = new int[32];
    }

    private Utf8Interner(Utf8Interner other)
    {
        _blocks = [.. other._blocks];
        _blockAt = BlockLength;
        _entries = [.. other._entries];
        _buckets = [.. other._buckets];
        Count = other.Count;
    }

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
        ulong hash = Utf8Hash.Compute(bytes);
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

    /// <summary>The number of a string that is known; -1 where it is not.</summary>
    public int Find(ReadOnlySpan<byte> bytes) => _buckets[Find(bytes, Utf8Hash.Compute(bytes))] - 1;

    /// <summary>The strings so far, in a table that others may read while this one goes on.</summary>
    public Utf8Interner Copy() => new(this);

    [MethodImpl(HotPath.Options)]
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

    private readonly struct Entry(int block, int start, int length, ulong hash)
    {
        public int Block { get; } = block;

        public int Start { get; } = start;

        public int Length { get; } = length;

        public ulong Hash { get; } = hash;
    }
}
