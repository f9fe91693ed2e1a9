using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using ImpOps.Html;
using ImpOps.Sessions;
using ImpOps.Tests.Html;

namespace ImpOps.Tests.Sessions;

public sealed class SessionReportPageTests : IDisposable
{
    private static readonly SessionLevel[] EveryLevel = [SessionLevel.Cluster, SessionLevel.SubCluster, SessionLevel.Node, SessionLevel.User];

    private static readonly string[] Hostile =
    [
        "</script><script>alert(1)</script>", "<!-- <script>", "-->", "]]>", "\"onmouseover=\"alert(1)", "'", "&amp;", "<img src=x onerror=alert(1)>", "</style>",
        "a\u2028b", "tab\tnew\nline\0", "\u202Ecba", "{0}", "\\", "${x}", "`", "\uD83D",
    ];

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("impops-");

    public void Dispose() => _directory.Delete(recursive: true);

    private static SessionReportEntry[] Sample(params SessionLevel[] levels) =>
    [
        .. SessionInput.Of("""
            Report generated: 2026-11-20T08:00:00+01:00

            Group,Node,User,Device
            East,e1,alice,Desktop
            East,e1,alice,iPhone
            East,e1,bob,Desktop
            East,e2,alice,iPad
            West,w1,carol,Vision
            """).Report.Build(new SessionReportQuery { Level = levels.Length > 0 ? levels : EveryLevel }),
    ];

    private static Page Open(IEnumerable<SessionReportEntry> entries, Language language = Language.En, string? title = null, params NodeSessionLimit[] limits) =>
        new(stream => new SessionReportPage(entries, limits).Write(stream, new ReportPageFormat { Language = language, Title = title }));

    private static UserSessions User(string group, string node, string user, params string[] devices) => new()
    {
        Level = SessionLevel.User, PresenceRedundancyGroup = group, NodeName = node, UserId = user, SessionCount = devices.Length, DeviceType = devices,
    };

    [Fact]
    public void The_summary_is_a_table_of_cluster_groups_and_nodes()
    {
        Page page = Open(Sample());

        Assert.Equal(
            [
                ["Name", "Users", "Sessions", "Desktop", "iPhone", "iPad", "Android", "Other"],
                ["Cluster", "3", "5", "2", "1", "1", "0", "1"],
                ["East", "2", "4", "2", "1", "1", "0", "0"],
                ["e1", "2", "3", "2", "1", "0", "0", "0"],
                ["e2", "1", "1", "0", "0", "1", "0", "0"],
                ["West", "1", "1", "0", "0", "0", "0", "1"],
                ["w1", "1", "1", "0", "0", "0", "0", "1"],
            ],
            page.Rows("table.tree"));
        Assert.Equal(["cluster", "group", "node", "node", "group", "node"], page.Document.QuerySelectorAll("table.tree tbody tr").Select(row => row.ClassName));
        Assert.Equal(3, page.Document.QuerySelectorAll("table.tree tbody").Length);
        Assert.Equal("Desktop\t2\t40.0%\niPhone\t1\t20.0%\niPad\t1\t20.0%\nVision\t1\t20.0%", page.Document.QuerySelector("[data-tip]")!.GetAttribute("data-tip"));
        Assert.Equal("2026-11-20 08:00 +01:00", page.Document.QuerySelector("time")!.TextContent);
        Assert.Equal("2026-11-20T08:00:00+01:00", page.Document.QuerySelector("time")!.GetAttribute("datetime"));
    }

    [Fact]
    public void The_users_are_in_the_data_with_the_numbers_of_their_combinations()
    {
        JsonElement data = Open(Sample()).Data;

        Assert.Equal("""["Desktop","iPhone","iPad","Android","Vision"]""", data.GetProperty("devices").GetRawText());
        Assert.Equal(
            """[{"node":"e1","group":"East","users":["alice",0,"bob",1]},{"node":"e2","group":"East","users":["alice",2]},{"node":"w1","group":"West","users":["carol",3]}]""",
            data.GetProperty("parts").GetRawText());
        Assert.Equal("[[1,1,0,0,0],[1,0,0,0,0],[0,0,1,0,0],[0,0,0,0,1]]", data.GetProperty("combinations").GetRawText());
        Assert.Equal(["0,1,2", "0,1", "0", "1", "2", "2"], Open(Sample()).Document.QuerySelectorAll("[data-parts]").Select(cell => cell.GetAttribute("data-parts")));
    }

    [Fact]
    public void Without_users_there_is_no_list_of_them()
    {
        Page page = Open(Sample(SessionLevel.Cluster, SessionLevel.SubCluster, SessionLevel.Node));

        Assert.Null(page.Document.GetElementById("users"));
        Assert.Empty(page.Document.QuerySelectorAll("[data-parts]"));
        Assert.Equal(7, page.Rows("table.tree").Length);
    }

