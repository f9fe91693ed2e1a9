using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using ImpOps.Lab.Contracts;
using ImpOps.Lab.State;

namespace ImpOps.Lab.Soap;

/// <summary>Control Center. It acts on the node that it is asked on, whatever NodeName says, and answers before a service is up.</summary>
internal sealed class ControlCenterService(ClusterState state)
{
    private const int Fine = -1;
    private const int NotActivated = -1068;
    private const int NotThere = -1019;

    private static readonly XNamespace Ns = Contract.Serviceability;
    private static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";

    public XElement Answer(LabNode node, XElement request)
    {
        string operation = request.Name.LocalName;
        object content = operation switch
        {
            "soapGetServiceStatus" => Status(node, [.. request.Elements().Select(element => element.Value)]),
            "soapDoControlServices" => Control(node, request.Element(Ns + "ControlServiceRequest")!),
            "soapGetStaticServiceList" => new XElement(Ns + "Services", node.Services.Select(service => Specification(node, service, null))),
            "getProductInformationList" => Products(node),
            _ => throw SoapFaultException.Server($"The lab has no operation {operation}."),
        };
        return new XElement(
            Ns + (operation + "Response"),
            new XAttribute(XNamespace.Xmlns + "ns1", Ns.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "xsi", Instance.NamespaceName),
            new XElement(Ns + (operation + "Return"), content));
    }

    private object[] Status(LabNode node, string[] names)
    {
        // An empty name asks for everything.
        string[] wanted = names.All(name => name.Length == 0) ? [.. node.Services.Select(service => service.Name)] : names;
        return Information(0, wanted.Select(name => Item(name, node.Service(name))));
    }

    private object[] Control(LabNode node, XElement request)
    {
        string type = request.Element(Ns + "ControlType")!.Value;
        if (type is not ("Start" or "Stop" or "Restart"))
        {
            throw SoapFaultException.Server("ControlType is missing.");
        }

        List<XElement> items = [];
        int code = 0;
        foreach (string name in request.Element(Ns + "ServiceList")!.Elements().Select(element => element.Value))
        {
            LabService? service = node.Service(name);
            string? refusal = service is null ? null
                : !service.Activated ? "Service Not Activated"
                : service.IsChanging ? "Service is being started or stopped"
                : type == "Start" && service.Status == ServiceStatus.Started ? "Service is already started"
                : type == "Stop" && service.Status == ServiceStatus.Stopped ? "Service is already stopped"
                : null;
            if (service is null || refusal is not null)
            {
                code = -1;
                items.Add(Item(name, service, refusal));
                continue;
            }

            Action<LabNode, LabService> action = type switch { "Restart" => state.Restart, "Stop" => state.Stop, _ => state.Start };
            action(node, service);
            items.Add(Item(name, service));
        }

        return Information(code, items);
    }

    private static object[] Information(int code, IEnumerable<XElement> items) =>
    [
        new XElement(Ns + "ReturnCode", code),
        new XElement(Ns + "ReasonCode", Fine),
        new XElement(Ns + "ReasonString", ""),
        new XElement(Ns + "ServiceInfoList", items),
    ];

    /// <summary>A name that the node does not know is reported as Stopped, as the product does.</summary>
    private XElement Item(string name, LabService? service, string? refusal = null)
    {
        (int code, string reason) = service switch
        {
            null => (NotThere, "Component is not initialized"),
            { Activated: false } => (NotActivated, "Service Not Activated"),
            _ when refusal is not null => (-1, refusal),
            _ => (Fine, " "),
        };
        DateTimeOffset? start = service?.StartTime;
        return new XElement(
            Ns + "item",
            new XElement(Ns + "ServiceName", name),
            new XElement(Ns + "ServiceStatus", service?.Status ?? ServiceStatus.Stopped),
            new XElement(Ns + "ReasonCode", code),
            new XElement(Ns + "ReasonCodeString", reason),
            new XElement(Ns + "StartTime", start is null ? new XAttribute(Instance + "nil", "true") : start.Value.ToString("ddd MMM dd HH:mm:ss yyyy", CultureInfo.InvariantCulture)),
            new XElement(Ns + "UpTime", start is null ? -1 : (long)(state.Timeline.Now - start.Value).TotalSeconds));
    }

    private static XElement Specification(LabNode node, LabService service, string? product) => new(
        Ns + "item",
        new XElement(Ns + "ServiceName", service.Name),
        new XElement(Ns + "ServiceType", "Service"),
        new XElement(Ns + "Deployable", service.Kind.Deployable),
        new XElement(Ns + "GroupName", service.Kind.Group),
        product is null ? null : new XElement(Ns + "ProductID", product),
        new XElement(Ns + "DependentServices", service.Name == ServiceKind.Router
            ? node.Services.Where(other => other.Kind.DependsOnRouter).Select(other => new XElement(Ns + "Service", other.Name))
            : null));

    private object[] Products(LabNode node)
    {
        string product = node.IsPresence ? "CUP" : "CallManager";
        IReadOnlyList<LabNode> of = node.IsPresence ? state.PresenceNodes : [state.Publisher];
        return
        [
            new XElement(Ns + "ActiveServerVersion", node.IsPresence ? "14.0.1.13900-8" : "14.0.1.13900-155"),
            new XElement(Ns + "PrimaryNode", of[0].Name),
            new XElement(Ns + "SecondaryNode", new XAttribute(Instance + "nil", "true")),
            new XElement(Ns + "Products", new XElement(
                Ns + "item",
                new XElement(Ns + "ProductName", node.IsPresence ? "Cisco Unified CM IM and Presence" : "Cisco Unified CallManager"),
                new XElement(Ns + "ProductVersion", "14.0.1"),
                new XElement(Ns + "ProductDescription", ""),
                new XElement(Ns + "ProductID", product),
                new XElement(Ns + "ShortName", node.IsPresence ? "IMP" : "CCM"))),
            new XElement(Ns + "Services", node.Services.Select(service => Specification(node, service, product))),
        ];
    }
}
