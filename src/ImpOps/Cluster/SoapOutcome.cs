using System;
using System.Xml.Linq;

namespace ImpOps.Cluster;

/// <summary>How one attempt of a request ended.</summary>
internal sealed class SoapOutcome
{
    /// <summary>The element in the body of the response; null where there is a problem.</summary>
    public XElement? Response { get; private init; }

    /// <summary>What went wrong; null where nothing did.</summary>
    public ImpOpsException? Problem { get; private init; }

    /// <summary>Whether another attempt makes sense.</summary>
    public RetryReason Retry { get; private init; }

    /// <summary>How long the server asks to wait before another attempt.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>True where the server has not looked at the request because it no longer knows the session.</summary>
    public bool SessionDropped { get; private init; }

    public static SoapOutcome Success(XElement response) => new() { Response = response };

    public static SoapOutcome Failure(ImpOpsException problem, bool sessionDropped = false) => new() { Problem = problem, SessionDropped = sessionDropped };

    public static SoapOutcome Passing(ImpOpsException problem, RetryReason retry, TimeSpan? after = null) =>
        new() { Problem = problem, Retry = retry, RetryAfter = after };
}
