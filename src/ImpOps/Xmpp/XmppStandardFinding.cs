namespace ImpOps.Xmpp;

/// <summary>What a server says of a standard that the product claims.</summary>
public sealed class XmppStandardFinding
{
    /// <summary>The standard, for example <c>XEP-0045</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its title, in the language in which it was asked for.</summary>
    public required string Title { get; init; }

    /// <summary>How far the standard has come.</summary>
    public required XmppStandardStatus Status { get; init; }

    /// <summary>The standard that replaces it, where there is one.</summary>
    public string? ObsoletedBy { get; init; }

    /// <summary>The server, as it calls itself; null where the answers do not tell.</summary>
    public string? Server { get; init; }

    /// <summary>True where the product claims the standard: so far, for all of them.</summary>
    public required bool Supported { get; init; }

    /// <summary>True where the server shows it.</summary>
    public bool Announced => State == XmppStandardState.Announced;

    /// <summary>True where the product claims it, the server would have to show it, and does not.</summary>
    public bool Missing => State == XmppStandardState.Missing;

    /// <summary>True where a server that has it must show it to a client, so that silence says something.</summary>
    public required bool Observable { get; init; }

    /// <summary>What the answers say.</summary>
    public required XmppStandardState State { get; init; }

    /// <summary>Who shows it and by what: <c>conference.example.com: http://jabber.org/protocol/muc</c>.</summary>
    public required TextList AnnouncedBy { get; init; }

    /// <summary>The finding in words.</summary>
    public required string Message { get; init; }
}
