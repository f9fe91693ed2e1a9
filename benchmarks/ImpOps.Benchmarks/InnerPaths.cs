using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using BenchmarkDotNet.Attributes;
using ImpOps.Audit;
using ImpOps.Relogin;
using ImpOps.Restarts;
using ImpOps.Sessions;
using ImpOps.Text;

namespace ImpOps.Benchmarks;

/// <summary>A list of sessions in memory: scanned, and counted.</summary>
[MemoryDiagnoser]
public class SessionPaths
{
    private byte[] _list = [];

    /// <summary>Rows of the list.</summary>
    [Params(100_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        string file = Path.GetTempFileName();
        SessionData.Write(file, Rows);
        _list = File.ReadAllBytes(file);
        File.Delete(file);
    }

    [Benchmark(Baseline = true)]
    public long Scan()
    {
        using Utf8CsvScanner scanner = new(new MemoryStream(_list), (byte)',');
        long fields = 0;
        while (scanner.Read())
        {
            fields += scanner.FieldCount;
        }

        return fields;
    }

    [Benchmark]
    public long Count()
    {
        SessionReport report = new();
        report.AddStream(new MemoryStream(_list), "list");
        long sessions = 0;
        foreach (SessionReportEntry entry in report.Build())
        {
            sessions += entry.SessionCount;
        }

        return sessions;
    }
}

/// <summary>An audit log in memory: every event made a record, and events that nobody wants passed by.</summary>
[MemoryDiagnoser]
public class AuditPaths
{
    private byte[] _log = [];

    /// <summary>Lines of the log.</summary>
    [Params(100_000)]
    public int Lines { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        StringBuilder log = new();
        for (int i = 0; i < Lines; i++)
        {
            TimeSpan time = TimeSpan.FromMilliseconds(i * 800L);
            log.Append(FormattableString.Invariant($"{time:hh\\:mm\\:ss\\.fff} |LogMessage   UserID : admin{i % 30}  ClientAddress : 192.0.2.{i % 30}  Severity : 5  "))
                .Append("EventType : GeneralConfigurationUpdate  ResourceAccessed: CUCMAdmin  EventStatus : Success  CompulsoryEvent : No  AuditCategory : AdministrativeEvent  ")
                .Append(FormattableString.Invariant($"ComponentID : Cisco CUCM Administration  CorrelationID :   AuditDetails :  record in table enduser with key field userid = user{i} updated  "))
                .Append("App ID: Cisco Tomcat Cluster ID:  Node ID: imp-east-1\n");
        }

        _log = Encoding.ASCII.GetBytes(log.ToString());
    }

    [Benchmark(Baseline = true)]
    public int Read() => Count(new AuditLogQuery { UtcOffset = TimeSpan.Zero });

    [Benchmark]
    public int PassBy() => Count(new AuditLogQuery { UtcOffset = TimeSpan.Zero, UserId = user => user.Length == 0 });

    private int Count(AuditLogQuery query)
    {
        using AuditLogReader reader = new(new MemoryStream(_log), new AuditFile("log", DateTime.UnixEpoch, DateTime.UnixEpoch), query, new AuditTexts(), _ => { });
        int records = 0;
        while (reader.Read() is not null)
        {
            records++;
        }

        return records;
    }
}

/// <summary>The look-ups that a pipeline makes record by record.</summary>
[MemoryDiagnoser]
public class LookupPaths
{
    private readonly RetryLimitRequest _request = new()
    {
        OvaSize = 15000,
        HighAvailabilityMode = HighAvailabilityMode.ActiveActive,
        UserCount = 2000,
    };

    private string[] _changes = [];
    private int _next;

    [GlobalSetup]
    public void Setup()
    {
        List<string> names = [];
        foreach (RestartRule rule in RestartRules.All)
        {
            names.Add(rule.Name);
        }

        _changes = [.. names];
    }

    [Benchmark]
    public int FindRetryLimit() => RetryLimit.For(_request).RetryUpperLimit;

    [Benchmark]
    public int MatchRestartRule() => RestartRules.Require(_changes[_next++ % _changes.Length]).Count;
}