    [Fact]
    public void Users_alone_are_counted()
    {
        Page page = Open(Sample(SessionLevel.User));
        Assert.Equal(Open(Sample()).Rows("table.tree"), page.Rows("table.tree"));
    }

    [Fact]
    public void Sessions_of_untold_devices_are_unknown()
    {
        UserSessions user = new() { Level = SessionLevel.User, NodeName = "n", UserId = "u", SessionCount = 3, DeviceType = ["iPad"] };
        Page page = Open([user]);

        Assert.Equal(["Desktop", "iPhone", "iPad", "Android", "Unknown"], page.Data.GetProperty("devices").EnumerateArray().Select(device => device.GetString()));
        Assert.Equal("[[0,0,1,0,2]]", page.Data.GetProperty("combinations").GetRawText());
        Assert.Equal("未知", Open([user], Language.Zh).Data.GetProperty("devices")[4].GetString());
    }

    [Fact]
    public void Limits_make_columns_and_marks()
    {
        Page page = Open(Sample(), limits: [new NodeSessionLimit("E1", 4, 50), new NodeSessionLimit("w1", 100, 80), new NodeSessionLimit("other", 1, 80)]);

        string[][] rows = page.Rows("table.tree");
        Assert.Equal(["Limit", "Used"], rows[0][^2..]);
        Assert.Equal(["", ""], rows[1][^2..]);
        Assert.Equal(["4", "75.0%"], rows[3][^2..]);
        Assert.Equal(["", ""], rows[4][^2..]);
        Assert.Equal(["100", "1.0%"], rows[6][^2..]);
        Assert.Equal(["over", "plain", "fine"], page.Document.QuerySelectorAll(".bars li").Select(bar => bar.ClassName));
        Assert.Equal(["Over the threshold"], page.Texts(".bars em"));
        Assert.Equal(["Sessions", "Threshold", "Limit"], page.Texts(".bars .key"));
        Assert.Equal(["Sessions", "Threshold 80%", "Limit"], Open(Sample(), limits: new NodeSessionLimit("w1", 100, 80)).Texts(".bars .key"));
        Assert.Equal(2, page.Document.QuerySelectorAll(".bars li line.limit").Length);
        Assert.Equal(["e1: 3 sessions of 4, 75.0%", "e2: 1 sessions", "w1: 1 sessions of 100, 1.0%"], page.Texts(".bars svg title"));
    }

    [Fact]
    public void Every_picture_has_a_title_every_table_a_caption_every_control_a_name_and_every_id_is_one()
    {
        IDocument document = Open(Sample()).Document;

        Assert.All(document.QuerySelectorAll("svg[role=img]"), picture => Assert.NotEmpty(picture.QuerySelector("title")!.TextContent));
        Assert.All(document.QuerySelectorAll("table"), table => Assert.NotEmpty(table.QuerySelector("caption")!.TextContent));
        Assert.All(document.QuerySelectorAll("thead th, tbody th"), head => Assert.Contains(head.GetAttribute("scope"), new[] { "col", "row" }));
        Assert.All(
            document.QuerySelectorAll("input, select"),
            control => Assert.True(control.HasAttribute("aria-label") || control.Closest("label") is { TextContent.Length: > 0 }, control.OuterHtml));
        string[] ids = [.. document.QuerySelectorAll("[id]").Select(element => element.Id!)];
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(
            document.QuerySelectorAll("[aria-labelledby]").SelectMany(element => element.GetAttribute("aria-labelledby")!.Split(' ')),
            id => Assert.Contains(id, ids));
    }

    [Fact]
    public void The_policy_has_the_hashes_of_style_and_script_and_lets_in_nothing_else()
    {
        Page page = Open(Sample());
        static string Hash(string content) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";

        Assert.Equal(
            $"default-src 'none'; script-src {Hash(page.Script)}; style-src {Hash(page.Style)}; base-uri 'none'; form-action 'none'",
            page.Policy);
        Assert.DoesNotContain("unsafe", page.Policy);
        Assert.Empty(page.Document.QuerySelectorAll("[style], link, img, iframe, [src], form"));
        Assert.DoesNotContain(page.Document.All.SelectMany(element => element.Attributes), attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal));
        Assert.All(page.Document.QuerySelectorAll("[href]"), link => Assert.StartsWith("#", link.GetAttribute("href")));
        Assert.DoesNotContain("http", page.Script);
        Assert.DoesNotContain("innerHTML", page.Script);
        Assert.DoesNotContain("url(", page.Style);

