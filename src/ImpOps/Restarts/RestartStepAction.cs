namespace ImpOps.Restarts;

/// <summary>What is done in one step of a restart plan.</summary>
public enum RestartStepAction : long
{
    /// <summary>Find out whether changes that no rule knows need a restart.</summary>
    CheckChange,

    /// <summary>Check what has restarted by itself.</summary>
    VerifyRestart,

    /// <summary>Note the assigned users of each node.</summary>
    RecordAssignedUsers,

    /// <summary>Disable high availability in the group, and wait.</summary>
    DisableHighAvailability,

    /// <summary>Restart the system.</summary>
    RestartSystem,

    /// <summary>Restart a node.</summary>
    RestartNode,

    /// <summary>Restart a service.</summary>
    RestartService,

    /// <summary>Wait until the JSM sessions equal the assigned users.</summary>
    WaitForJsmSessions,

    /// <summary>Enable high availability in the group.</summary>
    EnableHighAvailability,
}
