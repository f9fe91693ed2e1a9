using System.Collections.Generic;

namespace ImpOps.Restarts;

/// <summary>A presence redundancy group, as it is while a plan runs.</summary>
public sealed class RestartGroup
{
    /// <summary>Whether high availability is enabled.</summary>
    public required bool HighAvailability { get; init; }

    /// <summary>Its nodes.</summary>
    public required IReadOnlyList<RestartGroupNode> Node { get; init; }
}
