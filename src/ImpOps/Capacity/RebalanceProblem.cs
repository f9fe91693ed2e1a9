using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ImpOps.Relogin;
using ImpOps.Tables;

namespace ImpOps.Capacity;

/// <summary>A user and what he weighs.</summary>
internal readonly record struct RebalanceProblemUser(string UserId, long Weight);

/// <summary>A node, its users, and what applies to it.</summary>
internal sealed class RebalanceProblemNode(string name, string? group)
{
    public string Name { get; } = name;

    public string? Group { get; } = group;

    public required int? OvaSize { get; init; }

    public required HighAvailabilityMode? Mode { get; init; }

    public required int? Delay { get; init; }

    public required int EstimatedUserCount { get; init; }

    public required int AssumedUserCount { get; init; }

    public required RebalanceProblemUser[] Users { get; init; }
}

/// <summary>The nodes of a cluster to balance: what each must end between, and the plan that reaches it or comes closest.</summary>
internal sealed class RebalanceProblem
{
    /// <summary>The widest tolerance, in percent of the mean fill: from nothing to twice the mean.</summary>
    public const int WidestTolerance = 100;

    // Averages are no whole sessions. In millionths sums are exact, and the rounding of all users of a node together is less than one session.
    private const long Unit = 1_000_000;

    private readonly RebalanceOptions _options;
    private readonly List<ImpOpsException> _doubts;
    private readonly RebalanceProblemNode[] _all;
    private readonly RebalanceProblemNode[] _nodes;
    private readonly int _threshold;
    private readonly int[] _limits;
    private readonly long _limit;
    private readonly long[] _weights;
    private readonly int[][] _counts;
    private readonly long[] _sums;
    private readonly long _sum;
    private readonly int[] _groups;

    public RebalanceProblem(RebalanceOptions options, IEnumerable<RebalanceProblemNode> nodes, List<ImpOpsException> doubts)
    {
        _options = options;
        _doubts = doubts;
        _threshold = options.ThresholdPercent ?? PublishedDefaults.JsmAlertThresholdPercent;
        _all =
        [
            .. nodes
                .OrderBy(node => node.Group ?? "", StringComparer.OrdinalIgnoreCase)
                .ThenBy(node => node.Name, StringComparer.OrdinalIgnoreCase),
        ];
        string[] sizeless = [.. _all.Where(node => node.OvaSize is null).Select(node => node.Name)];
        if (sizeless.Length > 0)
        {
            throw Errors.RebalanceOvaSizeMissing(sizeless);
        }

        _nodes = [.. Groups().SelectMany(Active)];
        _limits = [.. _nodes.Select(node => OvaSize.Get(node.OvaSize!.Value).LimitFor(node.Mode))];
        _limit = _limits.Sum(limit => (long)limit);

        _weights = [.. _nodes.SelectMany(node => node.Users).Select(user => user.Weight).Where(weight => weight > 0).Distinct().OrderByDescending(weight => weight)];
        Dictionary<long, int> index = _weights.Select((weight, i) => (weight, i)).ToDictionary(pair => pair.weight, pair => pair.i);
        _counts = [.. _nodes.Select(_ => new int[_weights.Length])];
        _sums = new long[_nodes.Length];
        for (int node = 0; node < _nodes.Length; node++)
        {
            foreach (RebalanceProblemUser user in _nodes[node].Users.Where(user => user.Weight > 0))
            {
                _counts[node][index[user.Weight]]++;
                _sums[node] += user.Weight;
            }
        }

        _sum = _sums.Sum();

        // A node without a group is near to no other.
        _groups = [.. _nodes.Select((node, i) => node.Group is null ? i : Array.FindIndex(_nodes, other => SameGroup(other, node)))];
    }

    /// <summary>What a number of sessions weighs. Rounded down, so that an average of whole sessions never adds up to more than they are.</summary>
    public static long Weight(decimal sessions) => (long)(sessions * Unit);

