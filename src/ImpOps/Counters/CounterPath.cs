using System;

namespace ImpOps.Counters;

/// <summary>Which counter it is, on which node, for which instance: <c>\\imp-1\Cisco XCP JSM\JsmClientSessionsActive</c>.</summary>
public sealed class CounterPath : IEquatable<CounterPath>
{
    private const char Separator = '\\';
    private const string HostPrefix = @"\\";

    private readonly int _hash;

    /// <summary>Names a counter.</summary>
    public CounterPath(string? nodeName, string @object, string? instance, string counter)
    {
        NodeName = nodeName;
        Object = @object;
        Instance = instance;
        Counter = counter;

        // Every sample has a path, and who sums samples up looks for it.
        _hash = StringComparer.OrdinalIgnoreCase.GetHashCode(ToString());
    }

    /// <summary>The node: a name or an address, as the path has it; null where it has none.</summary>
    public string? NodeName { get; }

    /// <summary>The group of counters, for example <c>Cisco XCP JSM</c>.</summary>
    public string Object { get; }

    /// <summary>What of several alike is counted: a process, a JID; null where there is only one.</summary>
    public string? Instance { get; }

    /// <summary>The counter, for example <c>JsmClientSessionsActive</c>.</summary>
    public string Counter { get; }

    /// <summary>The path without the node: <c>Object(Instance)\Counter</c>.</summary>
    public string LocalPath => Instance is null ? $"{Object}{Separator}{Counter}" : $"{Object}({Instance}){Separator}{Counter}";

    /// <summary>Reads a path. The counter is what follows the last backslash; an instance may hold brackets and backslashes, as JIDs do.</summary>
    /// <param name="text">The path.</param>
    /// <param name="nodeName">The node where the path names none.</param>
    /// <returns>The path; null where the text is none.</returns>
    public static CounterPath? TryParse(string text, string? nodeName = null)
    {
        string path = text.Trim();
        int last = path.LastIndexOf(Separator);
        if (last < 0 || last == path.Length - 1)
        {
            return null;
        }

        string counter = path.Substring(last + 1);
        string group = path.Substring(0, last);
        if (group.StartsWith(HostPrefix, StringComparison.Ordinal))
        {
            int end = group.IndexOf(Separator, HostPrefix.Length);
            if (end < 0)
            {
                return null;
            }

            nodeName = group.Substring(HostPrefix.Length, end - HostPrefix.Length);
            group = group.Substring(end + 1);
        }

        group = group.TrimStart(Separator);
        int bracket = group.IndexOf('(');
        string? instance = null;
        if (bracket > 0 && group[group.Length - 1] == ')')
        {
            instance = group.Substring(bracket + 1, group.Length - bracket - 2);
            group = group.Substring(0, bracket);
        }

        return group.Length == 0 ? null : new CounterPath(nodeName, group, instance, counter);
    }

    /// <summary>The path as a log has it.</summary>
    public override string ToString() => NodeName is null ? $"{Separator}{LocalPath}" : $"{HostPrefix}{NodeName}{Separator}{LocalPath}";

    /// <summary>Whether it is the same counter, whatever the case.</summary>
    public bool Equals(CounterPath? other) => ReferenceEquals(this, other)
        || (other is not null
            && _hash == other._hash
            && Same(Counter, other.Counter) && Same(Instance, other.Instance) && Same(Object, other.Object) && Same(NodeName, other.NodeName));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CounterPath);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
