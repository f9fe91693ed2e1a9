namespace ImpOps.Restarts;

/// <summary>What an audit event of a kind means to restarts.</summary>
internal enum AuditChangeEffect
{
    /// <summary>It changes nothing.</summary>
    None,

    /// <summary>It is what rules are about.</summary>
    Rule,

    /// <summary>Its key is a service or enterprise parameter, which rules may know.</summary>
    Parameter,

    /// <summary>It is a command, which its details print, and which no rule knows.</summary>
    Command,
}