        // The policy must be there before anything that it is about.
        Assert.True(page.Source.IndexOf("Content-Security-Policy", StringComparison.Ordinal) < page.Source.IndexOf("<style", StringComparison.Ordinal));
    }

    [Fact]
    public void No_name_becomes_markup()
    {
        foreach (string name in Hostile)
        {
            SessionSummary Summary(SessionLevel level, string? group, string? node) => new()
            {
                Level = level, PresenceRedundancyGroup = group, NodeName = node, UserCount = 1, SessionCount = 1, DeviceType = new DeviceTypeCounts([new(name, 1)]),
            };
            Page page = Open(
                [Summary(SessionLevel.Cluster, null, null), Summary(SessionLevel.SubCluster, name, null), Summary(SessionLevel.Node, name, name), User(name, name, name, name)],
                title: name,
                limits: new NodeSessionLimit(name, 10, 80));
            Page calm = Open(
                [Summary(SessionLevel.Cluster, null, null), Summary(SessionLevel.SubCluster, "x", null), Summary(SessionLevel.Node, "x", "x"), User("x", "x", "x", name)],
                title: "x",
                limits: new NodeSessionLimit("x", 10, 80));
            string shown = VisibleText.Of(name);

            Assert.Equal(calm.Document.All.Select(element => element.LocalName), page.Document.All.Select(element => element.LocalName));
            Assert.Equal(calm.Document.All.SelectMany(element => element.Attributes.Select(attribute => attribute.Name)), page.Document.All.SelectMany(element => element.Attributes.Select(attribute => attribute.Name)));
            Assert.Equal(["Cluster", shown, shown], page.Texts("table.tree tbody th"));
            Assert.Equal(shown, page.Document.QuerySelector("h1")!.TextContent);
            Assert.Equal(shown, page.Data.GetProperty("parts")[0].GetProperty("users")[0].GetString());
            Assert.Contains(shown, page.Data.GetProperty("devices").EnumerateArray().Select(device => device.GetString()));
            Assert.Equal($"{shown}\t1\t100.0%", page.Document.QuerySelector("[data-tip]")!.GetAttribute("data-tip"));
            Assert.DoesNotContain(page.Source, c => c is '\u2028' or '\u202E' or '\0');
        }
    }

    [Theory]
    [InlineData(Language.En, "en", "IM and Presence User Sessions Report", "Users")]
    [InlineData(Language.Zh, "zh-Hans", "IM and Presence 用户会话报告", "用户数")]
    public void The_page_is_in_the_language(Language language, string tag, string title, string users)
    {
        Page page = Open(Sample(), language);

        Assert.Equal(tag, page.Document.DocumentElement.GetAttribute("lang"));
        Assert.Equal(title, page.Document.Title);
        Assert.Equal(users, page.Rows("table.tree")[0][1]);
        Assert.Equal($"Lab \u2013 {title}", Open(Sample(), language, "Lab").Document.Title);
    }

    [Theory]
    [MemberData(nameof(CultureScope.All), MemberType = typeof(CultureScope))]
    public void The_same_lines_give_the_same_bytes_in_every_culture(string culture)
    {
        byte[] before = Open(Sample(), Language.En).Bytes;
        using CultureScope scope = new(culture);
        Assert.Equal(before, Open(Sample(), Language.En).Bytes);
        Assert.Equal(culture == "zh-CN" ? Language.Zh : Language.En, new ReportPageFormat().Language);
    }

    [Fact]
    public void A_file_is_written_whole_or_not_at_all()
    {
        string path = Path.Combine(_directory.FullName, "report.html");
        SessionReportPage page = new(Sample());
        page.Write(path);
        Assert.StartsWith("<!DOCTYPE html", File.ReadAllText(path));

        File.WriteAllText(path, "old");
        Assert.Equal("FileExists", Assert.Throws<ImpOpsException>(() => page.Write(path, new ReportPageFormat { NoClobber = true })).ErrorId);
        Assert.Equal("PathIsDirectory", Assert.Throws<ImpOpsException>(() => page.Write(_directory.FullName)).ErrorId);
        Assert.Equal("DirectoryNotFound", Assert.Throws<ImpOpsException>(() => page.Write(Path.Combine(_directory.FullName, "no", "r.html"))).ErrorId);
        Assert.Equal("old", File.ReadAllText(path));
        new FileInfo(path).IsReadOnly = true;
        Assert.Equal("FileReadOnly", Assert.Throws<ImpOpsException>(() => page.Write(path)).ErrorId);
        page.Write(path, new ReportPageFormat { Force = true });
        Assert.NotEqual("old", File.ReadAllText(path));
        Assert.Single(_directory.GetFiles());
    }

    [Fact]
    public void Twenty_five_thousand_users_take_a_line_of_data_each_and_no_element()
    {
        UserSessions[] users = [.. Enumerable.Range(0, 25_000).Select(i => User($"G{i % 3}", $"n{i % 6}", $"user{i:00000}@example.com", "Desktop", "iPhone"))];
        Page page = Open(users);

        Assert.InRange(page.Bytes.Length, 25_000 * 20, 25_000 * 40);
        Assert.True(page.Document.All.Length < 1000);
        Assert.Equal(50_000, page.Data.GetProperty("parts").EnumerateArray().Sum(part => part.GetProperty("users").GetArrayLength()));
    }
}
