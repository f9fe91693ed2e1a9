using System;
using System.Collections.Generic;
using System.IO;
using ImpOps.Tables;

namespace ImpOps.Cluster;

/// <summary>What the product's services allow, and how much of it ImpOps takes.</summary>
internal static class ServiceLimits
{
    private static readonly Lazy<Dictionary<string, int>> Values = new(() =>
    {
        Dictionary<string, int> values = new(StringComparer.Ordinal);
        foreach ((string id, int value) in TableReader.Read("service-limits", row => (row.Required("Id"), row.Int("Value"))))
        {
            values.Add(id, value);
        }

        return values;
    });

    /// <summary>PerfMon requests that a node is asked within a minute.</summary>
    public static int PerfMonRequestsPerMinute => Get(nameof(PerfMonRequestsPerMinute));

    /// <summary>Rows that are asked for in one AXL response.</summary>
    public static int AxlPageRows => Get(nameof(AxlPageRows));

    /// <summary>The largest response that is read, in bytes.</summary>
    public static int ResponseMostBytes => Get(nameof(ResponseMostBytes));

    /// <summary>The deepest nesting of elements that is read.</summary>
    public static int ResponseMostDepth => Get(nameof(ResponseMostDepth));

    /// <summary>Further attempts after a throttled or unavailable response.</summary>
    public static int RetryCount => Get(nameof(RetryCount));

    /// <summary>Further attempts after a time-out.</summary>
    public static int TimeoutRetryCount => Get(nameof(TimeoutRetryCount));

    /// <summary>The first delay after an unavailable response.</summary>
    public static TimeSpan RetryDelay => TimeSpan.FromSeconds(Get("RetryDelaySeconds"));

    /// <summary>The first delay after a throttled response.</summary>
    public static TimeSpan ThrottleDelay => TimeSpan.FromSeconds(Get("ThrottleDelaySeconds"));

    /// <summary>The longest Retry-After that is waited for.</summary>
    public static TimeSpan RetryAfterMost => TimeSpan.FromSeconds(Get("RetryAfterMostSeconds"));

    /// <summary>The time between two looks at a service that restarts.</summary>
    public static TimeSpan ServicePoll => TimeSpan.FromSeconds(Get("ServicePollSeconds"));

    /// <summary>The time within which a service that restarts must be up again, where nobody says another.</summary>
    public static TimeSpan RestartTimeout => TimeSpan.FromSeconds(Get("RestartTimeoutSeconds"));

    /// <summary>The most that is read of an XMPP server, or of a file of its answers, in bytes.</summary>
    public static int XmppMostBytes => Get(nameof(XmppMostBytes));

    /// <summary>The deepest nesting of elements that is read of an XMPP server.</summary>
    public static int XmppMostDepth => Get(nameof(XmppMostDepth));

    /// <summary>The most attributes of an element that are read of an XMPP server.</summary>
    public static int XmppMostAttributes => Get(nameof(XmppMostAttributes));

    /// <summary>The most components of an XMPP server that are asked.</summary>
    public static int XmppMostComponents => Get(nameof(XmppMostComponents));

    /// <summary>The fewest iterations of a password's hash that are accepted.</summary>
    public static int ScramFewestIterations => Get(nameof(ScramFewestIterations));

    /// <summary>The most iterations of a password's hash that are computed.</summary>
    public static int ScramMostIterations => Get(nameof(ScramMostIterations));

    private static int Get(string id) =>
        Values.Value.TryGetValue(id, out int value)
            ? value
            : throw new InvalidDataException($"Table 'service-limits' has no '{id}'.");
}
