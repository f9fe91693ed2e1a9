using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using ImpOps.Restarts;

namespace ImpOps.Cluster;

/// <summary>What a node's Control Center is asked and told.</summary>
internal sealed class ControlCenterClient(SoapTransport transport, ClusterConnectionOptions options, string connection)
{
    private const string Path = "/controlcenterservice2/services/ControlCenterServices";
    private const string Done = "0";
    private const string NotActivated = "Service Not Activated";

    // "-1" stands for no reason.
    private const int NoReason = -1;

    private static readonly XNamespace Ast = "http://schemas.cisco.com/ast/soap";
    private static readonly string[] StartTimeFormats = ["ddd MMM d HH:mm:ss yyyy", "ddd MMM dd HH:mm:ss yyyy"];

    private readonly ConcurrentDictionary<string, Dictionary<string, ServiceKind>> _kinds = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All services of a node, with their status.</summary>
    public async Task<IReadOnlyList<ClusterService>> ListAsync(string node, CancellationToken cancellationToken)
    {
        Dictionary<string, ServiceKind> kinds = await KindsAsync(node, cancellationToken).ConfigureAwait(false);
        // An empty name stands for all. One that the node does not know would come back as Stopped.
        XElement response = await CallAsync(node, "soapGetServiceStatus", isRead: true, cancellationToken, new XElement(Ast + "ServiceStatus", "")).ConfigureAwait(false);
        return
        [
            .. Services(Returned(node, response))
                .Select(item => Service(node, item, kinds))
                .OfType<ClusterService>()
        ];
    }

    /// <summary>Starts, stops or restarts a service. The node answers before it is done.</summary>
    public async Task ControlAsync(string node, string service, string control, CancellationToken cancellationToken)
    {
        XElement response = await CallAsync(
            node,
            "soapDoControlServices",
            isRead: false,
            cancellationToken,
            new XElement(
                Ast + "ControlServiceRequest",
                new XElement(Ast + "NodeName", node),
                new XElement(Ast + "ControlType", control),
                new XElement(Ast + "ServiceList", new XElement(Ast + "item", service)))).ConfigureAwait(false);
        XElement result = Returned(node, response);
        string code = Text(result, "ReturnCode") ?? Done;
        XElement? refused = Services(result).FirstOrDefault(item => code != Done || Number(item, "ReasonCode") < NoReason);
        if (code != Done || refused is not null)
        {
            string? reason = Text(result, "ReasonString") ?? (refused is null ? null : Text(refused, "ReasonCodeString"));
            throw Errors.ServiceControlRefused(node, service, control, ServerText.Clean(reason ?? code));
        }
    }

    /// <summary>Which services are network services: those that cannot be deployed. It does not change while a node runs.</summary>
    private async Task<Dictionary<string, ServiceKind>> KindsAsync(string node, CancellationToken cancellationToken)
    {
        if (_kinds.TryGetValue(node, out Dictionary<string, ServiceKind>? known))
        {
            return known;
        }

        XElement response = await CallAsync(
            node, "soapGetStaticServiceList", isRead: true, cancellationToken, new XElement(Ast + "ServiceInformationResponse", "")).ConfigureAwait(false);
        Dictionary<string, ServiceKind> kinds = new(StringComparer.OrdinalIgnoreCase);
        foreach (XElement item in Returned(node, response).Elements(Ast + "Services").Elements(Ast + "item"))
        {
            if (Text(item, "ServiceName") is { } name && Text(item, "Deployable") is { } deployable)
            {
                kinds[name] = deployable is "true" or "1" ? ServiceKind.FeatureService : ServiceKind.NetworkService;
            }
        }

        return _kinds.GetOrAdd(node, kinds);
    }

    private ClusterService? Service(string node, XElement item, Dictionary<string, ServiceKind> kinds)
    {
        if (Text(item, "ServiceName") is not { } name)
        {
            return null;
        }

        string? reason = Text(item, "ReasonCodeString");
        ServiceStatus status = Text(item, "ServiceStatus") is { } text && Enum.TryParse(text, out ServiceStatus parsed) ? parsed : ServiceStatus.Unknown;
        return new ClusterService
        {
            NodeName = node,
            Name = name,
            Status = status == ServiceStatus.Stopped && string.Equals(reason, NotActivated, StringComparison.OrdinalIgnoreCase) ? ServiceStatus.NotActivated : status,
            StatusReason = reason is null ? null : ServerText.Clean(reason),
            StartTime = DateTime.TryParseExact(
                Text(item, "StartTime"), StartTimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AllowInnerWhite, out DateTime start) ? start : null,
            UpTime = Number(item, "UpTime") is { } seconds and >= 0 ? TimeSpan.FromSeconds(seconds) : null,
            Kind = kinds.TryGetValue(name, out ServiceKind kind) ? kind : null,
            Connection = connection,
        };
    }

    private static XElement Returned(string node, XElement response) =>
        response.Elements().FirstOrDefault() ?? throw Errors.ResponseUnexpected(node, response.Name.LocalName, "");

    private static IEnumerable<XElement> Services(XElement result) => result.Elements(Ast + "ServiceInfoList").Elements(Ast + "item");

    private Task<XElement> CallAsync(string node, string operation, bool isRead, CancellationToken cancellationToken, XElement content) =>
        transport.CallAsync(
            new SoapCall
            {
                Address = ClusterAddress.Of(node, options.Port, Path),
                Action = operation,
                Request = new XElement(Ast + operation, content),
                IsRead = isRead,
            },
            cancellationToken);

    private static string? Text(XElement item, string tag) => item.Element(Ast + tag)?.Value.Trim() is { Length: > 0 } text ? text : null;

    private static long? Number(XElement item, string tag) =>
        long.TryParse(Text(item, tag), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;
}
