using System.Collections.Generic;

namespace ImpOps.Restarts;

/// <summary>For what a restart plan is made.</summary>
public sealed class RestartPlanOptions
{
    /// <summary>True where the group has high availability: it must be off while services restart.</summary>
    public bool HighAvailability { get; init; }

    /// <summary>The presence redundancy group, copied to the steps.</summary>
    public string? PresenceRedundancyGroup { get; init; }

    /// <summary>The nodes of the group, in the order in which to restart them; empty writes each step once, for every node.</summary>
    public IReadOnlyList<string> NodeName { get; init; } = [];
}
