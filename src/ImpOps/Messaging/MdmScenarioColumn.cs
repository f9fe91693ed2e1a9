namespace ImpOps.Messaging;

/// <summary>What a column of a scenario holds.</summary>
internal enum MdmScenarioColumn
{
    Time,
    User,
    Device,
    Event,

    /// <summary>The other user, or the chat room.</summary>
    Peer,

    /// <summary>What the message is called.</summary>
    Message,

    /// <summary>For the reader of the scenario alone.</summary>
    Note,
}
