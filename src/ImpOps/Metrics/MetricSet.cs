using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using ImpOps.Capacity;
using ImpOps.Counters;
using ImpOps.Text;

namespace ImpOps.Metrics;

/// <summary>
/// Takes what ImpOps has measured and writes it as metrics for a monitoring system. A metric of one node is there once: of samples that tell
/// their time, the newest counts.
/// </summary>
public sealed class MetricSet
{
    private readonly Dictionary<MetricFamily, Dictionary<string, MetricPoint>> _points = [];
    private readonly Dictionary<CounterPath, (MetricFamily Family, string Labels, string Node)> _counters = [];
    private readonly Dictionary<string, SortedDictionary<DateTimeOffset, JsmAlarm>> _alarms = new(StringComparer.Ordinal);

    private readonly MetricFamily _lastSample = MetricFamily.Get("impops_counter_last_sample_timestamp_seconds");

    /// <summary>Whether there is nothing to write.</summary>
    public bool IsEmpty => _points.Count == 0 && _alarms.Count == 0;

    /// <summary>
    /// Takes a line of a session report (those of users are passed over), the fill, history, summary, alarm or forecast of a node, a summary of the
    /// counters of multiple device messaging, a sample of a counter, a finding, a presence redundancy group, or a service.
    /// </summary>
    /// <param name="item">The object.</param>
    /// <returns>False where the object is of another kind.</returns>
    /// <exception cref="ImpOpsException"><c>MetricTwice</c>: a metric of the object is there already, with another value. Nothing of it was taken.</exception>
    public bool Add(object item)
    {
        switch (item)
        {
            case CounterSample sample:
                Add(sample);
                return true;
            case Finding finding:
                Add(finding);
                return true;
            case JsmAlarm alarm:
                Note(alarm.NodeName, [alarm]);
                return true;
        }

        if (MetricSource.Of(item) is not IEnumerable<MetricPoint> given)
        {
            return false;
        }

        MetricPoint[] points = [.. given];
        foreach (MetricPoint point in points)
        {
            Check(point);
        }

        foreach (MetricPoint point in points)
        {
            Put(point);
        }

        if (item is JsmHistory history)
        {
            Note(history.NodeName, history.Alarm);
        }

        return true;
    }

    /// <summary>The metrics as one text. OpenMetrics ends with the word EOF, Prometheus with a line feed, as each must.</summary>
    /// <exception cref="ImpOpsException"><c>MetricLabelInvalid</c>.</exception>
    public string ToText(MetricOptions? options = null) => new MetricText(options ?? new MetricOptions()).Write(Families());

