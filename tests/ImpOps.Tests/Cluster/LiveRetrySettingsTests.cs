using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using ImpOps.Cluster;
using ImpOps.Lab;
using ImpOps.Lab.Faults;
using ImpOps.Relogin;

namespace ImpOps.Tests.Cluster;

/// <summary>Retry limits of a live group, against a lab cluster.</summary>
public class LiveRetrySettingsTests
{
    private const string Recovery = "Cisco Server Recovery Manager";

    [Fact]
    public async Task A_group_is_read_as_it_is_set()
    {
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 4, Users = 40 });
        using ClusterConnection connection = await ConnectAsync(lab);
        PresenceRedundancyGroup group = connection.Groups[1];
        ServiceParameter upper = await connection.GetServiceParameterAsync(Recovery, "Client Re-Login Upper Limit", group.NodeName[1]);
        await connection.SetServiceParameterAsync(upper, "187");
        IReadOnlyList<NodeRetrySettings> nodes = await connection.ReadRetrySettingsAsync(group.Name, 15000);

        Assert.Equal(group.NodeName, nodes.Select(node => node.NodeName));
        Assert.Equal(
            [(group.Name, 15000, HighAvailabilityMode.ActiveActive, 10, 120, 537, 90), (group.Name, 15000, HighAvailabilityMode.ActiveActive, 10, 120, 187, 90)],
            nodes.Select(node => (node.PresenceRedundancyGroup, node.OvaSize, node.HighAvailabilityMode, node.UserCount, node.RetryLowerLimit, node.RetryUpperLimit, node.CriticalServiceDownDelay)));
        Assert.Equal(
            ["LowerEqualsDelay", "LowerEqualsDelay", "UpperNotDefault", "UpperSameOnNodes"],
            RetryLimitAudit.Check(nodes).Where(finding => !finding.Passed).Select(finding => finding.Check).Order());
        Assert.True(await connection.ReadMultiDeviceMessagingAsync());
        Assert.Empty(lab.Violations);
    }

    [Theory]
    [InlineData(4, 6, HighAvailabilityMode.ActiveActive)]
    [InlineData(10, 0, HighAvailabilityMode.ActiveStandby)]
    [InlineData(0, 10, HighAvailabilityMode.ActiveStandby)]
    [InlineData(0, 0, HighAvailabilityMode.ActiveActive)]
    public async Task The_mode_follows_from_the_users(int first, int second, HighAvailabilityMode mode)
    {
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 2, Users = 0, UnassignedUsers = 10 });
        for (int i = 0; i < first + second; i++)
        {
            lab.Assign(lab.Users[i].Id, lab.PresenceNodes[i < first ? 0 : 1].Name);
        }

        using ClusterConnection connection = await ConnectAsync(lab);
        string group = connection.Groups[0].Name;
        IReadOnlyList<NodeRetrySettings> nodes = await connection.ReadRetrySettingsAsync(group, 5000);
        IReadOnlyList<NodeRetrySettings> told = await connection.ReadRetrySettingsAsync(group, 5000, HighAvailabilityMode.ActiveStandby);

        Assert.Equal([first, second], nodes.Select(node => node.UserCount!.Value));
        Assert.All(nodes, node => Assert.Equal(mode, node.HighAvailabilityMode));
        Assert.All(told, node => Assert.Equal(HighAvailabilityMode.ActiveStandby, node.HighAvailabilityMode));
    }

    [Fact]
    public async Task A_group_of_one_node_is_read_too()
    {
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 1, Users = 7 });
        using ClusterConnection connection = await ConnectAsync(lab);
        NodeRetrySettings node = Assert.Single(await connection.ReadRetrySettingsAsync(connection.Groups[0].Name, 500));

        Assert.Equal((7, HighAvailabilityMode.ActiveActive), (node.UserCount, node.HighAvailabilityMode));
    }

    [Fact]
    public async Task A_parameter_that_the_server_calls_by_an_unknown_name_is_not_known()
    {
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions
        {
            Nodes = 2, ParameterNames = new Dictionary<string, string> { ["ClientReLoginLowerLimit"] = "XY17", ["EnableMultiDeviceMessaging"] = "XY18" },
        });
        using ClusterConnection connection = await ConnectAsync(lab);
        IReadOnlyList<NodeRetrySettings> nodes = await connection.ReadRetrySettingsAsync(connection.Groups[0].Name, 15000);

        Assert.All(nodes, node => Assert.Equal((null, 537, 90), (node.RetryLowerLimit, node.RetryUpperLimit, node.CriticalServiceDownDelay)));
        Assert.Null(await connection.ReadMultiDeviceMessagingAsync());
    }

    [Fact]
    public async Task What_cannot_be_read_is_an_error()
    {
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 2 });
        using ClusterConnection connection = await ConnectAsync(lab);

        Assert.Equal("GroupUnknown", (await Assert.ThrowsAsync<ImpOpsException>(() => connection.ReadRetrySettingsAsync("West", 15000))).ErrorId);
        await lab.Faults.AddAsync(new LabFault { Kind = FaultKind.Forbidden, Operation = "listServiceParameter" });
        Assert.Equal(
            "AccessDenied", (await Assert.ThrowsAsync<ImpOpsException>(() => connection.ReadRetrySettingsAsync(connection.Groups[0].Name, 15000))).ErrorId);
    }

    private static Task<ClusterConnection> ConnectAsync(LabCluster lab) => ClusterConnection.ConnectAsync(new ClusterConnectionOptions
    {
        Server = lab.Server, Port = lab.Port, Credential = new NetworkCredential(lab.User, lab.Password), CertificateThumbprints = [lab.Thumbprint],
    });
}
