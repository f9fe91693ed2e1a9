using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using ImpOps.Sessions;
using ImpOps.Tests.Text;

namespace ImpOps.Tests.Sessions;

public class SessionReportTests
{
    private const string Sample = """
        Presence Redundancy Group,Node Name,User ID,Device Type
        East,e1,alice,Desktop
        East,e1,alice,iPhone
        East,e2,alice,iPad
        East,e2,bob,Android
        West,w1,carol,Desktop
        """;

    private static readonly string[] SampleSummaries =
    [
        "Cluster /: 3 users, 5 sessions (Desktop 2, iPhone 1, iPad 1, Android 1)",
        "SubCluster East/: 2 users, 4 sessions (Desktop 1, iPhone 1, iPad 1, Android 1)",
        "Node East/e1: 1 users, 2 sessions (Desktop 1, iPhone 1)",
        "Node East/e2: 2 users, 2 sessions (iPad 1, Android 1)",
        "SubCluster West/: 1 users, 1 sessions (Desktop 1)",
        "Node West/w1: 1 users, 1 sessions (Desktop 1)",
    ];

    [Fact]
    public void A_user_counts_once_per_level_also_with_sessions_on_two_nodes()
    {
        SessionInput input = SessionInput.Of(Sample);

        Assert.Equal(SampleSummaries, input.Summaries);
        Assert.Equal(["East/e1/alice: Desktop+iPhone", "East/e2/alice: iPad", "East/e2/bob: Android", "West/w1/carol: Desktop"], input.Users);
        Assert.Empty(input.Problems);
    }

