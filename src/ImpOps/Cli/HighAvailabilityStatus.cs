using ImpOps.Cluster;

namespace ImpOps.Cli;

/// <summary>The high-availability state of a node, as <c>utils ha status</c> has printed it.</summary>
public sealed class HighAvailabilityStatus
{
    /// <summary>The presence redundancy group; null where the text names none.</summary>
    public string? PresenceRedundancyGroup { get; init; }

    /// <summary>The node.</summary>
    public required string NodeName { get; init; }

    /// <summary>The state; <see cref="HighAvailabilityState.Unknown"/> also where nobody has published what the text says.</summary>
    public HighAvailabilityState State { get; init; }

    /// <summary>The state in the language in which it was read; where it is not known, what the text says.</summary>
    public required string StateText { get; init; }

    /// <summary>Why it is in this state, in the words of the text; null where the text does not tell.</summary>
    public string? Reason { get; init; }
}
