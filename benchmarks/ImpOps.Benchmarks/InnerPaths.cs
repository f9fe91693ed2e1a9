using System.Collections.Generic;
using System.IO;
using BenchmarkDotNet.Attributes;
using ImpOps.Messaging;
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

/// <summary>A scenario of multiple device messaging: played event by event, and read out of a file in memory and played.</summary>
[MemoryDiagnoser]
public class ScenarioPaths
{
    private MdmEvent[] _events = [];
    private byte[] _file = [];

    /// <summary>Events of the scenario.</summary>
    [Params(1_000_000)]
    public int Events { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _events = ScenarioData.Events(Events);
        _file = ScenarioData.File(_events);
    }

    [Benchmark(Baseline = true)]
    public int Play()
    {
        int delivered = 0;
        MdmScenario scenario = new(null, delivery => delivered += delivery.Delivered ? 1 : 0);
        foreach (MdmEvent happened in _events)
        {
            scenario.Add(happened);
        }

        scenario.Complete();
        return delivered;
    }

    [Benchmark]
    public int ReadAndPlay()
    {
        int delivered = 0;
        MdmScenario scenario = new(null, delivery => delivered += delivery.Delivered ? 1 : 0);
        scenario.AddStream(new MemoryStream(_file), "scenario");
        scenario.Complete();
        return delivered;
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