    public RebalancePlan Solve(CancellationToken cancellation)
    {
        double tolerance = _options.TolerancePercent;
        bool fits = _sum * 100 <= _threshold * _limit * Unit;
        double? reached = tolerance;
        RebalanceOutcome outcome = RebalanceOutcome.Balanced;
        RebalanceFlow? flow = fits ? Find(tolerance, _threshold, cancellation) : null;
        if (flow is null && fits)
        {
            outcome = RebalanceOutcome.ToleranceExceeded;
            flow = FindWider(_threshold, out reached, cancellation);
        }

        if (flow is null)
        {
            // Spread evenly, what is too much does the least harm.
            outcome = RebalanceOutcome.ThresholdExceeded;
            reached = tolerance;
            flow = Find(tolerance, null, cancellation) ?? FindWider(null, out reached, cancellation)!;
        }

        RebalanceMove[] moves = [.. MovesOf(flow)];
        RebalancedNode[] after = Rebalance(flow);
        return new RebalancePlan
        {
            Connection = _options.Connection,
            Outcome = outcome,
            MinimumMoveCount = flow.Minimum,
            UserCount = _all.Sum(node => node.Users.Length),
            EstimatedUserCount = _all.Sum(node => node.EstimatedUserCount),
            AssumedUserCount = _all.Sum(node => node.AssumedUserCount),
            SessionCount = Sessions(_sum),
            SessionLimit = _limit,
            ExcessSessionCount = Math.Max(0, Sessions(_sum) - (_threshold * _limit / 100)),
            ThresholdPercent = _threshold,
            TolerancePercent = tolerance,
            ReachedTolerancePercent = reached,
            Node = after,
            Group = [.. Groups().Where(group => group[0].Group is not null).Select(group => Regroup(group, after))],
            Move = moves,
            Doubt = _doubts,
        };
    }

    private static bool SameGroup(RebalanceProblemNode one, RebalanceProblemNode other) =>
        string.Equals(one.Group, other.Group, StringComparison.OrdinalIgnoreCase);

    private static long Sessions(long weight) => (weight + (Unit / 2)) / Unit;

    /// <summary>The nodes by group; one that has no group is a group of its own.</summary>
    private IEnumerable<RebalanceProblemNode[]> Groups() =>
        _all.GroupBy(node => node.Group ?? "/" + node.Name, StringComparer.OrdinalIgnoreCase).Select(group => group.ToArray());

    /// <summary>The nodes of a group that take users: in active/standby the one that has them, or the first where none has.</summary>
    private IEnumerable<RebalanceProblemNode> Active(RebalanceProblemNode[] group)
    {
        HighAvailabilityMode?[] modes = [.. group.Select(node => node.Mode).Distinct()];
        if (modes.Length > 1)
        {
            throw Errors.RebalanceGroupModesDiffer(group[0].Group!, group.Select(node => node.Name));
        }

        if (modes[0] == HighAvailabilityMode.ActiveActive && group.Length < RetryLimit.NodesOfGroup && group[0].Group is string name)
        {
            _doubts.Add(Errors.RebalanceGroupOfOneNode(name, group[0].Name));
        }

        if (modes[0] != HighAvailabilityMode.ActiveStandby)
        {
            return group;
        }

        RebalanceProblemNode[] used = [.. group.Where(node => node.Users.Length > 0)];
        return used.Length > 1 ? throw Errors.RebalanceStandbyHasUsers(group[0].Group!, used.Select(node => node.Name)) : used.Concat(group).Take(1);
    }

    /// <summary>Finds moves within the smallest tolerance for which there are any, in whole percent; null where there are none for any.</summary>
    private RebalanceFlow? FindWider(int? threshold, out double? reached, CancellationToken cancellation)
    {
        reached = null;
        RebalanceFlow? found = Find(WidestTolerance, threshold, cancellation);
        if (found is null)
        {
            return Find(null, threshold, cancellation);
        }

        int tooNarrow = (int)_options.TolerancePercent;
        int wide = WidestTolerance;
        while (wide - tooNarrow > 1)
        {
            int tolerance = (tooNarrow + wide) / 2;
            if (Find(tolerance, threshold, cancellation) is RebalanceFlow better)
            {
                (found, wide) = (better, tolerance);
            }
            else
            {
                tooNarrow = tolerance;
            }
        }

        reached = wide;
        return found;
    }

    private RebalanceFlow? Find(double? tolerance, int? threshold, CancellationToken cancellation)
    {
        long[] low = new long[_nodes.Length];
        long[] high = new long[_nodes.Length];
        for (int node = 0; node < _nodes.Length; node++)
        {
            decimal share = (decimal)_sum * _limits[node] / _limit;
            decimal off = share * (decimal)(tolerance ?? 0) / 100;
            low[node] = tolerance is null ? 0 : (long)Math.Ceiling(share - off);
            high[node] = tolerance is null ? _sum : (long)Math.Floor(share + off);
            if (threshold is int percent)
            {
                high[node] = Math.Min(high[node], percent * Unit * _limits[node] / 100);
            }

            if (low[node] > high[node])
            {
                return null;
            }
        }

        int[][] counts = [.. _counts.Select(count => (int[])count.Clone())];
        return RebalanceSearch.Find(new RebalanceState(_weights, counts, (long[])_sums.Clone(), low, high), _groups, cancellation);
    }

