using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using ImpOps.Counters;
using ImpOps.Messaging;

namespace ImpOps.Tests.Messaging;

/// <summary>A scenario that was played, and all that came of it.</summary>
internal sealed class Scenario
{
    public const string Header = "Time,User,Device,Event,Peer,Message\n";

    public List<MdmDelivery> Deliveries { get; } = [];

    public List<CounterSample> Samples { get; } = [];

    public List<InputProblem> Problems { get; } = [];

    public IEnumerable<string> ProblemIds => Problems.Select(problem => problem.Problem.ErrorId);

    /// <summary>Deliveries in a form that is quickly compared: <c>m phone 00:01:00 B N 00:02:00</c>, with a dash for what is not.</summary>
    public string[] Lines => [.. Deliveries.Select(Line)];

    /// <summary>Plays events in the columns of <see cref="Header"/>.</summary>
    public static Scenario Of(string rows, MdmScenarioOptions? options = null) => OfFile(Encoding.UTF8.GetBytes(Header + rows), options);

    public static Scenario OfFile(byte[] bytes, MdmScenarioOptions? options = null, Encoding? encoding = null) => Play(options, scenario => scenario.AddStream(new MemoryStream(bytes), "test.csv", encoding));

    public static Scenario Play(MdmScenarioOptions? options, Action<MdmScenario> play)
    {
        Scenario result = new();
        MdmScenario scenario = new(options, result.Deliveries.Add, result.Samples.Add, result.Problems.Add);
        play(scenario);
        scenario.Complete();
        return result;
    }

    /// <summary>Plays a scenario that is shipped with the examples.</summary>
    public static Scenario OfExample(string name)
    {
        Scenario scenario = Play(new MdmScenarioOptions { Name = name }, played => played.AddFile(Path.Combine(RepositoryRoot.Path, "examples", "data", "mdm", name + ".csv")));
        Assert.Empty(scenario.Problems);
        return scenario;
    }

    public MdmDelivery Of(string message, string device) => Deliveries.Single(delivery => delivery.Message == message && delivery.Device == device);

    public double Last(string counter) => Samples.Last(sample => sample.Counter == counter).Value!.Value;

    private static string Line(MdmDelivery delivery) => string.Create(
        CultureInfo.InvariantCulture,
        $"{delivery.Message} {delivery.Device ?? "-"} {Clock(delivery.DeliveredAt)} {(delivery.Buffered ? "B" : "-")} {(delivery.Notified ? "N" : "-")} {Clock(delivery.ReadAt)}");

    private static string Clock(DateTimeOffset? time) => time?.ToString("HH:mm:ss", CultureInfo.InvariantCulture) ?? "-";
}
