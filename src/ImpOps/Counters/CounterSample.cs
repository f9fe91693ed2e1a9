using System;

namespace ImpOps.Counters;

/// <summary>The value of a counter at a time.</summary>
public sealed class CounterSample(DateTimeOffset timestamp, CounterPath path, double? value)
{
    /// <summary>When it was taken, with the offset of the node's clock.</summary>
    public DateTimeOffset Timestamp { get; } = timestamp;

    /// <summary>The node; null where neither the path nor the name of the file tells.</summary>
    public string? NodeName => Path.NodeName;

    /// <summary>The group of counters.</summary>
    public string Object => Path.Object;

    /// <summary>The instance; null where there is only one.</summary>
    public string? Instance => Path.Instance;

    /// <summary>The counter.</summary>
    public string Counter => Path.Counter;

    /// <summary>The value; null where the sample is missing.</summary>
    public double? Value { get; } = value;

    /// <summary>The whole path of the counter.</summary>
    public CounterPath Path { get; } = path;
}
