namespace ImpOps.Cluster;

/// <summary>The high-availability state of a node, as the portal lists them.</summary>
public enum HighAvailabilityState : long
{
    /// <summary>The server did not tell, or told what ImpOps does not know.</summary>
    Unknown,

    /// <summary>The Server Recovery Manager is starting.</summary>
    Initializing,

    /// <summary>The node waits for its peer to make both available.</summary>
    Idle,

    /// <summary>The node serves its own users.</summary>
    Normal,

    /// <summary>The node serves its own users and those of its failed peer.</summary>
    RunningInBackupMode,

    /// <summary>The node is taking over its peer's users.</summary>
    TakingOver,

    /// <summary>The node's users are being moved to its peer.</summary>
    FailingOver,

    /// <summary>The node's users are on its peer; its critical services run.</summary>
    FailedOver,

    /// <summary>The node's users are on its peer; some of its critical services do not run.</summary>
    FailedOverCriticalServicesNotRunning,

    /// <summary>The node gives its peer's users back.</summary>
    FallingBack,

    /// <summary>The node takes its users back from its peer.</summary>
    TakingBack,

    /// <summary>The node's critical services fail and its peer cannot take over.</summary>
    RunningInFailedMode,
}
