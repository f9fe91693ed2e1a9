using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;

namespace ImpOps.Cluster;

/// <summary>Which cluster to connect to, as whom, and which certificates to trust.</summary>
public sealed class ClusterConnectionOptions
{
    /// <summary>The publisher that answers AXL: host name, FQDN or IP address.</summary>
    public required string Server { get; init; }

    /// <summary>The HTTPS port of every node, 1 to 65535.</summary>
    public int Port { get; init; } = 8443;

    /// <summary>Who connects. The password stays in a secure string until a request carries it.</summary>
    public required NetworkCredential Credential { get; init; }

    /// <summary>What to call the connection; null for the name of the server.</summary>
    public string? Name { get; init; }

    /// <summary>The version of the AXL schema to speak, for example <c>14.0</c>.</summary>
    public string AxlVersion { get; init; } = "14.0";

    /// <summary>
    /// SHA-256 thumbprints of the certificates to accept, with or without colons and blanks; where there is one, no other certificate is accepted.
    /// Nodes may have certificates of their own: give them all.
    /// </summary>
    public IReadOnlyList<string> CertificateThumbprints { get; init; } = [];

    /// <summary>True to accept any certificate, unless thumbprints are given.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>How long one request may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock that paces, waits and times out.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What carries the requests, for tests; null for HTTPS.</summary>
    internal Func<CertificateCheck, HttpMessageHandler>? Handler { get; init; }
}
