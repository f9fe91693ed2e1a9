namespace ImpOps.Messaging;

/// <summary>What happens to a user or a device in a scenario of multiple device messaging.</summary>
public enum MdmEventKind : long
{
    /// <summary>A client with multiple device messaging signs in. It sends available presence, and so becomes active.</summary>
    SignIn,

    /// <summary>A client without multiple device messaging signs in.</summary>
    SignInWithoutMdm,

    /// <summary>The client signs out. What its buffer holds is not delivered.</summary>
    SignOut,

    /// <summary>The client goes to the background, and so into quiet mode.</summary>
    Background,

    /// <summary>The client comes back to the foreground and becomes active.</summary>
    Foreground,

    /// <summary>The client goes into silent mode: it gets messages without notifications.</summary>
    SilentModeOn,

    /// <summary>The client leaves silent mode.</summary>
    SilentModeOff,

    /// <summary>The client sends available presence and becomes active.</summary>
    Available,

    /// <summary>The client sends any other presence, which makes nothing active and flushes nothing.</summary>
    Presence,

    /// <summary>An <c>&lt;iq&gt;</c> stanza goes to or comes from the client.</summary>
    Iq,

    /// <summary>The user receives an instant message.</summary>
    Receive,

    /// <summary>The client sends an instant message and becomes active.</summary>
    Send,

    /// <summary>A message comes to a chat room in which the user is.</summary>
    ReceiveGroupChat,

    /// <summary>The client sends a message to a chat room and becomes active.</summary>
    SendGroupChat,

    /// <summary>The user receives a file by managed file transfer.</summary>
    ReceiveFile,

    /// <summary>The client sends a file by managed file transfer and becomes active.</summary>
    SendFile,

    /// <summary>Messages are read on the client.</summary>
    Read,

    /// <summary>The client joins a chat room.</summary>
    JoinRoom,

    /// <summary>The client leaves a chat room.</summary>
    LeaveRoom,

    /// <summary>Nothing that the server would see: a laptop is closed, a phone put away.</summary>
    Idle,
}
