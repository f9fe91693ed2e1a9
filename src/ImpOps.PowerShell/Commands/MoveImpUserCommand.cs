using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ImpOps.Capacity;
using ImpOps.Cluster;
using ImpOps.PowerShell.Binding;
using ImpOps.PowerShell.Completion;

namespace ImpOps.PowerShell.Commands;

/// <summary>Move-ImpUser: carries out the moves of a rebalancing plan on a live cluster, and finishes what was cut short.</summary>
[Cmdlet(VerbsCommon.Move, "ImpUser", DefaultParameterSetName = MoveSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(UserMoveResult))]
public sealed class MoveImpUserCommand : LiveCmdlet
{
    private const string MoveSet = "Move";
    private const string ResumeSet = "Resume";

    private readonly List<RebalanceMove> _moves = [];
    private readonly HashSet<ClusterConnection> _connections = [];

    /// <summary>The user.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = MoveSet, ValueFromPipelineByPropertyName = true)]
    public string UserId { get; set; } = "";

    /// <summary>The node that the user is assigned to. One who is somewhere else is left there.</summary>
    [Parameter(Mandatory = true, ParameterSetName = MoveSet, ValueFromPipelineByPropertyName = true)]
    [Alias("NodeName")]
    [ArgumentCompleter(typeof(NodeNameCompleter))]
    public string FromNode { get; set; } = "";

    /// <summary>The node to assign the user to.</summary>
    [Parameter(Mandatory = true, ParameterSetName = MoveSet, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NodeNameCompleter))]
    public string ToNode { get; set; } = "";

    /// <summary>The file to which every move is written before and after it is done. New moves take a new file.</summary>
    [Parameter(ParameterSetName = MoveSet)]
    [Parameter(Mandatory = true, ParameterSetName = ResumeSet)]
    public string? Journal { get; set; }

    /// <summary>Goes on with the moves of the journal.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ResumeSet)]
    public SwitchParameter Resume { get; set; }

    /// <summary>Users that are moved before the command pauses.</summary>
    [Parameter]
    [NumberTransformation]
    public int BatchSize { get; set; } = new UserMoverOptions().BatchSize;

    /// <summary>How long to pause between batches.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan Pause { get; set; } = new UserMoverOptions().Pause;

    private protected override void Process()
    {
        IReadOnlyList<ClusterConnection> connections = Connections();
        _connections.UnionWith(connections);
        if (!Resume)
        {
            // The mover does not ask how many sessions go with a user.
            _moves.Add(new RebalanceMove { UserId = UserId, FromNode = FromNode, ToNode = ToNode, SessionCount = 0, Connection = connections[0].Name });
        }
    }

    private protected override void End()
    {
        if (_connections.Count > 1)
        {
            ThrowTerminatingError(ErrorRecords.MovesNeedOneConnection(_connections.Select(connection => connection.Name)));
        }

        if (_connections.SingleOrDefault() is ClusterConnection connection)
        {
            Attempt(() => Move(new ClusterUserAssignment(connection), Journal is null ? null : ResolveTarget(Journal)));
        }
    }

    private void Move(ClusterUserAssignment target, string? path)
    {
        ReportQueue<UserMoveProgress> reports = new(Show);
        UserMover mover = new(target, new UserMoverOptions { BatchSize = BatchSize, Pause = Pause, Progress = reports, Time = Time });
        if (!Confirm(target.ClusterName, Resume ? Open(UserMoveJournal.Read(path!)) : _moves.Select(move => (move.FromNode, move.ToNode))))
        {
            return;
        }

        if (path is null)
        {
            ThrowTerminatingError(ErrorRecords.MoveJournalMissing());
            return;
        }

        try
        {
            Write(Stream(Resume ? mover.ResumeAsync(path, StopToken) : mover.RunAsync(_moves, path, StopToken), reports));
        }
        finally
        {
            Tell(mover.Journal);
        }
    }

    /// <summary>Asks once, with how many users go from where to where. Moves that have all been done have none.</summary>
    private bool Confirm(string cluster, IEnumerable<(string From, string To)> moves)
    {
        string[] directions =
        [
            .. from move in moves
               group move by $"{move.From} -> {move.To}" into direction
               orderby direction.Key
               select $"{direction.Count(),6}  {direction.Key}"
        ];
        string what = ErrorRecords.Format(Messages.MoveUsers, cluster, BatchSize, Environment.NewLine + string.Join(Environment.NewLine, directions));
        return directions.Length > 0 && ShouldProcess(what, what, Messages.ActionMoveUsers);
    }

    private static IEnumerable<(string From, string To)> Open(UserMoveJournal journal) =>
        from move in journal.Move
        where move.State is not (UserMoveState.Done or UserMoveState.Skipped)
        select (move.FromNode, move.ToNode);

    private void Write(IEnumerable<UserMoveResult> results)
    {
        foreach (UserMoveResult result in results)
        {
            WriteObject(result);
            if (result.ErrorId is not null)
            {
                WriteError(ErrorRecords.UserNotMoved(result));
            }
        }
    }

    private void Show(UserMoveProgress progress) =>
        WriteProgress(new ProgressRecord(0, Messages.ActivityMoveUsers, ErrorRecords.Format(Messages.MoveProgress, progress.Settled, progress.Total, progress.Failed))
        {
            PercentComplete = 100 * progress.Settled / Math.Max(1, progress.Total),
        });

    /// <summary>Says how to go on with what is left.</summary>
    private void Tell(UserMoveJournal? journal)
    {
        if (journal is { IsFinished: false })
        {
            WarnInAnyCase(ErrorRecords.Format(Messages.MovesLeft, Open(journal).Count(), journal.Move.Count, journal.Path));
        }
    }
}
