namespace ImpOps.Capacity;

/// <summary>What has become of the move of a user.</summary>
public sealed class UserMoveResult
{
    /// <summary>The user.</summary>
    public required string UserId { get; init; }

    /// <summary>The node that the user was assigned to.</summary>
    public required string FromNode { get; init; }

    /// <summary>The node to assign the user to.</summary>
    public required string ToNode { get; init; }

    /// <summary>What has become of it.</summary>
    public required UserMoveState State { get; init; }

    /// <summary>The node where the user was found at last; null where he was on none, or was not looked for.</summary>
    public string? NodeName { get; init; }

    /// <summary>The id of the error, where it failed.</summary>
    public string? ErrorId { get; init; }

    /// <summary>Why it failed or was passed over.</summary>
    public string? Message { get; init; }

    /// <summary>The name of the cluster's connection, as the plan had it; null where it had none.</summary>
    public string? Connection { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{UserId}: {FromNode} -> {ToNode}: {State}";
}
