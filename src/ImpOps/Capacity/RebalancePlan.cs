using System.Collections.Generic;
using System.Linq;

namespace ImpOps.Capacity;

/// <summary>Which users to move so that no node is over the threshold and all are about equally full.</summary>
public sealed class RebalancePlan
{
    private readonly Language _language = Languages.Current;

    /// <summary>The name of the connection that the users come from; null where there is none.</summary>
    public string? Connection { get; init; }

    /// <summary>What the plan reaches.</summary>
    public required RebalanceOutcome Outcome { get; init; }

    /// <summary>True where the plan reaches what was asked for: every node not over the threshold, and within the tolerance.</summary>
    public bool Feasible => Outcome == RebalanceOutcome.Balanced;

    /// <summary>How many users move.</summary>
    public int MoveCount => Move.Count;

    /// <summary>No plan that reaches the same has fewer moves than this. Where it equals <see cref="MoveCount"/>, the plan is shown to be the shortest.</summary>
    public required int MinimumMoveCount { get; init; }

    /// <summary>Moves to another node of the same presence redundancy group.</summary>
    public int MoveWithinGroupCount => Move.Count(move => move.FromGroup is not null && move.FromGroup == move.ToGroup);

    /// <summary>Users of all nodes.</summary>
    public required int UserCount { get; init; }

    /// <summary>Users whose own sessions are not known: they count with an average, or with what was assumed.</summary>
    public required int EstimatedUserCount { get; init; }

    /// <summary>Of these, users of whose node no sessions are known either.</summary>
    public required int AssumedUserCount { get; init; }

    /// <summary>Sessions of all nodes.</summary>
    public required long SessionCount { get; init; }

    /// <summary>Sessions that all nodes together support.</summary>
    public required long SessionLimit { get; init; }

    /// <summary>Sessions that the nodes together have more than the threshold allows; 0 where there are none.</summary>
    public required long ExcessSessionCount { get; init; }

    /// <summary>The mean fill: all sessions in percent of what all nodes support.</summary>
    public double MeanPercent => 100.0 * SessionCount / SessionLimit;

    /// <summary>The fill that no node may exceed, in percent.</summary>
    public required int ThresholdPercent { get; init; }

    /// <summary>How far the fill of a node may be from the mean fill, in percent of that.</summary>
    public required double TolerancePercent { get; init; }

    /// <summary>The tolerance that the plan keeps: the one that was asked for, or the smallest for which a plan was found; null where none was.</summary>
    public double? ReachedTolerancePercent { get; init; }

    /// <summary>The fill of the fullest node, in percent.</summary>
    public double PeakPercentBefore => Node.Max(node => node.PercentUsedBefore);

    /// <summary>The fill that the fullest node will have, in percent.</summary>
    public double PeakPercentAfter => Node.Max(node => node.PercentUsedAfter);

    /// <summary>The nodes, by group and name. A node that waits in active/standby takes no users and is not among them.</summary>
    public required IReadOnlyList<RebalancedNode> Node { get; init; }

    /// <summary>The presence redundancy groups, by name.</summary>
    public required IReadOnlyList<RebalancedGroup> Group { get; init; }

    /// <summary>The moves, users with many sessions first: a run that is cut short has done the most.</summary>
    public required IReadOnlyList<RebalanceMove> Move { get; init; }

    /// <summary>What of the input makes the plan less sure.</summary>
    public required IReadOnlyList<ImpOpsException> Doubt { get; init; }

    /// <summary>What the plan reaches or why it cannot, in the language in which it was asked for.</summary>
    public string Reason
    {
        get
        {
            using LanguageScope scope = Languages.Use(_language);
            List<string> reason = [Outcome switch
            {
                RebalanceOutcome.Balanced when MoveCount == 0 => Errors.Format(Messages.RebalanceNothingToDo, ThresholdPercent, TolerancePercent, MeanPercent),
                RebalanceOutcome.Balanced => Errors.Format(Messages.RebalanceReached, MoveCount, ThresholdPercent, TolerancePercent, MeanPercent),
                RebalanceOutcome.ToleranceExceeded => ReachedTolerancePercent is double reached
                    ? Errors.Format(Messages.RebalanceToleranceExceeded, TolerancePercent, ThresholdPercent, reached)
                    : Errors.Format(Messages.RebalanceToleranceUnreachable, TolerancePercent, ThresholdPercent),
                _ when ExcessSessionCount > 0 => Errors.Format(Messages.RebalanceCapacityExceeded, SessionCount, ExcessSessionCount, ThresholdPercent),
                _ => Errors.Format(Messages.RebalanceThresholdExceeded, ThresholdPercent),
            }];
            if (MoveCount > 0)
            {
                reason.Add(MoveCount == MinimumMoveCount
                    ? Messages.RebalanceShortest
                    : Errors.Format(Messages.RebalanceNotShortest, MinimumMoveCount));
            }

            return string.Join(Messages.SentenceSeparator, reason);
        }
    }
}
