using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using ImpOps.Counters;

namespace ImpOps.Cluster;

/// <summary>
/// What a node's PerfMon is asked. A request answers for all counters and instances of an object: it needs no session that the node could drop, and what
/// comes to be between two samples is in the second.
/// </summary>
internal sealed class PerfMonClient(SoapTransport transport, ClusterConnectionOptions options)
{
    private const string Path = "/perfmonservice2/services/PerfmonService";

    private static readonly XNamespace Ast = "http://schemas.cisco.com/ast/soap";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, RequestPacer> _pacers = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Catalog> _catalogs = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads counters of a node once.</summary>
    /// <param name="node">The node.</param>
    /// <param name="patterns">Which counters.</param>
    /// <param name="unknown">Told of each pattern that fits no counter that the node has.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<List<CounterSample>> ReadAsync(
        string node, IReadOnlyList<CounterPattern> patterns, Action<ImpOpsException> unknown, CancellationToken cancellationToken)
    {
        Catalog catalog = await CatalogAsync(node, patterns, cancellationToken).ConfigureAwait(false);
        foreach (CounterPattern pattern in patterns.Where(pattern => !catalog.Has(pattern)))
        {
            unknown(Errors.CounterUnknown(node, pattern.Text, catalog.ClosestTo(pattern.Text)));
        }

        List<CounterSample> samples = [];
        foreach (string group in catalog.ObjectsOf(patterns))
        {
            XElement response = await CallAsync(
                node, "perfmonCollectCounterData", cancellationToken, new XElement(Ast + "Host", node), new XElement(Ast + "Object", group)).ConfigureAwait(false);
            DateTimeOffset time = options.Time.GetLocalNow();
            samples.AddRange(response.Elements(Ast + "perfmonCollectCounterDataReturn")
                .Select(item => Sample(node, item, time))
                .OfType<CounterSample>()
                .Where(sample => patterns.Any(pattern => pattern.Fits(sample.Path))));
        }

        return samples;
    }

    /// <summary>What is wrong with an interval within which the requests of a sample would be held back; null where they all pass, and before the first sample.</summary>
    public ImpOpsException? TooShort(string node, IReadOnlyList<CounterPattern> patterns, CounterQuery query)
    {
        int allowed = ServiceLimits.PerfMonRequestsPerMinute;
        int requests = _catalogs.TryGetValue(node, out Catalog? catalog) ? catalog.ObjectsOf(patterns).Count() : 0;
        TimeSpan shortest = TimeSpan.FromSeconds(Math.Ceiling(Minute.TotalSeconds * requests / allowed));
        return query.SampleInterval < shortest && (query.MaxSamples is not { } samples || (double)requests * samples > allowed)
            ? Errors.SampleIntervalTooShort(query.SampleInterval, requests, allowed, shortest)
            : null;
    }

    /// <summary>What the node can count. It is read once, and again when something is asked for that was not there: a service may have come up since.</summary>
    private async Task<Catalog> CatalogAsync(string node, IReadOnlyList<CounterPattern> patterns, CancellationToken cancellationToken)
    {
        if (_catalogs.TryGetValue(node, out Catalog? known) && patterns.All(known.Has))
        {
            return known;
        }

        XElement response = await CallAsync(node, "perfmonListCounter", cancellationToken, new XElement(Ast + "Host", node)).ConfigureAwait(false);
        return _catalogs[node] = new Catalog(response);
    }

    private static CounterSample? Sample(string node, XElement item, DateTimeOffset time)
    {
        if (CounterPath.TryParse(Text(item, "Name") ?? "") is not { } path)
        {
            return null;
        }

        // Anything but 0 (valid) and 1 (new) says that there is no value at present.
        bool valid = Text(item, "CStatus") is "0" or "1";
        return new CounterSample(
            time,
            new CounterPath(node, path.Object, path.Instance, path.Counter),
            valid && double.TryParse(Text(item, "Value"), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null);
    }

    private Task<XElement> CallAsync(string node, string operation, CancellationToken cancellationToken, params XElement[] content) =>
        transport.CallAsync(
            new SoapCall
            {
                Address = ClusterAddress.Of(node, options.Port, Path),
                Action = operation,
                Request = new XElement(Ast + operation, content),
                IsRead = true,
                Pacer = _pacers.GetOrAdd(node, _ => new RequestPacer(ServiceLimits.PerfMonRequestsPerMinute, Minute, options.Time)),
            },
            cancellationToken);

    private static string? Text(XElement item, string tag) => item.Element(Ast + tag)?.Value.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>The objects of a node and their counters.</summary>
    private sealed class Catalog(XElement response)
    {
        private readonly (string Object, string[] Counters)[] _objects =
        [
            .. from item in response.Elements(Ast + "perfmonListCounterReturn")
               where Text(item, "Name") is not null
               select (Text(item, "Name")!, item.Elements(Ast + "ArrayOfCounter").Elements(Ast + "item").Select(counter => Text(counter, "Name")).OfType<string>().ToArray())
        ];

        public bool Has(CounterPattern pattern) => _objects.Any(item => Fits(item, pattern));

        public IEnumerable<string> ObjectsOf(IReadOnlyList<CounterPattern> patterns) =>
            _objects.Where(item => patterns.Any(pattern => Fits(item, pattern))).Select(item => item.Object);

        public IEnumerable<string> ClosestTo(string text) =>
            Closest.To(text, _objects.SelectMany(item => item.Counters.Select(counter => new CounterPath(null, item.Object, null, counter).ToString())));

        private static bool Fits((string Object, string[] Counters) item, CounterPattern pattern) =>
            pattern.FitsObject(item.Object) && item.Counters.Any(pattern.FitsCounter);
    }
}
