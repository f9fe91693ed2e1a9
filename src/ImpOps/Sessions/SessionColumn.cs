namespace ImpOps.Sessions;

/// <summary>What a column of a session list or report holds.</summary>
internal enum SessionColumn
{
    Level,
    PresenceRedundancyGroup,
    NodeName,
    UserCount,
    SessionCount,
    UserId,
    UserSessionCount,
    DeviceType,
    GeneratedAt,

    /// <summary>Known, and of no use to the report.</summary>
    SessionTime,
}
