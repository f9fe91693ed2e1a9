using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using ImpOps.Capacity;
using ImpOps.Cli;
using ImpOps.Cluster;
using ImpOps.Counters;
using ImpOps.Messaging;
using ImpOps.Relogin;
using ImpOps.Restarts;
using ImpOps.Sessions;
using ImpOps.Tables;
using ImpOps.Text;

namespace ImpOps.Tests;

/// <summary>What is read, in cultures that write numbers, dates, signs and the letter I in ways of their own, is what is read in none.</summary>
public class CultureTests
{
    private static readonly string Data = Path.Combine(RepositoryRoot.Path, "examples", "data");

    private static readonly Dictionary<string, Func<IEnumerable<object?>>> Readings = new()
    {
        ["the tables"] = () => new[] { "login-profiles", "login-profile-rows", "ova-sizes", "restart-rules", "restart-steps", "services", "service-limits", "published-defaults" }
            .SelectMany(table => TableReader.Read(table, Cells)),
        ["changes"] = () => new[] { "enable ipv6", "ENABLE IPV6", "http port", "HTTP PORT", "PEIDSQUERYERROR", "xcpconfigmgrhostnameresolutionfailed", "presence > inter-clustering", "启用多设备消息传送", "utils remotesyslog set protocol tcp", "sip*" }
            .SelectMany(change => RestartRules.Require(change).Select(found => found.Rule)),
        ["a sessions file"] = () => SessionsOf(File.ReadAllText(Path.Combine(Data, "sessions.csv"))),
        ["a file of counts"] = () => SessionsOf("NODE NAME;USER ID;NUMBER OF SESSIONS;DEVICE TYPE\nimp-1;INES;2;IPHONE,ipad\nimp-1;ines;1234;\nimp-2;ırmak;1;İpad\n"),
        ["dates of reports"] = () => new[] { "2026-11-20T08:00:30+00:00", "11/20/2026 8:00:30 PM", "20.11.2026 08:00:30", "Nov 20, 2026 8:00:30 PM", "2026年11月20日 08:00:30", "Fri Nov 20 08:00:30 2026" }
            .Select(text => (object?)(ReportTime.TryParse(text, out DateTimeOffset time) ? time.UtcDateTime : null)),
        ["perfmon logs"] = () => CounterLog.Read(Directory.GetFiles(Path.Combine(Data, "perfmon")).Order(StringComparer.Ordinal), new CounterLogQuery(), _ => { })
            .Take(500).SelectMany(sample => new object?[] { sample.Timestamp.UtcDateTime, sample.Timestamp.Offset, sample.Counter, sample.Value }),
        ["counter paths"] = () => new[] { @"\\NODE-I\Cisco XCP JSM(ı)\JsmClientSessionsActive", @"\Cisco Presence Engine\ActiveJsmSessions" }.Select(path => (object?)CounterPath.TryParse(path)),
        ["states"] = () => new[] { "3", "-3", "NORMAL", "idle", "Initializing", "INITIALIZING" }.Select(text => (object?)HaStateNames.Parse(text)),
        ["parameters"] = () => ["x" + ParameterNames.Resolve("CISCO SERVER RECOVERY MANAGER", "client re-login LOWER limit", ["ClientReLoginLowerLimit", "ClientReLoginUpperLimit"])],
        ["times of journals"] = () => new[] { "2026-11-20T08:00:30.0000000+00:00", "2026-11-20T08:00:30.1250000-05:00" }.Select(text => (object?)JournalLine.Time(text)),
        ["limits"] = () => LoginProfiles.All.SelectMany(profile => profile.Rows.Select(row => (object?)RetryLimit.For(new RetryLimitRequest
        {
            OvaSize = profile.OvaSize, HighAvailabilityMode = profile.HighAvailabilityMode, UserCount = row.UserCount, CriticalServiceDownDelay = 180, Source = RetryLimitSource.Derived,
        }).RetryUpperLimit)),
        ["capacity"] = () => OvaSize.All.SelectMany(size => new object?[] { JsmCapacityPlan.For(size.Users, 777, 1.7).NodeCount, JsmCapacity.Measure(new JsmCapacityRequest { OvaSize = size.Users, SessionCount = 1000 }).PercentUsed }),
        ["versions"] = () => new[] { "X8.8", "12.5(1)SU3i", "12.5(1)su3I", "14.0.1.12901-155", "-1", "١١.٧" }.SelectMany(text => new object?[] { ProductVersion.TryParse(text), ProductVersion.TryParse(text)?.CompareTo(ProductVersion.Parse("12.5(1)SU3I")) }),
        ["names of clients"] = () => new[] { "JABBER-WIN-12.8.1", "Cisco Jabber for iPhone 11.7(0)", "PIDGIN 2.14.1" }.Select(text => MdmClient.Parse(text)).SelectMany(client => new object?[] { client.Name, client.Version, client.IsJabber.ToString() }),
        ["pastes"] = () => new[] { "nodes.txt", "counters.txt", "ha-status.txt" }.SelectMany(name => PasteOf(File.ReadAllText(Path.Combine(Data, "cli", name)).ToUpperInvariant().Replace("IMP", "ımp", StringComparison.Ordinal))),
        ["folded texts"] = () => new[] { "HTTP Port", "INITIALIZATION", "ıIiİ", "ß SS", "ﬁ", "代理 配置" }.Select(text => (object?)LooseText.Fold(text)),
    };

