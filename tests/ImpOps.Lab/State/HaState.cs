namespace ImpOps.Lab.State;

/// <summary>
/// The state of a node in its group, with the number that enterprisenode.tkhaserverstate holds. 2, 3 and 4 are known; the others are
/// the guide's states in the guide's order, and 0 stands for a group without high availability.
/// </summary>
public enum HaState
{
    /// <summary>High availability is off.</summary>
    Unknown = 0,

    /// <summary>High availability has just been turned on.</summary>
    Initializing = 1,

    /// <summary>Failed over by hand.</summary>
    Idle = 2,

    /// <summary>All is well.</summary>
    Normal = 3,

    /// <summary>The node serves its peer's users too.</summary>
    RunningInBackupMode = 4,

    /// <summary>The node takes its peer's users over.</summary>
    TakingOver = 5,

    /// <summary>The node's users go to its peer.</summary>
    FailingOver = 6,

    /// <summary>The node's users are with its peer.</summary>
    FailedOver = 7,

    /// <summary>The node's users are with its peer, and its own services are not all up.</summary>
    FailedOverWithCriticalServicesNotRunning = 8,

    /// <summary>The node gets its users back.</summary>
    FallingBack = 9,

    /// <summary>The node gives its peer's users back.</summary>
    TakingBack = 10,

    /// <summary>Both nodes are down.</summary>
    RunningInFailedMode = 11,
}
