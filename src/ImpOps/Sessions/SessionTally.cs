using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using ImpOps.Text;

namespace ImpOps.Sessions;

/// <summary>
/// Counts sessions and distinct users, per node, per group and for the cluster. Takes memory per distinct user, node and device type, never per
/// session: of each user it keeps on which nodes it was seen, a bit a node.
/// </summary>
internal sealed class SessionTally(bool keepUsers)
{
    /// <summary>More nodes than any deployment has: the column is not one of nodes.</summary>
    public const int MaximumNodes = 1000;

    private readonly NameTable _groups = new();
    private readonly NameTable _nodeNames = new();
    private readonly Dictionary<(int Group, int Name), int> _nodeOf = [];
    private readonly List<(int Group, int Name)> _nodes = [];

    private readonly UserTable _users = new(keepUsers);

    private readonly List<string> _devices = [];
    private readonly Dictionary<string, int> _deviceOf = new(StringComparer.OrdinalIgnoreCase);

    // Threads that count blocks at the same time count each for itself.
    private readonly SessionCounts _counts = new();
    private readonly ConcurrentBag<SessionCounts> _countsOfBlocks = [];

    /// <summary>True where no user or session was counted.</summary>
    public bool IsEmpty => _nodes.Count == 0;

    /// <summary>Device types seen so far.</summary>
    public int DeviceCount => _devices.Count;

    /// <summary>Whether a device type was seen.</summary>
    public bool HasDevice(string name) => _deviceOf.ContainsKey(name);

    /// <summary>The number of a device type.</summary>
    public int Device(string name)
    {
        if (!_deviceOf.TryGetValue(name, out int device))
        {
            device = _devices.Count;
            _devices.Add(name);
            _deviceOf.Add(name, device);
        }

        return device;
    }

    /// <summary>The number of a group's name; -1 where it is no sound text.</summary>
    public int Group(ReadOnlySpan<byte> name) => _groups.Find(name);

    /// <summary>The number of a node's name; -1 where it is no sound text.</summary>
    public int NodeName(ReadOnlySpan<byte> name) => _nodeNames.Find(name);

    /// <summary>The number of a node of a group; -1 where there are too many.</summary>
    public int Node(int group, int nodeName)
    {
        if (!_nodeOf.TryGetValue((group, nodeName), out int node))
        {
            if (_nodes.Count == MaximumNodes)
            {
                return -1;
            }

            node = _nodes.Count;
            _nodes.Add((group, nodeName));
            _nodeOf.Add((group, nodeName), node);
        }

        return node;
    }

    /// <summary>Counts sessions of a user on a node, all from one type of device.</summary>
    public void Add(ReadOnlySpan<byte> user, int node, int device, long count)
    {
        _users.Add(Utf8Hash.Compute(user), user, node, device, count);
        _counts.Add(node, device, count);
    }

    /// <summary>Counts what was found in a block of a file. Several threads may do so at once.</summary>
    /// <param name="entries">What was found.</param>
    /// <param name="length">How many entries there are.</param>
    /// <param name="order">Room for as many numbers.</param>
    /// <param name="bytes">The block.</param>
    [MethodImpl(HotPath.Options)]
    public void Add(SessionEntry[] entries, int length, int[] order, byte[] bytes)
    {
        SessionCounts counts = _countsOfBlocks.TryTake(out SessionCounts? free) ? free : new SessionCounts();
        int[] starts = counts.Starts;
        Array.Clear(starts, 0, starts.Length);
        for (int i = 0; i < length; i++)
        {
            ref SessionEntry entry = ref entries[i];
            if (entry.Sessions > 0)
            {
                Prefetch.Begin(ref bytes[entry.Start]);
                counts.Add(entry.Node, entry.Device, entry.Sessions);
                starts[UserTable.PartitionOf(entry.Hash) + 1]++;
            }
        }

        for (int i = 1; i < starts.Length; i++)
        {
            starts[i] += starts[i - 1];
        }

        for (int i = 0; i < length; i++)
        {
            if (entries[i].Sessions > 0)
            {
                order[starts[UserTable.PartitionOf(entries[i].Hash)]++] = i;
            }
        }

        // Each start has moved to where the next one was. Threads begin at different partitions, so as not to wait for each other.
        int first = Environment.CurrentManagedThreadId * (UserTable.PartitionCount / 2 + 5);
        for (int i = 0; i < UserTable.PartitionCount; i++)
        {
            int partition = (first + i) % UserTable.PartitionCount;
            int start = partition == 0 ? 0 : starts[partition - 1];
            _users.Add(partition, entries, order.AsSpan(start, starts[partition] - start), bytes);
        }

        _countsOfBlocks.Add(counts);
    }

    /// <summary>The nodes with their groups, without figures.</summary>
    public IEnumerable<(string? Group, string? Node)> Nodes() => _nodes.Select(node => (_groups[node.Group], _nodeNames[node.Name]));

