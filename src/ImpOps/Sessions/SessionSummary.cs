using System;
using System.Collections.Generic;

namespace ImpOps.Sessions;

/// <summary>The users and sessions of the cluster, of a subcluster or of a node.</summary>
public sealed class SessionSummary : SessionReportEntry
{
    /// <inheritdoc/>
    public override required SessionLevel Level { get; init; }

    /// <inheritdoc/>
    public override string? PresenceRedundancyGroup { get; init; }

    /// <inheritdoc/>
    public override string? NodeName { get; init; }

    /// <summary>Users that are logged in from one or more devices. A user counts once, also one with sessions on several nodes.</summary>
    public required long UserCount { get; init; }

    /// <inheritdoc/>
    public override required long SessionCount { get; init; }

    /// <summary>Sessions by type of device. Their sum is <see cref="SessionCount"/>, unless the input gave other figures.</summary>
    public required IReadOnlyDictionary<string, long> DeviceType { get; init; }

    /// <inheritdoc/>
    public override DateTimeOffset? GeneratedAt { get; init; }
}
