namespace ImpOps.Restarts;

/// <summary>How far a step of a plan has come.</summary>
public enum RestartStepState : long
{
    /// <summary>Not begun.</summary>
    Pending,

    /// <summary>Begun and not ended. Where no run is on, it was cut off.</summary>
    Running,

    /// <summary>The administrator has to do it; then the plan is resumed.</summary>
    ActionNeeded,

    /// <summary>Done, and its check holds.</summary>
    Done,

    /// <summary>Not needed.</summary>
    Skipped,

    /// <summary>Not done. Resuming the plan tries it again.</summary>
    Failed,
}
