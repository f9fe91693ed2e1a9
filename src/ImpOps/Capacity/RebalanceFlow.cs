using System;
using System.Collections.Generic;

namespace ImpOps.Capacity;

/// <summary>How many users of a weight go from one node to another.</summary>
internal readonly record struct RebalanceStream(int From, int Weight, int To, int Count);

/// <summary>Moves of users, paired anew: who leaves and who arrives decides the sums, and who goes where is free among users that weigh the same.</summary>
internal sealed record RebalanceFlow
{
    /// <summary>Pairs moves so that as many as possible stay within a group.</summary>
    /// <param name="moved">How many users of each weight (second) go from each node (first) to each other (third).</param>
    /// <param name="group">The group of each node.</param>
    public RebalanceFlow(int[,,] moved, int[] group)
    {
        List<RebalanceStream> streams = [];
        for (int weight = 0; weight < moved.GetLength(1); weight++)
        {
            Pair(moved, weight, group, streams);
        }

        Streams = streams;
        foreach (RebalanceStream stream in streams)
        {
            MoveCount += stream.Count;
        }
    }

    /// <summary>The moves.</summary>
    public IReadOnlyList<RebalanceStream> Streams { get; }

    /// <summary>How many users move.</summary>
    public int MoveCount { get; }

    /// <summary>A number of moves below which there is no plan.</summary>
    public int Minimum { get; init; }

    private static void Pair(int[,,] moved, int weight, int[] group, List<RebalanceStream> streams)
    {
        int nodes = group.Length;
        int[] leaving = new int[nodes];
        int[] arriving = new int[nodes];
        for (int from = 0; from < nodes; from++)
        {
            for (int to = 0; to < nodes; to++)
            {
                leaving[from] += moved[from, weight, to];
                arriving[to] += moved[from, weight, to];
            }
        }

        for (int node = 0; node < nodes; node++)
        {
            // Who would be replaced by a user that weighs the same can stay.
            int both = Math.Min(leaving[node], arriving[node]);
            leaving[node] -= both;
            arriving[node] -= both;
        }

        foreach (bool near in new[] { true, false })
        {
            for (int from = 0; from < nodes; from++)
            {
                for (int to = 0; to < nodes; to++)
                {
                    int count = Math.Min(leaving[from], arriving[to]);
                    if (count > 0 && (group[from] == group[to] || !near))
                    {
                        streams.Add(new RebalanceStream(from, weight, to, count));
                        leaving[from] -= count;
                        arriving[to] -= count;
                    }
                }
            }
        }
    }
}
