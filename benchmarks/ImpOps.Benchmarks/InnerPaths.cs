using System.Collections.Generic;
using System.IO;
using BenchmarkDotNet.Attributes;
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
