using System.Collections.Generic;

namespace ImpOps.Sessions;

/// <summary>The figures of a cluster, subcluster or node as the input gives them.</summary>
internal sealed class SummaryRow(SessionLevel level, string? group, string? node, long users, long sessions, Dictionary<string, long>? devices, InputLocation at)
{
    public SessionLevel Level { get; } = level;

    public string? Group { get; } = group;

    public string? Node { get; } = node;

    public long Users { get; } = users;

    public long Sessions { get; } = sessions;

    /// <summary>Sessions by device type; null where the input does not tell.</summary>
    public Dictionary<string, long>? Devices { get; } = devices;

    public InputLocation At { get; } = at;
}
