namespace ImpOps.Relogin;

/// <summary>Where a retry limit comes from.</summary>
public enum RetryLimitSource : long
{
    /// <summary>The figure as the guide prints it, errata included.</summary>
    Published,

    /// <summary>The figure that the table's own login rate gives.</summary>
    Derived,

    /// <summary>Computed by the login rate for more users than the table has. Nobody has tested it. A result, not a choice.</summary>
    Extrapolated,
}
