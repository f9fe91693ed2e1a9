namespace ImpOps.Messaging;

/// <summary>The columns of a list of clients.</summary>
internal enum MdmClientColumn
{
    /// <summary>The user.</summary>
    UserId,

    /// <summary>What the client calls itself, perhaps with its version.</summary>
    Client,

    /// <summary>The version of the client.</summary>
    Version,

    /// <summary>The version of Jabber.</summary>
    JabberVersion,
}
