using System.Collections.Generic;

namespace ImpOps.Metrics;

/// <summary>How metrics are written.</summary>
public sealed class MetricOptions
{
    /// <summary>The format.</summary>
    public MetricFormat Format { get; init; }

    /// <summary>Whether a sample tells when it was taken, where that is known. Textfile collectors refuse a file with such times.</summary>
    public bool Timestamp { get; init; }

    /// <summary>Labels that every sample gets besides its own, for example <c>cluster</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Label { get; init; } = [];
}
