namespace ImpOps.Cluster;

/// <summary>Why another attempt of a request makes sense.</summary>
internal enum RetryReason
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>The server was asked too often.</summary>
    Throttled,

    /// <summary>The server cannot serve for now.</summary>
    Unavailable,

    /// <summary>The server took too long.</summary>
    TimedOut,
}