    private IEnumerable<RebalanceMove> MovesOf(RebalanceFlow flow)
    {
        Dictionary<(int From, long Weight), Queue<string>> users = [];
        foreach (RebalanceStream stream in flow.Streams)
        {
            (int From, long Weight) kind = (stream.From, _weights[stream.Weight]);
            if (!users.TryGetValue(kind, out Queue<string>? queue))
            {
                users.Add(kind, queue = new Queue<string>(_nodes[kind.From].Users
                    .Where(user => user.Weight == kind.Weight)
                    .Select(user => user.UserId)
                    .OrderBy(user => user, StringComparer.Ordinal)));
            }

            for (int i = 0; i < stream.Count; i++)
            {
                yield return new RebalanceMove
                {
                    UserId = queue.Dequeue(),
                    FromNode = _nodes[stream.From].Name,
                    ToNode = _nodes[stream.To].Name,
                    FromGroup = _nodes[stream.From].Group,
                    ToGroup = _nodes[stream.To].Group,
                    SessionCount = (decimal)kind.Weight / Unit,
                    Connection = _options.Connection,
                };
            }
        }
    }

    private RebalancedNode[] Rebalance(RebalanceFlow flow)
    {
        long[] sums = (long[])_sums.Clone();
        int[] users = [.. _nodes.Select(node => node.Users.Length)];
        foreach (RebalanceStream stream in flow.Streams)
        {
            sums[stream.From] -= stream.Count * _weights[stream.Weight];
            sums[stream.To] += stream.Count * _weights[stream.Weight];
            users[stream.From] -= stream.Count;
            users[stream.To] += stream.Count;
        }

        return
        [
            .. _nodes.Select((node, i) => new RebalancedNode
            {
                PresenceRedundancyGroup = node.Group,
                NodeName = node.Name,
                OvaSize = node.OvaSize!.Value,
                HighAvailabilityMode = node.Mode,
                SessionLimit = _limits[i],
                UserCountBefore = node.Users.Length,
                UserCountAfter = users[i],
                SessionCountBefore = Sessions(_sums[i]),
                SessionCountAfter = Sessions(sums[i]),
                PercentUsedBefore = Percent(_sums[i], _limits[i]),
                PercentUsedAfter = Percent(sums[i], _limits[i]),
                ExceedsThresholdBefore = Exceeds(_sums[i], _limits[i]),
                ExceedsThresholdAfter = Exceeds(sums[i], _limits[i]),
            }),
        ];
    }

    private static double Percent(long sum, int limit) => 100.0 * sum / Unit / limit;

    private bool Exceeds(long sum, int limit) => sum * 100 > _threshold * Unit * limit;

    private RebalancedGroup Regroup(RebalanceProblemNode[] group, RebalancedNode[] after)
    {
        int size = group.Min(node => node.OvaSize!.Value);
        RebalancedNode[] active = [.. after.Where(node => string.Equals(node.PresenceRedundancyGroup, group[0].Group, StringComparison.OrdinalIgnoreCase))];
        int[] usersBefore = [.. active.Select(node => node.UserCountBefore)];
        int[] usersAfter = [.. active.Select(node => node.UserCountAfter)];
        RetryLimit? before = Limit(group, size, usersBefore, out _);
        RetryLimit? limit = Limit(group, size, usersAfter, out ImpOpsException? problem);
        return new RebalancedGroup
        {
            PresenceRedundancyGroup = group[0].Group!,
            HighAvailabilityMode = group[0].Mode,
            OvaSize = size,
            UserCountBefore = usersBefore.Sum(),
            UserCountAfter = usersAfter.Sum(),
            RetryLimitBefore = before,
            RetryLimitAfter = limit,
            Problem = problem,
        };
    }

    private RetryLimit? Limit(RebalanceProblemNode[] group, int size, int[] users, out ImpOpsException? problem)
    {
        problem = null;
        if (group[0].Mode is not HighAvailabilityMode mode || users.Sum() == 0)
        {
            return null;
        }

        try
        {
            return RetryLimit.For(new RetryLimitRequest
            {
                OvaSize = size,
                HighAvailabilityMode = mode,
                NodeUserCount = users,
                CriticalServiceDownDelay = group.Max(node => node.Delay),
                Source = _options.Source,
                PresenceRedundancyGroup = group[0].Group,
            });
        }
        catch (ImpOpsException uncovered)
        {
            problem = uncovered.Unthrown();
            return null;
        }
    }
}
