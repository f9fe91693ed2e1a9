using System;
using System.Net;
using System.Net.Sockets;

namespace ImpOps.Cluster;

/// <summary>Where the services of a node are.</summary>
internal static class ClusterAddress
{
    public static Uri Of(string node, int port, string path)
    {
        // An IPv6 address needs brackets; its zone does not belong into an address on the wire.
        string host = IPAddress.TryParse(node, out IPAddress? ip) && ip.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{node.Trim('[', ']')}]" : node;
        return new Uri($"https://{host}:{port}{path}");
    }

    public static bool IsHost(string name) => Uri.CheckHostName(name) != UriHostNameType.Unknown;
}
