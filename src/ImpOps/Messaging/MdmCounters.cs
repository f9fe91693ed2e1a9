namespace ImpOps.Messaging;

/// <summary>The names of the counters of multiple device messaging.</summary>
internal static class MdmCounters
{
    // Configure Multiple Device Messaging > Multiple Device Messaging Counters.
    public const string Group = "Cisco XCP MDM Counters";

    /// <summary>Sessions with multiple device messaging, now.</summary>
    public const string Sessions = "MDMSessions";

    /// <summary>Sessions in silent mode, now.</summary>
    public const string SilentSessions = "MDMSilentModeSessions";

    /// <summary>Sessions in quiet mode, now.</summary>
    public const string QuietSessions = "MDMQuietModeSessions";

    /// <summary>Flushes of buffers since the start.</summary>
    public const string Flushes = "MDMBufferFlushes";

    /// <summary>Flushes because a buffer had reached its limit, since the start.</summary>
    public const string FlushesAtLimit = "MDMBufferFlushesLimitReached";

    /// <summary>Packets that were flushed in the last period.</summary>
    public const string FlushPackets = "MDMBufferFlushPacketCount";

    /// <summary>How long packets waited for their flush, in seconds.</summary>
    public const string QueuedTime = "MDMBufferAvgQueuedTime";
}
