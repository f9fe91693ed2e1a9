namespace ImpOps.Messaging;

/// <summary>Why a device showed a notification of a message, or none.</summary>
public enum MdmNotificationReason : long
{
    /// <summary>None: the message was not delivered.</summary>
    NotDelivered,

    /// <summary>Notified: the device was the active one.</summary>
    Active,

    /// <summary>Notified: no device was active, so all were notified.</summary>
    NoneActive,

    /// <summary>Notified: another device was active, but does not get the message, because it has not joined the chat room.</summary>
    ActiveExcluded,

    /// <summary>None: another device was active.</summary>
    OtherActive,

    /// <summary>None: the user had sent the message from another device.</summary>
    OwnMessage,

    /// <summary>None: the message had been read on another device before it was delivered.</summary>
    AlreadyRead,

    /// <summary>None: the device was in silent mode.</summary>
    SilentMode,
}