    /// <summary>Writes the metrics into a file, whole or not at all: a collector never reads half of it. UTF-8 without a byte order mark.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How metrics are written.</param>
    /// <param name="noClobber">An existing file is an error.</param>
    /// <param name="force">A read-only file is replaced.</param>
    /// <exception cref="ImpOpsException">
    /// <c>MetricLabelInvalid</c>, <c>FileNotRegular</c>, <c>PathIsDirectory</c>, <c>FileExists</c>, <c>FileReadOnly</c>, <c>DirectoryNotFound</c> or <c>FileNotWritable</c>.
    /// </exception>
    public void Write(string path, MetricOptions? options = null, bool noClobber = false, bool force = false)
    {
        string text = ToText(options);
        byte[] bytes = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text.EndsWith("\n", StringComparison.Ordinal) ? text : text + "\n");
        OutputFile.WriteAll([new OutputFile(path, stream => stream.Write(bytes, 0, bytes.Length))], noClobber, force);
    }

    private void Add(CounterSample sample)
    {
        if (sample.Value is not double value)
        {
            return;
        }

        if (!_counters.TryGetValue(sample.Path, out (MetricFamily Family, string Labels, string Node) counter))
        {
            _counters.Add(sample.Path, counter = Name(sample.Path));
        }

        // What only grows is never negative: such a value is a failure of the counter.
        if (counter.Family.Type != MetricType.Counter || value >= 0)
        {
            MetricPoint point = new(counter.Family, counter.Labels, value, sample.Timestamp);
            Check(point);
            Put(point);
            Put(new MetricPoint(_lastSample, counter.Node, MetricSource.Seconds(sample.Timestamp), sample.Timestamp));
        }
    }

    private static (MetricFamily Family, string Labels, string Node) Name(CounterPath path)
    {
        MetricFamily? known = MetricFamily.FindByCounter(path.Counter);
        string labels = known is null
            ? MetricLabels.Write(
                (MetricLabels.Node, path.NodeName), (MetricLabels.Object, path.Object), (MetricLabels.Instance, path.Instance), (MetricLabels.Counter, path.Counter))
            : MetricLabels.Write((MetricLabels.Node, path.NodeName), (MetricLabels.Instance, path.Instance));
        return (known ?? MetricFamily.Get("impops_counter"), labels, MetricLabels.Write((MetricLabels.Node, path.NodeName)));
    }

    /// <summary>A check has passed where it has passed for all that it was asked about.</summary>
    private void Add(Finding finding)
    {
        MetricPoint point = new(
            MetricFamily.Get("impops_check_passed"),
            MetricLabels.Write((MetricLabels.Check, finding.Check), (MetricLabels.Group, finding.PresenceRedundancyGroup), (MetricLabels.Node, finding.NodeName)),
            finding.Passed ? 1 : 0,
            null);
        if (Find(point) is not { Value: 0 })
        {
            Put(point);
        }
    }

    /// <summary>Alarms are counted in the end: the same one may come as itself and in its history.</summary>
    private void Note(string? node, IEnumerable<JsmAlarm> alarms)
    {
        string labels = MetricLabels.Write((MetricLabels.Node, node));
        if (!_alarms.TryGetValue(labels, out SortedDictionary<DateTimeOffset, JsmAlarm>? noted))
        {
            _alarms.Add(labels, noted = []);
        }

        foreach (JsmAlarm alarm in alarms)
        {
            noted[alarm.RaisedAt] = alarm;
        }
    }

    private void Check(MetricPoint point)
    {
        if (Find(point) is MetricPoint there && (there.Time is null || point.Time is null || there.Time == point.Time) && !there.Value.Equals(point.Value))
        {
            throw Errors.MetricTwice(point, there.Value, point.Value);
        }
    }

    private void Put(MetricPoint point)
    {
        if (!_points.TryGetValue(point.Family, out Dictionary<string, MetricPoint>? family))
        {
            _points.Add(point.Family, family = new Dictionary<string, MetricPoint>(StringComparer.Ordinal));
        }

        if (!family.TryGetValue(point.Labels, out MetricPoint there) || !(point.Time < there.Time))
        {
            family[point.Labels] = point;
        }
    }

    private MetricPoint? Find(MetricPoint point) =>
        _points.TryGetValue(point.Family, out Dictionary<string, MetricPoint>? family) && family.TryGetValue(point.Labels, out MetricPoint there) ? there : null;

    /// <summary>The metrics in the order of their table, and the samples of each in the order of their labels: whatever came first, the text is the same.</summary>
    private IEnumerable<(MetricFamily Family, IEnumerable<MetricPoint> Points)> Families()
    {
        ILookup<MetricFamily, MetricPoint> alarms = _alarms.SelectMany(node => AlarmPoints(node.Key, [.. node.Value.Values])).ToLookup(point => point.Family);
        foreach (MetricFamily family in MetricFamily.All)
        {
            // Alarms that were seen tell more than their number in a summary.
            IEnumerable<MetricPoint> counted = _points.TryGetValue(family, out Dictionary<string, MetricPoint>? points) ? points.Values : [];
            MetricPoint[] all =
            [
                .. alarms[family].Concat(counted)
                    .GroupBy(point => point.Labels, StringComparer.Ordinal)
                    .Select(same => same.First())
                    .OrderBy(point => point.Labels, StringComparer.Ordinal),
            ];
            if (all.Length > 0)
            {
                yield return (family, all);
            }
        }
    }

    private static IEnumerable<MetricPoint> AlarmPoints(string node, JsmAlarm[] alarms)
    {
        JsmAlarm? last = alarms.LastOrDefault();
        return
        [
            .. MetricSource.Point("impops_jsm_alarms", node, alarms.Length),
            .. MetricSource.Point("impops_jsm_alarm_active", node, last is { ClearedAt: null } ? 1 : 0),
            .. MetricSource.Moment("impops_jsm_alarm_last_raised_timestamp_seconds", node, last?.RaisedAt),
        ];
    }
}
