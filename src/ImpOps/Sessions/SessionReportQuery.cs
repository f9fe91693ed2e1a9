using System;
using System.Collections.Generic;
using System.Linq;

namespace ImpOps.Sessions;

/// <summary>Which lines of the report are wanted.</summary>
public sealed class SessionReportQuery
{
    /// <summary>The levels that a report shows when nothing else is asked for: those of the portal's first page.</summary>
    public static IReadOnlyList<SessionLevel> DefaultLevels { get; } = [SessionLevel.Cluster, SessionLevel.SubCluster, SessionLevel.Node];

    /// <summary>The levels.</summary>
    public IReadOnlyCollection<SessionLevel> Level { get; init; } = DefaultLevels;

    /// <summary>Which presence redundancy groups; null for all. With it, lines that are about no group are left out.</summary>
    public Func<string, bool>? PresenceRedundancyGroup { get; init; }

    /// <summary>Which nodes; null for all. With it, lines that are about no node are left out.</summary>
    public Func<string, bool>? NodeName { get; init; }

    /// <summary>The date and time of the report; null takes the one in the input.</summary>
    public DateTimeOffset? GeneratedAt { get; init; }

    internal bool Wants(SessionLevel level, string? group, string? node) =>
        Level.Contains(level)
        && (PresenceRedundancyGroup is null || (group is not null && PresenceRedundancyGroup(group)))
        && (NodeName is null || (node is not null && NodeName(node)));
}
