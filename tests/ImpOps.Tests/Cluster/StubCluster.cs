using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Security;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using ImpOps.Cluster;

namespace ImpOps.Tests.Cluster;

/// <summary>What a request was, as the server saw it.</summary>
internal sealed record StubRequest(DateTimeOffset Time, Uri Address, string Action, string? Cookie, string? Authorization, XElement Body)
{
    public string Operation => Body.Name.LocalName;
}

/// <summary>Content that does not come. It listens to no token and ends only when it is disposed, as some streams of Windows PowerShell do.</summary>
internal sealed class SilentContent : HttpContent
{
    private readonly TaskCompletionSource<Stream> _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override Task<Stream> CreateContentReadStreamAsync() => _disposed.Task;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _disposed.Task;

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        _disposed.TrySetException(new ObjectDisposedException(nameof(SilentContent)));
        base.Dispose(disposing);
    }
}

/// <summary>A cluster of two nodes that answers without a network, and whose every answer a test can replace.</summary>
internal sealed class StubCluster : HttpMessageHandler
{
    public const string Password = "pa:ss wörd<&>\"1";
    public const string User = "admin";

    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    private static readonly XNamespace Ast = "http://schemas.cisco.com/ast/soap";

    private readonly ConcurrentQueue<StubRequest> _requests = new();

    public SimulatedTime Time { get; } = new();

    public IReadOnlyList<StubRequest> Requests => [.. _requests];

    /// <summary>Answers instead of the cluster; null to let the cluster answer.</summary>
    public Func<StubRequest, HttpResponseMessage?> Answer { get; set; } = _ => null;

    /// <summary>Answers instead of the cluster, in its own time.</summary>
    public Func<StubRequest, CancellationToken, Task>? Before { get; set; }

    public Dictionary<string, string> Parameters { get; } = new() { ["ClientReLoginLowerLimit"] = "120" };

    public static string Token => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"));

    public static NetworkCredential Credential()
    {
        SecureString password = new();
        foreach (char c in Password)
        {
            password.AppendChar(c);
        }

        return new NetworkCredential(User, password);
    }

    public ClusterConnectionOptions Options() => new()
    {
        Server = "cucm",
        Credential = Credential(),
        Time = Time,
        Handler = _ => this,
    };

    public Task<ClusterConnection> ConnectAsync() => Time.RunAsync(() => ClusterConnection.ConnectAsync(Options()));

    /// <summary>Connects, and forgets what that took.</summary>
    public async Task<ClusterConnection> ConnectedAsync()
    {
        ClusterConnection connection = await ConnectAsync();
        _requests.Clear();
        return connection;
    }

    public static HttpResponseMessage Text(int status, string type, string text) =>
        new((HttpStatusCode)status) { Content = new StringContent(text, Encoding.UTF8, type) };

    public static HttpResponseMessage Envelope(int status, XElement body) => Text(
        status, "text/xml", new XElement(Soap + "Envelope", new XAttribute(XNamespace.Xmlns + "soapenv", Soap.NamespaceName), new XElement(Soap + "Body", body)).ToString());

    public static HttpResponseMessage Fault(int status, string code, string text, XElement? detail = null) => Envelope(status, new XElement(
        Soap + "Fault", new XElement("faultcode", code), new XElement("faultstring", text), detail is null ? null : new XElement("detail", detail)));

    public static HttpResponseMessage Throttle() => Fault(
        500, "ns1:Server.RateControl", "Exceeded allowed rate for Perfmon information. Current allowed rate for perfmon information is 80 requests per minute.");

    public static HttpResponseMessage Page(int status, string text) => Text(status, "text/html", $"<!DOCTYPE html><html><head><title>T</title></head><body><p>{text}</p></body></html>");

    /// <summary>An AXL response: rows of cells.</summary>
    public static HttpResponseMessage Axl(StubRequest request, params object[] content) => Envelope(
        200, new XElement(request.Body.Name.Namespace + (request.Operation + "Response"), new XAttribute(XNamespace.Xmlns + "ns", request.Body.Name.NamespaceName), new XElement("return", content)));

    public static XElement Row(string name, params (string Tag, string Value)[] cells) => new(name, cells.Select(cell => new XElement(cell.Tag, cell.Value)));

    public static HttpResponseMessage Service(StubRequest request, params object[] content) => Envelope(200, new XElement(Ast + (request.Operation + "Response"), content));

    public static HttpResponseMessage Services(StubRequest request, params (string Name, string Status, int Code, string Reason, string Start, int Up)[] services) => Service(
        request,
        new XElement(
            Ast + (request.Operation + "Return"),
            new XElement(Ast + "ReturnCode", "0"),
            new XElement(Ast + "ReasonCode", "-1"),
            new XElement(Ast + "ReasonString", ""),
            new XElement(Ast + "ServiceInfoList", services.Select(service => new XElement(
                Ast + "item",
                new XElement(Ast + "ServiceName", service.Name),
                new XElement(Ast + "ServiceStatus", service.Status),
                new XElement(Ast + "ReasonCode", service.Code),
                new XElement(Ast + "ReasonCodeString", service.Reason),
                new XElement(Ast + "StartTime", service.Start),
                new XElement(Ast + "UpTime", service.Up))))));

