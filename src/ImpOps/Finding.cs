namespace ImpOps;

/// <summary>The answer to one check of one node or group.</summary>
public sealed class Finding
{
    /// <summary>The stable name of the check, for example <c>LowerEqualsDelay</c>.</summary>
    public required string Check { get; init; }

    /// <summary>The presence redundancy group that was checked, where the input names it.</summary>
    public string? PresenceRedundancyGroup { get; init; }

    /// <summary>The node that was checked; null for a check of the whole group.</summary>
    public string? NodeName { get; init; }

    /// <summary>True when the setting is right.</summary>
    public required bool Passed { get; init; }

    /// <summary>What was found.</summary>
    public object? Actual { get; init; }

    /// <summary>What should have been found.</summary>
    public object? Expected { get; init; }

    /// <summary>What is wrong with the printed figure that was expected; null where nothing is.</summary>
    public string? Erratum { get; init; }

    /// <summary>The finding in words, with what to do where the check did not pass.</summary>
    public required string Message { get; init; }
}
