using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using ImpOps.Text;

namespace ImpOps.Sessions;

/// <summary>What is kept of a user.</summary>
internal struct UserSlot
{
    /// <summary>The first 64 nodes, a bit a node.</summary>
    public ulong Nodes;

    /// <summary>Half of the hash.</summary>
    public uint Tag;

    /// <summary>The name of the user; 0 in a free slot.</summary>
    public uint User;
}

/// <summary>
/// Slots of users by their tags. A tag's first bits choose a segment, its last ones the place in there from which on the user is looked for. A
/// segment that is full becomes two, so the table grows by little at a time and leaves no old tables behind.
/// </summary>
/// <remarks>Many segments share an array: the head of an array is memory too, and far away where each segment has one of its own.</remarks>
internal sealed class UserSlots
{
    private const int SmallestSegmentBits = 4;
    private const int UsualSegmentBits = 12;
    private const int UsualChunkBits = 16;

    /// <summary>A segment is chosen by this many bits at most: where the tags are the same so far, parting them parts nothing.</summary>
    private const int MostDirectoryBits = 16;

    private readonly List<Segment> _segments = [new Segment()];
    private UserSlot[][] _chunks = [new UserSlot[1 << SmallestSegmentBits]];
    private int _chunkBits = SmallestSegmentBits;
    private int _segmentBits = SmallestSegmentBits;

    // Whose segment is which: the first bits of a tag, as many as there are segments for.
    private int[] _directory = [0];
    private int _directoryBits;
    private UserSlot[] _spare = [];

    /// <summary>How many times slots have been moved.</summary>
    public int Moves { get; private set; }

    /// <summary>All slots, free ones too.</summary>
    public IReadOnlyList<UserSlot[]> Chunks => _chunks;

    /// <summary>The slot at a place.</summary>
    public ref UserSlot this[int place]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _chunks[place >> _chunkBits][place & ((1 << _chunkBits) - 1)];
    }

    /// <summary>The place where the search for a tag begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Home(uint tag) => SegmentOf(tag) << _segmentBits | ((int)tag & ((1 << _segmentBits) - 1));

    /// <summary>The place behind another one: behind the last place of a segment is its first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next(int place)
    {
        int mask = (1 << _segmentBits) - 1;
        return (place & ~mask) | ((place + 1) & mask);
    }

    /// <summary>The first place from one on whose slot has a tag, or is free.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(uint tag, int place)
    {
        while (true)
        {
            ref UserSlot slot = ref this[place];
            if (slot.User == 0 || slot.Tag == tag)
            {
                return place;
            }

            place = Next(place);
        }
    }

    /// <summary>Puts a user, who is in no slot, into the first free slot from a place on.</summary>
    [MethodImpl(HotPath.Options)]
    public ref UserSlot Take(int place, uint tag, uint user)
    {
        // A quarter of the slots stays free, so that a search ends soon.
        int segment = place >> _segmentBits;
        if (_segments[segment].Count >= (1 << _segmentBits) / 4 * 3)
        {
            Enlarge(segment);
            return ref Take(Home(tag), tag, user);
        }

        return ref Put(new UserSlot { Tag = tag, User = user }, place);
    }

    private int SegmentOf(uint tag) => _directory[(int)((ulong)tag >> (32 - _directoryBits))];

    private ref UserSlot Put(UserSlot user, int place)
    {
        while (this[place].User != 0)
        {
            place = Next(place);
        }

        _segments[place >> _segmentBits].Count++;
        ref UserSlot slot = ref this[place];
        slot = user;
        return ref slot;
    }

    private void Enlarge(int segment)
    {
        Moves++;
        if (_segmentBits < UsualSegmentBits || _segments[segment].Bits == MostDirectoryBits)
        {
            Double();
        }
        else
        {
            Split(segment);
        }
    }

    /// <summary>Makes all segments twice as large: the only one of a small table, or those that cannot be parted.</summary>
    private void Double()
    {
        UserSlot[][] old = _chunks;
        _segmentBits++;
        _chunkBits = _segmentBits < UsualSegmentBits ? _segmentBits : Math.Max(_segmentBits, UsualChunkBits);
        _chunks = [];
        for (int segment = 0; segment < _segments.Count; segment++)
        {
            _segments[segment].Count = 0;
            Clear(segment);
        }

        foreach (UserSlot[] slots in old)
        {
            PutAll(slots, slots.Length);
        }
    }

    /// <summary>Gives half of a segment's users to another one.</summary>
    private void Split(int segment)
    {
        int first = segment << _segmentBits;
        int size = 1 << _segmentBits;
        if (_spare.Length < size)
        {
            _spare = new UserSlot[size];
        }

        Array.Copy(_chunks[first >> _chunkBits], first & ((1 << _chunkBits) - 1), _spare, 0, size);
        uint tag = Array.Find(_spare, slot => slot.User != 0).Tag;
        if (_segments[segment].Bits == _directoryBits)
        {
            _directory = [.. _directory.SelectMany(entry => new[] { entry, entry })];
            _directoryBits++;
        }

        int bits = ++_segments[segment].Bits;
        int other = _segments.Count;
        _segments.Add(new Segment { Bits = bits });
        int width = 1 << (_directoryBits - bits);
        int lower = (int)((ulong)tag >> (32 - _directoryBits)) & -(2 * width);
        for (int i = 0; i < width; i++)
        {
            _directory[lower + width + i] = other;
        }

        _segments[segment].Count = 0;
        Clear(segment);
        Clear(other);
        PutAll(_spare, size);
    }

    [MethodImpl(HotPath.Options)]
    private void PutAll(UserSlot[] slots, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (slots[i].User != 0)
            {
                _ = Put(slots[i], Home(slots[i].Tag));
            }
        }
    }

    /// <summary>
    /// Frees the slots of a segment, which may be new. Memory that is looked at before it is written to is mapped twice, and for the second time all
    /// processors must stop.
    /// </summary>
    private void Clear(int segment)
    {
        int first = segment << _segmentBits;
        int chunk = first >> _chunkBits;
        if (chunk == _chunks.Length)
        {
            _chunks = [.. _chunks, new UserSlot[1 << _chunkBits]];
        }

        Array.Clear(_chunks[chunk], first & ((1 << _chunkBits) - 1), 1 << _segmentBits);
    }

    private sealed class Segment
    {
        /// <summary>How many users it has.</summary>
        public int Count;

        /// <summary>How many first bits their tags have in common.</summary>
        public int Bits;
    }
}
