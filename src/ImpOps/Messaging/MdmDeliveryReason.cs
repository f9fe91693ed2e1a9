namespace ImpOps.Messaging;

/// <summary>What became of a message on its way to a device.</summary>
public enum MdmDeliveryReason : long
{
    /// <summary>Delivered at once.</summary>
    Direct,

    /// <summary>Delivered at once to a device in quiet mode, because no other device was active.</summary>
    NoOtherActive,

    /// <summary>Buffered in quiet mode, and delivered when an <c>&lt;iq&gt;</c> came.</summary>
    FlushedByIq,

    /// <summary>Buffered in quiet mode, and delivered when another message came while no other device was active.</summary>
    FlushedByMessage,

    /// <summary>Buffered in quiet mode, and delivered when the buffer reached its limit.</summary>
    FlushedAtLimit,

    /// <summary>Buffered in quiet mode, and delivered when the device became active again.</summary>
    FlushedByActivity,

    /// <summary>Buffered in quiet mode until the end of the scenario.</summary>
    StillBuffered,

    /// <summary>Not delivered: the device was signed out.</summary>
    SignedOut,

    /// <summary>Not delivered: buffered in quiet mode, and the device signed out before anything flushed its buffer.</summary>
    SignedOutBuffered,

    /// <summary>Not delivered: the user has not signed in with any device.</summary>
    NoDevice,

    /// <summary>Not delivered: the device had not joined the chat room.</summary>
    NotJoined,

    /// <summary>Not delivered: the device was not the active one, and the release passes files to no other.</summary>
    NotActive,

    /// <summary>Not delivered: the client has no multiple device messaging.</summary>
    WithoutMdm,
}
