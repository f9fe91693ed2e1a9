using System;
using System.Collections.Generic;
using System.Management.Automation;
using ImpOps.Capacity;
using ImpOps.Counters;
using ImpOps.PowerShell.Binding;
using ImpOps.PowerShell.Completion;
using ImpOps.Sessions;

namespace ImpOps.PowerShell.Commands;

/// <summary>Measure-ImpJsmCapacity: the JSM sessions of nodes against what they support, and how many nodes a deployment needs.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "ImpJsmCapacity", DefaultParameterSetName = NodeSet)]
[OutputType(typeof(JsmCapacity), typeof(JsmHistory), typeof(JsmAlarm), typeof(JsmCapacitySummary), typeof(JsmForecast), ParameterSetName = [NodeSet])]
[OutputType(typeof(JsmCapacityPlan), ParameterSetName = [PlanSet])]
public sealed class MeasureImpJsmCapacityCommand : RecordCmdlet
{
    private const string NodeSet = "Node";
    private const string PlanSet = "Plan";

    private long _measured;
    private long _passedOver;
    private JsmMonitor? _monitor;
    private long _samples;

    /// <summary>The OVA size of the nodes.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [NumberTransformation]
    [ArgumentCompleter(typeof(OvaSizeCompleter))]
    public int OvaSize { get; set; }

    /// <summary>Active client sessions: the counter JsmClientSessionsActive.</summary>
    [Parameter(ParameterSetName = NodeSet, ValueFromPipelineByPropertyName = true)]
    [NumberTransformation(Optional = true)]
    [Alias("JsmClientSessionsActive")]
    public long? ClientSession { get; set; }

    /// <summary>Phantom sessions: the counter JsmPhantomSessionsActive.</summary>
    [Parameter(ParameterSetName = NodeSet, ValueFromPipelineByPropertyName = true)]
    [NumberTransformation(Optional = true)]
    [Alias("JsmPhantomSessionsActive")]
    public long? PhantomSession { get; set; }

    /// <summary>Hybrid sessions: the counter JsmHybridSessionsActive.</summary>
    [Parameter(ParameterSetName = NodeSet, ValueFromPipelineByPropertyName = true)]
    [NumberTransformation(Optional = true)]
    [Alias("JsmHybridSessionsActive")]
    public long? HybridSession { get; set; }

    /// <summary>Composed sessions: one for each user that is assigned to the node.</summary>
    [Parameter(ParameterSetName = NodeSet, ValueFromPipelineByPropertyName = true)]
    [NumberTransformation(Optional = true)]
    public long? ComposedSession { get; set; }

    /// <summary>Count composed sessions too.</summary>
    [Parameter(ParameterSetName = NodeSet)]
    public SwitchParameter IncludeComposed { get; set; }

    /// <summary>The sessions that count, where only their sum is known: as a line of a session report has it.</summary>
    [Parameter(ParameterSetName = NodeSet, ValueFromPipelineByPropertyName = true)]
    [NumberTransformation(Optional = true)]
    public long? SessionCount { get; set; }

    /// <summary>The level of a line of a session report. Only nodes are measured.</summary>
    [Parameter(ParameterSetName = NodeSet, ValueFromPipelineByPropertyName = true)]
    [SessionLevelTransformation]
    public SessionLevel Level { get; set; } = SessionLevel.Node;

    /// <summary>The node.</summary>
    [Parameter(ParameterSetName = NodeSet, ValueFromPipelineByPropertyName = true)]
    public string? NodeName { get; set; }

    /// <summary>Users to plan for.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PlanSet)]
    [NumberTransformation]
    public int UserCount { get; set; }

    /// <summary>Clients that each user is signed in with, on average.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PlanSet)]
    [DecimalTransformation]
    public double ClientPerUser { get; set; }

    /// <summary>The mode of the presence redundancy groups; without it, there is no high availability.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [HighAvailabilityModeTransformation]
    public HighAvailabilityMode? HighAvailabilityMode { get; set; }

    /// <summary>The fill above which a node is too full, in percent.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NumberTransformation(Optional = true)]
    public int? ThresholdPercent { get; set; }

    /// <summary>How long the fill must be over the threshold for an alarm.</summary>
    [Parameter(ParameterSetName = NodeSet)]
    [DurationTransformation]
    public TimeSpan? Duration { get; set; }

