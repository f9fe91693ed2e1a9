namespace ImpOps.Restarts;

/// <summary>Whether a service runs.</summary>
public enum ServiceRunState : long
{
    /// <summary>The node does not tell.</summary>
    Unknown,

    /// <summary>It runs.</summary>
    Started,

    /// <summary>It is about to run.</summary>
    Starting,

    /// <summary>It is about to end.</summary>
    Stopping,

    /// <summary>It does not run.</summary>
    Stopped,

    /// <summary>It does not run on this node at all.</summary>
    NotActivated,
}
