namespace ImpOps.Lab.Contracts;

/// <summary>The three services that the lab offers.</summary>
public enum SoapService
{
    /// <summary>Administration, on the publisher.</summary>
    Axl,

    /// <summary>Performance counters, on every node.</summary>
    Perfmon,

    /// <summary>Services, on every node.</summary>
    ControlCenter,
}
