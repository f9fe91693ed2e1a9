using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ImpOps.Text;

namespace ImpOps.Sessions;

/// <summary>
/// The distinct users, each with the set of nodes it was seen on. Users are the same when all bytes of their names are, whatever their hashes.
/// Several threads may add at once.
/// </summary>
/// <remarks>
/// A user belongs to one of several partitions, by its hash. Whoever adds many users adds those of one partition at a time: one lock for all of
/// them, and the memory they touch is small enough for the processor to find its way about in it.
/// </remarks>
internal sealed class UserTable(bool keepSessions)
{
    private const int BitsOfWord = 64;

    // Some for each thread, so that they seldom meet.
    private static readonly int PartitionBits = Environment.ProcessorCount switch { <= 2 => 4, <= 8 => 6, _ => 8 };

    public static readonly int PartitionCount = 1 << PartitionBits;

    private readonly Partition[] _partitions = [.. Enumerable.Range(0, PartitionCount).Select(_ => new Partition(keepSessions))];

    /// <summary>The partition of users with this hash.</summary>
    public static int PartitionOf(ulong hash) => (int)(hash >> (64 - PartitionBits));

    /// <summary>Adds a user with sessions.</summary>
    public void Add(ulong hash, ReadOnlySpan<byte> user, int node, int device, long sessions)
    {
        Partition partition = _partitions[PartitionOf(hash)];
        lock (partition)
        {
            partition.Add(hash, user, node, device, sessions);
        }
    }

    /// <summary>Adds users of one partition with their sessions.</summary>
    /// <param name="partition">The partition of all of them.</param>
    /// <param name="entries">The users, among others.</param>
    /// <param name="chosen">Which of the entries they are.</param>
    /// <param name="bytes">What holds their names.</param>
    public void Add(int partition, SessionEntry[] entries, ReadOnlySpan<int> chosen, byte[] bytes)
    {
        lock (_partitions[partition])
        {
            _partitions[partition].Add(entries, chosen, bytes);
        }
    }

    /// <summary>How many users were seen on each node, in each group of nodes, and at all.</summary>
    /// <param name="groupOfNode">The group of each node.</param>
    /// <param name="groupCount">How many groups there are.</param>
    public (long[] OfNode, long[] OfGroup, long All) Count(int[] groupOfNode, int groupCount)
    {
        long[] ofNode = new long[groupOfNode.Length];
        long[] ofGroup = new long[groupCount];
        bool[] inGroup = new bool[groupCount];
        long all = 0;
        foreach (Partition partition in _partitions)
        {
            partition.Count(groupOfNode, ofNode, ofGroup, inGroup, ref all);
        }

        return (ofNode, ofGroup, all);
    }

    /// <summary>Every user on every node with its sessions by device type; where these were kept.</summary>
    public IEnumerable<(int Node, string User, Dictionary<int, long> Sessions)> Sessions() => _partitions.SelectMany(partition => partition.Sessions());

    private sealed class Partition(bool keepSessions)
    {
        /// <summary>How many users are looked for at a time.</summary>
        private const int Batch = 128;

        private readonly NameStore _names = new();

        // The nodes past the first 64, by user and word of bits. Few inputs have any.
        private readonly Dictionary<(uint User, int Word), ulong> _furtherNodes = [];
        private readonly Dictionary<(uint User, int Node, int Device), long>? _sessions = keepSessions ? [] : null;

        // Whose segment is which: the first bits of a tag, as many as there are segments for.
        private Segment[] _directory = [new Segment(16, 0)];
        private int _directoryBits;
        private Slot[]? _spare;
        private readonly uint[] _tags = new uint[Batch];

        public void Add(ulong hash, ReadOnlySpan<byte> user, int node, int device, long sessions) =>
            Add(ref Find((uint)hash, user), node, device, sessions);

