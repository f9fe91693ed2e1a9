using System.Collections.Generic;

namespace ImpOps.Relogin;

/// <summary>For which node or group retry limits are wanted.</summary>
public sealed class RetryLimitRequest
{
    /// <summary>The OVA size of the nodes: 500, 1000, 2000, 5000, 15000 or 25000.</summary>
    public required int OvaSize { get; init; }

    /// <summary>The mode of the presence redundancy group.</summary>
    public required HighAvailabilityMode HighAvailabilityMode { get; init; }

    /// <summary>
    /// The number of users that counts: in active/active of the node that has the most, in active/standby of the whole group.
    /// Either this or <see cref="NodeUserCount"/>.
    /// </summary>
    public int? UserCount { get; init; }

    /// <summary>The users of each node of the group; the count that matters is taken from them.</summary>
    public IReadOnlyList<int>? NodeUserCount { get; init; }

    /// <summary>The service parameter Critical Service Down Delay, in seconds; null takes the table as printed.</summary>
    public int? CriticalServiceDownDelay { get; init; }

    /// <summary>Which figure becomes the upper limit: the printed or the derived one. Extrapolated is a result; asked for, it means the derived one.</summary>
    public RetryLimitSource Source { get; init; } = RetryLimitSource.Published;

    /// <summary>True to compute a limit where the table ends, instead of an error.</summary>
    public bool Extrapolate { get; init; }

    /// <summary>True where multiple device messaging is on: a failover then takes about twice as long.</summary>
    public bool MultiDeviceMessaging { get; init; }

    /// <summary>The presence redundancy group, copied to the result.</summary>
    public string? PresenceRedundancyGroup { get; init; }

    /// <summary>The node, copied to the result.</summary>
    public string? NodeName { get; init; }
}
