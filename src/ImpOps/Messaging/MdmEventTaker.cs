namespace ImpOps.Messaging;

/// <summary>Takes an event of a scenario.</summary>
/// <returns>Null; or what is wrong with the event, which has not happened then.</returns>
internal delegate ImpOpsException? MdmEventTaker(in MdmEvent happened, InputLocation at);
