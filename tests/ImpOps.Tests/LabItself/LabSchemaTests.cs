using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using ImpOps.Lab;
using ImpOps.Lab.Contracts;

namespace ImpOps.Tests.LabItself;

/// <summary>The published schemas themselves, where they are at hand: beside the repository, in shared/wsdl.</summary>
public class LabSchemaTests
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

    [Fact]
    public async Task Every_request_and_response_of_the_tour_is_valid()
    {
        SkipWithoutSchemas();
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Time = new LabClock(0) });
        using LabClient client = new(lab);

        _ = await LabTour.WalkAsync(lab, client);

        string[] problems = [.. lab.Requests.SelectMany(request => Problems(request.Service!.Value, request.Body).Concat(Problems(request.Service!.Value, request.Response)))];
        Assert.Empty(problems);
        Assert.Equal(Contract.All.Select(contract => contract.Operation).Order(), lab.Requests.Select(request => request.Operation).Distinct().Order());
        Assert.Contains(lab.Requests, request => request.Response.Contains("axlError", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Other_answers_than_the_tours_are_valid_too()
    {
        SkipWithoutSchemas();
        LabClock clock = new(0);
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 3, Users = 0, Time = clock });
        using LabClient client = new(lab);

        _ = await client.ControlAsync("127.0.0.11", "Restart", "Cisco XCP Router");
        _ = await client.ControlCenterAsync("127.0.0.11", "soapGetServiceStatus", "<ServiceStatus/>");
        _ = await client.PerfmonAsync("127.0.0.11", "perfmonCollectCounterData", "<Host>127.0.0.11</Host><Object>Cisco XCP JSM</Object>");
        _ = await client.PerfmonAsync("127.0.0.11", "perfmonListInstance", "<Host>127.0.0.11</Host><Object>Cisco XCP JSM</Object>");
        _ = await client.AxlAsync("listPresenceRedundancyGroup", "<searchCriteria><name>%</name></searchCriteria><returnedTags><name/><server1/><server2/></returnedTags>");
        _ = await client.AxlAsync("listAssignedPresenceUsers", "<searchCriteria><userid>%</userid></searchCriteria><returnedTags><userid/></returnedTags>");
        clock.Advance(TimeSpan.FromHours(1));
        _ = await client.ControlCenterAsync("127.0.0.11", "soapGetServiceStatus", "<ServiceStatus/>");

        Assert.All(lab.Requests, request => Assert.Equal(200, request.Status));
        Assert.Empty(lab.Requests.SelectMany(request => Problems(request.Service!.Value, request.Response)));
    }

    [Theory]
    [MemberData(nameof(LabBadRequests.Axl), MemberType = typeof(LabBadRequests))]
    public void The_schema_refuses_what_the_lab_refuses_of_axl(string how, string operation, string content)
    {
        SkipWithoutSchemas();

        XElement request = XElement.Parse($"<a:{operation} xmlns:a=\"{LabClient.AxlNamespace}\">{content}</a:{operation}>", LoadOptions.PreserveWhitespace);

        Assert.True(ProblemsOf(SoapService.Axl, request).Count > 0, how);
    }

    [Theory]
    [MemberData(nameof(LabBadRequests.Serviceability), MemberType = typeof(LabBadRequests))]
    public void The_schema_refuses_what_the_lab_refuses_of_perfmon_and_control_center(string how, string path, string operation, string content)
    {
        SkipWithoutSchemas();

        XElement request = XElement.Parse($"<{operation} xmlns=\"{LabClient.Serviceability}\">{content}</{operation}>", LoadOptions.PreserveWhitespace);

        Assert.True(ProblemsOf(path == LabClient.Perfmon ? SoapService.Perfmon : SoapService.ControlCenter, request).Count > 0, how);
    }

    private static void SkipWithoutSchemas() => Assert.SkipUnless(Directory.Exists(Folder), "The schemas are not there: shared/wsdl beside the repository.");

    private static IReadOnlyList<string> Problems(SoapService service, string envelope)
    {
        XElement content = XDocument.Parse(envelope).Root!.Elements().Last().Elements().Single();
        if (content.Name.LocalName != "Fault")
        {
            return ProblemsOf(service, content);
        }

        // A fault is SOAP's own; what is in its detail is the service's.
        return [.. content.Elements("detail").Elements().SelectMany(detail => ProblemsOf(service, detail))];
    }

    private static IReadOnlyList<string> ProblemsOf(SoapService service, XElement content)
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
