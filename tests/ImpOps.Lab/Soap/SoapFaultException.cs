using System;
using System.Xml.Linq;

namespace ImpOps.Lab.Soap;

/// <summary>A SOAP fault that the request gets.</summary>
internal sealed class SoapFaultException(XName code, string text, XElement? detail = null) : Exception(text)
{
    public XName Code { get; } = code;

    public XElement? Detail { get; } = detail;

    /// <summary>AXL's fault, with its detail as the schema has it.</summary>
    public static SoapFaultException Axl(XNamespace ns, int code, string message, string operation) => new(
        Envelope.Soap + "Client",
        message,
        new XElement(
            ns + "axlError",
            new XAttribute(XNamespace.Xmlns + "axlapi", ns.NamespaceName),
            new XElement("axlcode", code),
            new XElement("axlmessage", message),
            new XElement("request", operation)));

    /// <summary>A fault of PerfMon or Control Center.</summary>
    public static SoapFaultException Server(string text) => new(Envelope.Soap + "Server.generalException", text);
}
