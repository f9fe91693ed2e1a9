using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using ImpOps.Cluster;

namespace ImpOps.Tests.Cluster;

public class TransportTests
{
    private const string Node = "imp-1.example.com";

    private static readonly XElement AxlError = new(
        XName.Get("axlError", "http://www.cisco.com/AXL/API/14.0"), new XElement("axlcode", "5007"), new XElement("axlmessage", "Item not valid."), new XElement("request", "x"));

    /// <summary>What a server can answer, and what it is called.</summary>
    public static TheoryData<string, Func<HttpResponseMessage>> Answers => new()
    {
        { "CredentialsRejected", () => StubCluster.Page(401, "no") },
        { "AccessDenied", () => StubCluster.Page(403, "denied") },
        { "NotSoap", () => StubCluster.Page(200, "Log in") },
        { "NotSoap", () => StubCluster.Page(404, "Not found") },
        { "NotSoap", () => StubCluster.Page(500, "Internal error") },
        { "NotSoap", () => StubCluster.Text(200, "text/plain", "hello") },
        { "NotSoap", () => StubCluster.Text(200, "text/xml", "<a/>") },
        { "NotSoap", () => StubCluster.Text(502, "text/xml", "") },
        { "ServerUnavailable", () => StubCluster.Page(503, "Service Unavailable") },
        { "ServerUnavailable", () => StubCluster.Fault(503, "Server", "Maximum AXL Memory Allocation Consumed") },
        { "RateExceeded", StubCluster.Throttle },
        { "RateExceeded", () => StubCluster.Fault(503, "Server", "AxisFault: Exceeded allowed rate for Perfmon information.") },
        { "AxlVersionUnsupported", () => StubCluster.Text(599, "text/html", "Incorrect axl version. Supported axl versions: 11.5, 12.5, 14.0") },
        { "AxlFault", () => StubCluster.Fault(500, "Server", "x", AxlError) },
        { "SoapFault", () => StubCluster.Fault(500, "Server", "It broke.") },
        { "SoapFault", () => StubCluster.Fault(200, "Server", "It broke.") },
        { "ResponseUnexpected", () => StubCluster.Envelope(200, new XElement("other")) },
        { "ResponseCutOff", () => StubCluster.Text(200, "text/xml", "") },
        { "ResponseCutOff", () => StubCluster.Text(200, "text/xml", "<?xml version=\"1.0\"?><soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\"><soapenv:Bo") },
        { "ResponseCutOff", () => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new BreakingStream()) } },
        { "ResponseMalformed", () => StubCluster.Text(200, "text/xml", "<e:Envelope><e:Body></e:Bode></e:Envelope>") },
        { "ResponseHostile", () => StubCluster.Text(200, "text/xml", "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>") },
        { "ResponseHostile", () => StubCluster.Text(200, "text/xml", $"{string.Concat(Enumerable.Repeat("<a>", 100_000))}{string.Concat(Enumerable.Repeat("</a>", 100_000))}") },
        { "ResponseHostile", () => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new EndlessStream()) } },
        { "ResponseHostile", () => new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(new byte[ServiceLimits.ResponseMostBytes + 1]) } },
        { "ResponseHostile", Utf16Dtd },
        { "RedirectRefused", () => Redirect("https://elsewhere.example/login") },
        { "ServerUnreachable", () => throw new HttpRequestException("no", new SocketException((int)SocketError.ConnectionRefused)) },
        { "ServerUnreachable", () => throw new HttpRequestException("reset", new IOException("reset")) },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Every_answer_has_its_name_and_no_answer_gives_the_password_away(string errorId, Func<HttpResponseMessage> answer)
    {
        StubCluster cluster = new() { Answer = _ => answer() };
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(cluster.ConnectAsync);

        Assert.Equal(errorId, problem.ErrorId);
        Assert.Contains("cucm", problem.Message);
        Leak.AssertNone(problem, StubCluster.Password, StubCluster.Token);
    }

    [Fact]
    public async Task A_server_that_repeats_the_password_does_not_make_us_repeat_it()
    {
        string all = $"{StubCluster.Password} and Basic {StubCluster.Token}";
        foreach (Func<HttpResponseMessage> answer in new Func<HttpResponseMessage>[]
        {
            () => StubCluster.Fault(500, "Server", all),
            () => StubCluster.Fault(500, all, all, new XElement(AxlError.Name, new XElement("axlcode", all), new XElement("axlmessage", all))),
            () => StubCluster.Text(403, "text/plain", all),
            () => StubCluster.Text(503, "text/plain", all),
            () => StubCluster.Text(599, "text/plain", all),
            () => StubCluster.Text(200, "text/plain", all),
            () => Redirect($"https://other/?{StubCluster.Token}"),
        })
        {
            StubCluster cluster = new() { Answer = _ => answer() };
            ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(cluster.ConnectAsync);

            Assert.Contains("***", problem.Message);
            Leak.AssertNone(problem, StubCluster.Password, StubCluster.Token);
        }
    }

    [Fact]
    public async Task The_servers_own_text_is_shown_on_one_line_and_tame()
    {
        StubCluster cluster = new() { Answer = _ => StubCluster.Fault(500, "Server", "It\r\n\u009b31m broke" + new string('x', 5000) + ".") };
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(cluster.ConnectAsync);

        Assert.Contains("It 31m broke", problem.Message);
        Assert.DoesNotContain(problem.Message, char.IsControl);
        Assert.InRange(problem.Message.Length, 400, 600);
    }

    [Fact]
    public async Task A_request_carries_what_the_contract_asks_for()
    {
        StubCluster cluster = new();
        using ClusterConnection connection = await cluster.ConnectAsync();
        StubRequest request = cluster.Requests[0];

        Assert.Equal("https://cucm:8443/axl/", request.Address.AbsoluteUri);
        Assert.Equal("\"CUCM:DB ver=14.0 listProcessNode\"", request.Action);
        Assert.Equal($"Basic {StubCluster.Token}", request.Authorization);
        Assert.Equal("{http://www.cisco.com/AXL/API/14.0}listProcessNode", request.Body.Name.ToString());
        Assert.Equal(["searchCriteria", "returnedTags", "skip", "first"], request.Body.Elements().Select(element => element.Name.ToString()));
    }

    [Fact]
    public async Task What_passes_is_tried_again_with_longer_and_longer_pauses()
    {
        StubCluster cluster = new();
        using ClusterConnection connection = await cluster.ConnectedAsync();
        cluster.Answer = request => cluster.Requests.Count <= 3 ? StubCluster.Page(503, "busy") : null;
        await cluster.Time.RunAsync(() => connection.GetServiceParametersAsync());

        TimeSpan[] pauses = Pauses(cluster);
        Assert.Equal(3, pauses.Length);
        Assert.All(pauses, pause => Assert.True(pause > TimeSpan.Zero));
        Assert.True(pauses.Aggregate((one, other) => one + other) < 20 * ServiceLimits.RetryDelay);
    }

    [Fact]
    public async Task A_throttled_node_is_left_alone_for_longer_than_the_throttle_counts()
    {
        StubCluster cluster = new();
        using ClusterConnection connection = await cluster.ConnectedAsync();
        cluster.Answer = _ => StubCluster.Throttle();
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => cluster.Time.RunAsync(() => connection.ReadCountersAsync(Node, [@"\*\*"])));

        Assert.Equal("RateExceeded", problem.ErrorId);
        Assert.Contains("80 requests per minute", problem.Message);
        Assert.Equal(1 + ServiceLimits.RetryCount, cluster.Requests.Count);
        Assert.True(Pauses(cluster).Aggregate((one, other) => one + other) > TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_says_when_to_come_again_is_taken_at_its_word(bool asDate)
    {
        StubCluster cluster = new();
        using ClusterConnection connection = await cluster.ConnectedAsync();
        cluster.Answer = request =>
        {
            HttpResponseMessage answer = StubCluster.Page(503, "busy");
            answer.Headers.RetryAfter = asDate ? new RetryConditionHeaderValue(cluster.Time.GetUtcNow().AddSeconds(37)) : new RetryConditionHeaderValue(TimeSpan.FromSeconds(37));
            return cluster.Requests.Count == 1 ? answer : null;
        };
        await cluster.Time.RunAsync(() => connection.GetServiceParametersAsync());

        Assert.Equal([TimeSpan.FromSeconds(37)], Pauses(cluster));
    }

    [Fact]
    public async Task A_server_that_wants_to_be_left_alone_for_an_hour_is_given_up()
    {
        StubCluster cluster = new();
        using ClusterConnection connection = await cluster.ConnectedAsync();
        cluster.Answer = _ =>
        {
            HttpResponseMessage answer = StubCluster.Page(503, "busy");
            answer.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromHours(1));
            return answer;
        };
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => cluster.Time.RunAsync(() => connection.GetServiceParametersAsync()));

        Assert.Equal("ServerUnavailable", problem.ErrorId);
        Assert.Single(cluster.Requests);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_asked_twice()
    {
        StubCluster cluster = new();
        using ClusterConnection connection = await cluster.ConnectedAsync();
        cluster.Before = async (_, token) => await Task.Delay(Timeout.InfiniteTimeSpan, cluster.Time, token);
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => cluster.Time.RunAsync(() => connection.GetServiceParametersAsync()));

        Assert.Equal("ServerTimedOut", problem.ErrorId);
        Assert.True(problem.IsPassing);
        Assert.Equal(2, cluster.Requests.Count);
    }

    [Fact]
    public async Task A_body_that_never_ends_its_waiting_times_out()
    {
        StubCluster cluster = new();
        using ClusterConnection connection = await cluster.ConnectedAsync();
        cluster.Answer = _ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new SilentContent() };
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => cluster.Time.RunAsync(() => connection.GetServiceParametersAsync()));

        Assert.Equal("ServerTimedOut", problem.ErrorId);
    }

    public static TheoryData<string, Func<ClusterConnection, Task>> Writes => new()
    {
        { "updatePresenceRedundancyGroup", connection => connection.SetHighAvailabilityAsync("East", false) },
        { "assignPresenceUser", connection => connection.AssignUserAsync("anna", Node) },
        { "unassignPresenceUser", connection => connection.UnassignUserAsync("anna") },
        { "updateServiceParameter", async connection => await connection.SetServiceParameterAsync(await connection.GetServiceParameterAsync("Cisco Server Recovery Manager", "Client Re-Login Lower Limit", Node), "130") },
        { "soapDoControlServices", connection => connection.RestartServiceAsync(Node, "Cisco XCP Router") },
    };

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task What_changes_something_is_sent_once(string operation, Func<ClusterConnection, Task> write)
    {
        foreach (Func<HttpResponseMessage> answer in new Func<HttpResponseMessage>[]
        {
            StubCluster.Throttle,
            () => StubCluster.Page(503, "busy"),
            () => StubCluster.Page(500, "broken"),
            () => throw new HttpRequestException("reset", new IOException("reset")),
            () => new HttpResponseMessage(HttpStatusCode.OK) { Content = new SilentContent() },
        })
        {
            StubCluster cluster = new();
            using ClusterConnection connection = await cluster.ConnectedAsync();
            cluster.Answer = request => request.Operation == operation ? answer() : null;

            await Assert.ThrowsAsync<ImpOpsException>(() => cluster.Time.RunAsync(() => write(connection)));
            Assert.Single(cluster.Requests, request => request.Operation == operation);
        }
    }

    [Fact]
    public async Task A_session_is_kept_for_its_node_alone()
    {
        StubCluster cluster = new() { Answer = _ => null };
        using ClusterConnection connection = await cluster.ConnectedAsync();
        cluster.Answer = request => cluster.Requests.Count == 1 ? WithCookie(StubCluster.Services(request), "JSESSIONID=one; Path=/; Secure; HttpOnly") : null;
        await cluster.Time.RunAsync(() => connection.GetServiceAsync(Node, "Cisco XCP Router").ContinueWith(_ => { }, TaskScheduler.Default));
        await cluster.Time.RunAsync(() => connection.GetServiceAsync(Node, "Cisco XCP Router"));
        await cluster.Time.RunAsync(() => connection.GetServiceAsync("imp-2.example.com", "Cisco XCP Router"));

        Assert.Equal(
            [null, "JSESSIONID=one", "JSESSIONID=one"], cluster.Requests.Where(request => request.Address.Host == Node).Select(request => request.Cookie).Take(3));
        Assert.All(cluster.Requests.Where(request => request.Address.Host != Node), request => Assert.Null(request.Cookie));
    }

    public static TheoryData<Func<HttpResponseMessage>> Drops => new(
        new Func<HttpResponseMessage>[]
        {
            () => StubCluster.Page(401, "session expired"),
            () => StubCluster.Page(200, "Log in"),
            () => Redirect("https://cucm:8443/ccmadmin/login"),
        });

    [Theory]
    [MemberData(nameof(Drops))]
    public async Task A_session_that_the_server_drops_is_renewed_once_also_for_a_change(Func<HttpResponseMessage> drop)
    {
        StubCluster cluster = new() { Answer = request => WithCookie(StubCluster.Axl(request), "JSESSIONID=old; Path=/") };
        using ClusterConnection connection = await cluster.ConnectedAsync();
        cluster.Answer = request => request.Cookie is null ? null : drop();
        await cluster.Time.RunAsync(() => connection.UnassignUserAsync("anna"));

        Assert.Equal(["JSESSIONID=old", null], cluster.Requests.Select(request => request.Cookie));
    }

    [Fact]
    public async Task A_wrong_password_is_not_tried_twice()
    {
        StubCluster cluster = new() { Answer = _ => StubCluster.Page(401, "no") };
        await Assert.ThrowsAsync<ImpOpsException>(cluster.ConnectAsync);

        Assert.Single(cluster.Requests);
    }

    [Fact]
    public async Task The_password_goes_to_no_other_server()
    {
        StubCluster cluster = new() { Answer = _ => Redirect("https://elsewhere.example/") };
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(cluster.ConnectAsync);

        Assert.Contains("https://elsewhere.example/", problem.Message);
        Assert.All(cluster.Requests, request => Assert.Equal("cucm", request.Address.Host));
    }

    [Fact]
    public async Task Nothing_but_the_request_knows_the_password()
    {
        StubCluster cluster = new();
        ClusterConnectionOptions options = cluster.Options();
        using ClusterConnection connection = await cluster.Time.RunAsync(() => ClusterConnection.ConnectAsync(options));

        Assert.DoesNotContain(StubCluster.Password, $"{options}{connection}{new Secret(StubCluster.Credential())}");
        foreach (System.Reflection.PropertyInfo property in typeof(ClusterConnection).GetProperties())
        {
            Assert.DoesNotContain(StubCluster.Password, property.GetValue(connection)?.ToString() ?? "");
        }
    }

    [Fact]
    public async Task A_closed_connection_says_so()
    {
        StubCluster cluster = new();
        ClusterConnection connection = await cluster.ConnectAsync();
        connection.Dispose();

        Assert.Equal("ConnectionClosed", (await Assert.ThrowsAsync<ImpOpsException>(() => connection.RefreshAsync())).ErrorId);
    }

    [Fact]
    public async Task Closing_ends_what_is_under_way()
    {
        StubCluster cluster = new();
        ClusterConnection connection = await cluster.ConnectedAsync();
        TaskCompletionSource begun = new();
        cluster.Before = async (_, token) =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
        };
        Task<IReadOnlyList<ServiceParameter>> reading = connection.GetServiceParametersAsync();
        await begun.Task;
        connection.Dispose();

        Assert.Equal("ConnectionClosed", (await Assert.ThrowsAsync<ImpOpsException>(() => reading)).ErrorId);
    }

    [Fact]
    public async Task Stopping_is_no_failure_of_the_server()
    {
        StubCluster cluster = new();
        using ClusterConnection connection = await cluster.ConnectedAsync();
        using CancellationTokenSource stop = new();
        cluster.Before = async (_, token) =>
        {
            stop.Cancel();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connection.GetServiceParametersAsync(cancellationToken: stop.Token));
    }

    [Fact]
    public async Task A_value_that_xml_cannot_carry_is_refused_before_it_is_sent()
    {
        StubCluster cluster = new();
        using ClusterConnection connection = await cluster.ConnectedAsync();

        Assert.Equal("ValueNotSendable", (await Assert.ThrowsAsync<ImpOpsException>(() => connection.UnassignUserAsync("an\u0001na"))).ErrorId);
        Assert.Empty(cluster.Requests);
    }

    private static TimeSpan[] Pauses(StubCluster cluster) =>
        [.. cluster.Requests.Zip(cluster.Requests.Skip(1), (one, next) => next.Time - one.Time)];

    private static HttpResponseMessage Redirect(string location)
    {
        HttpResponseMessage answer = new(HttpStatusCode.Found);
        answer.Headers.Location = new Uri(location);
        return answer;
    }

    private static HttpResponseMessage WithCookie(HttpResponseMessage answer, string cookie)
    {
        answer.Headers.Add("Set-Cookie", cookie);
        return answer;
    }

    private static HttpResponseMessage Utf16Dtd()
    {
        string xml = "<?xml version=\"1.0\" encoding=\"utf-16\"?><!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>";
        return new(HttpStatusCode.OK) { Content = new ByteArrayContent([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(xml)]) };
    }

    private abstract class ReadStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    private sealed class EndlessStream : ReadStream
    {
        public override int Read(byte[] buffer, int offset, int count) => count;
    }

    private sealed class BreakingStream : ReadStream
    {
        public override int Read(byte[] buffer, int offset, int count) => throw new IOException("The response ended prematurely.");
    }
}
