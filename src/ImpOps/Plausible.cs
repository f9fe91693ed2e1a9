namespace ImpOps;

/// <summary>Bounds past which a number is a slip of the hand. They are no limits of the product.</summary>
internal static class Plausible
{
    public const int MostUsers = 1_000_000;
    public const double MostClientsPerUser = 100;
    public const int LongestDelay = 3600;
    public const long MostSessions = 100_000_000;
    public const long MostSessionsOfUser = 100_000;
}
