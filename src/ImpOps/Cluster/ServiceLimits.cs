using System;
using ImpOps.Tables;

namespace ImpOps.Cluster;

/// <summary>What the product's services allow, and how much of it ImpOps takes.</summary>
internal static class ServiceLimits
{
    private static readonly FigureTable Figures = new("service-limits");

    /// <summary>PerfMon requests that a node is asked within a minute.</summary>
    public static int PerfMonRequestsPerMinute => Figures[nameof(PerfMonRequestsPerMinute)];

    /// <summary>Rows that are asked for in one AXL response.</summary>
    public static int AxlPageRows => Figures[nameof(AxlPageRows)];

    /// <summary>The largest response that is read, in bytes.</summary>
    public static int ResponseMostBytes => Figures[nameof(ResponseMostBytes)];

    /// <summary>The deepest nesting of elements that is read.</summary>
    public static int ResponseMostDepth => Figures[nameof(ResponseMostDepth)];

    /// <summary>Further attempts after a throttled or unavailable response.</summary>
    public static int RetryCount => Figures[nameof(RetryCount)];

    /// <summary>The longest time-out of a request or a step.</summary>
    public static TimeSpan TimeoutMost => TimeSpan.FromSeconds(Figures["TimeoutMostSeconds"]);

    /// <summary>Further attempts after a time-out.</summary>
    public static int TimeoutRetryCount => Figures[nameof(TimeoutRetryCount)];

    /// <summary>The first delay after an unavailable response.</summary>
    public static TimeSpan RetryDelay => TimeSpan.FromSeconds(Figures["RetryDelaySeconds"]);

    /// <summary>The first delay after a throttled response.</summary>
    public static TimeSpan ThrottleDelay => TimeSpan.FromSeconds(Figures["ThrottleDelaySeconds"]);

    /// <summary>The longest Retry-After that is waited for.</summary>
    public static TimeSpan RetryAfterMost => TimeSpan.FromSeconds(Figures["RetryAfterMostSeconds"]);

    /// <summary>The time between two looks at a service that restarts.</summary>
    public static TimeSpan ServicePoll => TimeSpan.FromSeconds(Figures["ServicePollSeconds"]);

    /// <summary>The time within which a service that restarts must be up again, where nobody says another.</summary>
    public static TimeSpan RestartTimeout => TimeSpan.FromSeconds(Figures["RestartTimeoutSeconds"]);

    /// <summary>The most that is read of an XMPP server, or of a file of its answers, in bytes.</summary>
    public static int XmppMostBytes => Figures[nameof(XmppMostBytes)];

    /// <summary>The deepest nesting of elements that is read of an XMPP server.</summary>
    public static int XmppMostDepth => Figures[nameof(XmppMostDepth)];

    /// <summary>The most attributes of an element that are read of an XMPP server.</summary>
    public static int XmppMostAttributes => Figures[nameof(XmppMostAttributes)];

    /// <summary>The most components of an XMPP server that are asked.</summary>
    public static int XmppMostComponents => Figures[nameof(XmppMostComponents)];

    /// <summary>The fewest iterations of a password's hash that are accepted.</summary>
    public static int ScramFewestIterations => Figures[nameof(ScramFewestIterations)];

    /// <summary>The most iterations of a password's hash that are computed.</summary>
    public static int ScramMostIterations => Figures[nameof(ScramMostIterations)];
}
