using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using ImpOps.Lab.Contracts;

namespace ImpOps.Tests.LabItself;

/// <summary>The published schemas themselves, where they are at hand: beside the repository, in shared/wsdl.</summary>
internal static class PublishedSchemas
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(RepositoryRoot.Path, "..", "shared", "wsdl"));
    private static readonly XNamespace Wsdl = "http://schemas.xmlsoap.org/wsdl/";
    private static readonly XNamespace Schema = "http://www.w3.org/2001/XMLSchema";

    private static readonly Lazy<Dictionary<SoapService, XmlSchemaSet>> Schemas = new(() => new()
    {
        [SoapService.Axl] = Axl(),
        [SoapService.Perfmon] = InWsdl("PerfmonService.wsdl"),
        [SoapService.ControlCenter] = InWsdl("ControlCenterServices.wsdl"),
    });

    public static bool AreThere => Directory.Exists(Folder);

    /// <summary>What is wrong with an envelope by the schema of its service.</summary>
    public static IReadOnlyList<string> Problems(SoapService service, string envelope)
    {
        XElement content = XDocument.Parse(envelope).Root!.Elements().Last().Elements().Single();
        if (content.Name.LocalName != "Fault")
        {
            return ProblemsOf(service, content);
        }

        // A fault is SOAP's own; what is in its detail is the service's.
        return [.. content.Elements("detail").Elements().SelectMany(detail => ProblemsOf(service, detail))];
    }

    /// <summary>What is wrong with the element in a body.</summary>
    public static IReadOnlyList<string> ProblemsOf(SoapService service, XElement content)
    {
        XmlSchemaSet schemas = Schemas.Value[service];
        if (schemas.GlobalElements[new XmlQualifiedName(content.Name.LocalName, content.Name.NamespaceName)] is null)
        {
            return [$"{content.Name} is no element of the schema"];
        }

        List<string> problems = [];
        new XDocument(content).Validate(schemas, (_, problem) => problems.Add($"{content.Name.LocalName}: {problem.Message}"));
        return problems;
    }

    private static XmlSchemaSet Axl()
    {
        XmlSchemaSet schemas = new() { XmlResolver = new XmlUrlResolver() };
        _ = schemas.Add(null, Path.Combine(Folder, "AXLSoap.xsd"));
        schemas.Compile();
        return schemas;
    }

    private static XmlSchemaSet InWsdl(string file)
    {
        XElement definitions = XDocument.Load(Path.Combine(Folder, file)).Root!;
        XElement inline = new(definitions.Element(Wsdl + "types")!.Element(Schema + "schema")!);
        foreach (XAttribute prefix in definitions.Attributes().Where(attribute => attribute.IsNamespaceDeclaration && attribute.Name.LocalName != "xmlns"))
        {
            inline.SetAttributeValue(prefix.Name, prefix.Value);
        }

        XmlSchemaSet schemas = new();
        using XmlReader reader = inline.CreateReader();
        _ = schemas.Add(null, reader);
        schemas.Compile();
        return schemas;
    }
}
