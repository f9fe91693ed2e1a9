using System;

namespace ImpOps.Metrics;

/// <summary>One sample of a metric.</summary>
/// <param name="Family">The metric.</param>
/// <param name="Labels">Its labels, as they are written.</param>
/// <param name="Value">The value.</param>
/// <param name="Time">When it was taken; null where nobody knows.</param>
internal readonly record struct MetricPoint(MetricFamily Family, string Labels, double Value, DateTimeOffset? Time)
{
    /// <summary>The sample without its value, as an error shows it.</summary>
    public override string ToString() => Labels.Length == 0 ? Family.SampleName : $"{Family.SampleName}{{{Labels}}}";
}
