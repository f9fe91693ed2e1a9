namespace ImpOps.Messaging;

/// <summary>When an event that comes to a device in quiet mode flushes its buffer.</summary>
internal enum MdmFlushTrigger
{
    Never,
    Always,

    /// <summary>Where no other device of the user is active.</summary>
    NoOtherActive,
}
