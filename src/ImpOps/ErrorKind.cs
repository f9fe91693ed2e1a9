namespace ImpOps;

/// <summary>The kind of a failure, for callers that act on kinds rather than on single ids.</summary>
public enum ErrorKind
{
    /// <summary>A value that was asked for makes no sense: out of range, unknown, contradictory.</summary>
    InvalidArgument,

    /// <summary>A record or file that was read is malformed.</summary>
    InvalidData,

    /// <summary>What was asked for does not exist: a file, a rule, an OVA size.</summary>
    NotFound,

    /// <summary>What would be written exists already and must not be replaced.</summary>
    AlreadyExists,

    /// <summary>A file could be found but not read.</summary>
    ReadFailed,

    /// <summary>A file could not be written. Nothing was left half-written.</summary>
    WriteFailed,

    /// <summary>The cluster is not in the state that is needed. Nothing was done.</summary>
    InvalidState,

    /// <summary>What was waited for has not come about in time.</summary>
    TimedOut,

    /// <summary>Someone else is using it.</summary>
    InUse,
}
