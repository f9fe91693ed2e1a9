using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
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
    /// <param name="throttleLimit">How many threads may count.</param>
    public (long[] OfNode, long[] OfGroup, long All) Count(int[] groupOfNode, int groupCount, int throttleLimit)
    {
        long[] ofNode = new long[groupOfNode.Length];
        long[] ofGroup = new long[groupCount];
        long all = 0;
        int last = -1;
        Task[] others = [.. Enumerable.Range(1, throttleLimit - 1).Select(_ => Task.Run(CountSome))];
        CountSome();
        Task.WaitAll(others);
        return (ofNode, ofGroup, all);

        void CountSome()
        {
            for (int next = Interlocked.Increment(ref last); next < _partitions.Length; next = Interlocked.Increment(ref last))
            {
                (long[] nodes, long[] groups, long users) = _partitions[next].Count(groupOfNode, groupCount);
                lock (ofNode)
                {
                    Add(nodes, ofNode);
                    Add(groups, ofGroup);
                    all += users;
                }
            }
        }

        static void Add(long[] some, long[] sum)
        {
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += some[i];
            }
        }
    }

    /// <summary>Every user on every node with its sessions by device type; where these were kept.</summary>
    public IEnumerable<(int Node, string User, Dictionary<int, long> Sessions)> Sessions() => _partitions.SelectMany(partition => partition.Sessions());

    private sealed class Partition(bool keepSessions)
    {
        /// <summary>How many users are looked for at a time.</summary>
        private const int Batch = 128;

        private readonly UserSlots _slots = new();
        private readonly NameStore _names = new();

        // The nodes past the first 64, by user and word of bits. Few inputs have any.
        private readonly Dictionary<(uint User, int Word), ulong> _furtherNodes = [];
        private readonly Dictionary<(uint User, int Node, int Device), long>? _sessions = keepSessions ? [] : null;

        // Where the users of a batch are looked for.
        private readonly int[] _places = new int[Batch];

        public void Add(ulong hash, ReadOnlySpan<byte> user, int node, int device, long sessions) =>
            Add(ref Find((uint)hash, _slots.Home((uint)hash), user), node, device, sessions);

        /// <remarks>
        /// A look at memory that is far away takes a hundred times longer than anything else here. So the looks of many users are begun before the
        /// first of them is needed, first at their slots and then at the names in these.
        /// </remarks>
        [MethodImpl(HotPath.Options)]
        public void Add(SessionEntry[] entries, ReadOnlySpan<int> chosen, byte[] bytes)
        {
            while (!chosen.IsEmpty)
            {
                ReadOnlySpan<int> batch = chosen.Slice(0, Math.Min(Batch, chosen.Length));
                for (int i = 0; i < batch.Length; i++)
                {
                    _places[i] = _slots.Home((uint)entries[batch[i]].Hash);
                    Prefetch.Begin(ref _slots[_places[i]]);
                }

                for (int i = 0; i < batch.Length; i++)
                {
                    _places[i] = _slots.Find((uint)entries[batch[i]].Hash, _places[i]);
                    uint user = _slots[_places[i]].User;
                    if (user != 0)
                    {
                        Prefetch.Begin(ref _names.FirstByte(user));
                    }
                }

                int moves = _slots.Moves;
                for (int i = 0; i < batch.Length; i++)
                {
                    ref SessionEntry entry = ref entries[batch[i]];
                    uint tag = (uint)entry.Hash;
                    int place = moves == _slots.Moves ? _places[i] : _slots.Home(tag);
                    Add(ref Find(tag, place, bytes.AsSpan(entry.Start, entry.Length)), entry.Node, entry.Device, entry.Sessions);
                }

                chosen = chosen.Slice(batch.Length);
            }
        }

        [MethodImpl(HotPath.Options)]
        public (long[] OfNode, long[] OfGroup, long All) Count(int[] groupOfNode, int groupCount)
        {
            long[] ofNode = new long[groupOfNode.Length];
            long[] ofGroup = new long[groupCount];
            bool[] inGroup = new bool[groupCount];
            long all = 0;
            int words = (groupOfNode.Length + BitsOfWord - 1) / BitsOfWord;
            foreach (UserSlot[] slots in _slots.Chunks)
            {
                foreach (UserSlot slot in slots)
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

            return (ofNode, ofGroup, all);
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

        private void Add(ref UserSlot slot, int node, int device, long sessions)
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
        /// <param name="tag">The user's tag.</param>
        /// <param name="place">Where to begin: no slot before this one can be the user's.</param>
        /// <param name="user">The user.</param>
        [MethodImpl(HotPath.Options)]
        private ref UserSlot Find(uint tag, int place, ReadOnlySpan<byte> user)
        {
            while (true)
            {
                place = _slots.Find(tag, place);
                ref UserSlot slot = ref _slots[place];
                if (slot.User == 0)
                {
                    return ref _slots.Take(place, tag, _names.Add(user));
                }

                if (_names[slot.User].SequenceEqual(user))
                {
                    return ref slot;
                }

                place = _slots.Next(place);
            }
        }
    }
}
