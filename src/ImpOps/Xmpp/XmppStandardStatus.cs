namespace ImpOps.Xmpp;

/// <summary>How far a standard has come, in the words of the XMPP Standards Foundation.</summary>
public enum XmppStandardStatus : long
{
    /// <summary>A full standard that does not change any more.</summary>
    Final,

    /// <summary>A standard to deploy; it was called Draft until 2021.</summary>
    Stable,

    /// <summary>A practice, or a protocol from before the standards process, that is in use.</summary>
    Active,

    /// <summary>Nobody has worked on it for a year, and it never became a standard.</summary>
    Deferred,

    /// <summary>New software should not take it up.</summary>
    Deprecated,

    /// <summary>Another standard has replaced it.</summary>
    Obsolete,
}