    /// <summary>After how long an alarm is raised again while it lasts.</summary>
    [Parameter(ParameterSetName = NodeSet)]
    [DurationTransformation]
    public TimeSpan? Repeat { get; set; }

    /// <summary>How long samples may be missing within a run over the threshold.</summary>
    [Parameter(ParameterSetName = NodeSet)]
    [DurationTransformation]
    public TimeSpan? MaximumGap { get; set; }

    /// <summary>Gives the alarms of samples, instead of the history of each node.</summary>
    [Parameter(ParameterSetName = NodeSet)]
    public SwitchParameter Alarm { get; set; }

    /// <summary>Gives the fill over time in a few figures.</summary>
    [Parameter(ParameterSetName = NodeSet)]
    public SwitchParameter Summary { get; set; }

    /// <summary>Gives when the trend reaches the threshold and the limit.</summary>
    [Parameter(ParameterSetName = NodeSet)]
    public SwitchParameter Forecast { get; set; }

    private protected override void ProcessBoundRecord()
    {
        try
        {
            if (CounterSampleTransformationAttribute.Find(Record) is CounterSample sample)
            {
                _monitor ??= CreateMonitor();
                _samples++;
                _monitor.Add(sample);
            }
            else if (ParameterSetName == PlanSet)
            {
                WriteObject(JsmCapacityPlan.For(OvaSize, UserCount, ClientPerUser, HighAvailabilityMode, ThresholdPercent));
            }
            else if (Level != SessionLevel.Node)
            {
                _passedOver++;
            }
            else
            {
                _measured++;
                WriteObject(JsmCapacity.Measure(new JsmCapacityRequest
                {
                    NodeName = NodeName,
                    OvaSize = OvaSize,
                    HighAvailabilityMode = HighAvailabilityMode,
                    SessionCount = SessionCount,
                    ClientSession = ClientSession,
                    PhantomSession = PhantomSession,
                    HybridSession = HybridSession,
                    ComposedSession = IncludeComposed ? ComposedSession : null,
                    ThresholdPercent = ThresholdPercent,
                }));
            }
        }
        catch (ArgumentTransformationMetadataException)
        {
            WriteError(ErrorRecords.NotASample(Record!));
        }
        catch (ImpOpsException problem)
        {
            WriteError(problem);
        }
    }

    private protected override void EndRecords()
    {
        if (_measured == 0 && _passedOver > 0)
        {
            WriteWarning(ErrorRecords.Format(Messages.NoNodeLines, _passedOver));
        }

        IReadOnlyList<JsmHistory> histories = _monitor?.Histories() ?? [];
        if (_samples > 0 && histories.Count == 0)
        {
            WriteWarning(ErrorRecords.Format(Messages.NoJsmSamples, _samples));
        }

        foreach (JsmHistory history in histories)
        {
            WriteHistory(history);
        }
    }

    private JsmMonitor CreateMonitor()
    {
        if (IncludeComposed)
        {
            WriteWarning(Messages.ComposedNotInSamples);
        }

        try
        {
            JsmMonitorOptions defaults = new() { OvaSize = OvaSize };
            return new JsmMonitor(new JsmMonitorOptions
            {
                OvaSize = OvaSize,
                HighAvailabilityMode = HighAvailabilityMode,
                ThresholdPercent = ThresholdPercent,
                Duration = Duration ?? defaults.Duration,
                Repeat = Repeat ?? defaults.Repeat,
                MaximumGap = MaximumGap ?? defaults.MaximumGap,
            });
        }
        catch (ImpOpsException problem)
        {
            // It would be the same for every sample.
            ThrowTerminatingError(ErrorRecords.From(problem));
            throw;
        }
    }

    private void WriteHistory(JsmHistory history)
    {
        if (history.Doubt is ImpOpsException doubt)
        {
            WriteWarning(doubt.Message);
        }

        if (!Alarm && !Summary && !Forecast)
        {
            WriteObject(history);
        }

        if (Alarm)
        {
            WriteObject(history.Alarm, enumerateCollection: true);
        }

        if (Summary && history.Summarize() is JsmCapacitySummary summary)
        {
            WriteObject(summary);
        }

        if (Forecast)
        {
            try
            {
                WriteObject(history.Forecast());
            }
            catch (ImpOpsException problem)
            {
                // Too few days are no fault of the call.
                WriteWarning(problem.Message);
            }
        }
    }
}
