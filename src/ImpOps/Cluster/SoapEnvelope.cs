using System;
using System.IO;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace ImpOps.Cluster;

/// <summary>Writes SOAP requests, and reads responses from servers that need not mean well.</summary>
internal static class SoapEnvelope
{
    private const string Prefix = "soapenv";

    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    private static readonly XmlWriterSettings Writing = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    private static readonly XmlReaderSettings Reading = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = ServiceLimits.ResponseMostBytes,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    public static byte[] Write(XElement request)
    {
        XElement envelope = new(
            Soap + "Envelope",
            new XAttribute(XNamespace.Xmlns + Prefix, Soap.NamespaceName),
            new XElement(Soap + "Header"),
            new XElement(Soap + "Body", request));
        using MemoryStream bytes = new();
        using (XmlWriter writer = XmlWriter.Create(bytes, Writing))
        {
            try
            {
                envelope.Save(writer);
            }
            catch (ArgumentException problem)
            {
                throw Errors.ValueNotSendable(request.Name.LocalName, problem);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>The element in the body of a response: a result or a fault.</summary>
    /// <exception cref="XmlException">It is no XML, or more than is read.</exception>
    /// <returns>The element; null where it is XML and no SOAP.</returns>
    public static XElement? Read(byte[] response)
    {
        // Looked through first: a tree of any depth would be built without complaint, and end the process when it is walked.
        using (XmlReader reader = XmlReader.Create(new MemoryStream(response), Reading))
        {
            while (reader.Read())
            {
                if (reader.Depth > ServiceLimits.ResponseMostDepth)
                {
                    throw new TooDeepException();
                }
            }
        }

        using XmlReader again = XmlReader.Create(new MemoryStream(response), Reading);
        XElement envelope = XElement.Load(again);
        if (envelope.Name != Soap + "Envelope" || envelope.Element(Soap + "Body") is not { } body)
        {
            return null;
        }

        foreach (XElement element in body.Elements())
        {
            return element;
        }

        return null;
    }

    public static bool IsFault(XElement element) => element.Name == Soap + "Fault";

    /// <summary>The elements of a response are nested deeper than those of any contract.</summary>
    internal sealed class TooDeepException : Exception;
}
