namespace ImpOps.Restarts;

/// <summary>Among which rules a change is looked for.</summary>
public enum ChangeKind : long
{
    /// <summary>Among all of them.</summary>
    Any,

    /// <summary>Among service and enterprise parameters.</summary>
    ServiceParameter,

    /// <summary>Among alerts.</summary>
    Alert,

    /// <summary>Among certificates.</summary>
    Certificate,
}
