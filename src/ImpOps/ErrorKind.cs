namespace ImpOps;

/// <summary>The kind of a failure, for callers that act on kinds rather than on single ids.</summary>
public enum ErrorKind : long
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

    /// <summary>The server's certificate is not to be trusted. Nothing was sent.</summary>
    CertificateRejected,

    /// <summary>The server does not accept the user name and password.</summary>
    AuthenticationFailed,

    /// <summary>The server knows the user, who may not do this.</summary>
    PermissionDenied,

    /// <summary>The server cannot be reached, or broke off. It may pass.</summary>
    ConnectionFailed,

    /// <summary>The server, or what was waited for, took too long. It may pass.</summary>
    TimedOut,

    /// <summary>The server was asked more often than it allows. It passes.</summary>
    LimitExceeded,

    /// <summary>The server says that it cannot serve for now. It may pass.</summary>
    Unavailable,

    /// <summary>The server's response is not what the contract says.</summary>
    ProtocolViolated,

    /// <summary>The server understood the request and refused it, or did not do it.</summary>
    RequestRefused,

    /// <summary>What was asked for does not fit the state that something is in.</summary>
    InvalidState,

    /// <summary>Someone else is using it.</summary>
    InUse,
}
