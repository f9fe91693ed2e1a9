using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using System.Xml;
using System.Xml.Linq;
using ImpOps.Lab.Contracts;
using ImpOps.Lab.Faults;
using ImpOps.Lab.Soap;
using ImpOps.Lab.State;
using Microsoft.AspNetCore.Http;

namespace ImpOps.Lab;

/// <summary>Answers what comes to one node: faults on demand first, then the door, the throttle, the contract and the service.</summary>
internal sealed class NodeServer
{
    private const int MaximumBody = 16 * 1024 * 1024;

    private readonly LabCluster _lab;
    private readonly ClusterState _state;
    private readonly AxlService _axl;
    private readonly PerfmonService _perfmon;
    private readonly ControlCenterService _controlCenter;
    private readonly WebSessions _sessions;

    public NodeServer(LabCluster lab, ClusterState state, LabNode node)
    {
        (_lab, _state, Node) = (lab, state, node);
        _axl = new AxlService(state);
        _perfmon = new PerfmonService(state);
        _controlCenter = new ControlCenterService(state);
        _sessions = new WebSessions(lab.Options, lab.Password);
    }

    public LabNode Node { get; }

    public async Task HandleAsync(HttpContext context)
    {
        RecordedRequest record = _lab.Record(Node.Name, context.Request.Path.Value ?? "");
        record.Service = ServiceAt(context.Request.Path);
        record.Body = await ReadBodyAsync(context).ConfigureAwait(false);
        XElement? request = Parse(record.Body, out string? unreadable);
        record.Operation = request?.Name.LocalName ?? "";

        LabFault? fault = record.Service is null ? null : _lab.Faults.Strike(Node.Name, record.Operation);
        record.Fault = fault?.Kind;
        if (!Node.IsAlive || fault?.Kind == FaultKind.Reset)
        {
            context.Abort();
            return;
        }

        if (fault is not null && await StrikeBeforeAsync(context, fault, record).ConfigureAwait(false))
        {
            return;
        }

        if (record.Service is not SoapService service)
        {
            await PageAsync(context, record, 404, "Not Found").ConfigureAwait(false);
            return;
        }

        if (!HttpMethods.IsPost(context.Request.Method))
        {
            await PageAsync(context, record, 405, "Method Not Allowed").ConfigureAwait(false);
            return;
        }

        if (!_sessions.Admit(context))
        {
            await UnauthorizedAsync(context, record).ConfigureAwait(false);
            return;
        }

        (int status, string envelope) = Answer(service, request, unreadable, context.Request, record);
        record.Response = envelope;
        if (fault?.Kind == FaultKind.NodeDies)
        {
            _lab.DieIn(Node, TimeSpan.FromSeconds(fault.Seconds ?? 2));
        }
        else if (fault?.Kind == FaultKind.ResponseLost)
        {
            context.Abort();
            return;
        }

        // A node that has died with this very request says nothing any more.
        if (!Node.IsAlive)
        {
            context.Abort();
            return;
        }

        await WriteAsync(context, record, status, "text/xml; charset=utf-8", fault?.Kind == FaultKind.CutXml ? envelope[..(envelope.Length / 2)] : envelope).ConfigureAwait(false);
    }

    private static SoapService? ServiceAt(PathString path) => path.Value?.TrimEnd('/') switch
    {
        "/axl" => SoapService.Axl,
        "/perfmonservice2/services/PerfmonService" => SoapService.Perfmon,
        "/controlcenterservice2/services/ControlCenterServices" => SoapService.ControlCenter,
        _ => null,
    };

