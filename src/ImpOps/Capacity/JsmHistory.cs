using System;
using System.Collections.Generic;
using System.Linq;

namespace ImpOps.Capacity;

/// <summary>The JSM sessions of a node over time, and the alarms that they raised.</summary>
public sealed class JsmHistory
{
    private readonly JsmCapacity _measure;
    private readonly JsmMonitorOptions _options;
    private readonly (DateTimeOffset Time, long? Count)[] _samples;
    private readonly (DateTimeOffset Time, long Count)[] _known;

    /// <summary>Makes the history out of samples in the order of time; a missing one has no count.</summary>
    internal JsmHistory(string? nodeName, JsmMonitorOptions options, (DateTimeOffset Time, long? Count)[] samples)
    {
        _options = options;
        _samples = samples;
        _known = [.. samples.Where(sample => sample.Count is not null).Select(sample => (sample.Time, sample.Count!.Value))];
        (PeakAt, long peak) = _known.Length == 0 ? (null, 0) : ((DateTimeOffset?)_known[0].Time, _known[0].Count);
        foreach ((DateTimeOffset time, long count) in _known)
        {
            if (count > peak)
            {
                (PeakAt, peak) = (time, count);
            }
        }

        _measure = JsmCapacity.Measure(new JsmCapacityRequest
        {
            NodeName = nodeName,
            OvaSize = options.OvaSize,
            HighAvailabilityMode = options.HighAvailabilityMode,
            SessionCount = peak,
            ThresholdPercent = options.ThresholdPercent,
        });
        Alarm = Array.AsReadOnly(FindAlarms().ToArray());
    }

    /// <summary>The node; null where the samples name none.</summary>
    public string? NodeName => _measure.NodeName;

    /// <summary>The OVA size of the node.</summary>
    public int OvaSize => _measure.OvaSize;

    /// <summary>The mode of the node's group; null without high availability.</summary>
    public HighAvailabilityMode? HighAvailabilityMode => _measure.HighAvailabilityMode;

    /// <summary>The sessions that the node supports.</summary>
    public int SessionLimit => _measure.SessionLimit;

    /// <summary>The fill above which the node is too full, in percent of <see cref="SessionLimit"/>.</summary>
    public int ThresholdPercent => _measure.ThresholdPercent;

    /// <summary>The time of the first sample.</summary>
    public DateTimeOffset StartTime => _samples[0].Time;

    /// <summary>The time of the last sample.</summary>
    public DateTimeOffset EndTime => _samples[_samples.Length - 1].Time;

    /// <summary>Samples that have a value.</summary>
    public int SampleCount => _known.Length;

    /// <summary>Samples that are missing.</summary>
    public int MissingCount => _samples.Length - _known.Length;

    /// <summary>The most sessions.</summary>
    public long PeakSessionCount => _measure.SessionCount;

    /// <summary>The highest fill, in percent of the limit.</summary>
    public double PeakPercent => _measure.PercentUsed;

    /// <summary>When the node was fullest; null where every sample is missing.</summary>
    public DateTimeOffset? PeakAt { get; }

    /// <summary>The fill at every sample that has a value.</summary>
    public IReadOnlyList<JsmFill> Fill => Array.ConvertAll(_known, sample => new JsmFill(sample.Time, sample.Count, Percent(sample.Count)));

    /// <summary>The alarms, in the order of time.</summary>
    public IReadOnlyList<JsmAlarm> Alarm { get; }

    /// <summary>What of the alarms cannot be told from these samples; null where all can.</summary>
    public ImpOpsException? Doubt
    {
        get
        {
            TimeSpan interval = MedianInterval();
            return interval > _options.MaximumGap ? Errors.SamplesTooSparse(NodeName, interval, _options.MaximumGap) : null;
        }
    }

    /// <summary>The fill in a few figures; null where every sample is missing.</summary>
    public JsmCapacitySummary? Summarize()
    {
        if (_known.Length == 0)
        {
            return null;
        }

        long[] sorted = [.. _known.Select(sample => sample.Count)];
        Array.Sort(sorted);
        (TimeSpan observed, TimeSpan over) = ObservedTime(_known);
        return new JsmCapacitySummary
        {
            NodeName = NodeName,
            SessionLimit = SessionLimit,
            ThresholdPercent = ThresholdPercent,
            StartTime = StartTime,
            EndTime = EndTime,
            SampleCount = SampleCount,
            MissingCount = MissingCount,
            MinimumPercent = Percent(Percentile(sorted, 0)),
            MedianPercent = Percent(Percentile(sorted, 50)),
            Percentile95Percent = Percent(Percentile(sorted, 95)),
            Percentile99Percent = Percent(Percentile(sorted, 99)),
            MaximumPercent = Percent(Percentile(sorted, 100)),
            TimeOverThresholdPercent = observed == TimeSpan.Zero ? null : 100.0 * over.Ticks / observed.Ticks,
            AlarmCount = Alarm.Count,
        };
    }

