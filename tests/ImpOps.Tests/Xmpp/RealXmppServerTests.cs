using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using ImpOps.Tests.Cluster;
using ImpOps.Xmpp;

namespace ImpOps.Tests.Xmpp;

/// <summary>The client against the servers that people run, on loopback, where they are installed.</summary>
public class RealXmppServerTests
{
    /// <summary>The servers, with what they lack. One that is not installed is a skipped test whose name says so.</summary>
    public static IEnumerable<TheoryDataRow<string, string[]>> Servers() => new (string Name, string[] Missing)[]
    {
        ("Prosody", ["XEP-0013", "XEP-0016", "XEP-0273"]),
        ("ejabberd", ["XEP-0273"]),
    }.Select(server =>
    {
        string reason = $"The test on {server.Name} did not run: {RealXmppServer.Missing(server.Name)}";
        return RealXmppServer.Missing(server.Name) is null ? new TheoryDataRow<string, string[]>(server.Name, server.Missing) : new("", []) { Skip = reason, TestDisplayName = reason, Label = "" };
    });

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task It_tells_what_it_supports(string name, string[] missing)
    {
        await using RealXmppServer server = await RealXmppServer.StartAsync(name);
        List<InputProblem> warnings = [];
        IReadOnlyList<XmppStandardFinding> findings = XmppCompliance.Check(await XmppServer.AskAsync(Options(server), warnings.Add));

        Assert.Empty(warnings);
        Assert.Equal(missing, findings.Where(finding => finding.Missing).Select(finding => finding.Id));
        Assert.DoesNotContain(findings, finding => finding.State == XmppStandardState.NotChecked);
        Assert.All(
            ["RFC 3920", "RFC 3921", "XEP-0012", "XEP-0030", "XEP-0045", "XEP-0054", "XEP-0060", "XEP-0065", "XEP-0092", "XEP-0115", "XEP-0160", "XEP-0163"],
            id => Assert.True(findings.Single(finding => finding.Id == id).Announced, id));
        Assert.Contains($"conference.{RealXmppServer.Domain}: http://jabber.org/protocol/muc", findings.Single(finding => finding.Id == "XEP-0045").AnnouncedBy);
        Assert.All(findings, finding => Assert.Equal(RealXmppServer.Domain, finding.Server));

        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => XmppServer.AskAsync(Options(server, password: "wrong-pass-word")));
        Assert.Equal("CredentialsRejected", problem.ErrorId);
        Leak.AssertNone(problem, "wrong-pass-word", "wrong-token");
        problem = await Assert.ThrowsAsync<ImpOpsException>(() => XmppServer.AskAsync(Options(server, pin: false)));
        Assert.Equal("CertificateRejected", problem.ErrorId);
        Assert.Contains(server.Thumbprint, problem.Message);
        problem = await Assert.ThrowsAsync<ImpOpsException>(() => XmppServer.AskAsync(Options(server, domain: "other.example")));
        Assert.Equal("XmppDomainUnknown", problem.ErrorId);
    }

    private static XmppServerOptions Options(RealXmppServer server, string password = RealXmppServer.Password, bool pin = true, string? domain = null) => new()
    {
        Server = "127.0.0.1",
        Port = server.Port,
        Domain = domain,
        Credential = new NetworkCredential($"{RealXmppServer.User}@{RealXmppServer.Domain}", password),
        CertificateThumbprints = pin ? [server.Thumbprint] : [],
        Timeout = TimeSpan.FromSeconds(30),
    };
}
