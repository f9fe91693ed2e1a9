using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ImpOps.Capacity;
using ImpOps.PowerShell.Binding;
using ImpOps.PowerShell.Completion;
using ImpOps.Relogin;
using ImpOps.Sessions;

namespace ImpOps.PowerShell.Commands;

/// <summary>Get-ImpRebalancePlan: the fewest user moves after which no node is too full and all are about equally full.</summary>
[Cmdlet(VerbsCommon.Get, "ImpRebalancePlan")]
[OutputType(typeof(RebalancePlan))]
public sealed class GetImpRebalancePlanCommand : RecordCmdlet
{
    private readonly Dictionary<string, RebalancePlanner> _planners = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<SessionReportEntry> _lines = [];

    /// <summary>The user.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? UserId { get; set; }

    /// <summary>The node that the user is assigned to.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? NodeName { get; set; }

    /// <summary>The presence redundancy group of the node.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? PresenceRedundancyGroup { get; set; }

    /// <summary>The user's sessions.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NumberTransformation(Optional = true)]
    public long? SessionCount { get; set; }

    /// <summary>The connection that the user comes from.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Connection { get; set; }

    /// <summary>The nodes of the cluster.</summary>
    [Parameter]
    [RebalanceNodeTransformation]
    public RebalanceNode[] Node { get; set; } = [];

    /// <summary>Lines of a session report.</summary>
    [Parameter]
    [SessionReportEntryTransformation]
    public SessionReportEntry[] SessionReport { get; set; } = [];

    /// <summary>The OVA size of nodes of which none is known.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(OvaSizeCompleter))]
    [NumberTransformation]
    public int? OvaSize { get; set; }

    /// <summary>The mode of groups of which none is known.</summary>
    [Parameter]
    [HighAvailabilityModeTransformation]
    public HighAvailabilityMode? HighAvailabilityMode { get; set; }

    /// <summary>The fill that no node may exceed, in percent.</summary>
    [Parameter]
    [NumberTransformation]
    public int? ThresholdPercent { get; set; }

    /// <summary>How far the fill of a node may be from the mean fill, in percent of that.</summary>
    [Parameter]
    [DecimalTransformation]
    public double TolerancePercent { get; set; } = new RebalanceOptions().TolerancePercent;

    /// <summary>Sessions of a user of whom nothing else tells.</summary>
    [Parameter]
    [DecimalTransformation]
    public double? SessionPerUser { get; set; }

    /// <summary>Critical Service Down Delay, in seconds.</summary>
    [Parameter]
    [NumberTransformation]
    public int? CriticalServiceDownDelay { get; set; }

    /// <summary>Which figure becomes the upper retry limit.</summary>
    [Parameter]
    [RetryLimitSourceTransformation]
    [ValidateSet(nameof(RetryLimitSource.Published), nameof(RetryLimitSource.Derived))]
    public RetryLimitSource Source { get; set; } = RetryLimitSource.Published;

    private protected override void ProcessBoundRecord()
    {
        try
        {
            if (Record is not null && SessionReportEntryTransformationAttribute.Find(Record) is SessionReportEntry line)
            {
                _lines.Add(line);
            }
            else if (Record is not null || UserId is not null)
            {
                PlannerOf(Connection).AddUser(new RebalanceUser
                {
                    UserId = UserId ?? "",
                    NodeName = NodeName,
                    PresenceRedundancyGroup = PresenceRedundancyGroup,
                    SessionCount = SessionCount,
                });
            }
        }
        catch (ArgumentTransformationMetadataException)
        {
            WriteError(ErrorRecords.NotAReportEntry(Record!));
        }
        catch (ImpOpsException problem)
        {
            WriteError(problem);
        }
    }

    private protected override void EndRecords()
    {
        if (_planners.Count == 0)
        {
            _ = PlannerOf(null);
        }

        if (_planners.Count > 1 && Array.Find(Node, node => node.Connection is null) is RebalanceNode lost)
        {
            ThrowTerminatingError(ErrorRecords.NodeConnectionMissing(lost.NodeName, _planners.Keys));
        }

        foreach (KeyValuePair<string, RebalancePlanner> planner in _planners.OrderBy(planner => planner.Key, StringComparer.OrdinalIgnoreCase))
        {
            Try(() => WritePlan(planner.Key, planner.Value));
        }
    }

    private RebalancePlanner PlannerOf(string? connection)
    {
        if (!_planners.TryGetValue(connection ?? "", out RebalancePlanner? planner))
        {
            try
            {
                planner = new RebalancePlanner(new RebalanceOptions
                {
                    OvaSize = OvaSize,
                    HighAvailabilityMode = HighAvailabilityMode,
                    ThresholdPercent = ThresholdPercent,
                    TolerancePercent = TolerancePercent,
                    SessionPerUser = SessionPerUser,
                    CriticalServiceDownDelay = CriticalServiceDownDelay,
                    Source = Source,
                    Connection = string.IsNullOrEmpty(connection) ? null : connection,
                });
            }
            catch (ImpOpsException problem)
            {
                // It would be the same for every user.
                ThrowTerminatingError(ErrorRecords.From(problem));
                throw;
            }

            _planners.Add(connection ?? "", planner);
        }

        return planner;
    }

    private void WritePlan(string connection, RebalancePlanner planner)
    {
        foreach (RebalanceNode node in Node.Where(node => IsOf(node, connection)))
        {
            Try(() => planner.AddNode(node));
        }

        foreach (SessionReportEntry line in SessionReport.Concat(_lines))
        {
            Try(() => AddLine(planner, line));
        }

        RebalancePlan plan;
        try
        {
            plan = planner.Plan(StopToken);
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }

        foreach (ImpOpsException doubt in plan.Doubt)
        {
            WriteWarning(doubt.Message);
        }

        foreach (RebalancedGroup group in plan.Group)
        {
            if ((group.Problem?.Message ?? group.RetryLimitAfter?.Erratum) is string doubt)
            {
                WriteWarning(ErrorRecords.Format(Messages.GroupAfterMoves, group.PresenceRedundancyGroup, doubt));
            }
        }

        if (!plan.Feasible)
        {
            WriteWarning(plan.Reason);
        }

        WriteObject(plan);
    }

    private static bool IsOf(RebalanceNode node, string connection) =>
        node.Connection is null || connection.Length == 0 || string.Equals(node.Connection, connection, StringComparison.OrdinalIgnoreCase);

    private static void AddLine(RebalancePlanner planner, SessionReportEntry line)
    {
        if (line is UserSessions user)
        {
            planner.AddUserSessions(user.UserId, user.NodeName, user.PresenceRedundancyGroup, user.SessionCount);
        }
        else if (line.Level == SessionLevel.Node && line.NodeName is string node)
        {
            planner.AddNodeSessions(node, line.PresenceRedundancyGroup, line.SessionCount);
        }
    }

    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (ImpOpsException problem)
        {
            WriteError(problem);
        }
    }
}