    /// <summary>The cluster, its groups and their nodes, each with its figures.</summary>
    /// <param name="throttleLimit">How many threads may count.</param>
    public IEnumerable<Part> Parts(int throttleLimit)
    {
        int[] groups = [.. _nodes.Select(node => node.Group).Distinct()];
        int[] groupOfNode = [.. _nodes.Select(node => Array.IndexOf(groups, node.Group))];
        (long[] ofNode, long[] ofGroup, long all) = _users.Count(groupOfNode, groups.Length, throttleLimit);
        int[] nodes = [.. Enumerable.Range(0, _nodes.Count)];

        yield return new Part(SessionLevel.Cluster, null, null, all, Devices(nodes));
        for (int group = 0; group < groups.Length; group++)
        {
            string? groupName = _groups[groups[group]];
            int[] nodesOfGroup = [.. nodes.Where(node => groupOfNode[node] == group)];
            yield return new Part(SessionLevel.SubCluster, groupName, null, ofGroup[group], Devices(nodesOfGroup));
            foreach (int node in nodesOfGroup)
            {
                yield return new Part(SessionLevel.Node, groupName, _nodeNames[_nodes[node].Name], ofNode[node], Devices([node]));
            }
        }
    }

    /// <summary>Every user on every node, with its sessions by device type.</summary>
    public IEnumerable<(string? Group, string? Node, string User, IReadOnlyDictionary<string, long> Sessions)> Users() =>
        _users.Sessions().Select(entry => (
            _groups[_nodes[entry.Node].Group],
            _nodeNames[_nodes[entry.Node].Name],
            entry.User,
            (IReadOnlyDictionary<string, long>)entry.Sessions.ToDictionary(device => _devices[device.Key], device => device.Value)));

    /// <summary>The sessions of some nodes by device type.</summary>
    private Dictionary<string, long> Devices(int[] nodes)
    {
        SessionCounts[] all = [_counts, .. _countsOfBlocks];
        Dictionary<string, long> sum = new(StringComparer.OrdinalIgnoreCase);
        for (int device = 0; device < _devices.Count; device++)
        {
            long sessions = nodes.Sum(node => all.Sum(counts => counts[node, device]));
            if (sessions > 0)
            {
                sum.Add(_devices[device], sessions);
            }
        }

        return sum;
    }

    /// <summary>One line of the report, counted.</summary>
    internal sealed class Part(SessionLevel level, string? group, string? node, long users, Dictionary<string, long> devices)
    {
        public SessionLevel Level { get; } = level;

        public string? Group { get; } = group;

        public string? Node { get; } = node;

        public long Users { get; } = users;

        public Dictionary<string, long> Devices { get; } = devices;

        public long Sessions => Devices.Values.Sum();
    }

    /// <summary>Sessions by node and device type.</summary>
    private sealed class SessionCounts
    {
        private long[][] _ofNode = [];

        /// <summary>Where the users of each partition begin: for the use of whoever has these counts.</summary>
        public int[] Starts { get; } = new int[UserTable.PartitionCount + 1];

        public long this[int node, int device] => node < _ofNode.Length && device < _ofNode[node].Length ? _ofNode[node][device] : 0;

        [MethodImpl(HotPath.Options)]
        public void Add(int node, int device, long count)
        {
            if (node >= _ofNode.Length)
            {
                int before = _ofNode.Length;
                Array.Resize(ref _ofNode, node + 8);
                _ofNode.AsSpan(before).Fill([]);
            }

            if (device >= _ofNode[node].Length)
            {
                Array.Resize(ref _ofNode[node], device + 4);
            }

            _ofNode[node][device] += count;
        }
    }

    /// <summary>Names of groups or nodes: host names, which are the same whatever their case. The first spelling is shown.</summary>
    private sealed class NameTable
    {
        private readonly Utf8Interner _spellings = new();
        private readonly List<int> _nameOfSpelling = [];
        private readonly Dictionary<string, int> _names = new(StringComparer.OrdinalIgnoreCase);
        private readonly List<string> _texts = [];

        /// <summary>The name of a number; null for the empty one.</summary>
        public string? this[int name] => _texts[name].Length == 0 ? null : _texts[name];

        public int Find(ReadOnlySpan<byte> bytes)
        {
            int spelling = _spellings.Intern(bytes, out bool added);
            if (added)
            {
                _nameOfSpelling.Add(Utf8Text.IsSound(bytes) ? Number(_spellings.GetText(spelling)) : -1);
            }

            return _nameOfSpelling[spelling];
        }

        private int Number(string text)
        {
            if (!_names.TryGetValue(text, out int name))
            {
                name = _texts.Count;
                _texts.Add(text);
                _names.Add(text, name);
            }

            return name;
        }
    }
}
