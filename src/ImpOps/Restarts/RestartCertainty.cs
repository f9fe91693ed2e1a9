namespace ImpOps.Restarts;

/// <summary>How surely a change asks for a restart.</summary>
public enum RestartCertainty : long
{
    /// <summary>No rule knows the change. That does not mean that no restart is needed: someone has to find out.</summary>
    Unknown,

    /// <summary>It restarts by itself; there is nothing to do but to check.</summary>
    Automatic,

    /// <summary>In some cases only; the note says which.</summary>
    Conditional,

    /// <summary>The guide recommends it.</summary>
    Recommended,

    /// <summary>The change takes effect after the restart only.</summary>
    Required,
}