        /// <remarks>
        /// A look at memory that is far away takes a hundred times longer than anything else here. So the looks of many users are begun before the
        /// first of them is needed, first at their slots and then at the names in these.
        /// </remarks>
        public void Add(SessionEntry[] entries, ReadOnlySpan<int> chosen, byte[] bytes)
        {
            while (!chosen.IsEmpty)
            {
                ReadOnlySpan<int> batch = chosen.Slice(0, Math.Min(Batch, chosen.Length));
                for (int i = 0; i < batch.Length; i++)
                {
                    _tags[i] = (uint)entries[batch[i]].Hash;
                }

                for (int i = 0; i < batch.Length; i++)
                {
                    Slot[] slots = SegmentOf(_tags[i]).Slots;
                    Prefetch.Begin(ref slots[(int)_tags[i] & (slots.Length - 1)]);
                }

                for (int i = 0; i < batch.Length; i++)
                {
                    Slot[] slots = SegmentOf(_tags[i]).Slots;
                    uint user = slots[Probe(slots, _tags[i], (int)_tags[i] & (slots.Length - 1))].User;
                    if (user != 0)
                    {
                        Prefetch.Begin(ref _names.FirstByte(user));
                    }
                }

                foreach (int index in batch)
                {
                    ref SessionEntry entry = ref entries[index];
                    Add(ref Find((uint)entry.Hash, bytes.AsSpan(entry.Start, entry.Length)), entry.Node, entry.Device, entry.Sessions);
                }

                chosen = chosen.Slice(batch.Length);
            }
        }

        public void Count(int[] groupOfNode, long[] ofNode, long[] ofGroup, bool[] inGroup, ref long all)
        {
            int words = (groupOfNode.Length + BitsOfWord - 1) / BitsOfWord;
            foreach (Segment segment in _directory.Distinct())
            {
                foreach (Slot slot in segment.Slots)
                {
                    // A user that was named and had no session is in no slot.
                    if (slot.User == 0)
                    {
                        continue;
                    }

                    all++;
                    for (int word = 0; word < words; word++)
                    {
                        ulong bits = word == 0 ? slot.Nodes : _furtherNodes.TryGetValue((slot.User, word), out ulong further) ? further : 0;
                        for (int node = word * BitsOfWord; bits != 0; node++, bits >>= 1)
                        {
                            if ((bits & 1) != 0)
                            {
                                ofNode[node]++;
                                ofGroup[groupOfNode[node]] += inGroup[groupOfNode[node]] ? 0 : 1;
                                inGroup[groupOfNode[node]] = true;
                            }
                        }
                    }

                    Array.Clear(inGroup, 0, inGroup.Length);
                }
            }
        }

        public IEnumerable<(int Node, string User, Dictionary<int, long> Sessions)> Sessions()
        {
            foreach (IGrouping<(uint User, int Node), KeyValuePair<(uint User, int Node, int Device), long>> user in
                (_sessions ?? throw new InvalidOperationException("The users were not kept.")).GroupBy(entry => (entry.Key.User, entry.Key.Node)))
            {
                yield return (
                    user.Key.Node,
                    Encoding.UTF8.GetString(_names[user.Key.User]),
                    user.ToDictionary(entry => entry.Key.Device, entry => entry.Value));
            }
        }

        private void Add(ref Slot slot, int node, int device, long sessions)
        {
            ulong bit = 1UL << (node % BitsOfWord);
            if (node < BitsOfWord)
            {
                slot.Nodes |= bit;
            }
            else
            {
                (uint, int) key = (slot.User, node / BitsOfWord);
                _furtherNodes[key] = (_furtherNodes.TryGetValue(key, out ulong bits) ? bits : 0) | bit;
            }

            if (_sessions is not null)
            {
                (uint, int, int) key = (slot.User, node, device);
                _sessions[key] = (_sessions.TryGetValue(key, out long before) ? before : 0) + sessions;
            }
        }

        /// <summary>The slot of a user, who is put into it if it is new.</summary>
        private ref Slot Find(uint tag, ReadOnlySpan<byte> user)
        {
            Segment segment = SegmentOf(tag);
            int mask = segment.Slots.Length - 1;
            int at = (int)tag & mask;
            while (true)
            {
                at = Probe(segment.Slots, tag, at);
                ref Slot slot = ref segment.Slots[at];
                if (slot.User == 0)
                {
                    break;
                }

                if (_names[slot.User].SequenceEqual(user))
                {
                    return ref slot;
                }

                at = (at + 1) & mask;
            }

            if (segment.IsFull)
            {
                Enlarge(segment, tag);
                segment = SegmentOf(tag);
                at = (int)tag & (segment.Slots.Length - 1);
            }

            return ref segment.Take(new Slot { Tag = tag, User = _names.Add(user) }, at);
        }

