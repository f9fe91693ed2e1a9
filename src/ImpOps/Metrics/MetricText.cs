using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace ImpOps.Metrics;

/// <summary>Writes metrics in one of the formats.</summary>
internal sealed class MetricText
{
    private readonly StringBuilder _text = new();
    private readonly MetricOptions _options;
    private readonly string _labels;

    public MetricText(MetricOptions options)
    {
        _options = options;
        _labels = MetricLabels.Write(options.Label);
    }

    private bool IsOpen => _options.Format == MetricFormat.OpenMetrics;

    public string Write(IEnumerable<(MetricFamily Family, IEnumerable<MetricPoint> Points)> families)
    {
        foreach ((MetricFamily family, IEnumerable<MetricPoint> points) in families)
        {
            WriteHead(family);
            foreach (MetricPoint point in points)
            {
                WritePoint(point);
            }
        }

        if (IsOpen)
        {
            _text.Append("# EOF");
        }

        return _text.ToString();
    }

    /// <summary>A family of OpenMetrics has a name of its own; one of Prometheus has that of its samples.</summary>
    private void WriteHead(MetricFamily family)
    {
        string name = IsOpen ? family.Name : family.SampleName;
        _text.Append("# HELP ").Append(name).Append(' ').Append(family.Help).Append('\n');
        _text.Append("# TYPE ").Append(name).Append(' ').Append(TypeName(family.Type)).Append('\n');
        if (IsOpen && family.Unit is not null)
        {
            _text.Append("# UNIT ").Append(name).Append(' ').Append(family.Unit).Append('\n');
        }
    }

    private string TypeName(MetricType type) => (type, IsOpen) switch
    {
        (MetricType.Counter, _) => "counter",
        (MetricType.Info, true) => "info",
        (MetricType.Unknown, true) => "unknown",
        (MetricType.Unknown, false) => "untyped",
        _ => "gauge",
    };

    private void WritePoint(MetricPoint point)
    {
        _text.Append(point.Family.SampleName);
        string separator = _labels.Length > 0 && point.Labels.Length > 0 ? "," : "";
        string labels = _labels + separator + point.Labels;
        if (labels.Length > 0)
        {
            _text.Append('{').Append(labels).Append('}');
        }

        _text.Append(' ').Append(Number(point.Value));
        if (_options.Timestamp && point.Time is DateTimeOffset time)
        {
            long milliseconds = time.ToUnixTimeMilliseconds();
            _text.Append(' ').Append(IsOpen ? (milliseconds / 1000m).ToString(CultureInfo.InvariantCulture) : milliseconds.ToString(CultureInfo.InvariantCulture));
        }

        _text.Append('\n');
    }

    private static string Number(double value) =>
        double.IsNaN(value) ? "NaN"
        : double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);
}
