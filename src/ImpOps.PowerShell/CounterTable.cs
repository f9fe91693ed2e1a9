using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ImpOps.Counters;

namespace ImpOps.PowerShell;

/// <summary>
/// Puts samples of one time and node into one object. A property is called as the counter, and where two counters are called alike, the second as its
/// path. A counter that was there once has its property in all objects that follow.
/// </summary>
internal sealed class CounterTable
{
    private readonly Dictionary<string, string> _columnOfPath = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase) { nameof(CounterSample.Timestamp), nameof(CounterSample.NodeName) };
    private readonly List<string> _columns = [];

    /// <summary>The objects, as soon as the samples of the next time come.</summary>
    public IEnumerable<PSObject> Rows(IEnumerable<CounterSample> samples)
    {
        List<CounterSample> ofTime = [];
        foreach (CounterSample sample in samples)
        {
            if (ofTime.Count > 0 && ofTime[0].Timestamp != sample.Timestamp)
            {
                foreach (PSObject row in RowsOf(ofTime))
                {
                    yield return row;
                }

                ofTime.Clear();
            }

            ofTime.Add(sample);
        }

        foreach (PSObject row in RowsOf(ofTime))
        {
            yield return row;
        }
    }

    private IEnumerable<PSObject> RowsOf(List<CounterSample> samples) =>
        samples.GroupBy(sample => sample.NodeName, StringComparer.OrdinalIgnoreCase).Select(node => Row(node.First().Timestamp, node.Key, [.. node]));

    private PSObject Row(DateTimeOffset timestamp, string? node, CounterSample[] samples)
    {
        Dictionary<string, double?> values = new(StringComparer.OrdinalIgnoreCase);
        foreach (CounterSample sample in samples)
        {
            values[Column(sample.Path)] = sample.Value;
        }

        PSObject row = new();
        row.Properties.Add(new PSNoteProperty(nameof(CounterSample.Timestamp), timestamp));
        row.Properties.Add(new PSNoteProperty(nameof(CounterSample.NodeName), node));
        foreach (string column in _columns)
        {
            row.Properties.Add(new PSNoteProperty(column, values.TryGetValue(column, out double? value) ? value : null));
        }

        return row;
    }

    private string Column(CounterPath path)
    {
        string local = path.LocalPath;
        if (!_columnOfPath.TryGetValue(local, out string? column))
        {
            column = _taken.Add(path.Counter) ? path.Counter : local;
            _columnOfPath.Add(local, column);
            _columns.Add(column);
        }

        return column;
    }
}
