using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using ImpOps.Lab.Contracts;
using ImpOps.Lab.State;

namespace ImpOps.Lab.Soap;

/// <summary>PerfMon of one node: counters, sessions and the throttle.</summary>
internal sealed class PerfmonService(ClusterState state)
{
    private const uint ValidData = 0;
    private const uint NewData = 1;
    private const uint InvalidData = 0xC0000BBA;

    private static readonly XNamespace Ns = Contract.Serviceability;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Queue<DateTimeOffset> _admitted = new();
    private readonly Dictionary<string, HashSet<string>> _sessions = [];
    private readonly Dictionary<string, long> _lastValues = [];

    /// <summary>The fault of the product, to the letter.</summary>
    public static SoapFaultException TooManyRequests(int allowed) => new(
        XName.Get("RateControl", "http://schemas.cisco.com/ast/soap/faultcodes/"),
        string.Create(CultureInfo.InvariantCulture, $"Exceeded allowed rate for Perfmon information. Current allowed rate for perfmon information is {allowed} requests per minute."));

    /// <summary>Whether one more request is within the rate; it counts if it is.</summary>
    public bool Admit()
    {
        while (_admitted.TryPeek(out DateTimeOffset oldest) && state.Timeline.Now - oldest >= Window)
        {
            _ = _admitted.Dequeue();
        }

        if (_admitted.Count >= state.Options.PerfmonRequestsPerMinute)
        {
            return false;
        }

        _admitted.Enqueue(state.Timeline.Now);
        return true;
    }

    public void DropSessions() => _sessions.Clear();

    public XElement Answer(XElement request)
    {
        string operation = request.Name.LocalName;
        object? content = operation switch
        {
            "perfmonOpenSession" => new XElement(Ns + "perfmonOpenSessionReturn", Open()),
            "perfmonAddCounter" => Add(request),
            "perfmonRemoveCounter" => Remove(request),
            "perfmonCollectSessionData" => Session(request).Order(StringComparer.Ordinal).Select(path => Info("perfmonCollectSessionDataReturn", Parse(path))),
            "perfmonCloseSession" => Close(request),
            "perfmonListInstance" => ListInstances(request),
            "perfmonQueryCounterDescription" => new XElement(Ns + "perfmonQueryCounterDescriptionReturn", $"This counter represents {Parse(request.Elements().Single().Value).Counter}."),
            "perfmonListCounter" => CounterSet.Of(state, Host(request)).Select(set => new XElement(
                Ns + "perfmonListCounterReturn",
                new XElement(Ns + "Name", set.Name),
                new XElement(Ns + "MultiInstance", set.Instances is not null),
                new XElement(Ns + "ArrayOfCounter", set.Counters.Select(counter => new XElement(Ns + "item", new XElement(Ns + "Name", counter.Name)))))),
            "perfmonCollectCounterData" => Collect(request),
            _ => throw SoapFaultException.Server($"The lab has no operation {operation}."),
        };
        return new XElement(Ns + (operation + "Response"), new XAttribute(XNamespace.Xmlns + "ns1", Ns.NamespaceName), content);
    }

    // ---- sessions

    private string Open()
    {
        string handle = Guid.NewGuid().ToString("D");
        _sessions[handle] = [];
        return handle;
    }

    private HashSet<string> Session(XElement request)
    {
        string handle = request.Element(Ns + "SessionHandle")!.Value;
        return _sessions.GetValueOrDefault(handle) ?? throw SoapFaultException.Server($"Perfmon session handle {handle} is not valid or has expired.");
    }

    private object? Add(XElement request)
    {
        HashSet<string> session = Session(request);
        foreach (string path in Paths(request))
        {
            _ = Parse(path);
            _ = session.Add(path);
        }

        return null;
    }

    private object? Remove(XElement request)
    {
        Session(request).ExceptWith(Paths(request));
        return null;
    }

    private object? Close(XElement request)
    {
        Session(request).Clear();
        _ = _sessions.Remove(request.Element(Ns + "SessionHandle")!.Value);
        return null;
    }

    private static IEnumerable<string> Paths(XElement request) =>
        request.Element(Ns + "ArrayOfCounter")!.Elements().Select(counter => counter.Element(Ns + "Name")!.Value);

    // ---- counters

    private LabNode Host(XElement request) => Host(request.Element(Ns + "Host")!.Value);

    private LabNode Host(string name)
    {
        LabNode host = state.Node(name) ?? throw SoapFaultException.Server($"Unknown host {name}.");
        return host.IsAlive ? host : throw SoapFaultException.Server($"Host {name} does not answer.");
    }

    private CounterSet Set(LabNode host, string name) =>
        CounterSet.Of(state, host).FirstOrDefault(set => set.Name == name) ?? throw SoapFaultException.Server($"Perfmon error: object {name} does not exist on {host.Name}.");

    private IEnumerable<XElement> ListInstances(XElement request) =>
        (Set(Host(request), request.Element(Ns + "Object")!.Value).Instances ?? []).Select(instance =>
            new XElement(Ns + "perfmonListInstanceReturn", new XElement(Ns + "Name", instance)));

    private IEnumerable<XElement> Collect(XElement request)
    {
        LabNode host = Host(request);
        CounterSet set = Set(host, request.Element(Ns + "Object")!.Value);
        return (set.Instances ?? [""]).SelectMany(_ => set.Counters, (instance, counter) =>
            Info("perfmonCollectCounterDataReturn", new Path(host, set, instance, counter.Name)));
    }

    private XElement Info(string element, Path path)
    {
        string name = path.ToString();
        long? value = path.Set.Counters.First(counter => counter.Name == path.Counter).Value(path.Instance);
        uint status = value is null ? InvalidData : _lastValues.TryGetValue(name, out long last) && last == value ? ValidData : NewData;
        if (value is long known)
        {
            _lastValues[name] = known;
        }

        return new XElement(Ns + element, new XElement(Ns + "Name", name), new XElement(Ns + "Value", value ?? 0), new XElement(Ns + "CStatus", status));
    }

    /// <summary>\\host\Object(instance)\Counter; from the right, because an instance can hold nearly anything.</summary>
    private Path Parse(string text)
    {
        int counter = text.LastIndexOf('\\');
        int set = text.StartsWith(@"\\", StringComparison.Ordinal) && counter > 2 ? text.IndexOf('\\', 2) : -1;
        if (set < 0 || set >= counter)
        {
            throw SoapFaultException.Server($"Perfmon error: {text} is no counter.");
        }

        LabNode host = Host(text[2..set]);
        string name = text[(set + 1)..counter];
        string instance = "";
        int bracket = name.IndexOf('(', StringComparison.Ordinal);
        if (bracket > 0 && name.EndsWith(')'))
        {
            (name, instance) = (name[..bracket], name[(bracket + 1)..^1]);
        }

        CounterSet found = Set(host, name);
        bool exists = found.Counters.Any(one => one.Name == text[(counter + 1)..]) && (found.Instances ?? [""]).Contains(instance);
        return exists ? new Path(host, found, instance, text[(counter + 1)..]) : throw SoapFaultException.Server($"Perfmon error: {text} does not exist.");
    }

    private sealed record Path(LabNode Node, CounterSet Set, string Instance, string Counter)
    {
        public override string ToString() => $@"\\{Node.Name}\{Set.Name}{(Instance.Length == 0 ? "" : $"({Instance})")}\{Counter}";
    }
}
