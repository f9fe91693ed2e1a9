using System;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using ImpOps.Lab;
using ImpOps.Lab.Contracts;

namespace ImpOps.Tests.LabItself;

/// <summary>The lab held to the published schemas themselves.</summary>
public class LabSchemaTests
{
    [Fact]
    public async Task Every_request_and_response_of_the_tour_is_valid()
    {
        SkipWithoutSchemas();
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Time = new LabClock(0) });
        using LabClient client = new(lab);

        _ = await LabTour.WalkAsync(lab, client);

        string[] problems = [.. lab.Requests.SelectMany(request => PublishedSchemas.Problems(request.Service!.Value, request.Body).Concat(PublishedSchemas.Problems(request.Service!.Value, request.Response)))];
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
        Assert.Empty(lab.Requests.SelectMany(request => PublishedSchemas.Problems(request.Service!.Value, request.Response)));
    }

    [Theory]
    [MemberData(nameof(LabBadRequests.Axl), MemberType = typeof(LabBadRequests))]
    public void The_schema_refuses_what_the_lab_refuses_of_axl(string how, string operation, string content)
    {
        SkipWithoutSchemas();

        XElement request = XElement.Parse($"<a:{operation} xmlns:a=\"{LabClient.AxlNamespace}\">{content}</a:{operation}>", LoadOptions.PreserveWhitespace);

        Assert.True(PublishedSchemas.ProblemsOf(SoapService.Axl, request).Count > 0, how);
    }

    [Theory]
    [MemberData(nameof(LabBadRequests.Serviceability), MemberType = typeof(LabBadRequests))]
    public void The_schema_refuses_what_the_lab_refuses_of_perfmon_and_control_center(string how, string path, string operation, string content)
    {
        SkipWithoutSchemas();

        XElement request = XElement.Parse($"<{operation} xmlns=\"{LabClient.Serviceability}\">{content}</{operation}>", LoadOptions.PreserveWhitespace);

        Assert.True(PublishedSchemas.ProblemsOf(path == LabClient.Perfmon ? SoapService.Perfmon : SoapService.ControlCenter, request).Count > 0, how);
    }

    private static void SkipWithoutSchemas() => Assert.SkipUnless(PublishedSchemas.AreThere, "The schemas are not there: shared/wsdl beside the repository.");
}
