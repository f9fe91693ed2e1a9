namespace ImpOps.Xmpp;

/// <summary>Who announces something.</summary>
internal enum XmppPlace
{
    /// <summary>The server itself, in service discovery.</summary>
    Server,

    /// <summary>An account, for which the server answers.</summary>
    Account,

    /// <summary>A component of the server, such as its chat rooms.</summary>
    Component,

    /// <summary>The features of a client's stream.</summary>
    Stream,
}
