using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ImpOps.Cluster;

namespace ImpOps.Tests.Cluster;

public class CertificateCheckTests
{
    private static readonly SimulatedTime Time = new();
    private static readonly Uri Address = new("https://imp-1:8443/axl/");

    [Fact]
    public void A_good_certificate_is_accepted_without_a_word()
    {
        using X509Certificate2 certificate = Make(-1, 1);

        Assert.True(Check(certificate, SslPolicyErrors.None, [], false, out ImpOpsException? problem));
        Assert.Null(problem);
    }

    [Theory]
    [InlineData(-1, 1, SslPolicyErrors.RemoteCertificateChainErrors, "It is self-signed.")]
    [InlineData(-2, -1, SslPolicyErrors.RemoteCertificateChainErrors, "It has expired. It is self-signed.")]
    [InlineData(1, 2, SslPolicyErrors.RemoteCertificateChainErrors, "It is not valid yet. It is self-signed.")]
    [InlineData(-1, 1, SslPolicyErrors.RemoteCertificateNameMismatch, "It is not issued for the name imp-1.")]
    public void A_bad_certificate_is_described_with_how_to_pin_it(int fromDays, int toDays, SslPolicyErrors errors, string reason)
    {
        using X509Certificate2 certificate = Make(fromDays, toDays);
        string thumbprint = certificate.GetCertHashString(HashAlgorithmName.SHA256);

        Assert.False(Check(certificate, errors, [], false, out ImpOpsException? problem));
        Assert.Equal(("CertificateRejected", ErrorKind.CertificateRejected), (problem!.ErrorId, problem.Kind));
        Assert.Contains(reason, problem.Message);
        Assert.Contains("Subject: CN=imp-1", problem.Message);
        Assert.Contains("Issuer: CN=imp-1", problem.Message);
        Assert.Contains($"{certificate.NotAfter:yyyy-MM-dd}", problem.Message);
        Assert.Contains($"-CertificateThumbprint {thumbprint}", problem.Message);
    }

    [Fact]
    public void An_issuer_that_nobody_knows_is_said_to_be_one()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest authority = new("CN=authority", key, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using X509Certificate2 issuer = authority.CreateSelfSigned(Time.GetUtcNow().AddDays(-2), Time.GetUtcNow().AddDays(2));
        using X509Certificate2 certificate = new CertificateRequest("CN=imp-1", key, HashAlgorithmName.SHA256)
            .Create(issuer, Time.GetUtcNow().AddDays(-1), Time.GetUtcNow().AddDays(1), [1]);

        Assert.False(Check(certificate, SslPolicyErrors.RemoteCertificateChainErrors, [], false, out ImpOpsException? problem));
        Assert.Contains("Its issuer is not trusted", problem!.Message);
    }

    [Fact]
    public void A_pinned_certificate_is_accepted_and_nothing_else()
    {
        using X509Certificate2 pinned = Make(-2, -1);
        using X509Certificate2 other = Make(-1, 1);
        string thumbprint = pinned.GetCertHashString(HashAlgorithmName.SHA256);
        string colons = string.Join(':', thumbprint.Chunk(2).Select(pair => new string(pair)));
        foreach (string written in new[] { thumbprint, thumbprint.ToLowerInvariant(), colons, $" {colons.Replace(':', ' ')} " })
        {
            Assert.True(Check(pinned, SslPolicyErrors.RemoteCertificateChainErrors, [new string('0', 64), written], false, out _));
            Assert.False(Check(other, SslPolicyErrors.None, [written], skip: true, out ImpOpsException? problem));
            Assert.Contains("none of the certificates that -CertificateThumbprint names", problem!.Message);
        }
    }

    [Fact]
    public void Skipping_accepts_everything()
    {
        using X509Certificate2 certificate = Make(-2, -1);

        Assert.True(Check(certificate, SslPolicyErrors.RemoteCertificateNameMismatch, [], true, out _));
        Assert.True(Check(null, SslPolicyErrors.RemoteCertificateNotAvailable, [], true, out _));
    }

    [Fact]
    public void A_server_without_a_certificate_is_refused()
    {
        Assert.False(Check(null, SslPolicyErrors.RemoteCertificateNotAvailable, [], false, out ImpOpsException? problem));
        Assert.Equal("CertificateMissing", problem!.ErrorId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AB")]
    [InlineData("0123456789012345678901234567890123456789")]
    [InlineData("zz23456789012345678901234567890123456789012345678901234567890123")]
    public void What_is_no_thumbprint_is_refused(string thumbprint) =>
        Assert.Equal("ThumbprintInvalid", Assert.Throws<ImpOpsException>(() => Check(null, SslPolicyErrors.None, [thumbprint], false, out _)).ErrorId);

    private static bool Check(X509Certificate2? certificate, SslPolicyErrors errors, IReadOnlyList<string> thumbprints, bool skip, out ImpOpsException? problem)
    {
        CertificateCheck check = new(new ClusterConnectionOptions
        {
            Server = "imp-1", Credential = StubCluster.Credential(), CertificateThumbprints = thumbprints, SkipCertificateCheck = skip, Time = Time,
        });
        using HttpRequestMessage request = new(HttpMethod.Post, Address);
        bool accepted = check.Accept(request, certificate, null, errors);
        problem = check.RejectionOf(Address.Authority);
        return accepted;
    }

    private static X509Certificate2 Make(int fromDays, int toDays)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=imp-1", key, HashAlgorithmName.SHA256).CreateSelfSigned(Time.GetUtcNow().AddDays(fromDays), Time.GetUtcNow().AddDays(toDays));
    }
}
