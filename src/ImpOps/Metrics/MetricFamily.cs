using System;
using System.Collections.Generic;
using System.IO;
using ImpOps.Tables;

namespace ImpOps.Metrics;

/// <summary>What kind of figure a metric is.</summary>
internal enum MetricType
{
    /// <summary>It goes up and down.</summary>
    Gauge,

    /// <summary>It only grows, until it begins at zero again.</summary>
    Counter,

    /// <summary>Its labels are what it tells.</summary>
    Info,

    /// <summary>Nobody knows.</summary>
    Unknown,
}

/// <summary>A metric: samples of one name, which differ in their labels.</summary>
internal sealed class MetricFamily
{
    private static readonly Lazy<MetricFamily[]> Families = new(() => TableReader.Read("metrics", row => new MetricFamily(row)));
    private static readonly Lazy<Dictionary<string, MetricFamily>> ByName = new(() => Index(family => family.Name, StringComparer.Ordinal));
    private static readonly Lazy<Dictionary<string, MetricFamily>> ByCounter = new(() => Index(family => family.Counter, StringComparer.OrdinalIgnoreCase));

    private MetricFamily(TableRow row)
    {
        Name = row.Required("Name");
        Type = row.Enum<MetricType>("Type");
        Unit = row.Optional("Unit");
        Counter = row.Optional("Counter");
        Help = row.Required("Help");
    }

    /// <summary>All metrics, in the order in which they are written.</summary>
    public static IReadOnlyList<MetricFamily> All => Array.AsReadOnly(Families.Value);

    /// <summary>The name, without what a format adds to it.</summary>
    public string Name { get; }

    public MetricType Type { get; }

    /// <summary>The base unit, with which the name ends; null for what is counted.</summary>
    public string? Unit { get; }

    /// <summary>The product's counter of which it is the value; null where it is another figure.</summary>
    public string? Counter { get; }

    /// <summary>What it tells, in English: who reads it is a machine, or a colleague of any language.</summary>
    public string Help { get; }

    /// <summary>The name of the samples.</summary>
    public string SampleName => Type switch
    {
        MetricType.Counter => Name + "_total",
        MetricType.Info => Name + "_info",
        _ => Name,
    };

    public static MetricFamily Get(string name) =>
        ByName.Value.TryGetValue(name, out MetricFamily? family) ? family : throw new InvalidDataException($"Table 'metrics' has no '{name}'.");

    /// <summary>The metric that has a product's counter as its value; null where none is made for it.</summary>
    public static MetricFamily? FindByCounter(string counter) => ByCounter.Value.TryGetValue(counter, out MetricFamily? family) ? family : null;

    private static Dictionary<string, MetricFamily> Index(Func<MetricFamily, string?> key, StringComparer comparer)
    {
        Dictionary<string, MetricFamily> index = new(comparer);
        foreach (MetricFamily family in Families.Value)
        {
            if (key(family) is string text)
            {
                index.Add(text, family);
            }
        }

        return index;
    }
}
