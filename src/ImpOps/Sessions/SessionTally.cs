using System;
using System.Collections.Generic;
using System.Linq;
using ImpOps.Text;

namespace ImpOps.Sessions;

/// <summary>
/// Counts sessions and distinct users, per node, per group and for the cluster. Takes memory per distinct user, node and device type,
/// never per session.
/// </summary>
/// <remarks>
/// Every user has the set of the nodes on which it was seen, kept as the number of that set: users by the million share a handful of
/// sets. Distinct users of whatever part of the cluster are then the users of the sets that touch it.
/// </remarks>
internal sealed class SessionTally(bool keepUsers)
{
    /// <summary>More nodes than any deployment has: the column is not one of nodes.</summary>
    public const int MaximumNodes = 1000;

    private readonly Utf8Interner _groups = new();
    private readonly List<NodeTally> _nodes = [];
    private readonly Dictionary<(int Group, int Name), int> _nodeOf = [];
    private readonly Utf8Interner _nodeNames = new();

    private readonly Utf8Interner _users = new();
    private int[] _setOfUser = new int[16];
    private readonly List<int[]> _sets = [[]];
    private readonly Dictionary<(int Set, int Node), int> _setWith = [];
    private readonly Dictionary<string, int> _setByNodes = [];
    private (int Set, int Node, int Result) _lastSet = (-1, -1, -1);

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

    /// <summary>The number of a group.</summary>
    public int Group(ReadOnlySpan<byte> name, out bool added) => _groups.Intern(name, out added);

    /// <summary>The number of a node's name.</summary>
    public int NodeName(ReadOnlySpan<byte> name, out bool added) => _nodeNames.Intern(name, out added);

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
        if (user >= _setOfUser.Length)
        {
            Array.Resize(ref _setOfUser, _setOfUser.Length * 2);
        }

        return user;
    }

    /// <summary>Counts sessions of a user on a node, all from one type of device.</summary>
    public void Add(int user, int node, int device, long count)
    {
        _setOfUser[user] = SetWith(_setOfUser[user], node);
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

    /// <summary>The cluster, its groups and their nodes, each with its figures.</summary>
    public IEnumerable<Part> Parts()
    {
        (long[] ofNode, Dictionary<int, long> ofGroup, long ofCluster) = CountUsers();

        yield return new Part(SessionLevel.Cluster, null, null, ofCluster, Sum(_nodes));
        foreach (IGrouping<int, int> group in Enumerable.Range(0, _nodes.Count).GroupBy(node => _nodes[node].Group))
        {
            string? groupName = Text(_groups, group.Key);
            yield return new Part(SessionLevel.SubCluster, groupName, null, ofGroup[group.Key], Sum(group.Select(node => _nodes[node])));
            foreach (int node in group)
            {
                yield return new Part(SessionLevel.Node, groupName, Text(_nodeNames, _nodes[node].Name), ofNode[node], Sum([_nodes[node]]));
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
                Text(_groups, node.Group),
                Text(_nodeNames, node.Name),
                _users.GetText(entry.Key.User),
                entry.Value.ToDictionary(device => _devices[device.Key], device => device.Value));
        }
    }

    private static string? Text(Utf8Interner names, int index) => names[index].IsEmpty ? null : names.GetText(index);

    private Dictionary<string, long> Sum(IEnumerable<NodeTally> nodes)
    {
        Dictionary<string, long> sum = new(StringComparer.Ordinal);
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
        long[] ofSet = new long[_sets.Count];
        for (int user = 0; user < _users.Count; user++)
        {
            ofSet[_setOfUser[user]]++;
        }

        long[] ofNode = new long[_nodes.Count];
        Dictionary<int, long> ofGroup = _nodes.Select(node => node.Group).Distinct().ToDictionary(group => group, _ => 0L);
        long ofCluster = 0;
        for (int set = 1; set < _sets.Count; set++)
        {
            ofCluster += ofSet[set];
            foreach (int node in _sets[set])
            {
                ofNode[node] += ofSet[set];
            }

            foreach (int group in _sets[set].Select(node => _nodes[node].Group).Distinct())
            {
                ofGroup[group] += ofSet[set];
            }
        }

        return (ofNode, ofGroup, ofCluster);
    }

    /// <summary>The number of the set that has one node more than another set, or is that other set where it has the node.</summary>
    private int SetWith(int set, int node)
    {
        // Lists are mostly in the order of their nodes, so the same step is asked for many times in a row.
        if (_lastSet.Set == set && _lastSet.Node == node)
        {
            return _lastSet.Result;
        }

        if (!_setWith.TryGetValue((set, node), out int result))
        {
            int[] nodes = _sets[set];
            result = nodes.Contains(node) ? set : NumberOf([.. nodes.Append(node).OrderBy(member => member)]);
            _setWith.Add((set, node), result);
        }

        _lastSet = (set, node, result);
        return result;
    }

    private int NumberOf(int[] nodes)
    {
        string key = string.Join(",", nodes);
        if (!_setByNodes.TryGetValue(key, out int set))
        {
            set = _sets.Count;
            _sets.Add(nodes);
            _setByNodes.Add(key, set);
        }

        return set;
    }

    /// <summary>One level of the report, one line of it.</summary>
    internal sealed class Part(SessionLevel level, string? group, string? node, long users, Dictionary<string, long> sessions)
    {
        public SessionLevel Level { get; } = level;

        public string? Group { get; } = group;

        public string? Node { get; } = node;

        public long Users { get; } = users;

        public Dictionary<string, long> Sessions { get; } = sessions;
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
}
