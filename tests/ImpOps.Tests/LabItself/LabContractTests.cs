using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ImpOps.Lab;

namespace ImpOps.Tests.LabItself;

public class LabContractTests(LabContractTests.Shared shared) : IClassFixture<LabContractTests.Shared>
{
    [Fact]
    public async Task A_tour_of_every_operation_breaks_no_rule()
    {
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Time = new LabClock(0) });
        using LabClient client = new(lab);

        IReadOnlyList<LabAnswer> answers = await LabTour.WalkAsync(lab, client);

        Assert.Empty(lab.Violations);
        Assert.Equal(lab.Requests.Count, answers.Count);
        Assert.Equal(
            ["assignPresenceUser", "executeSQLQuery", "perfmonCollectCounterData", "perfmonCollectSessionData", "updatePresenceRedundancyGroup", "updateServiceParameter"],
            lab.Requests.Where(request => request.Status != 200).Select(request => request.Operation).Order());
        Assert.All(lab.Requests, request => Assert.True(request.Status is 200 or 500, $"{request.Operation}: {request.Status}"));
    }

    [Theory]
    [MemberData(nameof(LabBadRequests.Axl), MemberType = typeof(LabBadRequests))]
    public async Task Axl_refuses_and_records_what_breaks_its_contract(string how, string operation, string content)
    {
        LabAnswer answer = await shared.Client.AxlAsync(operation, content);

        CheckRefusal(how, answer);
    }

    [Theory]
    [MemberData(nameof(LabBadRequests.Serviceability), MemberType = typeof(LabBadRequests))]
    public async Task Perfmon_and_control_center_refuse_and_record_what_breaks_their_contract(string how, string path, string operation, string content)
    {
        LabAnswer answer = await LabBadRequests.SendAsync(shared.Client, "127.0.0.11", path, operation, content);

        CheckRefusal(how, answer);
    }

    [Fact]
    public async Task Headers_namespaces_and_places_are_part_of_the_contract()
    {
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 2, Time = new LabClock(0) });
        using LabClient client = new(lab);
        const string Version = "<a:getCCMVersion xmlns:a=\"http://www.cisco.com/AXL/API/14.0\"/>";
        const string List = "<perfmonListCounter xmlns=\"http://schemas.cisco.com/ast/soap\"><Host>127.0.0.11</Host></perfmonListCounter>";

        Assert.Equal(200, (await client.SendAsync(lab.Server, LabClient.Axl, "CUCM:DB ver=14.0 getCCMVersion", Version)).Status);
        Assert.Equal(200, (await client.SendAsync("127.0.0.11", LabClient.Perfmon, "perfmonListCounter", List)).Status);
        Assert.Empty(lab.Violations);

        string[] refused =
        [
            (await client.SendAsync(lab.Server, LabClient.Axl, "CUCM:DB ver=12.5 getCCMVersion", Version)).FaultText,
            (await client.SendAsync(lab.Server, LabClient.Axl, "CUCM:DB ver=9.9 getCCMVersion", Version.Replace("14.0", "9.9"))).FaultText,
            (await client.SendAsync(lab.Server, LabClient.Axl, "CUCM:DB ver=14.0 getCCMVersion", "<getCCMVersion/>")).FaultText,
            (await client.SendAsync("127.0.0.11", LabClient.Axl, "CUCM:DB ver=14.0 getCCMVersion", Version)).FaultText,
            (await client.SendAsync("127.0.0.11", LabClient.Perfmon, "perfmonOpenSession", List)).FaultText,
            (await client.SendAsync("127.0.0.11", LabClient.ControlCenter, "perfmonListCounter", List)).FaultText,
            (await client.SendAsync("127.0.0.11", LabClient.Perfmon, "perfmonListCounter", List + List)).FaultText,
        ];

        Assert.Contains("SOAPAction is 'CUCM:DB ver=12.5 getCCMVersion'", refused[0]);
        Assert.Contains("AXL does not speak version 9.9", refused[1]);
        Assert.Contains("getCCMVersion is in the namespace ''", refused[2]);
        Assert.Contains("AXL is asked on the publisher", refused[3]);
        Assert.Contains("SOAPAction is 'perfmonOpenSession'", refused[4]);
        Assert.Contains("ControlCenter has no operation 'perfmonListCounter'", refused[5]);
        Assert.Contains("The Body does not hold one element", refused[6]);
        Assert.True(lab.Violations.Count >= refused.Length);
    }

    private void CheckRefusal(string how, LabAnswer answer)
    {
        RecordedRequest last = shared.Lab.Requests[^1];
        Assert.False(last.CarriedOut, how);
        Assert.NotEmpty(last.Violations);
        Assert.Equal(string.Join("; ", last.Violations), answer.FaultText);
        Assert.Contains(shared.Lab.Violations, violation => violation.EndsWith(last.Violations[0], StringComparison.Ordinal));
    }

    /// <summary>One lab for all the bad requests: they change nothing.</summary>
    public sealed class Shared : IAsyncLifetime
    {
        public LabCluster Lab { get; private set; } = null!;

        internal LabClient Client { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            // Without a throttle: the clock stands still, and every bad request of PerfMon counts.
            Lab = await LabCluster.StartAsync(new LabOptions { Nodes = 2, Time = new LabClock(0), PerfmonRequestsPerMinute = int.MaxValue });
            Client = new LabClient(Lab);
        }

        public ValueTask DisposeAsync()
        {
            Client.Dispose();
            return Lab.DisposeAsync();
        }
    }
}
