namespace ImpOps.Restarts;

/// <summary>Where a service is restarted.</summary>
public enum ServiceKind : long
{
    /// <summary>Control Center - Network Services.</summary>
    NetworkService,

    /// <summary>Control Center - Feature Services.</summary>
    FeatureService,

    /// <summary>The guide describes the service and does not name it.</summary>
    Described,

    /// <summary>The whole product: all services of a node.</summary>
    Product,
}
