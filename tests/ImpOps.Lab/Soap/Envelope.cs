using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace ImpOps.Lab.Soap;

/// <summary>SOAP 1.1 envelopes.</summary>
internal static class Envelope
{
    public static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";

    private const long MaximumCharacters = 16 * 1024 * 1024;

    /// <summary>The one element in the body of an envelope.</summary>
    /// <exception cref="XmlException">It is no such envelope.</exception>
    public static XElement Read(string text)
    {
        XmlReaderSettings settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaximumCharacters };
        using XmlReader reader = XmlReader.Create(new StringReader(text), settings);
        XElement root = XDocument.Load(reader).Root!;
        if (root.Name != Soap + "Envelope")
        {
            throw new XmlException($"'{root.Name}' is no SOAP 1.1 envelope.");
        }

        XElement[] parts = [.. root.Elements()];
        if (parts is not [.., { } body] || body.Name != Soap + "Body" || parts.Length > 2 || (parts.Length == 2 && parts[0].Name != Soap + "Header"))
        {
            throw new XmlException("An envelope holds a Body, and a Header before it at most.");
        }

        return body.Elements().Count() == 1 ? body.Elements().Single() : throw new XmlException("The Body does not hold one element.");
    }

    public static string Write(XElement content) => ToText(new XElement(
        Soap + "Envelope",
        new XAttribute(XNamespace.Xmlns + "soapenv", Soap.NamespaceName),
        new XElement(Soap + "Body", content)));

    public static string Write(SoapFaultException fault)
    {
        XElement code = fault.Code.Namespace == Soap
            ? new XElement("faultcode", "soapenv:" + fault.Code.LocalName)
            : new XElement("faultcode", new XAttribute(XNamespace.Xmlns + "ns1", fault.Code.NamespaceName), "ns1:" + fault.Code.LocalName);
        return Write(new XElement(
            Soap + "Fault",
            code,
            new XElement("faultstring", fault.Message),
            fault.Detail is null ? null : new XElement("detail", fault.Detail)));
    }

    private static string ToText(XElement envelope)
    {
        StringBuilder text = new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        using (XmlWriter writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, ConformanceLevel = ConformanceLevel.Document }))
        {
            envelope.Save(writer);
        }

        return text.ToString();
    }
}
