using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ImpOps.Cluster;

/// <summary>Which certificates a connection accepts, and what is to be said of one that it does not.</summary>
internal sealed class CertificateCheck
{
    private const int ThumbprintLength = 64;

    private readonly HashSet<string> _pinned;
    private readonly bool _skip;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, Func<ImpOpsException>> _rejected = new(StringComparer.OrdinalIgnoreCase);

    public CertificateCheck(ClusterConnectionOptions options)
        : this(options.CertificateThumbprints, options.SkipCertificateCheck, options.Time)
    {
    }

    public CertificateCheck(IEnumerable<string> thumbprints, bool skip, TimeProvider time)
    {
        _pinned = new HashSet<string>(thumbprints.Select(Normalize), StringComparer.Ordinal);
        _skip = skip;
        _time = time;
    }

    public bool Accept(HttpRequestMessage request, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        Accept(request.RequestUri!.Authority, request.RequestUri.Host, certificate, errors);

    /// <summary>Whether a certificate is accepted.</summary>
    /// <param name="server">What to call the server.</param>
    /// <param name="host">The name that the certificate must be issued for.</param>
    /// <param name="certificate">The certificate; null where the server shows none.</param>
    /// <param name="errors">What the runtime finds wrong with it.</param>
    public bool Accept(string server, string host, X509Certificate2? certificate, SslPolicyErrors errors)
    {
        string? thumbprint = certificate is null ? null : ThumbprintOf(certificate);
        bool accepted = _pinned.Count > 0 ? thumbprint is not null && _pinned.Contains(thumbprint) : _skip || errors == SslPolicyErrors.None;
        if (!accepted)
        {
            // What the certificate says is read now: it is gone when the exception comes up.
            string subject = ServerText.Clean(certificate?.Subject ?? "");
            string issuer = ServerText.Clean(certificate?.Issuer ?? "");
            DateTime from = certificate?.NotBefore ?? default;
            DateTime to = certificate?.NotAfter ?? default;
            string reason = Reason(host, certificate, errors);
            _rejected[server] = certificate is null
                ? () => Errors.CertificateMissing(server)
                : () => Errors.CertificateRejected(server, reason, subject, issuer, from, to, thumbprint!);
        }

        return accepted;
    }

    /// <summary>What to say of the certificate that a server was refused for last; null where there is none.</summary>
    public ImpOpsException? RejectionOf(string server) =>
        _rejected.TryGetValue(server, out Func<ImpOpsException>? problem) ? problem() : null;

    private string Reason(string host, X509Certificate2? certificate, SslPolicyErrors errors)
    {
        if (_pinned.Count > 0 || certificate is null)
        {
            return Messages.CertificateNotPinned;
        }

        DateTime now = _time.GetUtcNow().LocalDateTime;
        List<string> reasons = [];
        if (now > certificate.NotAfter)
        {
            reasons.Add(Messages.CertificateExpired);
        }
        else if (now < certificate.NotBefore)
        {
            reasons.Add(Messages.CertificateNotYetValid);
        }

        if ((errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0)
        {
            reasons.Add(Errors.Format(Messages.CertificateOfOtherName, host));
        }

        if (certificate.SubjectName.RawData.SequenceEqual(certificate.IssuerName.RawData))
        {
            reasons.Add(Messages.CertificateSelfSigned);
        }
        else if (reasons.Count == 0 || (errors & SslPolicyErrors.RemoteCertificateChainErrors) != 0)
        {
            reasons.Add(Messages.CertificateUntrusted);
        }

        return string.Join(Messages.SentenceSeparator, reasons);
    }

    private static string ThumbprintOf(X509Certificate2 certificate)
    {
        using SHA256 sha = SHA256.Create();
        return BitConverter.ToString(sha.ComputeHash(certificate.RawData)).Replace("-", "");
    }

    private static string Normalize(string thumbprint)
    {
        string digits = new([.. thumbprint.Where(c => c is not (':' or '-' or '.') && !char.IsWhiteSpace(c)).Select(char.ToUpperInvariant)]);
        return digits.Length == ThumbprintLength && digits.All(c => c is (>= '0' and <= '9') or (>= 'A' and <= 'F'))
            ? digits
            : throw Errors.ThumbprintInvalid(thumbprint);
    }
}
