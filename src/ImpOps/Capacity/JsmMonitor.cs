using System;
using System.Collections.Generic;
using System.Linq;
using ImpOps.Counters;

namespace ImpOps.Capacity;

/// <summary>Takes samples of the JSM session counters and gives the history of each node. The samples may come in any order.</summary>
public sealed class JsmMonitor
{
    // Multiple Device Messaging > Device Capacity Monitoring names the counters, and not the object that holds them.
    private static readonly string[] Counters = ["JsmClientSessionsActive", "JsmPhantomSessionsActive", "JsmHybridSessionsActive"];
    private const int Client = 0;

    private readonly Dictionary<string, Dictionary<long, Moment>> _nodes = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, TimeSpan> _offsets = new(StringComparer.OrdinalIgnoreCase);
    private readonly JsmMonitorOptions _options;

    /// <summary>Begins to take samples.</summary>
    /// <exception cref="ImpOpsException"><c>OvaSizeUnknown</c>, <c>ThresholdOutOfRange</c> or <c>DurationOutOfRange</c>.</exception>
    public JsmMonitor(JsmMonitorOptions options)
    {
        _options = options;
        _ = JsmCapacity.Measure(new JsmCapacityRequest { OvaSize = options.OvaSize, SessionCount = 0, ThresholdPercent = options.ThresholdPercent });
        CheckPositive(nameof(options.Repeat), options.Repeat);
        CheckPositive(nameof(options.MaximumGap), options.MaximumGap);
        if (options.Duration < TimeSpan.Zero)
        {
            throw Errors.DurationOutOfRange(nameof(options.Duration), options.Duration);
        }
    }

    /// <summary>Takes a sample. Counters that are not about JSM sessions are passed over.</summary>
    /// <returns>Whether it was one of the JSM session counters.</returns>
    public bool Add(CounterSample sample)
    {
        int kind = Array.FindIndex(Counters, name => string.Equals(name, sample.Counter, StringComparison.OrdinalIgnoreCase));
        if (kind < 0)
        {
            return false;
        }

        string node = sample.NodeName ?? "";
        if (!_nodes.TryGetValue(node, out Dictionary<long, Moment>? moments))
        {
            _nodes.Add(node, moments = []);
        }

        _offsets[node] = sample.Timestamp.Offset;
        long time = sample.Timestamp.UtcTicks;
        moments.TryGetValue(time, out Moment moment);
        bool sound = sample.Value is >= 0 and <= Plausible.MostSessions;
        moments[time] = new Moment(
            moment.Count + (sound ? (long)sample.Value!.Value : 0),
            moment.HasClients || kind == Client,
            moment.IsMissing || !sound);
        return true;
    }

    /// <summary>The history of each node, by name.</summary>
    public IReadOnlyList<JsmHistory> Histories() =>
    [
        .. _nodes.OrderBy(node => node.Key, StringComparer.OrdinalIgnoreCase).Select(node => new JsmHistory(
            node.Key.Length > 0 ? node.Key : null,
            _options,
            [
                .. node.Value.OrderBy(moment => moment.Key).Select(moment => (
                    new DateTimeOffset(moment.Key, TimeSpan.Zero).ToOffset(_offsets[node.Key]),
                    moment.Value is { HasClients: true, IsMissing: false } ? (long?)moment.Value.Count : null)),
            ])),
    ];

    private static void CheckPositive(string name, TimeSpan duration)
    {
        if (duration <= TimeSpan.Zero)
        {
            throw Errors.DurationOutOfRange(name, duration);
        }
    }

    /// <summary>The counters of a node at one time. Phantom and hybrid sessions have counters in newer releases only; client sessions always have.</summary>
    private readonly struct Moment(long count, bool hasClients, bool isMissing)
    {
        public long Count { get; } = count;

        public bool HasClients { get; } = hasClients;

        public bool IsMissing { get; } = isMissing;
    }
}
