using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ImpOps.Counters;
using ImpOps.PowerShell.Binding;

namespace ImpOps.PowerShell.Commands;

/// <summary>Import-ImpCounterLog: the samples of perfmon logs.</summary>
[Cmdlet(VerbsData.Import, "ImpCounterLog", DefaultParameterSetName = PathSet)]
[OutputType(typeof(CounterSample), typeof(PSObject))]
public sealed class ImportImpCounterLogCommand : ImpCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private readonly List<string> _files = [];
    private readonly SortedSet<string> _nodes = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<NamePattern> _met = [];

    /// <summary>Log files; wildcards are allowed. All files together are one log.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Log files whose names are taken as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Counters, or whole paths of them; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? Counter { get; set; }

    /// <summary>Nodes; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? NodeName { get; set; }

    /// <summary>The first time that is wanted.</summary>
    [Parameter]
    public DateTimeOffset? StartTime { get; set; }

    /// <summary>The last time that is wanted.</summary>
    [Parameter]
    public DateTimeOffset? EndTime { get; set; }

    /// <summary>The offset from UTC of logs that do not tell theirs.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? UtcOffset { get; set; }

    /// <summary>One object for each time and node, with a property for each counter.</summary>
    [Parameter]
    public SwitchParameter AsTable { get; set; }

    private protected override void Process()
    {
        bool literal = ParameterSetName == LiteralPathSet;
        _files.AddRange(ResolveNewFiles(literal ? LiteralPath : Path, literal));
    }

    private protected override void End()
    {
        NamePattern[]? counters = Counter is null ? null : Patterns(Counter);
        NamePattern[]? nodes = NodeName is null ? null : Patterns(NodeName);
        CounterLogQuery query = new()
        {
            Counter = path =>
            {
                _nodes.Add(path.NodeName ?? "");
                return Meets(nodes, path, MeansNode) & Meets(counters, path, MeansCounter);
            },
            StartTime = StartTime,
            EndTime = EndTime,
            UtcOffset = UtcOffset,
        };
        try
        {
            IEnumerable<CounterSample> samples = CounterLog.Read(_files, query, Tell, progress => ShowProgress(Messages.ActivityReadingLog, progress), StopToken);
            foreach (object item in AsTable ? (IEnumerable<object>)new CounterTable().Rows(samples) : samples)
            {
                WriteObject(item);
            }
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }

        if (_nodes.Count > 0)
        {
            Missing(nodes).ForEach(node => WriteError(ErrorRecords.CounterNodeNotFound(node.Text, _nodes)));
            Missing(counters).ForEach(counter => WriteError(ErrorRecords.CounterNotFound(counter.Text)));
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
