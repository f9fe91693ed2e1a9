using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace ImpOps.ExampleData;

/// <summary>
/// The example cluster: two presence redundancy groups of two nodes of the 15000 OVA, five thousand users, an inventory in which one group is set
/// wrongly, a list of changes, and audit logs. East is example 1 of the guide: 2000 users on one node and 1000 on the other.
/// </summary>
public static class ExampleCluster
{
    private const ulong Seed = 20261121;

    private static readonly Node[] Nodes =
    [
        new("PRG-East", "imp-east-1", 2000, 120, 253, 120),
        new("PRG-East", "imp-east-2", 1000, 120, 253, 120),

        // Never set: the delay is the default and not the lower limit, and the upper limits are the default and too short.
        new("PRG-West", "imp-west-1", 1100, 120, 537, 90),
        new("PRG-West", "imp-west-2", 900, 120, 187, 90),
    ];

    private static readonly string[] FirstNames =
    [
        "alice", "amir", "anna", "bob", "carla", "chen", "clara", "colin", "david", "elena", "emma", "farid", "georg", "hana", "igor", "ines", "jana",
        "jose", "jürgen", "kamal", "kate", "lars", "lena", "li", "lucia", "marek", "mei", "nadia", "noah", "olga", "omar", "paul", "priya", "qing", "rosa",
        "sam", "søren", "tara", "tom", "uma", "vera", "wei", "xin", "yara", "yusuf", "zoe", "伟", "芳",
    ];

    private static readonly string[] LastNames =
    [
        "adams", "becker", "costa", "dvorak", "eriksen", "fischer", "garcia", "huang", "ivanov", "jansen", "khan", "lopez", "müller", "nguyen", "okafor",
        "patel", "quinn", "rossi", "silva", "tanaka", "unger", "vogel", "wang", "xu", "yilmaz", "zhang",
    ];

    private static readonly string[] Administrators = ["k.vogel", "m.huang"];

    private static readonly (string Date, string Administrator, string Change)[] Changes =
    [
        ("2026-11-16", "k.vogel", "Proxy Configuration"),
        ("2026-11-16", "k.vogel", "HTTP Port"),
        ("2026-11-17", "m.huang", "Maximum Contact List Size (per user)"),
        ("2026-11-17", "m.huang", "启用多设备消息传送"),
        ("2026-11-18", "k.vogel", "cup-xmpp"),
        ("2026-11-18", "k.vogel", "Presence > Inter-Clustering"),
        ("2026-11-19", "m.huang", "Partitioned Intradomain Routing Mode"),
        ("2026-11-20", "m.huang", "PEIDSQueryError"),
    ];

    /// <summary>The files by name, as they are written.</summary>
    public static IReadOnlyDictionary<string, string> Files() => new Dictionary<string, string>
    {
        ["nodes.csv"] = Csv(
            "PresenceRedundancyGroup,NodeName,OvaSize,HighAvailabilityMode,UserCount,RetryLowerLimit,RetryUpperLimit,CriticalServiceDownDelay",
            Nodes.Select(node => $"{node.Group},{node.Name},15000,ActiveActive,{node.Users},{node.Lower},{node.Upper},{node.Delay}")),
        ["changes.csv"] = Csv("Date,Administrator,Change", Changes.Select(change => $"{change.Date},{change.Administrator},{change.Change}")),
        ["assigned-users.csv"] = Csv("UserId,NodeName,PresenceRedundancyGroup", Users().Select(user => $"{user.Id},{user.Node.Name},{user.Node.Group}")),
        ["sessions.csv"] = "IM and Presence User Sessions\nReport generated: 2026-11-20T08:00:00+00:00\n\n"
            + Csv("Presence Redundancy Group,Node Name,User ID,Device Type,Login Time", Users().SelectMany(user => user.Sessions)),
        ["mdm-clients.csv"] = Csv("UserId,Client,Version", Users().Where((_, i) => i % 10 == 0).SelectMany(Clients)),
        ["cli/nodes.txt"] = CliNodes(),
        ["cli/counters.txt"] = CliCounters(),
        ["cli/ha-status.txt"] = CliHaStatus(),
        ["perfmon/PerfMon_imp-east-1_11_20_2026_12_00.csv"] = PerfmonLog(12),
        ["perfmon/PerfMon_imp-east-1_11_20_2026_13_00.csv"] = PerfmonLog(13),
        ["audit/Audit00000001.log"] = ExampleAudit.File(19, Administrators),
        ["audit/Audit00000002.log"] = ExampleAudit.File(20, Administrators),
        ["audit/syslog-cucm-pub.log"] = ExampleAudit.Syslog(Administrators),
    };