    /// <summary>When the trend of the daily peaks reaches the threshold and the limit.</summary>
    /// <exception cref="ImpOpsException"><c>ForecastTooShort</c>: too few days for a trend.</exception>
    public JsmForecast Forecast() => JsmForecast.Of(this, _known);

    /// <summary>What to do about the fullest moment, in a language.</summary>
    internal string PeakAdviceIn(Language language) => _measure.AdviceIn(language);

    /// <summary>After how long without a sample nobody can say what was in between: never less than a few of the usual intervals.</summary>
    internal TimeSpan LongestStep => TimeSpan.FromTicks(Math.Max(_options.MaximumGap.Ticks, 3 * MedianInterval().Ticks));

    internal double Percent(double count) => 100.0 * count / SessionLimit;

    /// <summary>How long samples were seen, and how long of that over the threshold. A sample holds until the next one, unless that is too far away.</summary>
    internal (TimeSpan Observed, TimeSpan Over) ObservedTime((DateTimeOffset Time, long Count)[] samples)
    {
        TimeSpan observed = TimeSpan.Zero, over = TimeSpan.Zero;
        for (int i = 1; i < samples.Length; i++)
        {
            TimeSpan step = samples[i].Time - samples[i - 1].Time;
            if (step <= _options.MaximumGap)
            {
                observed += step;
                over += IsOver(samples[i - 1].Count) ? step : TimeSpan.Zero;
            }
        }

        return (observed, over);
    }

    /// <summary>The smallest value that at least so many percent of all values do not exceed (nearest rank).</summary>
    private static long Percentile(long[] sorted, int percent) => sorted[Math.Max(0, (int)Math.Ceiling(percent / 100.0 * sorted.Length) - 1)];

    private bool IsOver(long count) => count * 100 > (long)ThresholdPercent * SessionLimit;

    private TimeSpan MedianInterval()
    {
        if (_known.Length < 2)
        {
            return TimeSpan.Zero;
        }

        long[] steps = new long[_known.Length - 1];
        for (int i = 0; i < steps.Length; i++)
        {
            steps[i] = (_known[i + 1].Time - _known[i].Time).Ticks;
        }

        Array.Sort(steps);
        return TimeSpan.FromTicks(Percentile(steps, 50));
    }

    private IEnumerable<JsmAlarm> FindAlarms()
    {
        Run? run = null;
        DateTimeOffset last = default;
        foreach ((DateTimeOffset time, long count) in _known)
        {
            if (run is not null && time - last > _options.MaximumGap)
            {
                if (run.End(last, byGap: true) is JsmAlarm lost)
                {
                    yield return lost;
                }

                run = null;
            }

            if (IsOver(count))
            {
                run ??= new Run(this, time);
                run.Add(time, count);
            }
            else
            {
                if (run?.End(time, byGap: false) is JsmAlarm cleared)
                {
                    yield return cleared;
                }

                run = null;
            }

            last = time;
        }

        if (run?.End(null, byGap: false) is JsmAlarm lasting)
        {
            yield return lasting;
        }
    }

    /// <summary>Samples over the threshold, one after the other.</summary>
    private sealed class Run(JsmHistory history, DateTimeOffset overSince)
    {
        private DateTimeOffset? _raisedAt;
        private DateTimeOffset _raiseAgainAt;
        private int _occurrence;
        private int _samples;
        private long _peak;

        public void Add(DateTimeOffset time, long count)
        {
            _samples++;
            _peak = Math.Max(_peak, count);
            if (_raisedAt is null)
            {
                if (time - overSince >= history._options.Duration)
                {
                    _raisedAt = time;
                    _raiseAgainAt = time;
                }
            }

            while (_raisedAt is not null && time >= _raiseAgainAt)
            {
                _occurrence++;
                _raiseAgainAt += history._options.Repeat;
            }
        }

        /// <summary>The alarm of the run; null where it was too short for one.</summary>
        public JsmAlarm? End(DateTimeOffset? clearedAt, bool byGap) => _raisedAt is DateTimeOffset raisedAt
            ? new JsmAlarm
            {
                NodeName = history.NodeName,
                OverSince = overSince,
                RaisedAt = raisedAt,
                ClearedAt = clearedAt,
                EndedByGap = byGap,
                Occurrence = _occurrence,
                PeakPercent = history.Percent(_peak),
                PeakSessionCount = _peak,
                SampleCount = _samples,
            }
            : null;
    }
}
