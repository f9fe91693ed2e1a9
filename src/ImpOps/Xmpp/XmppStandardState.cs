namespace ImpOps.Xmpp;

/// <summary>What a server's answers say of a standard.</summary>
public enum XmppStandardState : long
{
    /// <summary>The server shows it.</summary>
    Announced,

    /// <summary>A server that has it must show it, and this one does not.</summary>
    Missing,

    /// <summary>What would show it was not asked, or has not answered.</summary>
    NotChecked,

    /// <summary>A server need not show it to a client, so silence says nothing.</summary>
    NotObservable,
}
