namespace ImpOps.Messaging;

/// <summary>The kinds of messages that multiple device messaging treats differently.</summary>
public enum MdmMessageKind : long
{
    /// <summary>An instant message between two users.</summary>
    InstantMessage,

    /// <summary>A message to a chat room.</summary>
    GroupChat,

    /// <summary>A file sent by managed file transfer.</summary>
    FileTransfer,
}
