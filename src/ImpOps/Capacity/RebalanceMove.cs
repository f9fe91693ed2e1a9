namespace ImpOps.Capacity;

/// <summary>A user to move to another node.</summary>
public sealed class RebalanceMove
{
    /// <summary>The user.</summary>
    public required string UserId { get; init; }

    /// <summary>The node that the user is assigned to.</summary>
    public required string FromNode { get; init; }

    /// <summary>The node to assign the user to.</summary>
    public required string ToNode { get; init; }

    /// <summary>The presence redundancy group of <see cref="FromNode"/>; null where it is not known.</summary>
    public string? FromGroup { get; init; }

    /// <summary>The presence redundancy group of <see cref="ToNode"/>; null where it is not known.</summary>
    public string? ToGroup { get; init; }

    /// <summary>The sessions that go with the user; with decimals where they are an average.</summary>
    public required decimal SessionCount { get; init; }

    /// <summary>The name of the connection that the user comes from; null where there is none.</summary>
    public string? Connection { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{UserId}: {FromNode} -> {ToNode}";
}
