using System;
using System.Collections.Generic;
using System.Net;

namespace ImpOps.Xmpp;

/// <summary>Which XMPP server to ask, as whom, and which certificates to trust.</summary>
public sealed class XmppServerOptions
{
    /// <summary>The node to connect to: host name, FQDN or IP address. No SRV record is looked up.</summary>
    public required string Server { get; init; }

    /// <summary>The port for clients, 1 to 65535.</summary>
    public int Port { get; init; } = 5222;

    /// <summary>
    /// The XMPP domain, which the certificate must be issued for; null for what stands behind the @ of the user name, or for the server where there
    /// is none.
    /// </summary>
    public string? Domain { get; init; }

    /// <summary>Who logs in, with or without the domain. The password stays in a secure string until the login needs it.</summary>
    public required NetworkCredential Credential { get; init; }

    /// <summary>
    /// SHA-256 thumbprints of the certificates to accept, with or without colons and blanks; where there is one, no other certificate is accepted.
    /// </summary>
    public IReadOnlyList<string> CertificateThumbprints { get; init; } = [];

    /// <summary>True to accept any certificate, unless thumbprints are given.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>How long one step may take: the connection, TLS, the login, a round of answers.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock that times out.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