    [Theory]
    [InlineData("User ID;Device;Node;Group\nalice;Desktop;e1;East\nalice;iPhone;e1;East\nalice;iPad;e2;East\nbob;Android;e2;East\ncarol;Desktop;w1;West")]
    [InlineData("USER-ID\tdevice_type\tSERVER\tsub cluster\nalice\tDesktop\te1\tEast\nalice\tiPhone\te1\tEast\nalice\tiPad\te2\tEast\nbob\tAndroid\te2\tEast\ncarol\tDesktop\tw1\tWest\n")]
    [InlineData("\"用户 ID\",\"设备类型\",\"节点名称\",\"状态冗余组\"\n\"alice\",\"Desktop\",\"e1\",\"East\"\nalice,iPhone,e1,East\nalice,iPad,e2,East\nbob,Android,e2,East\ncarol,桌面,w1,West\n")]
    [InlineData("IM and Presence User Sessions Report\n\nGroup,Node,User,Device\r\nEast,e1,alice,Desktop\r\nEast,e1,alice,iPhone\r\nEast,e2,alice,iPad\r\nEast,e2,bob,Android\r\nWest,w1,carol,Desktop\r\n\r\n")]
    [InlineData("Group,Node,User,Number of Sessions,Device Types\nEast,e1,alice,2,\"Desktop, iPhone\"\nEast,e2,alice,1,ipad\nEast,e2,bob,1,ANDROID\nWest,w1,carol,1,Desktop\n")]
    [InlineData("Group,Node,User,Sessions,Devices\nEast,e1,alice,2,Desktop,iPhone\nEast,e2,alice,1,iPad\nEast,e2,bob,1,Android\nWest,w1,carol,1,Desktop\n")]
    [InlineData("Group,Node,User,Devices\nEast,e1,alice,Desktop;iPhone\nEast,e2,alice,iPad\nEast,e2,bob,Android\nWest,w1,carol,Desktop\n")]
    [InlineData("sep=|\nGroup|Node|User|Device|Time\nEast|e1|alice|Desktop|08:00\nEast|e1|alice|iPhone|08:00\nEast|e2|alice|iPad|08:00\nEast|e2|bob|Android|08:00\nWest|w1|carol|Desktop|08:00\n")]
    [InlineData(" Group , Node , User , Device\n East , e1 , alice , Desktop\nEast,e1,alice,iPhone\nEast,e2,alice,iPad\nEast,e2,bob,Android\nWest,w1,carol,Desktop")]
    [InlineData("Node Name: e1\nPresence Redundancy Group,East\n\nUser ID,Device Type\nalice,Desktop\nalice,iPhone\n\nPresence Redundancy Group,East\nNode Name,e2\n\nUser ID,Device Type\nalice,iPad\nbob,Android\n\nNode Name:w1,Presence Redundancy Group:West\nUser ID,Device Type\ncarol,Desktop\n")]
    [InlineData("Group,Node,User,Device\nEast,e1,alice,Desktop\n\nEast,e1,alice,iPhone\n\n\nEast,e2,alice,iPad\nEast,e2,bob,Android\n\nWest,w1,carol,Desktop\n\n")]
    [InlineData("Group,Node,User,Device\n,,,\nEast,e1,alice,Desktop\nEast,e1,alice,iPhone\n , ,,\nEast,e2,alice,iPad\nEast,e2,bob,Android\nWest,w1,carol,Desktop\n,,,\n,,,\n")]
    [InlineData("Group,Node,User,Device,\nEast,e1,alice,Desktop,\nEAST,E1,alice,iPhone,,\neast,e2,alice,iPad\nEast,E2,bob,Android,\nWest,w1,carol,Desktop\n")]
    [InlineData("Group,Node,User,Time,Device\n\nEast,e1,alice,2026-11-20 08:00:00,Desktop\nEast,e1,alice,2026-11-20 08:00:00,iPhone\n\nEast,e2,alice,2026-11-20 08:00:00,iPad\nEast,e2,bob,2026-11-20 08:00:00,Android\nWest,w1,carol,2026-11-20 08:00:00,Desktop\n")]
    [InlineData("Group,Node,User,Device\nEast,e1,alice,Desktop\nEast,e1,alice,iPhone\nUser,Group,Device,Node,Time\nalice,East,iPad,e2,08:00\nbob,East,Android,e2,08:00\ncarol,West,Desktop,w1,08:00\n")]
    [InlineData("User Name,User ID,Node,Group,Client,Device Type\nAlice A,alice,e1,East,Jabber,Desktop\nAlice A,alice,e1,East,Jabber,iPhone\nAlice A,alice,e2,East,Jabber,iPad\nAlice A,bob,e2,East,Jabber,Android\nCarol C,carol,w1,West,Jabber,Desktop\n")]
    [InlineData("Group,Node,User,Device\nEast,e1,alice,Desktop\nEast,e1,alice,iPhone\nEast,e2,alice,iPad\n\nUser,Group,Device,Node\nbob,East,Android,e2\ncarol,West,Desktop,w1\n")]
    public void Whatever_the_layout_the_figures_are_the_same(string text)
    {
        SessionInput input = SessionInput.Of(text);

        Assert.Equal(SampleSummaries, input.Summaries);
        Assert.Empty(input.ErrorIds);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void A_byte_order_mark_tells_the_encoding(string name)
    {
        Encoding encoding = Encoding.GetEncoding(name);

        Assert.Equal(SampleSummaries, SessionInput.Of([.. encoding.GetPreamble(), .. encoding.GetBytes(Sample)]).Summaries);
    }

    [Fact]
    public void Several_files_are_one_report()
    {
        string[] lines = Sample.Split('\n');
        SessionInput input = new();
        input.Report.AddStream(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines[..3]))), "a.csv");
        input.Report.AddStream(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', [lines[0], .. lines[3..]]))), "b.csv");

        Assert.Equal(SampleSummaries, input.Summaries);
    }

    [Fact]
    public void Records_are_read_like_rows()
    {
        SessionInput input = new();
        string[] names = ["PresenceRedundancyGroup", "NodeName", "UserId", "DeviceType"];
        foreach (string line in Sample.Split('\n').Skip(1))
        {
            input.Report.AddRecord([.. names.Zip(line.Split(','), KeyValuePair.Create<string, string?>)]);
        }

        Assert.Equal(SampleSummaries, input.Summaries);
        input.Report.AddRecord([new("Colour", "red")]);
        input.Report.AddRecord([new("UserId", null), new("NodeName", "e1")]);
        Assert.Equal(["SessionRecordNotUnderstood", "SessionUserMissing"], input.ErrorIds);
        Assert.Contains("6", input.Problems[0].Problem.Message);
    }

    [Fact]
    public void The_lines_of_a_report_make_the_report_again()
    {
        SessionInput again = new();
        foreach (SessionReportEntry entry in SessionInput.Of(Sample).Report.Build(new SessionReportQuery { Level = [SessionLevel.User] }))
        {
            again.Report.AddEntry(entry);
        }

        Assert.Equal(SampleSummaries, again.Summaries);

        SessionInput summaries = new();
        foreach (SessionReportEntry entry in SessionInput.Of(Sample).Report.Build())
        {
            summaries.Report.AddEntry(entry);
        }

        Assert.Equal(SampleSummaries, summaries.Summaries);
    }

    [Fact]
    public void Devices_that_are_fewer_than_sessions_are_accounted_for()
    {
        SessionInput input = SessionInput.Of("User,Sessions,Device\na,3,Desktop\nb,3,\"Desktop, iPhone\"\nc,2,\nd,3,\"Desktop (2), iPhone\"\ne,0,\n");

        Assert.Equal(["//a: Desktop+Desktop+Desktop", "//b: Desktop+iPhone+Unknown", "//c: Unknown+Unknown", "//d: Desktop+Desktop+iPhone"], input.Users);
        Assert.Equal(["Cluster /: 4 users, 11 sessions (Desktop 6, iPhone 2, Unknown 3)"], input.Summaries);
    }

    [Fact]
    public void A_device_type_that_nobody_knows_yet_is_counted_by_its_name()
    {
        SessionInput input = SessionInput.Of("User,Device\na,Vision\nb,vision\nc,Android Tablet\n");

        Assert.Equal(["Cluster /: 3 users, 3 sessions (Desktop 1, Vision 2)"], input.Summaries);
        SessionSummary summary = (SessionSummary)input.Report.Build().First();
        Assert.Equal(["Desktop", "iPhone", "iPad", "Android", "Vision"], summary.DeviceType.Keys);
        Assert.Equal(0, summary.DeviceType["iPad"]);
        Assert.Equal(2, summary.DeviceType["VISION"]);
    }

    [Fact]
    public void A_summary_is_taken_as_it_is()
    {
        SessionInput input = SessionInput.Of("""
            Level,Presence Redundancy Group,Node Name,Number of users logged in from one or more devices,Total number of sessions,Desktop,iPhone,Report Generated
            Cluster,,,3,5,4,1,2026-11-20T08:00:00+01:00
            Subcluster,East,,2,4,3,1,2026-11-20T08:00:00+01:00
            节点,East,e1,1,2,1,1,2026-11-20T08:00:00+01:00
            """);

        Assert.Equal(
            [
                "Cluster /: 3 users, 5 sessions (Desktop 4, iPhone 1)",
                "SubCluster East/: 2 users, 4 sessions (Desktop 3, iPhone 1)",
                "Node East/e1: 1 users, 2 sessions (Desktop 1, iPhone 1)",
            ],
            input.Summaries);
        Assert.All(input.Report.Build(), entry => Assert.Equal(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.FromHours(1)), entry.GeneratedAt));
        Assert.Empty(input.Problems);
    }

    [Fact]
    public void The_level_of_a_summary_is_told_by_what_it_names()
    {
        SessionInput input = SessionInput.Of("Group,Node,Users,Sessions\n,,3,5\nEast,,2,4\nEast,e1,1,2\n");

        Assert.Equal(["Cluster /: 3 users, 5 sessions (Unknown 5)", "SubCluster East/: 2 users, 4 sessions (Unknown 4)", "Node East/e1: 1 users, 2 sessions (Unknown 2)"], input.Summaries);
        Assert.Empty(input.Problems);
        Assert.Empty(input.Users);
        Assert.Equal(["SessionUsersUnknown"], input.WarningIds);
    }

    [Fact]
    public void Where_a_summary_and_a_list_differ_the_summary_is_kept_and_the_difference_told()
    {
        SessionInput input = SessionInput.Of("Group,Node,Users,Sessions\nEast,e1,9,12\n\nGroup,Node,User\nEast,e1,alice\nEast,e2,bob\n");

        Assert.Equal(
            [
                "Cluster /: 2 users, 2 sessions (Unknown 2)",
                "SubCluster East/: 2 users, 2 sessions (Unknown 2)",
                "Node East/e1: 9 users, 12 sessions (Unknown 12)",
                "Node East/e2: 1 users, 1 sessions (Unknown 1)",
            ],
            input.Summaries);
        Assert.Equal(["SessionSummaryDiffers"], input.WarningIds);
    }

    [Fact]
    public void A_summary_that_comes_twice_must_say_the_same()
    {
        Assert.Empty(SessionInput.Of("Group,Node,Users,Sessions\nEast,e1,9,12\nEast,e1,9,12\n").ErrorIds);
        SessionInput input = SessionInput.Of("Group,Node,Users,Sessions\nEast,e1,9,12\nEast,e1,8,12\n");
        Assert.Equal(["SessionSummaryTwice"], input.ErrorIds);
        Assert.Contains("line 3", input.Problems[0].Problem.Message);
        Assert.Contains("line 2", input.Problems[0].Problem.Message);
        Assert.Equal(["Node East/e1: 9 users, 12 sessions (Unknown 12)"], input.Summaries);
    }

    [Fact]
    public void Levels_groups_and_nodes_can_be_chosen()
    {
        SessionReport report = SessionInput.Of(Sample).Report;
        string[] Lines(SessionReportQuery query) => [.. report.Build(query).Select(entry => $"{entry.Level} {entry.PresenceRedundancyGroup}/{entry.NodeName}")];

        Assert.Equal(["Cluster /"], Lines(new SessionReportQuery { Level = [SessionLevel.Cluster] }));
        Assert.Equal(["SubCluster East/", "Node East/e1", "Node East/e2"], Lines(new SessionReportQuery { PresenceRedundancyGroup = name => name == "East" }));
        Assert.Equal(["Node East/e2"], Lines(new SessionReportQuery { NodeName = name => name == "e2" }));
        Assert.Equal(["User East/e2", "User East/e2"], Lines(new SessionReportQuery { Level = [SessionLevel.User], NodeName = name => name == "e2" }));
        Assert.Empty(Lines(new SessionReportQuery { NodeName = _ => false }));
    }

    [Theory]
    [InlineData("2026-11-20T08:00:00Z", 8, 0)]
    [InlineData("2026-11-20 08:00:00 +00:00", 8, 0)]
    [InlineData("2026-11-20T10:00:00+02:00", 8, 0)]
    [InlineData("Fri Nov 20 08:00:30 UTC 2026", 8, 30)]
    [InlineData("Fri Nov 20 08:00:30 GMT 2026", 8, 30)]
    public void The_date_of_a_report_is_found_above_its_headings(string date, int hour, int second)
    {
        DateTimeOffset expected = new(2026, 11, 20, hour, 0, second, TimeSpan.Zero);
        foreach (string title in new[] { date, $"Report generated: {date}", $"Report generated,{date}", $"\"Report generated at: {date}\"", $"报告生成时间：{date}" })
        {
            SessionReport report = SessionInput.Of($"User Sessions Report\n{title}\n\n{Sample}").Report;
            Assert.Equal(expected, report.Build().First().GeneratedAt);
        }
    }

    [Theory]
    [InlineData("2026-11-20 08:00:30")]
    [InlineData("11/20/2026 08:00:30")]
    [InlineData("11/20/2026 8:00:30 AM")]
    [InlineData("Nov 20, 2026 8:00:30 AM")]
    [InlineData("2026年11月20日 08:00:30")]
    [InlineData("Fri Nov 20 08:00:30 CET 2026")]
    public void A_date_without_an_offset_is_local(string date)
    {
        foreach (string culture in new[] { "en-US", "zh-CN", "de-DE" })
        {
            using CultureScope scope = new(culture);
            DateTimeOffset? generated = SessionInput.Of($"Report generated: {date}\n{Sample}").Report.Build().First().GeneratedAt;
            Assert.Equal(new DateTime(2026, 11, 20, 8, 0, 30), generated!.Value.LocalDateTime);
        }
    }

    [Fact]
    public void A_date_can_be_given_and_without_any_there_is_none()
    {
        DateTimeOffset given = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        Assert.Null(SessionInput.Of(Sample).Report.Build().First().GeneratedAt);
        Assert.Equal(given, SessionInput.Of(Sample).Report.Build(new SessionReportQuery { GeneratedAt = given }).First().GeneratedAt);
    }

    [Fact]
    public void An_empty_list_is_a_report_of_nobody()
    {
        SessionInput input = SessionInput.Of("Group,Node,User,Device\n");

        Assert.Equal(["Cluster /: 0 users, 0 sessions ()"], input.Summaries);
        Assert.Empty(input.Users);
        Assert.Empty(input.Problems);
    }

    [Theory]
    [InlineData("East,e1,,Desktop", "SessionUserMissing")]
    [InlineData("East,e1,   ,Desktop", "SessionUserMissing")]
    [InlineData("East", "SessionUserMissing")]
    [InlineData("East,e1,x,Desktop,y,z", null)]
    [InlineData("East,e1,\"x\"y,Desktop", "SessionTextAfterQuote")]
    [InlineData("East,e1,\"x,Desktop", "SessionQuoteNotClosed")]
    [InlineData("East,e1,a\0b,Desktop", "SessionTextSpoilt")]
    [InlineData("East,e1,\uFFFD,Desktop", "SessionTextSpoilt")]
    [InlineData("East,e\u0007,x,Desktop", "SessionTextSpoilt")]
    [InlineData("E\u0001ast,e1,x,Desktop", "SessionTextSpoilt")]
    public void A_bad_row_is_one_error_with_its_file_and_line_and_the_others_count(string row, string? errorId)
    {
        SessionInput input = SessionInput.Of($"Group,Node,User,Device\nEast,e1,alice,Desktop\n{row}\nEast,e1,bob,Desktop\n");

        string[] nodes = [.. input.Summaries.Where(line => line.StartsWith("Node", StringComparison.Ordinal))];
        if (errorId is null)
        {
            Assert.Empty(input.ErrorIds);
            return;
        }

        Assert.Equal([errorId], input.ErrorIds);
        Assert.StartsWith("Node East/e1: 2 users, 2 sessions", nodes[0]);
        Assert.Contains("test.csv", input.Problems[0].Problem.Message);
        Assert.Contains("3", input.Problems[0].Problem.Message);
        Assert.Equal(ErrorKind.InvalidData, input.Problems[0].Problem.Kind);
    }

    [Theory]
    [InlineData("East,e1,x,1.5", "SessionCountNotANumber", "1.5")]
    [InlineData("East,e1,x,-1", "SessionCountNotANumber", "-1")]
    [InlineData("East,e1,x,", "SessionCountNotANumber", "''")]
    [InlineData("East,e1,x,two", "SessionCountNotANumber", "two")]
    [InlineData("East,e1,x,100001", "SessionCountAbsurd", "100001")]
    [InlineData("East,e1,x,99999999999999999999", "SessionCountNotANumber", "99999999999999999999")]
    [InlineData("East,e1,x,1,2", "SessionRowTooLong", "5")]
    [InlineData("East,e1,x,1,,2,", "SessionRowTooLong", "7")]
    public void A_bad_number_is_named(string row, string errorId, string said)
    {
        SessionInput input = SessionInput.Of($"Group,Node,User,Sessions\n{row}\nEast,e1,bob,2\n");

        Assert.Equal([errorId], input.ErrorIds);
        Assert.Contains(said, input.Problems[0].Problem.Message);
        Assert.Contains("Node East/e1: 1 users, 2 sessions (Unknown 2)", input.Summaries);
    }

    [Fact]
    public void More_devices_than_sessions_contradict_each_other()
    {
        SessionInput input = SessionInput.Of("User,Sessions,Device\nx,1,\"Desktop, iPhone\"\ny,0,Desktop\n");

        Assert.Equal(["SessionDevicesContradict", "SessionDevicesContradict"], input.ErrorIds);
        Assert.Equal(["Cluster /: 0 users, 0 sessions ()"], input.Summaries);
    }

    [Theory]
    [InlineData("Group,Node,Users,Sessions\nEast,e1,x,1\n", "SessionCountNotANumber")]
    [InlineData("Group,Node,Users,Sessions\nEast,e1,1,9999999999\n", "SessionCountAbsurd")]
    [InlineData("Level,Group,Node,Users,Sessions\nRegion,East,e1,1,1\n", "SessionLevelUnknown")]
    [InlineData("Level,Group,Node,Users,Sessions\nUser,East,e1,1,1\n", "SessionLevelUnknown")]
    [InlineData("Group,Node,Users,Sessions,Desktop\nEast,e1,1,1,x\n", "SessionCountNotANumber")]
    [InlineData("Group,Node,Users,Sessions\nE\u0001,e1,1,1\n", "SessionTextSpoilt")]
    public void A_bad_summary_is_an_error(string text, string errorId)
    {
        SessionInput input = SessionInput.Of(text);

        Assert.Equal([errorId], input.ErrorIds);
    }

    [Fact]
    public void A_file_that_was_cut_says_so_and_what_came_before_counts()
    {
        SessionInput input = SessionInput.Of("Group,Node,User,Device\nEast,e1,alice,Desktop\nEast,e1,bo");

        Assert.Equal(["SessionRowCut"], input.ErrorIds);
        Assert.Contains("Node East/e1: 1 users, 1 sessions (Desktop 1)", input.Summaries);
    }

    [Fact]
    public void A_file_in_a_wrong_encoding_says_so_line_by_line_and_reads_with_the_right_one()
    {
        byte[] bytes = Encoding.Latin1.GetBytes("User,Device\nmüller,Desktop\nalice,Desktop\nmüller,iPhone\n");

        SessionInput wrong = SessionInput.Of(bytes);
        Assert.Equal(["SessionTextSpoilt", "SessionTextSpoilt"], wrong.ErrorIds);
        Assert.Contains("line 2", wrong.Problems[0].Problem.Message);
        Assert.Equal(["Cluster /: 1 users, 1 sessions (Desktop 1)"], wrong.Summaries);

        SessionInput right = SessionInput.Of(bytes, encoding: Encoding.Latin1);
        Assert.Empty(right.Problems);
        Assert.Equal(["//alice: Desktop", "//müller: Desktop+iPhone"], right.Users);
    }

    [Fact]
    public void A_row_with_one_value_behind_an_empty_line_is_a_row()
    {
        Assert.Equal(["//alice: Unknown", "//bob: Unknown", "//carol: Unknown"], SessionInput.Of("User,Device\n\nalice,\n\nbob,\ncarol,\n").Users);
        Assert.Equal(["//alice: Unknown", "//bob: Unknown"], SessionInput.Of("User\nalice\n\nbob\n").Users);
    }

    [Fact]
    public void A_footer_is_ignored_with_a_warning()
    {
        SessionInput input = SessionInput.Of("User,Device\nalice,Desktop\n\nEnd of report\n");

        Assert.Equal(["//alice: Desktop"], input.Users);
        Assert.Equal(["SessionLineIgnored"], input.WarningIds);
        Assert.Contains("line 4", input.Problems[0].Problem.Message);
    }

    [Fact]
    public void A_stray_quote_costs_its_own_line_and_none_of_those_behind_it()
    {
        string rows = string.Concat(Enumerable.Range(0, 500).Select(i => $"user{i},e1,Desktop\n"));
        SessionInput input = SessionInput.Of($"User,Node,Device\n\"b,e1,Desktop\n{rows}z,e1,\"Desktop, iPhone\"\n");

        Assert.Equal(["SessionTextAfterQuote"], input.ErrorIds);
        Assert.Contains("Cluster /: 501 users, 502 sessions (Desktop 501, iPhone 1)", input.Summaries);
    }

    [Fact]
    public void A_spoilt_group_is_spoilt_also_where_a_bad_row_was_the_first_to_name_it()
    {
        SessionInput input = SessionInput.Of([.. "Group,Node,User\n"u8, .. Encoding.Latin1.GetBytes("Süd,n1,müller\nSüd,n1,alice\nOst,n1,bob\n")]);

        Assert.Equal(["SessionTextSpoilt", "SessionTextSpoilt"], input.ErrorIds);
        Assert.Contains("SubCluster Ost/: 1 users, 1 sessions (Unknown 1)", input.Summaries);
        Assert.DoesNotContain(input.Summaries, line => line.Contains('\uFFFD'));
    }

    [Fact]
    public void Small_inputs_that_ask_for_much_memory_do_not_get_it()
    {
        SessionInput devices = SessionInput.Of("User,Device\nx,\"" + string.Join(";", Enumerable.Range(0, 2000).Select(i => $"d{i}(99999)")) + "\"\n");
        Assert.Equal(["SessionCountAbsurd"], devices.ErrorIds);

        StringBuilder text = new("User,Node\n");
        for (int node = 0; node < 1000; node++)
        {
            for (int user = 0; user < 100; user++)
            {
                text.Append($"u{(user * 7919 + node) % 300},n{node}\n");
            }
        }

        long before = GC.GetTotalMemory(forceFullCollection: true);
        SessionInput many = SessionInput.Of(text.ToString());
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 50_000_000);
        Assert.Equal(1001, many.Summaries.Length);
        Assert.StartsWith("Cluster /: 300 users, 100000 sessions", many.Summaries[0]);
        Assert.All(many.Summaries.Skip(1), line => Assert.Contains(": 100 users, 100 sessions", line));

        StringBuilder summaries = new("Group,Node,Users,Sessions\n");
        for (int i = 0; i < 40_000; i++)
        {
            summaries.Append($"g,n{i},1,1\n");
        }

        Assert.Equal("SessionNodesTooMany", Assert.Throws<ImpOpsException>(() => SessionInput.Of(summaries.ToString())).ErrorId);
    }

    [Theory]
    [InlineData("Group,Node,User,Device\n", "PRG-East,imp-east-1,user{0},Desktop\n")]
    [InlineData("Group,Node,User,Device,Remark\n", "PRG-East,imp-east-1,user{0},Desktop\n")]
    [InlineData(",Group,Node,User,Device\n", ",PRG-East,imp-east-1,user{0},Desktop\n")]
    [InlineData("Group,Node,User,Number of sessions,Device\n", "PRG-East,imp-east-1,user{0},2,Desktop,iPhone\n")]
    [InlineData("Group,Node,User,Number of sessions,Device\n", "PRG-East,imp-east-1,user{0},2,\"Desktop, iPhone\"\n")]
    public void Reading_rows_allocates_nothing_per_row(string heading, string row)
    {
        long Allocated(int rows)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(heading + string.Concat(Enumerable.Range(0, rows).Select(i => string.Format(row, i % 50))));
            SessionInput input = new(keepUsers: false);
            input.Report.ThrottleLimit = 1;       // what other threads allocate would not be seen
            input.Report.BlockSize = 1 << 16;     // the same for both
            long before = GC.GetAllocatedBytesForCurrentThread();
            input.Report.AddStream(new MemoryStream(bytes), "test.csv");
            Assert.Empty(input.ErrorIds);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Allocated(3000);
        long few = Enumerable.Range(0, 3).Min(_ => Allocated(5000));
        long many = Enumerable.Range(0, 3).Min(_ => Allocated(50_000));
        Assert.InRange(many - few, -100_000, 45_000);   // less than a byte a row, and no object has less than 24
    }

    [Fact]
    public void The_portals_summary_takes_its_devices_from_the_lists_of_users()
    {
        SessionInput input = SessionInput.Of("Group,Node,Users,Sessions\n,,3,5\nEast,,2,4\nEast,e1,1,2\nEast,e2,2,2\nWest,,1,1\nWest,w1,1,1\n\n" + Sample);

        Assert.Equal(SampleSummaries, input.Summaries);
        Assert.Empty(input.Problems);
    }

    [Fact]
    public void Without_any_input_there_is_no_report()
    {
        SessionReport report = new(_ => { });
        Assert.False(report.HasInput);
        Assert.Empty(report.Build());
        report.AddRecord([new("Colour", "red")]);
        Assert.Empty(report.Build());
        report.AddStream(new MemoryStream("User\n"u8.ToArray()), "x.csv");
        Assert.True(report.HasInput);
        Assert.Single(report.Build());
    }

    [Fact]
    public void A_date_that_is_not_understood_is_told()
    {
        Assert.Equal(["SessionTimeNotUnderstood"], SessionInput.Of("Report generated: yesterday\n" + Sample).WarningIds);
        Assert.Equal(["SessionTimeNotUnderstood"], SessionInput.Of("User,Report Generated\na,yesterday\nb,yesterday\n").WarningIds);
        Assert.Equal(new DateTime(2026, 11, 20, 8, 0, 30), SessionInput.Of("Bericht erstellt: 20.11.2026 08:00:30\n" + Sample).Report.Build().First().GeneratedAt!.Value.LocalDateTime);
    }

    [Fact]
    public void Columns_that_were_not_recognized_are_told_once()
    {
        SessionInput input = SessionInput.Of("Group,Colour,Node,User,,Device,Shape\nEast,red,e1,alice,,Desktop,round\nEast,red,e1,bob,,Desktop,round\n");

        Assert.Equal(["SessionColumnsUnrecognized"], input.WarningIds);
        Assert.Contains("Colour, Shape", input.Problems[0].Problem.Message);
        Assert.Empty(input.ErrorIds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    public void A_file_of_nothing_is_an_error(string text) =>
        Assert.Equal("SessionFileEmpty", Assert.Throws<ImpOpsException>(() => SessionInput.Of(text)).ErrorId);

    [Theory]
    [InlineData("\n\n\n")]
    [InlineData("Name,Colour\nx,red\n")]
    [InlineData("<html><body>Login</body></html>")]
    [InlineData("Group,Node\nEast,e1\n")]
    [InlineData("PK\u0003\u0004\u0014\0\0\0")]
    public void A_file_without_headings_is_an_error_that_shows_its_begin(string text)
    {
        ImpOpsException problem = Assert.Throws<ImpOpsException>(() => SessionInput.Of(text, "report.csv"));

        Assert.Equal(("SessionHeaderMissing", ErrorKind.InvalidData), (problem.ErrorId, problem.Kind));
        Assert.Contains("report.csv", problem.Message);
        Assert.DoesNotContain('\0', problem.Message);
    }

    [Fact]
    public void Headings_that_a_quote_swallows_are_missing()
    {
        string rows = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"user{i},e1\n"));
        ImpOpsException problem = Assert.Throws<ImpOpsException>(() => SessionInput.Of($"\"a title\nUser,Node\n{rows}\",end\n"));
        Assert.Equal("SessionHeaderMissing", problem.ErrorId);
    }

    [Fact]
    public void Thousands_of_bad_rows_are_counted_not_listed()
    {
        SessionInput input = SessionInput.Of("User,Node\n" + string.Concat(Enumerable.Repeat(",e1\n", 5000)) + "alice,e1\n");

        Assert.Equal(101, input.Problems.Count);
        Assert.Equal("InputErrorsOmitted", input.Problems[^1].Problem.ErrorId);
        Assert.Contains("4900", input.Problems[^1].Problem.Message);
        Assert.Contains("Cluster /: 1 users, 1 sessions (Unknown 1)", input.Summaries);
    }

    [Fact]
    public void A_column_of_something_else_than_nodes_ends_the_reading()
    {
        SessionInput input = new();
        string text = "User,Node\n" + string.Concat(Enumerable.Range(0, 1100).Select(i => $"u{i},n{i}\n"));
        Assert.Equal("SessionNodesTooMany", Assert.Throws<ImpOpsException>(() => input.Report.AddStream(new MemoryStream(Encoding.UTF8.GetBytes(text)), "x.csv")).ErrorId);
    }

    [Fact]
    public void A_column_of_something_else_than_device_types_is_counted_as_unknown()
    {
        SessionInput input = SessionInput.Of("User,Device\n" + string.Concat(Enumerable.Range(0, 30_000).Select(i => $"u{i},CSF{i}\n")));

        Assert.Equal(["SessionDeviceTypesTooMany"], input.WarningIds);
        SessionSummary cluster = (SessionSummary)input.Report.Build().First();
        Assert.Equal((30_000, 30_000), (cluster.UserCount, cluster.SessionCount));
        Assert.InRange(cluster.DeviceType.Count, 100, 110);
    }

    [Fact]
    public void A_line_without_end_is_one_error()
    {
        SessionInput input = SessionInput.Of("User,Node\nalice,e1\n" + new string('x', 3_000_000) + "\nbob,e1\n");

        Assert.Equal(["SessionRecordTooLong"], input.ErrorIds);
        Assert.Contains("Cluster /: 2 users, 2 sessions (Unknown 2)", input.Summaries);
    }

    [Fact]
    public void Without_a_listener_a_bad_row_is_an_exception()
    {
        SessionReport report = new();
        Assert.Equal("SessionUserMissing", Assert.Throws<ImpOpsException>(
            () => report.AddStream(new MemoryStream("User,Node\n,e1\n"u8.ToArray()), "x.csv")).ErrorId);
    }

    [Fact]
    public void A_file_that_is_not_there_and_one_that_is_a_directory_are_errors()
    {
        SessionReport report = new();
        Assert.Equal("FileNotFound", Assert.Throws<ImpOpsException>(() => report.AddFile(Path.Combine(Path.GetTempPath(), "no such file.csv"))).ErrorId);
        Assert.Equal("FileNotFound", Assert.Throws<ImpOpsException>(() => report.AddFile(Path.Combine(Path.GetTempPath(), "no such directory", "x.csv"))).ErrorId);
        Assert.Equal("PathIsDirectory", Assert.Throws<ImpOpsException>(() => report.AddFile(Path.GetTempPath())).ErrorId);
    }

    [Fact]
    public void The_names_of_groups_and_nodes_come_from_lists_and_from_summaries()
    {
        SessionReport report = new();
        Assert.Empty(report.Names(SessionLevel.Node));
        report.AddStream(new MemoryStream("Group,Node,User\nWest,w1,a\nEast,E1,b\nEast,e1,c\n"u8.ToArray()), "x.csv");
        report.AddEntry(new SessionSummary { Level = SessionLevel.Node, PresenceRedundancyGroup = "North", NodeName = "n1", UserCount = 1, SessionCount = 1, DeviceType = new DeviceTypeCounts([]) });

        Assert.Equal(["East", "North", "West"], report.Names(SessionLevel.SubCluster));
        Assert.Equal(["E1", "n1", "w1"], report.Names(SessionLevel.Node));
    }

    [Theory]
    [InlineData(-1, "SessionCountNotANumber")]
    [InlineData(100_001, "SessionCountAbsurd")]
    public void A_line_with_an_absurd_number_of_sessions_is_an_error_and_counts_for_nothing(long sessions, string errorId)
    {
        List<InputProblem> problems = [];
        SessionReport report = new(problems.Add, keepUsers: true);
        report.AddEntry(new UserSessions { Level = SessionLevel.User, NodeName = "n", UserId = "good", SessionCount = 1, DeviceType = [] });
        report.AddEntry(new UserSessions { Level = SessionLevel.User, NodeName = "n", UserId = "bad", SessionCount = sessions, DeviceType = [] });

        Assert.Equal(errorId, Assert.Single(problems).Problem.ErrorId);
        Assert.Equal("good", Assert.Single(report.Build(new SessionReportQuery { Level = [SessionLevel.User] }).OfType<UserSessions>()).UserId);
    }

    [Fact]
    public void Counts_of_devices_are_a_list_again_unless_they_are_absurd()
    {
        Assert.Equal(["Desktop", "Desktop", "iPad"], DeviceTypeCounts.Parse("Desktop (2), iPad").Enumerated());
        Assert.Throws<ArgumentOutOfRangeException>(() => DeviceTypeCounts.Parse("Desktop (999999999)").Enumerated());
    }

    [Theory]
    [InlineData("Sub-Cluster", SessionLevel.SubCluster)]
    [InlineData("节点", SessionLevel.Node)]
    [InlineData("shelf", null)]
    public void A_level_is_found_by_its_words(string word, SessionLevel? level) => Assert.Equal(level, SessionLevels.Find(word));

    [Fact]
    public void Reading_can_be_watched_and_ended()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("User,Node\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"user{i},e{i % 4}\n")));
        List<ReadProgress> seen = [];
        using CancellationTokenSource source = new();
        SessionReport report = new();

        Assert.Throws<OperationCanceledException>(() => report.AddStream(new MemoryStream(bytes), "x.csv", null, progress =>
        {
            seen.Add(progress);
            if (seen.Count == 3)
            {
                source.Cancel();
            }
        }, source.Token));
        Assert.Equal(3, seen.Count);
        Assert.All(seen, progress => Assert.Equal(("x.csv", (long?)bytes.Length), (progress.FileName, progress.TotalBytes)));
        Assert.True(seen[0].BytesRead < seen[2].BytesRead && seen[2].BytesRead < bytes.Length);
    }

    /// <summary>The sets of nodes that users share must count as plain sets of users do, on any input.</summary>
    [Fact]
    public void Figures_are_those_of_a_naive_count_on_random_input()
    {
        Random random = new(20261121);
        string[] ids = ["a", "A", "ab", "a b", "ä", "é", "张伟", "=x", "'=x", "''=x", "-", "x,y", "x\"y", "x;y", "😀", "a.b@c", "0", "00", "null", "User", "Node e1"];
        for (int round = 0; round < 200; round++)
        {
            int nodes = random.Next(1, 12);
            (string Group, string Node, string User, string Device)[] rows = [.. Enumerable.Range(0, random.Next(0, 300)).Select(_ =>
            {
                int node = random.Next(nodes);
                string id = ids[random.Next(ids.Length)] + (random.Next(3) == 0 ? "" : random.Next(20).ToString());
                return ($"G{node / 2}", $"n{node}", id, new[] { "Desktop", "iPhone", "iPad", "Android", "Other thing" }[random.Next(5)]);
            })];

            SessionInput input = SessionInput.Of(RandomLayout.Write(rows, random, out Encoding? encoding), encoding: encoding);
            Assert.Empty(input.ErrorIds);
            Assert.Equal(Naive(rows), input.Summaries);
            Assert.Equal(
                rows.GroupBy(row => (row.Group, row.Node, row.User)).Select(user => (user.Key.Group, user.Key.Node, user.Key.User, user.Count()))
                    .OrderBy(user => user.Group, StringComparer.OrdinalIgnoreCase).ThenBy(user => user.Node, StringComparer.OrdinalIgnoreCase).ThenBy(user => user.User, StringComparer.Ordinal),
                input.Report.Build(new SessionReportQuery { Level = [SessionLevel.User] }).Cast<UserSessions>()
                    .Select(user => (user.PresenceRedundancyGroup!, user.NodeName!, user.UserId, (int)user.SessionCount)));
        }
    }

    private static IEnumerable<string> Naive((string Group, string Node, string User, string Device)[] rows)
    {
        string Line(string head, IEnumerable<(string Group, string Node, string User, string Device)> part)
        {
            var list = part.ToList();
            string[] order = ["Desktop", "iPhone", "iPad", "Android", "Other thing"];
            string devices = string.Join(", ", order.Select(type => (type, list.Count(row => row.Device == type))).Where(type => type.Item2 > 0).Select(type => $"{type.type} {type.Item2}"));
            return $"{head}: {list.Select(row => row.User).Distinct(StringComparer.Ordinal).Count()} users, {list.Count} sessions ({devices})";
        }

        yield return Line("Cluster /", rows);
        foreach (var group in rows.GroupBy(row => row.Group).OrderBy(group => group.Key, StringComparer.OrdinalIgnoreCase))
        {
            yield return Line($"SubCluster {group.Key}/", group);
            foreach (var node in group.GroupBy(row => row.Node).OrderBy(node => node.Key, StringComparer.OrdinalIgnoreCase))
            {
                yield return Line($"Node {group.Key}/{node.Key}", node);
            }
        }
    }

    [Fact]
    public void A_fuzzed_file_is_read_or_refused_and_never_crashes()
    {
        Random random = new(99);
        byte[] original = Encoding.UTF8.GetBytes("Report,2026-11-20 08:00:00\n\n" + Sample + "\n\nGroup,Node,Users,Sessions,Desktop\nEast,e1,1,2,1\n");
        byte[][] evil = ["\""u8.ToArray(), "\0"u8.ToArray(), [0xFF, 0xFE], "\r"u8.ToArray(), "\n\n"u8.ToArray(), ","u8.ToArray(), [0xED, 0xA0, 0x80], "9999999999"u8.ToArray()];
        for (int round = 0; round < 5000; round++)
        {
            List<byte> bytes = [.. original];
            for (int i = random.Next(1, 6); i > 0; i--)
            {
                int at = random.Next(bytes.Count);
                switch (random.Next(4))
                {
                    case 0:
                        bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                        break;
                    case 1:
                        bytes.InsertRange(at, evil[random.Next(evil.Length)]);
                        break;
                    case 2:
                        bytes[at] = (byte)random.Next(256);
                        break;
                    default:
                        bytes.InsertRange(at, bytes.GetRange(random.Next(at + 1), Math.Min(10, bytes.Count - at)).ToArray());
                        break;
                }

                if (bytes.Count == 0)
                {
                    break;
                }
            }

            (string? refused, SessionInput input) = Read(new MemoryStream([.. bytes]));
            (string? refusedInPieces, SessionInput pieces) = Read(new ChunkedStream([.. bytes], 3));

            // Whatever comes out, it does not depend on how the bytes come in, and every problem names the file.
            Assert.Equal(refused, refusedInPieces);
            Assert.Equal(input.Problems.Select(found => found.Problem.Message), pieces.Problems.Select(found => found.Problem.Message));
            Assert.All(input.Problems, found => Assert.Contains("fuzz.csv", found.Problem.Message));
            Assert.Equal(refused is null, input.Report.HasInput);
            Assert.Equal(input.Summaries, pieces.Summaries);
            Assert.Equal(input.Users, pieces.Users);
        }

        static (string? Refused, SessionInput Input) Read(Stream stream)
        {
            SessionInput input = new();
            try
            {
                input.Report.AddStream(stream, "fuzz.csv");
                return (null, input);
            }
            catch (ImpOpsException problem)
            {
                Assert.Contains("fuzz.csv", problem.Message);
                return (problem.Message, input);
            }
        }
    }
}
