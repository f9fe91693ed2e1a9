namespace ImpOps.Capacity;

/// <summary>How far the moves have come.</summary>
/// <param name="total">All moves of the journal.</param>
/// <param name="settled">Moves that are done or were passed over.</param>
/// <param name="failed">Moves that failed in this or an earlier run, and were not done since.</param>
public readonly struct UserMoveProgress(int total, int settled, int failed)
{
    /// <summary>All moves of the journal.</summary>
    public int Total { get; } = total;

    /// <summary>Moves that are done or were passed over.</summary>
    public int Settled { get; } = settled;

    /// <summary>Moves that failed in this or an earlier run, and were not done since.</summary>
    public int Failed { get; } = failed;
}
