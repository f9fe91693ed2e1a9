using System;
using System.Collections.Generic;

namespace ImpOps.Sessions;

/// <summary>The sessions of a user on a node.</summary>
public sealed class UserSessions : SessionReportEntry
{
    /// <inheritdoc/>
    public override required SessionLevel Level { get; init; }

    /// <inheritdoc/>
    public override string? PresenceRedundancyGroup { get; init; }

    /// <inheritdoc/>
    public override string? NodeName { get; init; }

    /// <summary>The user.</summary>
    public required string UserId { get; init; }

    /// <inheritdoc/>
    public override required long SessionCount { get; init; }

    /// <summary>The type of the device of each session.</summary>
    public required IReadOnlyList<string> DeviceType { get; init; }

    /// <inheritdoc/>
    public override DateTimeOffset? GeneratedAt { get; init; }
}
