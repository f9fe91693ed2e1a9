namespace ImpOps.Xmpp;

/// <summary>Who publishes a standard.</summary>
public enum XmppStandardKind : long
{
    /// <summary>A Request for Comments of the IETF.</summary>
    Rfc,

    /// <summary>An extension protocol of the XMPP Standards Foundation.</summary>
    Xep,
}
