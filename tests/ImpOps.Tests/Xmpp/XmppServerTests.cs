using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ImpOps.Tests.Cluster;
using ImpOps.Xmpp;

namespace ImpOps.Tests.Xmpp;

/// <summary>The client against a server on loopback that does as it is told.</summary>
public class XmppServerTests
{
    private const string StreamHeader = "<stream:stream version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";

    [Theory]
    [InlineData("SCRAM-SHA-256", "SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN", "X-OAUTH2")]
    [InlineData("SCRAM-SHA-1", "PLAIN", "SCRAM-SHA-1", "SCRAM-SHA-1-PLUS")]
    [InlineData("PLAIN", "DIGEST-MD5", "PLAIN")]
    public async Task The_strongest_login_is_used_and_the_server_is_asked(string expected, params string[] offered)
    {
        await using StubXmpp stub = new() { Mechanisms = offered };
        XmppAnswers answers = await AskAsync(stub);
        IReadOnlyList<XmppStandardFinding> findings = XmppCompliance.Check(answers);

        Assert.Equal(expected, stub.Mechanism);
        Assert.Equal(StubXmpp.Domain, answers.Server);
        Assert.Equal(
            ["RFC 3920", "RFC 3921", "XEP-0030", "XEP-0045", "XEP-0092", "XEP-0163"],
            findings.Where(finding => finding.Announced).Select(finding => finding.Id));
        Assert.DoesNotContain(findings, finding => finding.State == XmppStandardState.NotChecked);
        Assert.Equal([$"conference.{StubXmpp.Domain}: http://jabber.org/protocol/muc"], findings.Single(finding => finding.Id == "XEP-0045").AnnouncedBy);
        Assert.EndsWith("</stream:stream>", await SeenAsync(stub, "</stream:stream>"));
        Assert.DoesNotContain("<presence", stub.Seen);
        if (expected != "PLAIN")
        {
            Assert.DoesNotContain(StubXmpp.Password, stub.Seen);
            Assert.DoesNotContain(Token(), stub.Seen);
        }
    }

    [Fact]
    public async Task The_proof_may_come_in_a_challenge()
    {
        await using StubXmpp stub = new() { ProofInChallenge = true };

        Assert.Equal(StubXmpp.Domain, (await AskAsync(stub)).Server);
    }