        /// <summary>The first slot from a place on that has a tag, or is free.</summary>
        private static int Probe(Slot[] slots, uint tag, int at)
        {
            while (slots[at].User != 0 && slots[at].Tag != tag)
            {
                at = (at + 1) & (slots.Length - 1);
            }

            return at;
        }

        private Segment SegmentOf(uint tag) => _directory[(int)((ulong)tag >> (32 - _directoryBits))];

        /// <summary>
        /// Makes room: a small segment doubles, a large one becomes two. So the table grows by little at a time, and leaves no old tables behind.
        /// </summary>
        private void Enlarge(Segment segment, uint tag)
        {
            // Where the tags are the same as far as the directory looks, parting them parts nothing.
            if (segment.Slots.Length < Segment.Largest || segment.Bits == Segment.MostBits)
            {
                segment.Refill(Segment.NewSlots(segment.Slots.Length * 2), segment.Slots);
                return;
            }

            if (segment.Bits == _directoryBits)
            {
                _directory = [.. _directory.SelectMany(entry => new[] { entry, entry })];
                _directoryBits++;
            }

            Slot[] old = segment.Slots;
            Segment other = new(_spare ?? Segment.NewSlots(old.Length), ++segment.Bits);
            segment.Refill(Segment.NewSlots(old.Length), []);
            int width = 1 << (_directoryBits - segment.Bits);
            int first = (int)((ulong)tag >> (32 - _directoryBits)) & -(2 * width);
            for (int i = 0; i < width; i++)
            {
                _directory[first + width + i] = other;
            }

            foreach (Slot slot in old)
            {
                if (slot.User != 0)
                {
                    Segment half = SegmentOf(slot.Tag);
                    _ = half.Take(slot, half.Place(slot.Tag));
                }
            }

            Array.Clear(old, 0, old.Length);
            _spare = old;
        }
    }

    /// <summary>What is kept of a user.</summary>
    private struct Slot
    {
        /// <summary>The first 64 nodes, a bit a node.</summary>
        public ulong Nodes;

        /// <summary>Half of the hash.</summary>
        public uint Tag;

        /// <summary>The name of the user; 0 in a free slot.</summary>
        public uint User;
    }

    /// <summary>A table of users whose tags begin with the same bits.</summary>
    private sealed class Segment(Slot[] slots, int bits)
    {
        public const int Largest = 1 << 14;

        /// <summary>The directory looks at this many bits at most; the last ones of a tag choose the slot.</summary>
        public const int MostBits = 16;

        private int _count;

        public Segment(int size, int bits)
            : this(new Slot[size], bits)
        {
        }

        /// <summary>
        /// Slots whose memory is written to at once. Memory that is looked at first is mapped twice, and for the second time all processors must stop.
        /// </summary>
        public static Slot[] NewSlots(int count)
        {
            const int SlotsOfPage = 256;
            Slot[] slots = new Slot[count];
            for (int i = 0; i < slots.Length; i += SlotsOfPage)
            {
                slots[i] = default;
            }

            return slots;
        }

        public Slot[] Slots { get; private set; } = slots;

        /// <summary>How many first bits the tags have in common.</summary>
        public int Bits { get; set; } = bits;

        /// <summary>A quarter of the slots stays free, so that a search ends soon.</summary>
        public bool IsFull => _count >= Slots.Length / 4 * 3;

        /// <summary>Where the search for a user begins.</summary>
        public int Place(uint tag) => (int)tag & (Slots.Length - 1);

        /// <summary>Puts a user, who is in no slot, into the first free one from a place on.</summary>
        public ref Slot Take(Slot user, int at)
        {
            while (Slots[at].User != 0)
            {
                at = (at + 1) & (Slots.Length - 1);
            }

            _count++;
            Slots[at] = user;
            return ref Slots[at];
        }

        public void Refill(Slot[] slots, Slot[] users)
        {
            _count = 0;
            Slots = slots;
            foreach (Slot user in users)
            {
                if (user.User != 0)
                {
                    _ = Take(user, Place(user.Tag));
                }
            }
        }
    }

    /// <summary>The bytes of names, each behind its length, in chunks that never move.</summary>
    private sealed class NameStore
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
}
