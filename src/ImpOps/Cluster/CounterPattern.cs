using ImpOps.Counters;
using ImpOps.Text;

namespace ImpOps.Cluster;

/// <summary>A counter path whose parts may hold wildcards.</summary>
internal sealed class CounterPattern
{
    private readonly string? _node;
    private readonly string _object;
    private readonly string? _instance;
    private readonly string _counter;

    public CounterPattern(string text)
    {
        CounterPath path = CounterPath.TryParse(text) ?? throw Errors.CounterPathInvalid(text);
        Text = text;
        _node = Upper(path.NodeName);
        _object = path.Object.ToUpperInvariant();
        _instance = Upper(path.Instance);
        _counter = path.Counter.ToUpperInvariant();
    }

    /// <summary>The pattern, as it was given.</summary>
    public string Text { get; }

    public bool NamesNode => _node is not null;

    public bool FitsNode(string node) => _node is null || Fits(node, _node);

    public bool FitsObject(string @object) => Fits(@object, _object);

    public bool FitsCounter(string counter) => Fits(counter, _counter);

    /// <summary>Whether it is one of the counters; a pattern without an instance fits them all.</summary>
    public bool Fits(CounterPath path) =>
        FitsObject(path.Object) && FitsCounter(path.Counter) && (_instance is null || (path.Instance is { } instance && Fits(instance, _instance)));

    private static bool Fits(string text, string pattern) => LooseText.Fits(text.ToUpperInvariant(), pattern);

    private static string? Upper(string? text) => text?.ToUpperInvariant();
}
