namespace ImpOps.Capacity;

/// <summary>What has become of a move.</summary>
public enum UserMoveState : long
{
    /// <summary>Nothing has been done.</summary>
    Pending,

    /// <summary>It was begun, and nobody knows how it ended. Where the user is tells.</summary>
    Begun,

    /// <summary>The user is on the new node: it was read back.</summary>
    Done,

    /// <summary>The user was on neither node, or on none any more: the plan is older than that. Nothing was changed.</summary>
    Skipped,

    /// <summary>The server refused it, or did not do it. The next run tries again.</summary>
    Failed,
}
