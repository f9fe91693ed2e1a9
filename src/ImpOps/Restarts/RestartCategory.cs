namespace ImpOps.Restarts;

/// <summary>The kind of change or event that a restart rule is about.</summary>
public enum RestartCategory : long
{
    /// <summary>A page of the administration portal.</summary>
    Configuration,

    /// <summary>A service parameter.</summary>
    ServiceParameter,

    /// <summary>An enterprise parameter.</summary>
    EnterpriseParameter,

    /// <summary>A certificate that was regenerated or uploaded.</summary>
    Certificate,

    /// <summary>An alert that was raised.</summary>
    Alert,

    /// <summary>An external database.</summary>
    ExternalDatabase,

    /// <summary>Operating system, installation, cluster membership.</summary>
    Platform,

    /// <summary>The migration utilities.</summary>
    Migration,
}