    [Theory]
    [InlineData("alice@imp.example.com", null)]
    [InlineData("alice", "imp.example.com")]
    [InlineData("alice@IMP.example.com", "imp.example.com")]
    public async Task The_domain_stands_in_the_name_or_is_given(string user, string? domain)
    {
        await using StubXmpp stub = new();
        XmppAnswers answers = await XmppServer.AskAsync(Options(stub, user, domain));

        Assert.Equal(StubXmpp.Domain, answers.Server, ignoreCase: true);
        Assert.Contains("to='imp.example.com'", stub.Seen, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_certificate_is_refused_until_it_is_pinned_and_nothing_is_sent()
    {
        await using StubXmpp stub = new();
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => XmppServer.AskAsync(Options(stub, pin: "")));

        Assert.Equal(("CertificateRejected", ErrorKind.CertificateRejected), (problem.ErrorId, problem.Kind));
        Assert.Contains(stub.Thumbprint, problem.Message);
        Assert.Contains(StubXmpp.Domain, problem.Message);
        Assert.DoesNotContain("<auth", stub.Seen);

        problem = await Assert.ThrowsAsync<ImpOpsException>(() => XmppServer.AskAsync(Options(stub, pin: new string('0', 64), skip: true)));
        Assert.Equal("CertificateRejected", problem.ErrorId);
        Assert.Equal(StubXmpp.Domain, (await XmppServer.AskAsync(Options(stub, pin: "", skip: true))).Server);
        problem = await Assert.ThrowsAsync<ImpOpsException>(() => XmppServer.AskAsync(Options(stub, pin: "12:34")));
        Assert.Equal("ThumbprintInvalid", problem.ErrorId);
    }

    public static TheoryData<string, string, string, ErrorKind> Failures => new()
    {
        { "open1", "", "XmppStreamClosed", ErrorKind.ConnectionFailed },
        { "open1", "HTTP/1.1 400 Bad Request\r\n\r\n<html><body>no</body></html>", "XmppNotXmpp", ErrorKind.ProtocolViolated },
        { "open1", "<!DOCTYPE html><html/>", "XmppNotXmpp", ErrorKind.ProtocolViolated },
        { "open1", "SSH-2.0-OpenSSH_9.2\r\n", "ServerTimedOut", ErrorKind.TimedOut },
        { "open1", "<stream:stream xmlns:stream='urn:other'>", "XmppNotXmpp", ErrorKind.ProtocolViolated },
        { "open1", StreamHeader + "<message/>", "XmppNotXmpp", ErrorKind.ProtocolViolated },
        { "open1", StreamHeader + "<stream:features/>", "XmppTlsNotOffered", ErrorKind.ProtocolViolated },
        { "open1", StreamHeader + "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism></mechanisms></stream:features>", "XmppTlsNotOffered", ErrorKind.ProtocolViolated },
        { "open1", StreamHeader + "<stream:error><host-unknown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>", "XmppDomainUnknown", ErrorKind.NotFound },
        { "open1", StreamHeader + "<stream:error><policy-violation xmlns='urn:ietf:params:xml:ns:xmpp-streams'/><text xmlns='urn:ietf:params:xml:ns:xmpp-streams'>Go away.</text></stream:error>", "XmppStreamError", ErrorKind.RequestRefused },
        { "open1", StreamHeader + "</stream:stream>", "XmppStreamClosed", ErrorKind.ConnectionFailed },
        { "open1", StreamHeader + "<stream:features a='" + new string('x', 5_000_000), "ResponseHostile", ErrorKind.ProtocolViolated },
        { "open1", StubXmpp.Silence, "ServerTimedOut", ErrorKind.TimedOut },
        { "open1", StreamHeader, "ServerTimedOut", ErrorKind.TimedOut },
        { "starttls", "<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", "XmppTlsRefused", ErrorKind.ProtocolViolated },
        { "starttls", "", "XmppStreamClosed", ErrorKind.ConnectionFailed },
        { "starttls", StubXmpp.Silence, "ServerTimedOut", ErrorKind.TimedOut },
        { "tls", "", "XmppTlsFailed", ErrorKind.ConnectionFailed },
        { "tls", "no TLS at all, but a text that is long enough to be taken for a record of it", "XmppTlsFailed", ErrorKind.ConnectionFailed },
        { "tls", StubXmpp.Silence, "ServerTimedOut", ErrorKind.TimedOut },
        { "open2", StreamHeader + "<stream:features/>", "XmppNoMechanism", ErrorKind.AuthenticationFailed },
        { "open2", StreamHeader + "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>ANONYMOUS</mechanism><mechanism>DIGEST-MD5</mechanism></mechanisms></stream:features>", "XmppNoMechanism", ErrorKind.AuthenticationFailed },
        { "open2", StubXmpp.Silence, "ServerTimedOut", ErrorKind.TimedOut },
        { "auth", Sasl("failure", "<not-authorized/>"), "CredentialsRejected", ErrorKind.AuthenticationFailed },
        { "auth", Sasl("failure", "<account-disabled/><text>Locked.</text>"), "XmppLoginRefused", ErrorKind.AuthenticationFailed },
        { "auth", Sasl("failure", "<temporary-auth-failure/>"), "XmppLoginRefused", ErrorKind.AuthenticationFailed },
        { "auth", Sasl("success", ""), "XmppServerUnproved", ErrorKind.ProtocolViolated },
        { "auth", Sasl("challenge", "????"), "XmppScramRefused", ErrorKind.ProtocolViolated },
        { "auth", Sasl("challenge", "cj1vdGhlcixzPXNhbHQsaT00MDk2"), "XmppScramRefused", ErrorKind.ProtocolViolated },
        { "auth", "<nonsense/>", "XmppUnexpected", ErrorKind.ProtocolViolated },
        { "auth", StubXmpp.Silence, "ServerTimedOut", ErrorKind.TimedOut },
        { "response", Sasl("success", ""), "XmppServerUnproved", ErrorKind.ProtocolViolated },
        { "response", Sasl("success", "dj1ub25zZW5zZQ=="), "XmppServerUnproved", ErrorKind.ProtocolViolated },
        { "response", Sasl("failure", "<not-authorized/>"), "CredentialsRejected", ErrorKind.AuthenticationFailed },
        { "open3", "", "XmppStreamClosed", ErrorKind.ConnectionFailed },
        { "bind", StubXmpp.Silence, "ServerTimedOut", ErrorKind.TimedOut },
        { "bind", "<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>", "XmppStreamError", ErrorKind.RequestRefused },
        { "bind", "</stream:stream>", "XmppStreamClosed", ErrorKind.ConnectionFailed },
        { "bind", "<iq type='result'></message>", "ResponseMalformed", ErrorKind.ProtocolViolated },
        { StubXmpp.Domain, string.Concat(Enumerable.Repeat("<iq>", 100)), "ResponseHostile", ErrorKind.ProtocolViolated },
        { StubXmpp.Domain, "<!DOCTYPE x [<!ENTITY a 'b'>]>", "ResponseMalformed", ErrorKind.ProtocolViolated },
        { StubXmpp.Domain, StubXmpp.Endless, "ResponseHostile", ErrorKind.ProtocolViolated },
        { StubXmpp.Domain, "<iq type='result'><query", "ResponseMalformed", ErrorKind.ProtocolViolated },
        { StubXmpp.Domain, "", "XmppStreamClosed", ErrorKind.ConnectionFailed },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Whatever_goes_wrong_is_one_error_without_the_password(string step, string answer, string id, ErrorKind kind)
    {
        using CultureScope scope = new("en-US");
        await using StubXmpp stub = new() { Instead = { [step] = answer } };
        HandTime time = new();
        Task<XmppAnswers> asking = XmppServer.AskAsync(Options(stub, time: time));
        if (id == "ServerTimedOut")
        {
            await stub.Struck;
            time.RunOut();
        }

        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => asking);

        Assert.Equal((id, kind), (problem.ErrorId, problem.Kind));
        Assert.Contains("127.0.0.1:", problem.Message);
        Assert.True(problem.Message.Length < 1000);
        Leak.AssertNone(problem, StubXmpp.Password, Token());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(100_000_000)]
    public async Task A_hash_that_is_too_cheap_or_too_dear_is_not_computed(int iterations)
    {
        using CultureScope scope = new("en-US");
        await using StubXmpp stub = new() { Iterations = iterations };
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => AskAsync(stub));

        Assert.Equal("XmppScramRefused", problem.ErrorId);
        Assert.Contains($"{iterations} iterations", problem.Message);
        Assert.DoesNotContain("<response", stub.Seen);
    }

