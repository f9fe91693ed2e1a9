using System;

namespace ImpOps.Sessions;

/// <summary>One line of the IM and Presence User Sessions Report.</summary>
/// <remarks>The properties are abstract so that a line shows and serializes all of its properties in the order of the report.</remarks>
public abstract class SessionReportEntry
{
    private protected SessionReportEntry()
    {
    }

    /// <summary>What the line is about.</summary>
    public abstract SessionLevel Level { get; init; }

    /// <summary>The presence redundancy group; null for the cluster, and where the input names none.</summary>
    public abstract string? PresenceRedundancyGroup { get; init; }

    /// <summary>The node; null above the level of nodes, and where the input names none.</summary>
    public abstract string? NodeName { get; init; }

    /// <summary>Sessions that are signed in.</summary>
    public abstract long SessionCount { get; init; }

    /// <summary>When the report was generated; null where nothing tells.</summary>
    public abstract DateTimeOffset? GeneratedAt { get; init; }
}
