namespace ImpOps.Lab.State;

/// <summary>The states of a service, spelt as Control Center spells them.</summary>
public enum ServiceStatus
{
    /// <summary>Up.</summary>
    Started,

    /// <summary>Down, or not activated, or no service at all.</summary>
    Stopped,

    /// <summary>Coming up.</summary>
    Starting,

    /// <summary>Going down.</summary>
    Stopping,
}