    public static HttpResponseMessage Counters(StubRequest request, params (string Name, string Value, string Status)[] counters) => Service(
        request, counters.Select(counter => new XElement(
            Ast + "perfmonCollectCounterDataReturn", new XElement(Ast + "Name", counter.Name), new XElement(Ast + "Value", counter.Value), new XElement(Ast + "CStatus", counter.Status))));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        XElement envelope = XElement.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
        StubRequest seen = new(
            Time.GetUtcNow(),
            request.RequestUri!,
            request.Headers.GetValues("SOAPAction").Single(),
            request.Headers.TryGetValues("Cookie", out IEnumerable<string>? cookies) ? cookies.Single() : null,
            request.Headers.Authorization?.ToString(),
            envelope.Element(Soap + "Body")!.Elements().Single());
        _requests.Enqueue(seen);
        if (Before is not null)
        {
            await Before(seen, cancellationToken);
        }

        IDisposable hold = Time.Hold();
        try
        {
            HttpResponseMessage answer = Answer(seen) ?? Own(seen);
            if (answer.Content is SilentContent)
            {
                hold.Dispose();
            }
            else
            {
                answer.Content = new HeldContent(answer.Content, hold);
            }

            return answer;
        }
        catch
        {
            hold.Dispose();
            throw;
        }
    }

    private HttpResponseMessage Own(StubRequest request) => request.Operation switch
    {
        "listProcessNode" => Axl(
            request,
            Row("processNode", ("name", "EnterpriseWideData"), ("processNodeRole", "CUCM Voice/Video")),
            Row("processNode", ("name", "imp-1.example.com"), ("description", "first"), ("nodeUsage", "Publisher"), ("processNodeRole", "CUCM IM and Presence")),
            Row("processNode", ("name", "imp-2.example.com"), ("nodeUsage", "Subscriber"), ("processNodeRole", "CUCM IM and Presence"))),
        "listPresenceRedundancyGroup" => Axl(
            request, Row("presenceRedundancyGroup", ("name", "East"), ("server1", "imp-1.example.com"), ("server2", "imp-2.example.com"), ("haEnabled", "true"))),
        "executeSQLQuery" => Axl(request, Row("row", ("name", "imp-1"), ("tkhaserverstate", "3")), Row("row", ("name", "imp-2.example.com"), ("tkhaserverstate", "42"))),
        "listServiceParameter" => Axl(request, Parameters.Select(parameter => Row(
            "serviceParameter", ("processNodeName", "imp-1.example.com"), ("name", parameter.Key), ("service", "Cisco Server Recovery Manager"), ("value", parameter.Value)))),
        "getServiceParameter" => Axl(request, Row("serviceParameter", ("value", Parameters[request.Body.Element("name")!.Value]))),
        "listAssignedPresenceUsers" => Axl(request),
        "soapGetStaticServiceList" => Service(request, new XElement(Ast + "soapGetStaticServiceListReturn", new XElement(
            Ast + "Services",
            new XElement(Ast + "item", new XElement(Ast + "ServiceName", "Cisco XCP Router"), new XElement(Ast + "Deployable", "false")),
            new XElement(Ast + "item", new XElement(Ast + "ServiceName", "Cisco Presence Engine"), new XElement(Ast + "Deployable", "true"))))),
        "soapGetServiceStatus" => Services(
            request,
            ("Cisco XCP Router", "Started", -1, " ", "Fri Nov 20 11:00:00 2026", 3600),
            ("Cisco Presence Engine", "Stopped", -1068, "Service Not Activated", "", -1)),
        "soapDoControlServices" => Services(request),
        "perfmonListCounter" => Service(request, new[] { ("Cisco XCP JSM", "JsmClientSessionsActive"), ("Cisco Presence Engine", "ActiveJsmSessions") }.Select(set => new XElement(
            Ast + "perfmonListCounterReturn",
            new XElement(Ast + "Name", set.Item1),
            new XElement(Ast + "MultiInstance", "false"),
            new XElement(Ast + "ArrayOfCounter", new XElement(Ast + "item", new XElement(Ast + "Name", set.Item2)))))),
        "perfmonCollectCounterData" when request.Body.Element(Ast + "Object")!.Value == "Cisco XCP JSM" => Counters(
            request, (@"\\imp\Cisco XCP JSM\JsmClientSessionsActive", "7", "0"), (@"\\imp\Cisco XCP JSM\JsmOther", "8", "0")),
        "perfmonCollectCounterData" => Counters(request, (@"\\imp\Cisco Presence Engine\ActiveJsmSessions", "5", "1")),
        _ => Axl(request, "{12345678-1234-1234-1234-123456789012}"),
    };
}
