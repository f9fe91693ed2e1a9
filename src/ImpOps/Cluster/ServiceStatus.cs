namespace ImpOps.Cluster;

/// <summary>The status of a service, as Control Center shows it.</summary>
public enum ServiceStatus : long
{
    /// <summary>The node does not know, or said what ImpOps does not know.</summary>
    Unknown,

    /// <summary>It runs.</summary>
    Started,

    /// <summary>It is activated and does not run.</summary>
    Stopped,

    /// <summary>It is coming up.</summary>
    Starting,

    /// <summary>It is going down.</summary>
    Stopping,

    /// <summary>It is not activated on this node.</summary>
    NotActivated,
}
