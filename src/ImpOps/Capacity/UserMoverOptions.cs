using System;

namespace ImpOps.Capacity;

/// <summary>How users are moved.</summary>
public sealed class UserMoverOptions
{
    /// <summary>Users that are moved before the mover pauses, at least 1.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>How long to pause between batches: the clients of those who were moved log in again, and the new node must keep up with them.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Is told before the first batch and after each; null for nobody.</summary>
    public IProgress<UserMoveProgress>? Progress { get; init; }

    /// <summary>Where all time comes from.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
