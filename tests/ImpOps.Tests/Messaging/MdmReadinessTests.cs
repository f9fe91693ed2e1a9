using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using ImpOps.Messaging;

namespace ImpOps.Tests.Messaging;

public sealed class MdmReadinessTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    private static MdmNode Node(
        string name, int? users = 1000, string? group = "A", int ovaSize = 15000, HighAvailabilityMode? mode = HighAvailabilityMode.ActiveActive,
        int? lower = 120, int? upper = 253, int? delay = 120) => new()
        {
            PresenceRedundancyGroup = group,
            NodeName = name,
            OvaSize = ovaSize,
            HighAvailabilityMode = mode,
            UserCount = users,
            RetryLowerLimit = lower,
            RetryUpperLimit = upper,
            CriticalServiceDownDelay = delay,
        };

    private static MdmReadinessOptions Ready(params MdmNode[] nodes) => new()
    {
        ExpresswayVersion = ProductVersion.Parse("X14.0.1"),
        InstantMessagingEnabled = true,
        Node = nodes.Length > 0 ? nodes : [Node("n1", 2000), Node("n2")],
    };

    private static Finding[] Check(MdmReadinessOptions options, params string[] clients)
    {
        MdmReadiness readiness = new(options);
        for (int i = 0; i < clients.Length; i++)
        {
            readiness.Add(Client(("UserId", $"u{i}"), ("Client", clients[i])));
        }

        return [.. readiness.Check()];
    }

    private static MdmClient Client(params (string Name, string? Value)[] properties) =>
        MdmClient.FromRecord(properties.Select(property => new KeyValuePair<string, string?>(property.Name, property.Value)), 7);

    private static string[] Failed(IEnumerable<Finding> findings) => [.. findings.Where(finding => !finding.Passed).Select(finding => finding.Check)];

    private static Finding Only(IEnumerable<Finding> findings, string check) => Assert.Single(findings, finding => finding.Check == check);

    [Fact]
    public void A_deployment_that_is_ready_passes_every_check()
    {
        Finding[] findings = Check(Ready(), "Jabber-Win-12.8.1", "Cisco Jabber for Mac 14.0.1");

        Assert.All(findings, finding => Assert.True(finding.Passed, finding.Message));
        Assert.Equal(
            ["ClientsKnown", "ClientVersion", "ClientVersion", "Expressway", "InstantMessaging", "NodesKnown", "RetryLimits", "FailoverTime", "ClientCapacity"],
            findings.Select(finding => finding.Check));
        Assert.Equal(["A", "A", "A"], findings[^3..].Select(finding => finding.PresenceRedundancyGroup));
        Assert.All(findings, finding => Assert.NotEmpty(finding.Message));
    }

    [Fact]
    public void What_is_not_known_does_not_pass()
    {
        Finding[] findings = [.. new MdmReadiness(new MdmReadinessOptions()).Check()];

        Assert.Equal(["ClientsKnown", "Expressway", "InstantMessaging", "NodesKnown"], Failed(findings));
        Assert.All(findings, finding => Assert.Null(finding.Actual));
        Assert.Contains("X8.8", Only(findings, "Expressway").Message);
    }

    [Theory]
    [InlineData("11.7", true)]
    [InlineData("11.7(0)", true)]
    [InlineData("11.7.0", true)]
    [InlineData("11.7.1", true)]
    [InlineData("11.10.1", true)]
    [InlineData("12.5(1)SU3", true)]
    [InlineData("12.9.4.55073", true)]
    [InlineData("14.0.1", true)]
    [InlineData("11.6.9", false)]
    [InlineData("11.6(9)SU9", false)]
    [InlineData("11.5.1", false)]
    [InlineData("9.7", false)]
    public void Jabber_supports_it_from_11_7_on(string version, bool supports)
    {
        Finding finding = Only(Check(Ready(), $"Cisco Jabber for Windows {version}"), "ClientVersion");

        Assert.Equal(supports, finding.Passed);
        Assert.Equal((version, "11.7"), (finding.Actual, finding.Expected));
    }

    [Theory]
    [InlineData("X8.7.9", false)]
    [InlineData("X8.8", true)]
    [InlineData("8.8", true)]
    [InlineData("X8.11.4", true)]
    [InlineData("X12.5.1", true)]
    public void Expressway_supports_it_from_X8_8_on(string version, bool supports) =>
        Assert.Equal(supports, Only(new MdmReadiness(new MdmReadinessOptions { ExpresswayVersion = ProductVersion.Parse(version) }).Check(), "Expressway").Passed);

    [Fact]
    public void Without_remote_access_the_version_of_Expressway_does_not_matter()
    {
        Assert.True(Only(new MdmReadiness(new MdmReadinessOptions { MobileAndRemoteAccess = false }).Check(), "Expressway").Passed);
        Assert.True(Only(new MdmReadiness(new MdmReadinessOptions { MobileAndRemoteAccess = false, ExpresswayVersion = ProductVersion.Parse("X7.1") }).Check(), "Expressway").Passed);
    }

    [Fact]
    public void Instant_messaging_must_be_enabled()
    {
        Assert.True(Only(new MdmReadiness(new MdmReadinessOptions { InstantMessagingEnabled = true }).Check(), "InstantMessaging").Passed);
        Finding disabled = Only(new MdmReadiness(new MdmReadinessOptions { InstantMessagingEnabled = false }).Check(), "InstantMessaging");
        Assert.False(disabled.Passed);
        Assert.Equal(false, disabled.Actual);
    }

    [Fact]
    public void Other_clients_work_without_it()
    {
        Finding[] findings = Check(Ready(), "Pidgin 2.14.1", "Jabber-Win-12.8.1", "Spark");

        Assert.Empty(Failed(findings));
        Assert.Equal(["Pidgin 2.14.1", "Spark"], findings.Where(finding => finding.Check == "ThirdPartyClient").Select(finding => finding.Actual));
    }

    [Fact]
    public void Clients_of_one_version_are_one_finding_that_names_a_few_users()
    {
        Finding[] findings = Check(Ready(), [.. Enumerable.Repeat("Jabber-Win-11.5.1", 9), "Jabber-Win-12.8.1"]);
        Finding old = findings.Single(finding => finding.Check == "ClientVersion" && !finding.Passed);

        Assert.Contains(": 9. ", old.Message);
        Assert.EndsWith(": u0, u1, u2, u3, u4.", old.Message);
        Assert.Equal(1, findings.Count(finding => finding.Check == "ClientVersion" && finding.Passed));
    }

    [Fact]
    public void A_version_that_nobody_knows_is_not_one_that_will_do()
    {
        MdmReadiness readiness = new(Ready());
        readiness.Add(Client(("UserId", "alice"), ("Client", "Cisco Jabber for Mac"), ("Version", "")));
        readiness.Add(Client(("UserId", "bob"), ("Client", "Cisco Jabber for Mac"), ("Version", "12.8")));
        Finding[] findings = [.. readiness.Check()];

        Assert.Equal(["ClientsKnown"], Failed(findings));
        Assert.Contains("alice", findings[0].Message);
        Assert.DoesNotContain("bob", findings[0].Message);
    }

    [Fact]
    public void Retry_limits_are_those_that_the_audit_finds_right()
    {
        Finding[] findings = Check(Ready(Node("n1", 2000, upper: 537, delay: 90), Node("n2", upper: 187, delay: 90)), "Jabber-Win-12.8.1");
        Finding limits = Only(findings, "RetryLimits");

        Assert.False(limits.Passed);
        Assert.Equal(4, limits.Actual);
        Assert.Contains("LowerEqualsDelay, UpperSameOnNodes, UpperSufficient, UpperNotDefault", limits.Message);
    }

    [Theory]
    [InlineData(253, null, 506, true)]
    [InlineData(253, 506, 506, true)]
    [InlineData(253, 505, 506, false)]
    [InlineData(null, null, 506, true)]
    public void A_failover_takes_twice_the_upper_limit(int? upper, int? most, int seconds, bool passed)
    {
        MdmReadinessOptions options = new() { Node = [Node("n1", 2000, upper: upper), Node("n2", upper: upper)], MaximumFailoverTime = most is int time ? TimeSpan.FromSeconds(time) : null };
        Finding finding = Only(Check(options), "FailoverTime");

        Assert.Equal((seconds, most, passed), (finding.Actual, finding.Expected, finding.Passed));
    }

    [Fact]
    public void A_failover_of_which_nothing_is_known_does_not_pass()
    {
        Finding finding = Only(Check(new MdmReadinessOptions { Node = [Node("n1", null, upper: null), Node("n2", upper: null)] }), "FailoverTime");

        Assert.False(finding.Passed);
        Assert.Null(finding.Actual);
    }

    /// <summary>The guide's own example: 25000 users with two clients each need the capacity of 50000.</summary>
    [Fact]
    public void Deployments_are_sized_by_clients_and_not_by_users()
    {
        MdmNode[] two = [Node("n1", 25000, ovaSize: 25000, mode: null), Node("n2", 0, ovaSize: 25000, mode: null)];

        Finding one = Only(Check(new MdmReadinessOptions { Node = two[..1], ClientPerUser = 1 }), "ClientCapacity");
        Assert.Equal((1, 1, true), (one.Actual, one.Expected, one.Passed));
        Finding half = Only(Check(new MdmReadinessOptions { Node = two[..1], ClientPerUser = 2 }), "ClientCapacity");
        Assert.Equal((1, 2, false), (half.Actual, half.Expected, half.Passed));
        Assert.Contains("50000", half.Message);
        Assert.True(Only(Check(new MdmReadinessOptions { Node = two, ClientPerUser = 2 }), "ClientCapacity").Passed);
    }

    [Fact]
    public void Clients_of_a_user_are_counted_from_the_list()
    {
        MdmReadinessOptions options = Ready(Node("n1", 6000), Node("n2", 6000));
        MdmReadiness readiness = new(options);
        foreach (string user in new[] { "a", "A", "b" })
        {
            readiness.Add(Client(("UserId", user), ("Client", "Jabber-Win-12.8.1")));
        }

        Finding counted = Only(readiness.Check(), "ClientCapacity");
        Assert.Equal((2, 4, false), (counted.Actual, counted.Expected, counted.Passed));
        Assert.Contains("18000", counted.Message);

        // One client without a user, and the count is not known any more.
        readiness.Add(Client(("Client", "Jabber-Win-12.8.1")));
        Finding unknown = Only(readiness.Check(), "ClientCapacity");
        Assert.Null(unknown.Actual);
        Assert.False(unknown.Passed);
    }

    [Fact]
    public void Nodes_without_high_availability_have_no_failover_and_a_capacity()
    {
        Finding[] findings = Check(Ready(Node("n1", mode: null)), "Jabber-Win-12.8.1");

        Assert.Empty(Failed(findings));
        Assert.DoesNotContain(findings, finding => finding.Check is "RetryLimits" or "FailoverTime");
    }

    [Fact]
    public void A_limit_beyond_all_reason_does_not_come_out_as_a_short_failover()
    {
        MdmReadinessOptions options = new() { Node = [Node("n1", 2000, upper: 1_500_000_000), Node("n2", upper: 253)], MaximumFailoverTime = TimeSpan.FromHours(1) };
        Finding finding = Only(Check(options), "FailoverTime");

        Assert.Equal((int.MaxValue, 3600, false), (finding.Actual, finding.Expected, finding.Passed));
        Assert.True(Only(Check(new MdmReadinessOptions { Node = [Node("n1", 2000), Node("n2")], MaximumFailoverTime = TimeSpan.MaxValue }), "FailoverTime").Passed);
    }

    [Fact]
    public void A_mode_that_is_known_of_one_node_only_is_a_finding()
    {
        Finding finding = Only(Check(Ready(Node("n1", 2000), Node("n2", mode: null)), "Jabber 12.8"), "RetryLimits");

        Assert.False(finding.Passed);
        Assert.Null(finding.Actual);
        Assert.Contains("n2", finding.Message);
        Assert.DoesNotContain("n1", finding.Message);
    }

    [Theory]
    [InlineData("UserId,Client,Version", true)]
    [InlineData("\"User ID\";\"Client Type\"", true)]
    [InlineData("用户\t客户端\t版本", true)]
    [InlineData("Jabber-Win-12.8.1", false)]
    [InlineData("Cisco Jabber for Windows 11.7.1, Client", false)]
    [InlineData("Version", false)]
    [InlineData("", false)]
    public void A_header_is_told_from_the_name_of_a_client(string text, bool isHeader) => Assert.Equal(isHeader, MdmClient.IsHeader(text));

    [Fact]
    public void An_OVA_size_that_does_not_exist_is_a_finding()
    {
        Finding[] findings = Check(Ready(Node("n1", ovaSize: 3000), Node("n2", ovaSize: 3000)), "Jabber-Win-12.8.1");

        Assert.Equal(["RetryLimits", "ClientCapacity"], Failed(findings));
        Assert.Contains("3000", Only(findings, "ClientCapacity").Message);
    }

    [Theory]
    [InlineData("Jabber-Win-12.8.1", "Jabber-Win", "12.8.1", true)]
    [InlineData("Jabber 12.9.4.55073", "Jabber", "12.9.4.55073", true)]
    [InlineData("Jabber 14", "Jabber", "14", true)]
    [InlineData("jabber/14.0", "jabber", "14.0", true)]
    [InlineData("Cisco Jabber for Windows 11.7.1", "Cisco Jabber for Windows", "11.7.1", true)]
    [InlineData("Cisco-Jabber/12.8 (Windows NT 10.0)", "Cisco-Jabber", "12.8", true)]
    [InlineData("Jabber-iOS-12.0.0.261399-20180522_224538", "Jabber-iOS", "12.0.0.261399", true)]
    [InlineData("思科 Jabber 12.8", "思科 Jabber", "12.8", true)]
    [InlineData("Cisco Jabber", "Cisco Jabber", null, true)]
    [InlineData("Pidgin 2.14.1", "Pidgin", "2.14.1", false)]
    [InlineData("Some client", "Some client", null, false)]
    public void A_client_is_known_by_its_name(string text, string name, string? version, bool isJabber)
    {
        MdmClient client = MdmClient.Parse(text);

        Assert.Equal((name, version, isJabber), (client.Name, client.Version?.ToString(), client.IsJabber));
        Assert.Null(client.UserId);
    }

    [Fact]
    public void A_record_is_known_by_its_columns_however_they_are_spelt()
    {
        MdmClient client = Client(("用户 ID", " 李 "), ("客户端", "Cisco Jabber for Mac"), ("客户端版本", "12.9.4"), ("Colour", "red"));
        Assert.Equal(("李", "Cisco Jabber for Mac", "12.9.4"), (client.UserId, client.Name, client.Version!.ToString()));
        Assert.Equal("11.7(0)", Client(("userid", "a"), ("JABBER_VERSION", "11.7(0)")).Version!.ToString());
        Assert.Equal(("Cisco Jabber", "12.8"), (Client(("version", "Cisco Jabber for Mac 12.8")).Name, Client(("version", "Cisco Jabber for Mac 12.8")).Version!.ToString()));
        Assert.Null(Client(("User", "a"), ("Client", "Jabber"), ("Version", "n/a")).Version);
        Assert.Equal("12.8", Client(("Client", ""), ("Product", "Jabber 12.8")).Version!.ToString());
    }

    [Theory]
    [InlineData("MdmClientNameMissing", "UserId=a", "Version=12.8.1")]
    [InlineData("MdmClientNameMissing", "UserId=a", "Client=", "Version=")]
    [InlineData("MdmClientNameMissing", "Client=12.8.1")]
    [InlineData("MdmClientVersionNotUnderstood", "Client=Jabber", "Version=newest")]
    [InlineData("MdmClientVersionNotUnderstood", "Client=Cisco Jabber for Windows 10")]
    [InlineData("MdmClientVersionNotUnderstood", "JabberVersion=eleven")]
    [InlineData("MdmClientRecordNotUnderstood", "UserId=a", "Device Type=Desktop")]
    [InlineData("MdmClientRecordNotUnderstood")]
    public void Garbage_is_an_error_that_names_the_record(string errorId, params string[] properties)
    {
        ImpOpsException problem = Assert.Throws<ImpOpsException>(() => Client([.. properties.Select(property => property.Split('=')).Select(parts => (parts[0], (string?)parts[1]))]));

        Assert.Equal(errorId, problem.ErrorId);
        Assert.StartsWith("input object 7 ", problem.Message);
    }

    [Theory]
    [InlineData("UserId,Client,Version\na,Cisco Jabber for Mac,12.8.1\nb,Pidgin,\n")]
    [InlineData("Clients of the cluster\n2026-11-20\n\nVersion;Colour;Client;User ID\r\n12.8.1;red;Cisco Jabber for Mac;a\r\n;;Pidgin;b")]
    [InlineData("\uFEFF用户\t客户端\t版本\na\tCisco Jabber for Mac\t12.8.1\nb\t\"Pidgin\"\t\n\n")]
    [InlineData("Client|User\nCisco Jabber for Mac 12.8.1|a\nPidgin|b\n")]
    public void A_file_is_read_in_whatever_layout(string csv)
    {
        File.WriteAllText(_file, csv, new UTF8Encoding(false));
        MdmReadiness readiness = new(Ready());
        readiness.AddFile(_file);

        Assert.Equal(2, readiness.ClientCount);
        Assert.Empty(Failed(readiness.Check()));
        Assert.Contains("Cisco Jabber for Mac 12.8.1: 1.", Only(readiness.Check(), "ClientVersion").Message);
    }

    [Fact]
    public void Bad_rows_are_told_with_file_and_line_and_the_others_count()
    {
        File.WriteAllText(_file, "UserId,Client,Version\na,Jabber,x\nb,Jabber,12.8.1,more\nc,Jabber,12.8.1\nd,\"Jabber,12.8.1\n", Encoding.Unicode);
        List<InputProblem> problems = [];
        MdmReadiness readiness = new(Ready());
        readiness.AddFile(_file, tell: problems.Add);

        Assert.Equal(1, readiness.ClientCount);
        Assert.Equal(["MdmClientVersionNotUnderstood", "MdmClientRowMalformed", "MdmClientRowMalformed"], problems.Select(problem => problem.Problem.ErrorId));
        Assert.Equal([2, 3, 5], problems.Select(problem => int.Parse(problem.Problem.Message.Split(", line ")[1].Split(' ')[0])));
        Assert.All(problems, problem => Assert.Contains(_file, problem.Problem.Message));
    }

    [Fact]
    public void No_more_errors_are_told_than_someone_reads()
    {
        File.WriteAllText(_file, "Client,Version\n" + string.Concat(Enumerable.Repeat("Jabber,x\n", 150)));
        List<InputProblem> problems = [];
        new MdmReadiness(Ready()).AddFile(_file, tell: problems.Add);

        Assert.Equal(101, problems.Count);
        Assert.Equal("InputErrorsOmitted", problems[^1].Problem.ErrorId);
    }

    [Theory]
    [InlineData("", "MdmClientHeaderMissing")]
    [InlineData("UserId,Colour\na,red\n", "MdmClientHeaderMissing")]
    public void A_file_that_is_no_list_of_clients_is_refused(string csv, string errorId)
    {
        File.WriteAllText(_file, csv);

        Assert.Equal(errorId, Assert.Throws<ImpOpsException>(() => new MdmReadiness(Ready()).AddFile(_file)).ErrorId);
        Assert.Equal("FileNotFound", Assert.Throws<ImpOpsException>(() => new MdmReadiness(Ready()).AddFile(_file + ".none")).ErrorId);
    }

    [Theory]
    [MemberData(nameof(CultureScope.All), MemberType = typeof(CultureScope))]
    public void Reading_does_not_depend_on_the_culture(string culture)
    {
        using CultureScope scope = new(culture);

        Assert.Empty(Failed(Check(Ready(), "JABBER-WIN-12.8.1", "Cisco Jabber for iPhone 14.0.1")));
        Assert.Equal(["ClientVersion"], Failed(Check(Ready(), "Jabber-iOS-11.6.9")));
    }
}
