using System.IO;
using BenchmarkDotNet.Attributes;
using ImpOps.Messaging;

namespace ImpOps.Benchmarks;

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