    // Arabic and Persian have digits, Thai years, Swedish a minus sign and Turkish an i of their own.
    private static readonly string[] Cultures = ["en-US", "zh-CN", "de-DE", "tr-TR", "ar-SA", "fa-IR", "th-TH", "sv-SE", "az-Latn-AZ"];

    public static MatrixTheoryData<string, string> All => new(Readings.Keys, Cultures);

    [Theory]
    [MemberData(nameof(All))]
    public void Reading_does_not_depend_on_the_culture(string reading, string culture)
    {
        string expected = In("", reading);

        Assert.NotEmpty(expected);
        Assert.Equal(expected, In(culture, reading));
    }

    private static string In(string culture, string reading)
    {
        using CultureScope scope = new(culture);
        return string.Join("\n", Readings[reading]().Select(value => value switch
        {
            null => "-",
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString(),
        }));
    }

    private static string Cells(TableRow row)
    {
        StringBuilder cells = new(row["Source"]);
        foreach (string column in new[] { "LoginRate", "MinimumClockGHz", "UserCount", "RetryUpperLimit", "JsmSessionLimit", "MaximumWaitSeconds", "Value", "Derived", "Action", "Certainty", "HighAvailabilityMode" })
        {
            try
            {
                object? value = column switch
                {
                    "LoginRate" or "MinimumClockGHz" => row.OptionalDecimal(column),
                    "Derived" => row.Bool(column),
                    "Action" => row["Action"].StartsWith("Restart", StringComparison.Ordinal) && row["Certainty"].Length > 0 ? row.Enum<RestartAction>(column) : row[column],
                    "Certainty" => row.Enum<RestartCertainty>(column),
                    "HighAvailabilityMode" => row.Enum<HighAvailabilityMode>(column),
                    _ => row.OptionalInt(column),
                };
                _ = cells.Append(CultureInfo.InvariantCulture, $" {column}={value}");
            }
            catch (InvalidDataException)
            {
                // The table has no such column, in no culture.
            }
        }

        return cells.ToString();
    }

    private static List<object?> PasteOf(string text)
    {
        List<object?> values = [];
        CliOutputReader reader = new(
            read => values.AddRange(read switch
            {
                CliRow row => row.Columns.Concat(row.Values),
                CounterSample sample => [sample.Path, sample.Value],
                HighAvailabilityStatus status => [status.PresenceRedundancyGroup, status.NodeName, status.State],
                _ => [],
            }),
            problem => values.Add(problem.Problem.ErrorId));
        reader.Add(text);
        reader.Complete();
        return values;
    }

    private static IEnumerable<object?> SessionsOf(string text)
    {
        SessionReport report = new(_ => { }, keepUsers: true);
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(text));
        report.AddStream(stream, "sessions.csv");
        foreach (SessionReportEntry entry in report.Build(new SessionReportQuery { Level = [SessionLevel.Cluster, SessionLevel.SubCluster, SessionLevel.Node, SessionLevel.User] }))
        {
            yield return entry.Level;
            yield return entry.NodeName;
            yield return entry.GeneratedAt?.UtcDateTime;
            yield return entry switch
            {
                UserSessions user => $"{user.UserId} {user.SessionCount} {string.Join(",", user.DeviceType)}",
                SessionSummary summary => $"{summary.UserCount} {summary.SessionCount} {summary.DeviceType}",
                _ => entry.ToString(),
            };
        }
    }
}
