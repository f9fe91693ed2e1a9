namespace ImpOps.Messaging;

/// <summary>The clients with multiple device messaging that get a message.</summary>
internal enum MdmRecipients
{
    /// <summary>Every one that is signed in.</summary>
    SignedIn,

    /// <summary>Those that have joined the chat room.</summary>
    Joined,

    /// <summary>The active one.</summary>
    Active,
}
