namespace ImpOps.Restarts;

/// <summary>What restarts.</summary>
public enum RestartAction : long
{
    /// <summary>One or more services of a node.</summary>
    RestartService,

    /// <summary>A whole node.</summary>
    RestartNode,

    /// <summary>The whole system.</summary>
    RestartSystem,
}
