using System;
using System.Collections.Generic;

namespace ImpOps.Capacity;

/// <summary>
/// Users on nodes as the search sees them: users of a node that weigh the same are one kind, each node has a band that its sum must end in, and a
/// user that was moved stays where it was moved to.
/// </summary>
/// <param name="weights">The different weights, all positive, heaviest first.</param>
/// <param name="counts">How many users of each weight each node has: a row for each node.</param>
/// <param name="sums">The sum of each node's users.</param>
/// <param name="low">The least that each node may end with.</param>
/// <param name="high">The most that each node may end with.</param>
internal sealed class RebalanceState(long[] weights, int[][] counts, long[] sums, long[] low, long[] high)
{
    /// <summary>More moves than there can be: no moves bring all nodes into their bands.</summary>
    public const int Never = int.MaxValue;

    // Adding tenths of a move up must not make a whole one.
    private const double Dust = 1e-9;

    private readonly int[] _totals = Totals(weights.Length, counts);
    private readonly int[] _nextWeight = new int[sums.Length];
    private readonly int[] _nextCount = new int[sums.Length];
    private readonly long[] _spare = new long[sums.Length];

    public int NodeCount => sums.Length;

    public int WeightCount => weights.Length;

    /// <summary>Users that have not been moved.</summary>
    public int UnmovedCount { get; private set; } = Sum(counts);

    public long WeightAt(int weight) => weights[weight];

    public int CountOf(int node, int weight) => counts[node][weight];

    /// <summary>How far a node is above its band; 0 or less where it is not.</summary>
    public long Excess(int node) => sums[node] - high[node];

    /// <summary>How far a node is below its band; 0 or less where it is not.</summary>
    public long Deficit(int node) => low[node] - sums[node];

    public void Move(int from, int weight, int to)
    {
        counts[from][weight]--;
        _totals[weight]--;
        UnmovedCount--;
        sums[from] -= weights[weight];
        sums[to] += weights[weight];
    }

    public void Undo(int from, int weight, int to)
    {
        counts[from][weight]++;
        _totals[weight]++;
        UnmovedCount++;
        sums[from] += weights[weight];
        sums[to] -= weights[weight];
    }

    /// <summary>
    /// A number of moves below which nothing brings all nodes into their bands; 0 where they are. It is the larger of two: what must leave the nodes
    /// that are too full and the nodes that fill the others up, each giving its heaviest users; and what must enter each node that is too empty,
    /// each taking the heaviest users of the others.
    /// </summary>
    public int Bound()
    {
        long deficit = 0;
        long supplied = 0;
        long leaving = 0;
        long entering = 0;
        for (int node = 0; node < sums.Length; node++)
        {
            if (Deficit(node) > 0)
            {
                deficit += Deficit(node);
                entering += Entering(node);
                _spare[node] = 0;
            }
            else
            {
                leaving += Leaving(node, out long shed);
                long most = sums[node] - low[node];
                supplied += Math.Min(shed, most);
                _spare[node] = Math.Max(0, most - shed);
            }

            if (leaving >= Never || entering >= Never)
            {
                return Never;
            }
        }

        if (deficit > supplied)
        {
            leaving += Supplying(deficit - supplied);
        }

        return (int)Math.Min(Never, Math.Max(leaving, entering));
    }

    /// <summary>The fewest users that a node must give so that it is not too full. Notes which of its users are left then.</summary>
    private long Leaving(int node, out long shed)
    {
        long rest = Excess(node);
        long moves = 0;
        shed = 0;
        int weight = 0;
        _nextCount[node] = weights.Length > 0 ? counts[node][0] : 0;
        while (rest > 0)
        {
            if (weight == weights.Length)
            {
                return Never;
            }

            long taken = Math.Min(counts[node][weight], DivideUp(rest, weights[weight]));
            moves += taken;
            shed += taken * weights[weight];
            rest -= taken * weights[weight];
            _nextCount[node] = counts[node][weight] - (int)taken;
            if (rest > 0 && ++weight < weights.Length)
            {
                _nextCount[node] = counts[node][weight];
            }
        }

        _nextWeight[node] = weight;
        return moves;
    }

    /// <summary>The fewest users that a node must take so that it is not too empty.</summary>
    private long Entering(int node)
    {
        long rest = Deficit(node);
        long moves = 0;
        for (int weight = 0; weight < weights.Length && rest > 0; weight++)
        {
            long taken = Math.Min(_totals[weight] - counts[node][weight], DivideUp(rest, weights[weight]));
            moves += taken;
            rest -= taken * weights[weight];
        }

        return rest > 0 ? Never : moves;
    }

    /// <summary>The fewest users that nodes with something to spare must give so that together they supply the rest. A user may be cut in two.</summary>
    private long Supplying(long rest)
    {
        double moves = 0;
        for (int weight = 0; weight < weights.Length && rest > 0; weight++)
        {
            for (int node = 0; node < sums.Length && rest > 0; node++)
            {
                if (_spare[node] > 0 && weight >= _nextWeight[node])
                {
                    long users = weight == _nextWeight[node] ? _nextCount[node] : counts[node][weight];
                    long given = Math.Min(rest, Math.Min(_spare[node], users * weights[weight]));
                    _spare[node] -= given;
                    rest -= given;
                    moves += (double)given / weights[weight];
                }
            }
        }

        return rest > 0 ? Never : (long)Math.Ceiling(moves - Dust);
    }

    private static long DivideUp(long dividend, long divisor) => (dividend + divisor - 1) / divisor;

    private static int[] Totals(int weightCount, int[][] counts)
    {
        int[] totals = new int[weightCount];
        foreach (int[] node in counts)
        {
            for (int weight = 0; weight < weightCount; weight++)
            {
                totals[weight] += node[weight];
            }
        }

        return totals;
    }

    private static int Sum(IEnumerable<int[]> counts)
    {
        int sum = 0;
        foreach (int[] node in counts)
        {
            foreach (int count in node)
            {
                sum += count;
            }
        }

        return sum;
    }
}
