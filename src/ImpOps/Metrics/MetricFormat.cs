namespace ImpOps.Metrics;

/// <summary>The text formats in which monitoring systems take metrics.</summary>
public enum MetricFormat : long
{
    /// <summary>OpenMetrics 1.0, the standard: with units, types of its own, and an end that tells that nothing is missing.</summary>
    OpenMetrics,

    /// <summary>The older text format of Prometheus (0.0.4). The textfile collectors of node_exporter and windows_exporter take no other.</summary>
    Prometheus,
}
