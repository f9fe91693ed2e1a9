using ImpOps.Relogin;

namespace ImpOps.QuickStart;

/// <summary>A line of nodes.csv.</summary>
internal sealed record Node(
    string PresenceRedundancyGroup,
    string NodeName,
    int OvaSize,
    HighAvailabilityMode HighAvailabilityMode,
    int UserCount,
    int RetryLowerLimit,
    int RetryUpperLimit,
    int CriticalServiceDownDelay)
{
    public NodeRetrySettings Settings() => new()
    {
        PresenceRedundancyGroup = PresenceRedundancyGroup,
        NodeName = NodeName,
        OvaSize = OvaSize,
        HighAvailabilityMode = HighAvailabilityMode,
        UserCount = UserCount,
        RetryLowerLimit = RetryLowerLimit,
        RetryUpperLimit = RetryUpperLimit,
        CriticalServiceDownDelay = CriticalServiceDownDelay,
    };
}

/// <summary>A line of changes.csv.</summary>
internal sealed record LoggedChange(string Date, string Administrator, string Change);