    [Fact]
    public async Task A_strong_login_that_fails_is_not_tried_again_with_a_weak_one()
    {
        await using StubXmpp stub = new() { Instead = { ["auth"] = Sasl("failure", "<invalid-mechanism/>") } };
        await Assert.ThrowsAsync<ImpOpsException>(() => AskAsync(stub));

        Assert.Equal("SCRAM-SHA-256", stub.Mechanism);
        Assert.DoesNotContain("mechanism=\"PLAIN\"", stub.Seen);
    }

    [Fact]
    public async Task A_server_that_does_not_know_the_password_is_not_believed()
    {
        await using StubXmpp stub = new() { Proof = proof => proof.Replace("v=", "v=AAAA") };
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => AskAsync(stub));

        Assert.Equal("XmppServerUnproved", problem.ErrorId);
    }

    [Fact]
    public async Task A_wrong_password_is_one_rejected_login()
    {
        foreach (string mechanism in new[] { "SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN" })
        {
            await using StubXmpp stub = new() { Mechanisms = [mechanism] };
            ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => XmppServer.AskAsync(Options(stub, password: "wrong-pass-word")));

            Assert.Equal("CredentialsRejected", problem.ErrorId);
            Leak.AssertNone(problem, "wrong-pass-word", Token());
        }
    }

    [Fact]
    public async Task A_server_that_says_the_password_back_does_not_get_it_shown()
    {
        using CultureScope scope = new("en-US");
        await using StubXmpp stub = new()
        {
            Mechanisms = ["PLAIN"],
            Instead = { ["auth"] = Sasl("failure", $"<not-allowed/><text>No: {StubXmpp.Password} {Token()}</text>") },
        };
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => AskAsync(stub));

        Assert.Equal("XmppLoginRefused", problem.ErrorId);
        Assert.Contains("No: *** ***", problem.Message);
        Leak.AssertNone(problem, StubXmpp.Password, Token());
    }

    [Fact]
    public async Task Plain_text_behind_the_go_ahead_for_TLS_is_not_taken_for_the_servers()
    {
        await using StubXmpp stub = new()
        {
            Instead =
            {
                ["starttls"] = "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>" + StreamHeader
                    + "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism></mechanisms></stream:features>",
            },
        };

        try
        {
            await AskAsync(stub);
        }
        catch (ImpOpsException problem)
        {
            // Where it arrives apart from the go-ahead, it breaks the handshake.
            Assert.Equal("XmppTlsFailed", problem.ErrorId);
        }

        Assert.NotEqual("PLAIN", stub.Mechanism);
    }

    [Fact]
    public async Task A_component_that_hangs_is_a_warning_and_the_others_count()
    {
        using CultureScope scope = new("en-US");
        await using StubXmpp stub = new() { Instead = { [$"zz.{StubXmpp.Domain}"] = " " } };
        stub.Features[$"proxy.{StubXmpp.Domain}"] = "<identity category='proxy' type='bytestreams'/>";
        stub.Features[$"zz.{StubXmpp.Domain}"] = "";
        List<InputProblem> warnings = [];
        HandTime time = new();
        Task<XmppAnswers> asking = XmppServer.AskAsync(Options(stub, time: time), warnings.Add);
        await stub.Struck;
        // The others have answered before; their answers are on the way.
        await Task.WhenAny(asking, Task.Delay(1000));
        time.RunOut();
        XmppAnswers answers = await asking;

        Assert.Equal("XmppComponentSilent", Assert.Single(warnings).Problem.ErrorId);
        Assert.True(warnings[0].IsWarning);
        Assert.Contains($": zz.{StubXmpp.Domain}.", warnings[0].Problem.Message);
        IReadOnlyList<XmppStandardFinding> findings = XmppCompliance.Check(answers);
        Assert.True(findings.Single(finding => finding.Id == "XEP-0045").Announced);
        Assert.True(findings.Single(finding => finding.Id == "XEP-0065").Announced);
        Assert.Equal(XmppStandardState.NotChecked, findings.Single(finding => finding.Id == "XEP-0060").State);
    }

    [Fact]
    public async Task An_account_that_is_refused_is_a_warning()
    {
        using CultureScope scope = new("en-US");
        await using StubXmpp stub = new();
        stub.Features.Remove($"{StubXmpp.User}@{StubXmpp.Domain}");
        List<InputProblem> warnings = [];
        IReadOnlyList<XmppStandardFinding> findings = XmppCompliance.Check(await XmppServer.AskAsync(Options(stub), warnings.Add));

        Assert.Equal("XmppEntityRefused", Assert.Single(warnings).Problem.ErrorId);
        Assert.Contains("item-not-found", warnings[0].Problem.Message);
        Assert.Equal(XmppStandardState.NotChecked, findings.Single(finding => finding.Id == "XEP-0163").State);
    }

    [Fact]
    public async Task Not_more_components_are_asked_than_are_bearable()
    {
        await using StubXmpp stub = new();
        foreach (int i in Enumerable.Range(0, 100))
        {
            stub.Features[$"c{i}.{StubXmpp.Domain}"] = "<identity category='gateway' type='sms'/>";
        }

        List<InputProblem> warnings = [];
        XmppAnswers answers = await XmppServer.AskAsync(Options(stub), warnings.Add);

        Assert.Equal("XmppComponentsTooMany", Assert.Single(warnings).Problem.ErrorId);
        Assert.DoesNotContain($"c99.{StubXmpp.Domain}", stub.Seen);
        Assert.Equal(XmppStandardState.NotChecked, XmppCompliance.Check(answers).Single(finding => finding.Id == "XEP-0065").State);
    }

    [Theory]
    [InlineData("open1")]
    [InlineData("starttls")]
    [InlineData("auth")]
    [InlineData(StubXmpp.Domain)]
    public async Task It_can_be_stopped_at_any_step(string step)
    {
        await using StubXmpp stub = new() { Instead = { [step] = StubXmpp.Silence } };
        using CancellationTokenSource stop = new();
        Task<XmppAnswers> asking = XmppServer.AskAsync(Options(stub), null, stop.Token);
        await stub.Struck;
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task What_cannot_be_reached_says_so()
    {
        int port;
        await using (StubXmpp stub = new())
        {
            port = stub.Port;
        }

        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => XmppServer.AskAsync(new XmppServerOptions
        {
            Server = "127.0.0.1", Port = port, Credential = new NetworkCredential("a@b.example", "p"),
        }));
        Assert.Equal("ServerUnreachable", problem.ErrorId);
    }

    [Theory]
    [InlineData("https://imp-1", 5222, 1, "ServerNameInvalid")]
    [InlineData("", 5222, 1, "ServerNameInvalid")]
    [InlineData("127.0.0.1", 0, 1, "PortOutOfRange")]
    [InlineData("127.0.0.1", 65536, 1, "PortOutOfRange")]
    [InlineData("127.0.0.1", 5222, 0, "DurationOutOfRange")]
    [InlineData("127.0.0.1", 5222, int.MaxValue, "TimeoutTooLong")]
    [InlineData("127.0.0.1", 5222, 1, "ServerNameInvalid", "a'b")]
    public async Task What_makes_no_sense_is_not_tried(string server, int port, int seconds, string id, string? domain = null)
    {
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => XmppServer.AskAsync(new XmppServerOptions
        {
            Server = server, Port = port, Domain = domain, Credential = new NetworkCredential("a", "p"), Timeout = TimeSpan.FromSeconds(seconds),
        }));

        Assert.Equal((id, ErrorKind.InvalidArgument), (problem.ErrorId, problem.Kind));
    }

    [Fact]
    public async Task A_password_that_no_server_accepts_is_not_sent()
    {
        await using StubXmpp stub = new();
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => XmppServer.AskAsync(Options(stub, password: "bell\u0007bell")));

        Assert.Equal("XmppTextUnfit", problem.ErrorId);
        Leak.AssertNone(problem, "bell\u0007bell", Token());
    }

    [Fact]
    public async Task A_request_of_the_server_is_refused_politely()
    {
        await using StubXmpp stub = new() { Instead = { ["session"] = "<iq type='get' id='ping1' from='imp.example.com'><ping xmlns='urn:xmpp:ping'/></iq>" } };
        HandTime time = new();
        Task<XmppAnswers> asking = XmppServer.AskAsync(Options(stub, time: time));

        Assert.Matches("<iq [^>]*type=\"error\"[^>]*id=\"ping1\"", await SeenAsync(stub, "service-unavailable"));
        // The session is never granted.
        time.RunOut();
        await Assert.ThrowsAsync<ImpOpsException>(() => asking);
    }

    private static string Sasl(string name, string content) => $"<{name} xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>{content}</{name}>";

    private static string Token() => Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{StubXmpp.User}\0{StubXmpp.Password}"));

    private static Task<XmppAnswers> AskAsync(StubXmpp stub) => XmppServer.AskAsync(Options(stub));

    private static XmppServerOptions Options(
        StubXmpp stub, string user = $"{StubXmpp.User}@{StubXmpp.Domain}", string? domain = null, string? pin = null, bool skip = false, string password = StubXmpp.Password, TimeProvider? time = null) => new()
    {
        Server = "127.0.0.1",
        Port = stub.Port,
        Domain = domain,
        Credential = new NetworkCredential(user, password),
        CertificateThumbprints = pin is "" ? [] : [pin ?? stub.Thumbprint],
        SkipCertificateCheck = skip,
        Timeout = TimeSpan.FromMinutes(5),
        Time = time ?? TimeProvider.System,
    };

    /// <summary>What the stub has seen, when it has seen something.</summary>
    private static async Task<string> SeenAsync(StubXmpp stub, string text)
    {
        for (int i = 0; i < 200 && !stub.Seen.Contains(text, StringComparison.Ordinal); i++)
        {
            await Task.Delay(25);
        }

        return stub.Seen;
    }
}
