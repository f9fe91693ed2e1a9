using System;
using System.Collections.Generic;
using System.Linq;
using ImpOps.Counters;

namespace ImpOps.Messaging;

/// <summary>Takes samples of the counters of multiple device messaging and sums them up for each node. The samples may come in any order.</summary>
public sealed class MdmMonitor
{
    private static readonly HashSet<string> Counters = new(StringComparer.OrdinalIgnoreCase)
    {
        MdmCounters.Sessions, MdmCounters.SilentSessions, MdmCounters.QuietSessions, MdmCounters.Flushes, MdmCounters.FlushesAtLimit,
        MdmCounters.FlushPackets, MdmCounters.QueuedTime,
    };

    private readonly Dictionary<string, Node> _nodes = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes a sample. Counters that are not about multiple device messaging are passed over.</summary>
    /// <returns>Whether it was one of the counters of multiple device messaging.</returns>
    public bool Add(CounterSample sample)
    {
        if (!Counters.Contains(sample.Counter))
        {
            return false;
        }

        if (sample.Value is double value and >= 0)
        {
            string name = sample.NodeName ?? "";
            if (!_nodes.TryGetValue(name, out Node? node))
            {
                _nodes.Add(name, node = new Node(name.Length > 0 ? name : null));
            }

            node.Add(sample.Counter, sample.Timestamp, value);
        }

        return true;
    }

    /// <summary>The figures of each node: of the whole period, or of each interval of it.</summary>
    /// <param name="interval">The length of the intervals, which begin at midnight; null for the whole period.</param>
    /// <exception cref="ImpOpsException"><c>DurationOutOfRange</c>.</exception>
    public IReadOnlyList<MdmCounterSummary> Summarize(TimeSpan? interval = null)
    {
        if (interval <= TimeSpan.Zero)
        {
            throw Errors.DurationOutOfRange(nameof(interval), interval.Value);
        }

        return [.. _nodes.OrderBy(node => node.Key, StringComparer.OrdinalIgnoreCase).SelectMany(node => node.Value.Summarize(interval))];
    }

    /// <summary>The counters of a node over time.</summary>
    private sealed class Node(string? name)
    {
        private readonly Dictionary<string, SortedDictionary<long, double>> _counters = new(StringComparer.OrdinalIgnoreCase);
        private TimeSpan _offset;

        public void Add(string counter, DateTimeOffset time, double value)
        {
            if (!_counters.TryGetValue(counter, out SortedDictionary<long, double>? values))
            {
                _counters.Add(counter, values = []);
            }

            _offset = time.Offset;
            values[time.UtcTicks] = value;
        }

        public IEnumerable<MdmCounterSummary> Summarize(TimeSpan? interval)
        {
            Total flushes = new(Values(MdmCounters.Flushes));
            Total atLimit = new(Values(MdmCounters.FlushesAtLimit));
            return _counters.Values.SelectMany(values => values.Keys).Distinct()
                .GroupBy(time => interval is TimeSpan length ? (time + _offset.Ticks) / length.Ticks : 0)
                .OrderBy(period => period.Key)
                .Select(period => Summarize([.. period.OrderBy(time => time)], flushes, atLimit));
        }

        private MdmCounterSummary Summarize(long[] times, Total flushes, Total atLimit)
        {
            double[] sessions = Known(times, MdmCounters.Sessions);
            (double? count, TimeSpan over, int restarts) = flushes.In(times);
            double? limitCount = atLimit.In(times).Count;
            return new MdmCounterSummary
            {
                NodeName = name,
                StartTime = Time(times[0]),
                EndTime = Time(times[times.Length - 1]),
                SampleCount = times.Length,
                AverageSessionCount = Average(sessions),
                PeakSessionCount = sessions.Length == 0 ? null : (long)sessions.Max(),
                QuietModePercent = Share(times, MdmCounters.QuietSessions),
                SilentModePercent = Share(times, MdmCounters.SilentSessions),
                FlushCount = (long?)count,
                FlushPerMinute = count is null || over <= TimeSpan.Zero ? null : count / over.TotalMinutes,
                LimitReachedCount = (long?)limitCount,
                LimitReachedPercent = count > 0 && limitCount is not null ? 100 * limitCount / count : null,
                AverageQueuedSeconds = AverageQueuedTime(times, flushes),
                AverageFlushPacketCount = Average(Known(times, MdmCounters.FlushPackets)),
                RestartCount = restarts,
            };
        }

        /// <summary>Part of the sessions, where both are known at the same time.</summary>
        private double? Share(long[] times, string part)
        {
            SortedDictionary<long, double> all = Values(MdmCounters.Sessions), some = Values(part);
            double sum = 0, of = 0;
            foreach (long time in times)
            {
                if (all.TryGetValue(time, out double whole) && some.TryGetValue(time, out double share))
                {
                    (sum, of) = (sum + share, of + whole);
                }
            }

            return of > 0 ? 100 * sum / of : null;
        }

        /// <summary>A time that many flushes waited counts for more than that of a few; where nothing was flushed, every sample counts alike.</summary>
        private double? AverageQueuedTime(long[] times, Total flushes)
        {
            SortedDictionary<long, double> queued = Values(MdmCounters.QueuedTime);
            double sum = 0, weights = 0;
            foreach (long time in times)
            {
                if (queued.TryGetValue(time, out double seconds) && flushes.At(time) is double weight)
                {
                    (sum, weights) = (sum + (weight * seconds), weights + weight);
                }
            }

            return weights > 0 ? sum / weights : Average(Known(times, MdmCounters.QueuedTime));
        }

        private double[] Known(long[] times, string counter)
        {
            SortedDictionary<long, double> values = Values(counter);
            return [.. times.Where(values.ContainsKey).Select(time => values[time])];
        }

        private static double? Average(double[] values) => values.Length == 0 ? null : values.Average();

        private SortedDictionary<long, double> Values(string counter) =>
            _counters.TryGetValue(counter, out SortedDictionary<long, double>? values) ? values : [];

        private DateTimeOffset Time(long utcTicks) => new DateTimeOffset(utcTicks, TimeSpan.Zero).ToOffset(_offset);
    }

    /// <summary>A total since the start of the service: what it grew by between samples, and when it began at zero again.</summary>
    private sealed class Total
    {
        private readonly Dictionary<long, (double Growth, long Ticks, bool Restarted)> _steps = [];

        public Total(SortedDictionary<long, double> values)
        {
            (long Time, double Value)? before = null;
            foreach (KeyValuePair<long, double> sample in values)
            {
                if (before is (long time, double value))
                {
                    // A total that shrinks has begun anew, and what it holds now was counted since.
                    bool restarted = sample.Value < value;
                    _steps[sample.Key] = (restarted ? sample.Value : sample.Value - value, sample.Key - time, restarted);
                }

                before = (sample.Key, sample.Value);
            }
        }

        /// <summary>By how much it grew until a time since the sample before; null where there is none.</summary>
        public double? At(long time) => _steps.TryGetValue(time, out (double Growth, long Ticks, bool Restarted) step) ? step.Growth : null;

        /// <summary>By how much it grew in a period, in what time, with how many restarts.</summary>
        public (double? Count, TimeSpan Time, int Restarts) In(long[] times)
        {
            (double Growth, long Ticks, bool Restarted)[] steps = [.. times.Where(_steps.ContainsKey).Select(time => _steps[time])];
            return steps.Length == 0
                ? (null, TimeSpan.Zero, 0)
                : (steps.Sum(step => step.Growth), TimeSpan.FromTicks(steps.Sum(step => step.Ticks)), steps.Count(step => step.Restarted));
        }
    }
}
