using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ImpOps.Counters;

namespace ImpOps.PowerShell.Commands;

/// <summary>Import-ImpCounterLog: the samples of perfmon logs.</summary>
[Cmdlet(VerbsData.Import, "ImpCounterLog", DefaultParameterSetName = PathSet)]
[OutputType(typeof(CounterSample), typeof(PSObject))]
public sealed class ImportImpCounterLogCommand : LogCmdlet
{
    private readonly SortedSet<string> _nodes = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<NamePattern> _met = [];
    private NamePattern[]? _nodePatterns;
    private NamePattern[]? _counterPatterns;

    /// <summary>Counters, or whole paths of them; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? Counter { get; set; }

    /// <summary>Nodes; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? NodeName { get; set; }

    /// <summary>One object for each time and node, with a property for each counter.</summary>
    [Parameter]
    public SwitchParameter AsTable { get; set; }

    private protected override IEnumerable<object> Read(IReadOnlyList<string> files)
    {
        _nodePatterns = NodeName is null ? null : Patterns(NodeName);
        _counterPatterns = Counter is null ? null : Patterns(Counter);
        CounterLogQuery query = new()
        {
            Counter = path =>
            {
                _nodes.Add(path.NodeName ?? "");
                return Meets(_nodePatterns, path, MeansNode) & Meets(_counterPatterns, path, MeansCounter);
            },
            StartTime = StartTime,
            EndTime = EndTime,
            UtcOffset = UtcOffset,
        };
        IEnumerable<CounterSample> samples = CounterLog.Read(files, query, Tell, progress => ShowProgress(Messages.ActivityReadingLog, progress), StopToken);
        return AsTable ? new CounterTable().Rows(samples) : samples;
    }

    private protected override void EndFiles()
    {
        if (_nodes.Count > 0)
        {
            Missing(_nodePatterns).ForEach(node => WriteError(ErrorRecords.CounterNodeNotFound(node.Text, _nodes)));
            Missing(_counterPatterns).ForEach(counter => WriteError(ErrorRecords.CounterNotFound(counter.Text)));
        }
    }

    private static bool MeansNode(NamePattern pattern, CounterPath path) => pattern.Matches(path.NodeName ?? "");

    /// <summary>A pattern with a backslash is one of whole paths.</summary>
    private static bool MeansCounter(NamePattern pattern, CounterPath path) => pattern.Text.Contains('\\')
        ? pattern.Matches(path.LocalPath) || pattern.Matches(path.ToString())
        : pattern.Matches(path.Counter);

    private bool Meets(NamePattern[]? patterns, CounterPath path, Func<NamePattern, CounterPath, bool> means)
    {
        if (patterns is null)
        {
            return true;
        }

        bool any = false;
        foreach (NamePattern pattern in patterns.Where(pattern => means(pattern, path)))
        {
            _met.Add(pattern);
            any = true;
        }

        return any;
    }

    private List<NamePattern> Missing(NamePattern[]? patterns) => [.. (patterns ?? []).Where(pattern => !pattern.IsWildcard && !_met.Contains(pattern))];
}
