using System;
using System.Collections.Generic;
using System.Linq;
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

    private const int BitsOfWord = 64;

    private readonly NameTable _groups = new();
    private readonly NameTable _nodeNames = new();
    private readonly Dictionary<(int Group, int Name), int> _nodeOf = [];
    private readonly List<NodeTally> _nodes = [];

    private readonly Utf8Interner _users = new();
    private ulong[] _nodesOfUser = new ulong[16];

    // The nodes past the first 64, by user and word of bits. Few inputs have any.
    private readonly Dictionary<(int User, int Word), ulong> _furtherNodesOfUser = [];

    private readonly List<string> _devices = [];
    private readonly Dictionary<string, int> _deviceOf = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(int User, int Node), Dictionary<int, long>>? _sessionsOfUser = keepUsers ? [] : null;

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
            _nodes.Add(new NodeTally(group, nodeName));
            _nodeOf.Add((group, nodeName), node);
        }

        return node;
    }

    /// <summary>The number of a user.</summary>
    public int User(ReadOnlySpan<byte> id, out bool added)
    {
        int user = _users.Intern(id, out added);
        if (user >= _nodesOfUser.Length)
        {
            Array.Resize(ref _nodesOfUser, _nodesOfUser.Length * 2);
        }

        return user;
    }

    /// <summary>Counts sessions of a user on a node, all from one type of device.</summary>
    public void Add(int user, int node, int device, long count)
    {
        ulong bit = 1UL << (node % BitsOfWord);
        if (node < BitsOfWord)
        {
            _nodesOfUser[user] |= bit;
        }
        else
        {
            (int, int) key = (user, node / BitsOfWord);
            _furtherNodesOfUser[key] = (_furtherNodesOfUser.TryGetValue(key, out ulong bits) ? bits : 0) | bit;
        }

        _nodes[node].Add(device, count);
        if (_sessionsOfUser is not null)
        {
            if (!_sessionsOfUser.TryGetValue((user, node), out Dictionary<int, long>? devices))
            {
                _sessionsOfUser.Add((user, node), devices = []);
            }

            devices[device] = (devices.TryGetValue(device, out long before) ? before : 0) + count;
        }
    }

    /// <summary>The nodes with their groups, without figures.</summary>
    public IEnumerable<(string? Group, string? Node)> Nodes() => _nodes.Select(node => (_groups[node.Group], _nodeNames[node.Name]));

    /// <summary>The cluster, its groups and their nodes, each with its figures.</summary>
    public IEnumerable<Part> Parts()
    {
        (long[] ofNode, Dictionary<int, long> ofGroup, long ofCluster) = CountUsers();

        yield return new Part(SessionLevel.Cluster, null, null, ofCluster, Sum(_nodes));
        foreach (IGrouping<int, int> group in Enumerable.Range(0, _nodes.Count).GroupBy(node => _nodes[node].Group))
        {
            string? groupName = _groups[group.Key];
            yield return new Part(SessionLevel.SubCluster, groupName, null, ofGroup[group.Key], Sum(group.Select(node => _nodes[node])));
            foreach (int node in group)
            {
                yield return new Part(SessionLevel.Node, groupName, _nodeNames[_nodes[node].Name], ofNode[node], Sum([_nodes[node]]));
            }
        }
    }

    /// <summary>Every user on every node, with its sessions by device type.</summary>
    public IEnumerable<(string? Group, string? Node, string User, IReadOnlyDictionary<string, long> Sessions)> Users()
    {
        foreach (KeyValuePair<(int User, int Node), Dictionary<int, long>> entry in
            _sessionsOfUser ?? throw new InvalidOperationException("The users were not kept."))
        {
            NodeTally node = _nodes[entry.Key.Node];
            yield return (
                _groups[node.Group],
                _nodeNames[node.Name],
                _users.GetText(entry.Key.User),
                entry.Value.ToDictionary(device => _devices[device.Key], device => device.Value));
        }
    }

    private Dictionary<string, long> Sum(IEnumerable<NodeTally> nodes)
    {
        Dictionary<string, long> sum = new(StringComparer.OrdinalIgnoreCase);
        foreach (NodeTally node in nodes)
        {
            for (int device = 0; device < node.Sessions.Length; device++)
            {
                if (node.Sessions[device] > 0)
                {
                    sum[_devices[device]] = (sum.TryGetValue(_devices[device], out long before) ? before : 0) + node.Sessions[device];
                }
            }
        }

        return sum;
    }

    private (long[] OfNode, Dictionary<int, long> OfGroup, long OfCluster) CountUsers()
    {
        long[] ofNode = new long[_nodes.Count];
        Dictionary<int, long> ofGroup = _nodes.Select(node => node.Group).Distinct().ToDictionary(group => group, _ => 0L);
        long ofCluster = 0;
        List<int> groupsOfUser = [];
        int words = (_nodes.Count + BitsOfWord - 1) / BitsOfWord;
        for (int user = 0; user < _users.Count; user++)
        {
            groupsOfUser.Clear();
            for (int word = 0; word < words; word++)
            {
                ulong bits = word == 0 ? _nodesOfUser[user] : _furtherNodesOfUser.TryGetValue((user, word), out ulong further) ? further : 0;
                for (int node = word * BitsOfWord; bits != 0; node++, bits >>= 1)
                {
                    if ((bits & 1) == 0)
                    {
                        continue;
                    }

                    ofNode[node]++;
                    if (!groupsOfUser.Contains(_nodes[node].Group))
                    {
                        groupsOfUser.Add(_nodes[node].Group);
                    }
                }
            }

            // A user that was named and had no session is on no node.
            ofCluster += groupsOfUser.Count > 0 ? 1 : 0;
            foreach (int group in groupsOfUser)
            {
                ofGroup[group]++;
            }
        }

        return (ofNode, ofGroup, ofCluster);
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

    private sealed class NodeTally(int group, int name)
    {
        public int Group { get; } = group;

        public int Name { get; } = name;

        public long[] Sessions { get; private set; } = [];

        public void Add(int device, long count)
        {
            if (device >= Sessions.Length)
            {
                long[] larger = new long[device + 4];
                Sessions.CopyTo(larger, 0);
                Sessions = larger;
            }

            Sessions[device] += count;
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
