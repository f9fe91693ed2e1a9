using System;
using System.Net;
using System.Net.Sockets;

namespace ImpOps.Cluster;

/// <summary>Where the services of a node are.</summary>
internal static class ClusterAddress
{
    private const int HighestPort = 65535;

    /// <summary>Refuses what cannot be connected to.</summary>
    /// <exception cref="ImpOpsException"><c>ServerNameInvalid</c>, <c>PortOutOfRange</c>, <c>DurationOutOfRange</c> or <c>TimeoutTooLong</c>.</exception>
    public static void Check(string server, int port, TimeSpan timeout)
    {
        if (!IsHost(server))
        {
            throw Errors.ServerNameInvalid(server);
        }

        if (port is < 1 or > HighestPort)
        {
            throw Errors.PortOutOfRange(port);
        }

        if (timeout <= TimeSpan.Zero)
        {
            throw Errors.DurationOutOfRange("Timeout", timeout);
        }

        if (timeout > ServiceLimits.TimeoutMost)
        {
            throw Errors.TimeoutTooLong(timeout, ServiceLimits.TimeoutMost);
        }
    }

    public static Uri Of(string node, int port, string path)
    {
        // An IPv6 address needs brackets; its zone does not belong into an address on the wire.
        string host = IPAddress.TryParse(node, out IPAddress? ip) && ip.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{node.Trim('[', ']')}]" : node;
        return new Uri($"https://{host}:{port}{path}");
    }

    public static bool IsHost(string name) => Uri.CheckHostName(name) != UriHostNameType.Unknown;
}
