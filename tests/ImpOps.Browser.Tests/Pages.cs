using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ImpOps.Capacity;
using ImpOps.Counters;
using ImpOps.Html;
using ImpOps.Sessions;

namespace ImpOps.Browser.Tests;

/// <summary>The pages that the tests look at.</summary>
internal static class Pages
{
    /// <summary>Names as an attacker would choose them, who can choose how a user or node is called.</summary>
    public static readonly string[] Hostile =
    [
        "<img src=x onerror=\"document.title='owned'\">",
        "</script><script>document.title='owned'</script>",
        "<!--<script>",
        "\"><svg onload=\"document.title='owned'\">",
        "'-alert(1)-'",
        "javascript:alert(1)",
        "&lt;b&gt;",
        "{0} {1}",
        "a\u202Egnp.exe",
        "line\u2028separator",
        "null\0bell\a",
        "\\u003c/script>",
    ];

    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.FromHours(8));

    /// <summary>Two groups, three nodes, and a user with sessions on two of them.</summary>
    public static Action<Stream> Small(Language language = Language.En) => Write(
        [
            User("East", "e1", "alice", "Desktop", "iPhone"),
            User("East", "e1", "bob", "Desktop"),
            User("East", "e1", "carol", "iPad", "iPad", "Android"),
            User("East", "e2", "alice", "Desktop"),
            User("West", "w1", "dave", "Android"),
            User("West", "w1", "张伟", "Desktop", "Desktop"),
        ],
        language,
        [new NodeSessionLimit("e1", 7, 80), new NodeSessionLimit("e2", 10, 80), new NodeSessionLimit("w1", 2, 80)]);

    /// <summary>As many users as the largest node is made for.</summary>
    public static Action<Stream> Large() => Write(
        [.. Enumerable.Range(0, 25_000).Select(i => User($"G{i % 3}", $"node-{i % 6}", $"user{i:00000}", i % 5 == 0 ? ["Desktop", "iPhone"] : ["Desktop"]))]);

    public static Action<Stream> OfHostileNames() => Write(
        [
            Summary(SessionLevel.Cluster, null, null),
            .. Hostile.Take(3).SelectMany(name => new[] { Summary(SessionLevel.SubCluster, name, null), Summary(SessionLevel.Node, name, name) }),
            .. Hostile.Select((name, i) => User(Hostile[i % 3], Hostile[i % 3], name, Hostile[(i + 1) % Hostile.Length])),
        ],
        title: Hostile[0]);

    /// <summary>A node at one time, and one over two hours with an alarm.</summary>
    public static Action<Stream> Capacity(Language language = Language.En, string node = "e1")
    {
        JsmMonitor monitor = new(new JsmMonitorOptions { OvaSize = 5000 });
        for (int minute = 0; minute <= 120; minute++)
        {
            long sessions = minute is >= 40 and <= 80 ? 6500 : 3000 + (10 * minute);
            monitor.Add(new CounterSample(Noon.AddMinutes(minute), new CounterPath(node, "Cisco XCP JSM", null, "JsmClientSessionsActive"), sessions));
        }

        object[] measures =
        [
            JsmCapacity.Measure(new JsmCapacityRequest { NodeName = node, OvaSize = 5000, SessionCount = 3000 }),
            JsmCapacity.Measure(new JsmCapacityRequest { NodeName = "e2", OvaSize = 5000, SessionCount = 8000 }),
            .. monitor.Histories(),
            JsmCapacityPlan.For(25000, 25000, 2),
        ];
        return stream => CapacityReport.Of(measures).Write(stream, new ReportPageFormat { Language = language });
    }

    private static Action<Stream> Write(IReadOnlyList<SessionReportEntry> entries, Language language = Language.En, NodeSessionLimit[]? limits = null, string? title = null) =>
        stream => new SessionReportPage(entries, limits).Write(stream, new ReportPageFormat { Language = language, Title = title });

    private static SessionSummary Summary(SessionLevel level, string? group, string? node) => new()
    {
        Level = level,
        PresenceRedundancyGroup = group,
        NodeName = node,
        UserCount = 1,
        SessionCount = 2,
        DeviceType = new DeviceTypeCounts([new(Hostile[0], 1), new(Hostile[1], 1)]),
        GeneratedAt = Noon,
    };

    private static UserSessions User(string group, string node, string user, params string[] devices) => new()
    {
        Level = SessionLevel.User,
        PresenceRedundancyGroup = group,
        NodeName = node,
        UserId = user,
        SessionCount = devices.Length,
        DeviceType = devices,
        GeneratedAt = Noon,
    };
}
