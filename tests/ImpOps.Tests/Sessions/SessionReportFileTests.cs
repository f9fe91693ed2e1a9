using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using ImpOps.Sessions;

namespace ImpOps.Tests.Sessions;

public sealed class SessionReportFileTests : IDisposable
{
    private static readonly SessionLevel[] EveryLevel = [SessionLevel.Cluster, SessionLevel.SubCluster, SessionLevel.Node, SessionLevel.User];

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("impops-");

    public void Dispose() => _directory.Delete(recursive: true);

    private string At(string name) => Path.Combine(_directory.FullName, name);

    private string[] FileNames => [.. _directory.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal)];

    private static SessionReportEntry[] Sample(params SessionLevel[] levels)
    {
        SessionReport report = SessionInput.Of("""
            Report generated: 2026-11-20T08:00:00+01:00

            Group,Node,User,Device
            East,e1,alice,Desktop
            East,e1,alice,iPhone
            East,e2,alice,iPad
            East,e2,"=HYPERLINK(""http://x"")",Android
            West,w/1,"carol, jr",Vision
            West,w/1,'=x,Desktop
            """).Report;
        return [.. report.Build(new SessionReportQuery { Level = levels.Length > 0 ? levels : EveryLevel })];
    }

    private static string[] Lines(SessionReport report) =>
    [
        .. report.Build(new SessionReportQuery { Level = EveryLevel }).Select(entry => entry switch
        {
            SessionSummary summary => SessionInput.Short(summary),
            UserSessions user => $"{user.PresenceRedundancyGroup}/{user.NodeName}/{user.UserId}: {string.Join('+', user.DeviceType)}",
            _ => throw new InvalidOperationException(),
        } + $" {entry.GeneratedAt:o}"),
    ];

    private static string[] Lines(IEnumerable<SessionReportEntry> entries)
    {
        SessionInput input = new();
        foreach (SessionReportEntry entry in entries)
        {
            input.Report.AddEntry(entry);
        }

        return Lines(input.Report);
    }

    [Fact]
    public void A_summary_goes_to_the_file_and_the_users_of_each_node_beside_it()
    {
        IReadOnlyList<SessionReportFile> files = SessionReportFile.Plan(Sample(), At("report.csv"));
        SessionReportFile.Write(files, new SessionReportFormat { Language = Language.En });

        Assert.Equal(["report.csv", "report.e1.csv", "report.e2.csv", "report.w_1.csv"], FileNames);
        Assert.Equal(FileNames.Select(At), files.Select(file => file.Path));
        Assert.Equal(
            "\uFEFF" + """
            Level,Presence Redundancy Group,Node Name,Number of users logged in from one or more devices,Total number of sessions,Device Type: Desktop,Device Type: iPhone,Device Type: iPad,Device Type: Android,Device Type: Vision,Report Generated
            Cluster,,,4,6,2,1,1,1,1,2026-11-20T08:00:00+01:00
            Subcluster,East,,2,4,1,1,1,1,0,2026-11-20T08:00:00+01:00
            Node,East,e1,1,2,1,1,0,0,0,2026-11-20T08:00:00+01:00
            Node,East,e2,2,2,0,0,1,1,0,2026-11-20T08:00:00+01:00
            Subcluster,West,,2,2,1,0,0,0,1,2026-11-20T08:00:00+01:00
            Node,West,w/1,2,2,1,0,0,0,1,2026-11-20T08:00:00+01:00

            """.ReplaceLineEndings("\r\n"),
            ReadRaw("report.csv"));
        Assert.Equal(
            "\uFEFF" + """"
            Presence Redundancy Group,Node Name,User ID,Number of sessions,Device Type,Report Generated
            East,e2,"'=HYPERLINK(""http://x"")",1,Android,2026-11-20T08:00:00+01:00
            East,e2,alice,1,iPad,2026-11-20T08:00:00+01:00

            """".ReplaceLineEndings("\r\n"),
            ReadRaw("report.e2.csv"));
    }

    private string ReadRaw(string name) => new UTF8Encoding(false, true).GetString(File.ReadAllBytes(At(name)));

    [Theory]
    [InlineData(Language.En, ',', "utf-8")]
    [InlineData(Language.Zh, ';', "utf-8")]
    [InlineData(Language.En, '\t', "utf-16")]
    [InlineData(Language.Zh, '|', "utf-16BE")]
    [InlineData(Language.Zh, ',', "utf-32")]
    public void What_is_written_is_read_back_to_the_same_figures(Language language, char delimiter, string encoding)
    {
        SessionReportFormat format = new() { Language = language, Delimiter = delimiter, Encoding = Encoding.GetEncoding(encoding) };
        foreach (SessionLevel[] levels in new[] { EveryLevel, [SessionLevel.User], [.. SessionReportQuery.DefaultLevels] })
        {
            foreach (FileInfo old in _directory.GetFiles())
            {
                old.Delete();
            }

            SessionReportFile.Write(SessionReportFile.Plan(Sample(levels), At("report.csv")), format);
            SessionInput again = new();
            foreach (string name in FileNames)
            {
                again.Report.AddFile(At(name));
            }

            Assert.Empty(again.Problems);
            Assert.Equal(Lines(Sample(levels)), Lines(again.Report));
        }
    }

    [Theory]
    [MemberData(nameof(CultureScope.All), MemberType = typeof(CultureScope))]
    public void A_file_does_not_depend_on_the_culture(string culture)
    {
        SessionReportFile.Write(SessionReportFile.Plan(Sample(), At("a.csv")), new SessionReportFormat { Language = Language.En });
        using CultureScope scope = new(culture);
        SessionReportFile.Write(SessionReportFile.Plan(Sample(), At("b.csv")), new SessionReportFormat { Language = Language.En });

        Assert.Equal(ReadRaw("a.csv"), ReadRaw("b.csv"));
        Assert.Equal(ReadRaw("a.w_1.csv"), ReadRaw("b.w_1.csv"));
        Assert.Equal(culture == "zh-CN" ? Language.Zh : Language.En, new SessionReportFormat().Language);
    }

    [Fact]
    public void The_users_of_one_node_go_to_the_file_itself()
    {
        SessionReportFile.Write(SessionReportFile.Plan(Sample(SessionLevel.User).Where(entry => entry.NodeName == "e1"), At("e1.csv")));
        Assert.Equal(["e1.csv"], FileNames);
    }

    [Fact]
    public void Nodes_of_one_name_in_two_groups_do_not_share_a_file()
    {
        UserSessions User(string group, string node) => new()
        {
            Level = SessionLevel.User, PresenceRedundancyGroup = group, NodeName = node, UserId = "u", SessionCount = 1, DeviceType = ["Desktop"],
        };

        Assert.Equal(
            ["r.n.csv", "r.n.2.csv", "r.a_b.csv", "r.a_b.2.csv"],
            SessionReportFile.Plan([User("A", "n"), User("B", "n"), User("A", "a/b"), User("A", "a:b")], At("r.csv")).Select(file => Path.GetFileName(file.Path)));
        Assert.All(
            SessionReportFile.Plan([User("A", "../../etc/passwd"), User("A", "..")], At("r.csv")),
            file => Assert.Equal(_directory.FullName, Path.GetDirectoryName(Path.GetFullPath(file.Path))));
    }

    [Fact]
    public void Line_ends_in_a_name_cannot_make_a_row()
    {
        UserSessions user = new() { Level = SessionLevel.User, NodeName = "n", UserId = "a\nb,c\r\nd\re", SessionCount = 1, DeviceType = ["Desktop"] };
        SessionReportFile.Write(SessionReportFile.Plan([user], At("r.csv")));

        SessionInput again = new();
        again.Report.AddFile(At("r.csv"));
        Assert.Equal(["SessionTextSpoilt"], again.ErrorIds);
    }

    [Fact]
    public void An_existing_file_is_replaced_whole_or_left_alone()
    {
        File.WriteAllText(At("report.csv"), "old");
        IReadOnlyList<SessionReportFile> files = SessionReportFile.Plan(Sample(), At("report.csv"));

        ImpOpsException problem = Assert.Throws<ImpOpsException>(() => SessionReportFile.Write(files, new SessionReportFormat { NoClobber = true }));
        Assert.Equal(("FileExists", ErrorKind.AlreadyExists), (problem.ErrorId, problem.Kind));
        Assert.Equal("old", ReadRaw("report.csv"));
        Assert.Equal(["report.csv"], FileNames);

        SessionReportFile.Write(files);
        Assert.StartsWith("\uFEFFLevel", ReadRaw("report.csv"));
    }

    [Fact]
    public void A_read_only_file_needs_force()
    {
        File.WriteAllText(At("report.csv"), "old");
        new FileInfo(At("report.csv")).IsReadOnly = true;
        IReadOnlyList<SessionReportFile> files = SessionReportFile.Plan(Sample(SessionLevel.Cluster), At("report.csv"));

        Assert.Equal("FileReadOnly", Assert.Throws<ImpOpsException>(() => SessionReportFile.Write(files)).ErrorId);
        Assert.Equal("old", ReadRaw("report.csv"));
        SessionReportFile.Write(files, new SessionReportFormat { Force = true });
        Assert.NotEqual("old", ReadRaw("report.csv"));
    }

    [Fact]
    public void An_encoding_that_lacks_a_character_loses_nothing()
    {
        File.WriteAllText(At("r.csv"), "old");
        UserSessions user = new() { Level = SessionLevel.User, NodeName = "n", UserId = "张伟", SessionCount = 1, DeviceType = ["Desktop"] };

        ImpOpsException problem = Assert.Throws<ImpOpsException>(() => SessionReportFile.Write(
            SessionReportFile.Plan([user], At("r.csv")), new SessionReportFormat { Encoding = Encoding.ASCII, Language = Language.En }));
        Assert.Equal("EncodingTooSmall", problem.ErrorId);
        Assert.Equal("old", ReadRaw("r.csv"));
        Assert.Equal(["r.csv"], FileNames);
    }

    [Fact]
    public void A_target_that_cannot_be_written_is_an_error()
    {
        IReadOnlyList<SessionReportFile> files = SessionReportFile.Plan(Sample(SessionLevel.Cluster), Path.Combine(At("no"), "r.csv"));
        Assert.Equal("DirectoryNotFound", Assert.Throws<ImpOpsException>(() => SessionReportFile.Write(files)).ErrorId);

        Directory.CreateDirectory(At("dir.csv"));
        Assert.Equal("PathIsDirectory", Assert.Throws<ImpOpsException>(() => SessionReportFile.Write(SessionReportFile.Plan(Sample(SessionLevel.Cluster), At("dir.csv")))).ErrorId);
        Assert.Empty(FileNames);
    }

    [Fact]
    public void A_device_is_no_file()
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal("FileNotRegular", Assert.Throws<ImpOpsException>(
                () => SessionReportFile.Write(SessionReportFile.Plan(Sample(SessionLevel.Cluster), "/dev/null"))).ErrorId);
        }
    }

    [Theory]
    [InlineData('"')]
    [InlineData('\n')]
    [InlineData('a')]
    [InlineData('=')]
    public void A_delimiter_that_could_not_be_read_back_is_refused(char delimiter) =>
        Assert.Equal("DelimiterInvalid", Assert.Throws<ImpOpsException>(() => SessionReportFile.Write([], new SessionReportFormat { Delimiter = delimiter })).ErrorId);

    [Fact]
    public void Any_report_is_read_back_as_it_was()
    {
        Random random = new(3);
        string[] names = ["a", "=a", "'=a", "''=a", "+", "-1", "@x", "a,b", "a;b", "a|b", "a\"b", "张", "😀", "a'b", "'"];
        for (int round = 0; round < 100; round++)
        {
            UserSessions[] users = [.. Enumerable.Range(0, random.Next(1, 40))
                .Select(_ => (Group: names[random.Next(names.Length)], Node: names[random.Next(names.Length)], User: names[random.Next(names.Length)] + random.Next(9)))
                .Distinct()
                .Select(key =>
                {
                    string[] devices = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => new[] { "Desktop", "iPhone", "Vision" }[random.Next(3)]).Order(StringComparer.Ordinal)];
                    return new UserSessions { Level = SessionLevel.User, PresenceRedundancyGroup = key.Group, NodeName = key.Node, UserId = key.User, SessionCount = devices.Length, DeviceType = devices };
                })];
            string folder = Directory.CreateDirectory(At($"{round}")).FullName;
            IReadOnlyList<SessionReportFile> files = SessionReportFile.Plan(users, Path.Combine(folder, "r.csv"));
            SessionReportFile.Write(files, new SessionReportFormat { Delimiter = ",;\t|"[round % 4], Language = (Language)(round % 2) });

            SessionInput again = new();
            foreach (SessionReportFile file in files)
            {
                again.Report.AddFile(file.Path);
            }

            Assert.Empty(again.Problems);
            Assert.Equal(Lines(users), Lines(again.Report));
        }
    }
}