    private static async Task<string> ReadBodyAsync(HttpContext context)
    {
        using MemoryStream bytes = new();
        byte[] buffer = new byte[16 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted).ConfigureAwait(false)) > 0 && bytes.Length < MaximumBody)
        {
            bytes.Write(buffer, 0, read);
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static XElement? Parse(string body, out string? problem)
    {
        try
        {
            problem = null;
            return Envelope.Read(body);
        }
        catch (XmlException exception)
        {
            problem = exception.Message;
            return null;
        }
    }

    // ---- what goes wrong instead of an answer

    private async Task<bool> StrikeBeforeAsync(HttpContext context, LabFault fault, RecordedRequest record)
    {
        switch (fault.Kind)
        {
            case FaultKind.Slow:
                await Task.Delay(TimeSpan.FromSeconds(fault.Seconds ?? 300), _lab.Options.Time, context.RequestAborted).ConfigureAwait(false);
                return false;
            case FaultKind.ExpiredHandle:
                lock (_state.Timeline.Gate)
                {
                    _perfmon.DropSessions();
                }

                return false;
            case FaultKind.ExpiredSession:
                lock (_state.Timeline.Gate)
                {
                    _perfmon.DropSessions();
                }

                _sessions.Drop(context);
                await UnauthorizedAsync(context, record).ConfigureAwait(false);
                return true;
            case FaultKind.Unauthorized:
                await UnauthorizedAsync(context, record).ConfigureAwait(false);
                return true;
            case FaultKind.Forbidden:
                await PageAsync(context, record, 403, "Access to the requested resource has been denied").ConfigureAwait(false);
                return true;
            case FaultKind.LoginPage:
                await WriteAsync(context, record, 200, "text/html;charset=utf-8", Page("Cisco Unified CM Console", "<form method=\"POST\" action=\"j_security_check\"><input name=\"j_username\"/><input name=\"j_password\" type=\"password\"/></form>")).ConfigureAwait(false);
                return true;
            case FaultKind.Unavailable:
                if (fault.Seconds is double seconds)
                {
                    context.Response.Headers.RetryAfter = Math.Ceiling(seconds).ToString(CultureInfo.InvariantCulture);
                }

                await PageAsync(context, record, 503, "Service Unavailable").ConfigureAwait(false);
                return true;
            case FaultKind.ServerFault:
                await FaultAsync(context, record, SoapFaultException.Server(fault.Text ?? "The lab was told to fail.")).ConfigureAwait(false);
                return true;
            case FaultKind.Throttle:
                await FaultAsync(context, record, PerfmonService.TooManyRequests(_lab.Options.PerfmonRequestsPerMinute)).ConfigureAwait(false);
                return true;
            case FaultKind.Dtd:
                await XmlAsync(context, record, "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><a>&x;</a>").ConfigureAwait(false);
                return true;
            case FaultKind.EntityBomb:
                string entities = string.Concat(Enumerable.Range(1, 9).Select(level =>
                    $"<!ENTITY x{level} \"{string.Concat(Enumerable.Repeat($"&x{level - 1};", 10))}\">"));
                await XmlAsync(context, record, $"<!DOCTYPE a [<!ENTITY x0 \"boom\">{entities}]><a>&x9;</a>").ConfigureAwait(false);
                return true;
            case FaultKind.HugeXml:
                await HugeAsync(context, record, fault.Megabytes ?? 64).ConfigureAwait(false);
                return true;
            default:
                return false;
        }
    }

    private static async Task HugeAsync(HttpContext context, RecordedRequest record, int megabytes)
    {
        record.Status = 200;
        context.Response.ContentType = "text/xml; charset=utf-8";
        await context.Response.WriteAsync($"<soapenv:Envelope xmlns:soapenv=\"{Envelope.Soap}\"><soapenv:Body><r>", context.RequestAborted).ConfigureAwait(false);
        string block = string.Concat(Enumerable.Repeat("<i>0123456789</i>", 1024 * 1024 / 17));
        for (int written = 0; written < megabytes; written++)
        {
            await context.Response.WriteAsync(block, context.RequestAborted).ConfigureAwait(false);
        }

        await context.Response.WriteAsync("</r></soapenv:Body></soapenv:Envelope>", context.RequestAborted).ConfigureAwait(false);
    }

    private static Task XmlAsync(HttpContext context, RecordedRequest record, string content) =>
        WriteAsync(context, record, 200, "text/xml; charset=utf-8", "<?xml version=\"1.0\"?>" + content);

    private static Task FaultAsync(HttpContext context, RecordedRequest record, SoapFaultException fault) =>
        WriteAsync(context, record, 500, "text/xml; charset=utf-8", record.Response = Envelope.Write(fault));

    private static Task UnauthorizedAsync(HttpContext context, RecordedRequest record)
    {
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"Cisco Web Services Realm\"";
        return PageAsync(context, record, 401, "This request requires HTTP authentication");
    }

    private static Task PageAsync(HttpContext context, RecordedRequest record, int status, string text) =>
        WriteAsync(context, record, status, "text/html;charset=utf-8", Page($"HTTP Status {status}", $"<p>{text}</p>"));

    private static string Page(string title, string body) => $"<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>";

    private static async Task WriteAsync(HttpContext context, RecordedRequest record, int status, string type, string text)
    {
        record.Status = status;
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
    }

    // ---- the answer

    private (int Status, string Envelope) Answer(SoapService service, XElement? request, string? unreadable, HttpRequest http, RecordedRequest record)
    {
        lock (_state.Timeline.Gate)
        {
            _state.Timeline.CatchUp();
            try
            {
                if (service == SoapService.Perfmon && !_perfmon.Admit())
                {
                    record.Throttled = true;
                    throw PerfmonService.TooManyRequests(_lab.Options.PerfmonRequestsPerMinute);
                }

                Contract contract = Check(service, request, unreadable, http, record);
                XElement response = service switch
                {
                    SoapService.Axl => _axl.Answer(request!),
                    SoapService.Perfmon => _perfmon.Answer(request!),
                    _ => _controlCenter.Answer(Node, request!),
                };
                record.CarriedOut = true;
                string[] own = [.. contract.CheckResponse(response)];
                return own.Length == 0
                    ? (200, Envelope.Write(response))
                    : throw new InvalidOperationException($"The lab's own answer breaks the contract: {string.Join("; ", own)}");
            }
            catch (SoapFaultException fault)
            {
                return (500, Envelope.Write(fault));
            }
        }
    }

    private Contract Check(SoapService service, XElement? request, string? unreadable, HttpRequest http, RecordedRequest record)
    {
        if (service == SoapService.Axl && Node != _state.Publisher)
        {
            throw Violation(record, $"AXL is asked on the publisher, not on {Node.Name}");
        }

        if (request is null)
        {
            throw Violation(record, unreadable!);
        }

        if (Contract.Find(service, request.Name.LocalName) is not Contract contract)
        {
            throw Violation(record, $"{service} has no operation '{request.Name.LocalName}'");
        }

        string[] violations = [.. contract.CheckRequest(request), .. CheckHeaders(service, request, http)];
        return violations.Length == 0 ? contract : throw Violation(record, violations);
    }

    private static string[] CheckHeaders(SoapService service, XElement request, HttpRequest http)
    {
        string version = request.Name.NamespaceName[(request.Name.NamespaceName.LastIndexOf('/') + 1)..];
        string expected = service == SoapService.Axl ? $"CUCM:DB ver={version} {request.Name.LocalName}" : request.Name.LocalName;
        string action = http.Headers["SOAPAction"].ToString().Trim('"');
        string type = http.ContentType ?? "";
        return
        [
            .. action == expected ? Array.Empty<string>() : [$"SOAPAction is '{action}', not '{expected}'"],
            .. type.StartsWith("text/xml", StringComparison.OrdinalIgnoreCase) ? Array.Empty<string>() : [$"Content-Type is '{type}', not text/xml"],
            .. service != SoapService.Axl || AxlService.Versions.Contains(version) ? Array.Empty<string>() : [$"AXL does not speak version {version}"],
        ];
    }

    private static SoapFaultException Violation(RecordedRequest record, params string[] violations)
    {
        record.Violations = violations;
        return new SoapFaultException(Envelope.Soap + "Client", string.Join("; ", violations));
    }
}