    /// <summary>Writes the files into a directory.</summary>
    public static void Write(string directory)
    {
        foreach ((string name, string text) in Files())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(directory, name))!);
            File.WriteAllText(Path.Combine(directory, name), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
    }

    private static string Csv(string heading, IEnumerable<string> rows) => string.Concat(rows.Prepend(heading).Select(row => row + "\n"));

    private static IEnumerable<User> Users()
    {
        Numbers numbers = new(Seed);
        HashSet<string> taken = [];
        foreach (Node node in Nodes)
        {
            for (int i = 0; i < node.Users; i++)
            {
                string id = UserId(numbers, taken);
                yield return new User(id, node, [.. Sessions(id, node, numbers)]);
            }
        }
    }

    private static IEnumerable<string> Sessions(string user, Node node, Numbers numbers)
    {
        // A few are not signed in; of the others, most have one client and some three.
        int sessions = numbers.Next(100) switch
        {
            < 3 => 0,
            < 45 => 1,
            < 85 => 2,
            _ => 3,
        };

        for (int session = 0; session < sessions; session++)
        {
            // The first is the desktop of most. A phone may still be signed in on the other node of the group after a failover.
            string device = session == 0 && numbers.Next(10) < 8 ? "Desktop" : new[] { "iPhone", "iPhone", "iPad", "Android", "Android" }[numbers.Next(5)];
            Node at = session == 2 && numbers.Next(20) == 0 ? Nodes.First(other => other.Group == node.Group && other != node) : node;
            TimeSpan time = TimeSpan.FromSeconds((6 * 3600) + numbers.Next(2 * 3600));
            yield return string.Create(CultureInfo.InvariantCulture, $"{at.Group},{at.Name},{user},{device},2026-11-20 {time:hh\\:mm\\:ss}");
        }
    }

    /// <summary>What the sessions of a user come from. A few versions are too old for multiple device messaging, and a few clients are no Jabber.</summary>
    private static IEnumerable<string> Clients(User user)
    {
        foreach (string session in user.Sessions)
        {
            string device = session.Split(',')[3];
            uint hash = (uint)user.Id.Aggregate(17, (sum, c) => unchecked((sum * 31) + c));
            string version = new[] { "14.0.1.56319", "12.9.4.55073", "12.8.1", "14.0.1.56319", "12.9.4.55073" }[hash % 5];
            yield return (device, hash % 40) switch
            {
                ("Desktop", 3) => $"{user.Id},Cisco Jabber for Windows,11.5.1",
                ("Desktop", 7) => $"{user.Id},Pidgin,2.14.1",
                ("Desktop", < 28) => $"{user.Id},Cisco Jabber for Windows,{version}",
                ("Desktop", _) => $"{user.Id},Cisco Jabber for Mac,{version}",
                ("Android", _) => $"{user.Id},Cisco Jabber for Android,{version}",
                _ => $"{user.Id},Cisco Jabber for iPhone and iPad,{version}",
            };
        }
    }

    /// <summary>A paste of two queries, one below the other, as a terminal shows them.</summary>
    private static string CliNodes() => string.Concat(
        "admin:run sql select s.name as presenceredundancygroup, n.name as nodename, n.tkhaserverstate from enterprisenode n inner join enterprisesubcluster s on n.subclusterid=s.id\n",
        CliTable(["presenceredundancygroup", "nodename", "tkhaserverstate"], Nodes.Select(node => new[] { node.Group, node.Name, node.Group == "PRG-East" ? "3" : "4" })),
        "admin:run sql select n.name as nodename, count(*) as usercount from enduser u inner join enterprisenode n on u.primarynodeid=n.id group by n.name\n",
        CliTable(["nodename", "usercount"], Nodes.Select(node => new[] { node.Name, Text(node.Users) })),
        "admin:\n");

    private static string CliTable(string[] header, IEnumerable<string[]> rows)
    {
        string[][] lines = [header, .. rows];
        int[] widths = [.. header.Select((_, i) => lines.Max(line => line[i].Length))];
        IEnumerable<string> padded = lines.Select(line => string.Concat(line.Select((cell, i) => cell.PadRight(widths[i]) + " ")));
        string ruler = string.Concat(widths.Select(width => new string('=', width) + " "));
        return string.Concat(padded.Take(1).Append(ruler).Concat(padded.Skip(1)).Select(line => line + "\n"));
    }

    private static string CliCounters() => string.Concat(
        "admin:show perf query counter \"Cisco XCP JSM\" JsmClientSessionsActive,JsmPhantomSessionsActive,JsmHybridSessionsActive\n==>query counter :\n\n",
        string.Concat(new[] { ("JsmClientSessionsActive", 3290), ("JsmPhantomSessionsActive", 190), ("JsmHybridSessionsActive", 0) }
            .Select(counter => $" - Perf class Cisco XCP JSM({counter.Item1}) has values:\n    -> {counter.Item1,-30} = {counter.Item2}\n\n")),
        "admin:show perf query class \"Cisco XCP MDM Counters\"\n==>query class :\n\n - Perf class (Cisco XCP MDM Counters) has instances and values:\n",
        string.Concat(new[]
        {
            ("MDMBufferAvgQueuedTime", 23), ("MDMBufferFlushes", 18310), ("MDMBufferFlushesLimitReached", 291), ("MDMBufferFlushPacketCount", 61), ("MDMQuietModeSessions", 665),
            ("MDMSessions", 1891), ("MDMSilentModeSessions", 381),
        }.Select(counter => $"    -> {counter.Item1,-30} = {counter.Item2}\n")),
        "\nadmin:\n");

    private static string CliHaStatus() =>
        "admin:utils ha status\n" + string.Concat(Nodes.GroupBy(node => node.Group).Select(group =>
            $"Subcluster Name: {group.Key}\n" + string.Concat(group.Select((node, i) =>
                $"\nNode {i + 1} Name : {node.Name}\n    State: " + (group.Key == "PRG-East" ? "Normal\n"
                    : i == 0 ? "Failed Over with Critical Services not Running\n    Reason: Critical Service Down\n"
                    : "Running in Backup Mode\n    Reason: Critical Service Down\n"))) + "\n")) + "admin:\n";

    /// <summary>An hour of the monitoring tool's log of the fullest node. Its sessions are most at 13:00; one sample is missing.</summary>
    private static string PerfmonLog(int hour)
    {
        const int Seconds = 15;
        string[] counters =
        [
            @"Cisco XCP JSM\JsmClientSessionsActive", @"Cisco XCP JSM\JsmPhantomSessionsActive", @"Cisco XCP JSM\JsmHybridSessionsActive",
            @"Cisco XCP MDM Counters\MDMSessions", @"Cisco XCP MDM Counters\MDMQuietModeSessions", @"Cisco XCP MDM Counters\MDMSilentModeSessions",
            @"Cisco XCP MDM Counters\MDMBufferFlushes", @"Cisco XCP MDM Counters\MDMBufferFlushesLimitReached", @"Cisco XCP MDM Counters\MDMBufferAvgQueuedTime",
        ];
        Numbers numbers = new(Seed + (ulong)hour);
        int flushes = 4000 + (1000 * hour);
        int atLimit = 20 + (20 * hour);
        StringBuilder log = new("\"(PDH-CSV 4.0) (Coordinated Universal Time)(0)\"");
        foreach (string counter in counters)
        {
            log.Append($@",""\\imp-east-1\{counter}""");
        }

        log.Append('\n');
        for (int second = 0; second < 3600; second += Seconds)
        {
            double fromPeak = Math.Abs(hour + (second / 3600.0) - 13);
            int clients = 3010 + (int)(280 * (1 - fromPeak)) + numbers.Next(7);
            int mdm = clients * 6 / 10;
            flushes += 2 + numbers.Next(5);
            atLimit += numbers.Next(20) == 0 ? 1 : 0;
            string[] values =
            [
                Text(clients), Text(190), second == 1800 ? " " : Text(0), Text(mdm), Text((mdm * 35 / 100) + numbers.Next(5)), Text((mdm * 20 / 100) + numbers.Next(5)),
                Text(flushes), Text(atLimit), Text(20 + numbers.Next(8)),
            ];
            TimeSpan time = TimeSpan.FromHours(hour) + TimeSpan.FromSeconds(second);
            log.Append(CultureInfo.InvariantCulture, $"\"11/20/2026 {time:hh\\:mm\\:ss}.000\",\"{string.Join("\",\"", values)}\"\n");
        }

        return log.ToString();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string UserId(Numbers numbers, HashSet<string> taken)
    {
        while (true)
        {
            string name = $"{FirstNames[numbers.Next(FirstNames.Length)]}.{LastNames[numbers.Next(LastNames.Length)]}";
            int number = numbers.Next(20);
            string id = number == 0 ? name : name + number.ToString(CultureInfo.InvariantCulture);
            if (taken.Add(id))
            {
                return id;
            }
        }
    }

    private sealed record User(string Id, Node Node, IReadOnlyList<string> Sessions);

    private sealed record Node(string Group, string Name, int Users, int Lower, int Upper, int Delay);
}
