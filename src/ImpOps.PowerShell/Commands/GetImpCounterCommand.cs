using System;
using System.Collections.Generic;
using System.Management.Automation;
using ImpOps.Cluster;
using ImpOps.Counters;
using ImpOps.PowerShell.Binding;

namespace ImpOps.PowerShell.Commands;

/// <summary>Get-ImpCounter: samples of counters of live nodes.</summary>
[Cmdlet(VerbsCommon.Get, "ImpCounter", DefaultParameterSetName = CountedSet)]
[OutputType(typeof(CounterSample))]
public sealed class GetImpCounterCommand : NodeCmdlet
{
    private const string CountedSet = "Counted";
    private const string ContinuousSet = "Continuous";
    private const int Day = 24 * 60 * 60;

    /// <summary>Paths of counters; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Counter { get; set; } = [@"\*\Jsm*SessionsActive", @"\Cisco XCP MDM Counters\*"];

    /// <summary>The time from one sample of a node to its next, in seconds.</summary>
    [Parameter]
    [NumberTransformation]
    [ValidateRange(1, Day)]
    public int SampleInterval { get; set; } = 15;

    /// <summary>How many samples to take of each node.</summary>
    [Parameter(ParameterSetName = CountedSet)]
    [NumberTransformation]
    [ValidateRange(1, long.MaxValue)]
    public long MaxSamples { get; set; } = 1;

    /// <summary>Takes samples until it is stopped.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ContinuousSet)]
    public SwitchParameter Continuous { get; set; }

    private protected override void Ask(IReadOnlyDictionary<ClusterConnection, List<string>> nodes)
    {
        HashSet<string> warned = [];
        foreach (NodeResult<CounterSample> result in Stream(nodes, (connection, of, token) => connection.CollectCountersAsync(Query(of), token)))
        {
            if (result is { Problem: not null, IsWarning: false })
            {
                WriteError(result.Problem);
            }
            else if (result.Problem is not null && warned.Add(result.Problem.Message))
            {
                WriteWarning(result.Problem.Message);
            }

            WriteObject(result.Items, enumerateCollection: true);
        }
    }

    private CounterQuery Query(List<string> nodes) => new()
    {
        Counters = Counter,
        NodeNames = nodes,
        SampleInterval = TimeSpan.FromSeconds(SampleInterval),
        MaxSamples = Continuous ? null : MaxSamples,
    };
}
