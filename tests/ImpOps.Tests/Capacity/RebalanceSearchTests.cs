using System;
using System.Collections.Generic;
using System.Linq;
using ImpOps.Capacity;

namespace ImpOps.Tests.Capacity;

/// <summary>The fewest moves, held against all there are: every assignment where there are few, and exact counting where there are many users.</summary>
public class RebalanceSearchTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_moves_are_the_fewest_of_all_assignments(int seed)
    {
        Random random = new(seed);
        int solved = 0;
        for (int i = 0; i < 700; i++)
        {
            int nodes = random.Next(2, 5);
            int heaviest = random.Next(1, 8);
            int[] users = [.. Enumerable.Range(0, random.Next(1, nodes == 4 ? 7 : 8)).Select(_ => random.Next(1, heaviest + 1))];
            Instance instance = new(random, nodes, users);

            RebalanceFlow? flow = instance.Find();

            int? fewest = FewestOfAll(instance);
            Assert.Equal(fewest, flow?.MoveCount);
            if (flow is not null)
            {
                Assert.Equal(fewest, flow.Minimum);
                instance.AssertInBand(flow);
                solved++;
            }
        }

        Assert.True(solved > 300, $"{solved} instances had a plan");
    }

    [Fact]
    public void The_moves_are_the_fewest_where_all_users_count_the_same_however_many_there_are()
    {
        Random random = new(4);
        int solved = 0;
        for (int i = 0; i < 300; i++)
        {
            int nodes = random.Next(2, 9);
            int weight = random.Next(1, 4);
            Instance instance = new(random, nodes, [.. Enumerable.Repeat(weight, random.Next(1, 3000))]);
            long[] least = [.. instance.Low.Select(low => (long)Math.Ceiling((double)low / weight))];
            long[] most = [.. instance.High.Select(high => (long)Math.Floor((double)high / weight))];
            int[] users = [.. Enumerable.Range(0, nodes).Select(node => instance.Home.Count(home => home == node))];
            bool possible = least.Sum() <= users.Sum() && users.Sum() <= most.Sum() && least.Zip(most).All(pair => pair.First <= pair.Second);

            RebalanceFlow? flow = instance.Find();

            Assert.Equal(possible, flow is not null);
            if (flow is not null)
            {
                long leaving = users.Zip(most).Sum(pair => Math.Max(0, pair.First - pair.Second));
                long arriving = users.Zip(least).Sum(pair => Math.Max(0, pair.Second - pair.First));
                Assert.Equal(Math.Max(leaving, arriving), flow.MoveCount);
                Assert.Equal(flow.MoveCount, flow.Minimum);
                instance.AssertInBand(flow);
                solved++;
            }
        }

        Assert.True(solved > 100, $"{solved} instances had a plan");
    }

    // Two nodes: what one loses the other gains, so the fewest moves for every shift can be counted user by user.
    [Theory]
    [InlineData(60, 4)]
    [InlineData(400, 4)]
    [InlineData(400, 12)]
    [InlineData(1500, 5)]
    public void The_moves_between_two_nodes_are_the_fewest_where_users_count_differently(int most, int heaviest)
    {
        Random random = new(most + heaviest);
        int solved = 0;
        for (int i = 0; i < 40; i++)
        {
            Instance instance = new(random, 2, [.. Enumerable.Range(0, random.Next(20, most)).Select(_ => random.Next(1, heaviest + 1))]);

            RebalanceFlow? flow = instance.Find();

            int? fewest = FewestOfTwo(instance);
            Assert.Equal(fewest, flow?.MoveCount);
            if (flow is not null)
            {
                instance.AssertInBand(flow);
                Assert.InRange(flow.Minimum, 0, fewest!.Value);
                solved++;
            }
        }

        Assert.True(solved > 20, $"{solved} instances had a plan");
    }

    // Of 1080 such clusters none needed more than 3 moves above the bound, and none of 4 nodes or fewer any.
    [Theory]
    [InlineData(3, 0)]
    [InlineData(4, 0)]
    [InlineData(6, 1)]
    [InlineData(16, 3)]
    public void Where_the_bands_are_as_wide_as_in_a_cluster_the_plan_is_the_shortest_or_next_to_it(int nodes, int most)
    {
        Random random = new(nodes);
        for (int i = 0; i < 20; i++)
        {
            int[] users = [.. Enumerable.Range(0, 800 * nodes).Select(_ => random.Next(1, 5))];
            Instance instance = new(random, nodes, users, tolerance: 5 + random.Next(10));

            RebalanceFlow flow = Assert.IsType<RebalanceFlow>(instance.Find());

            instance.AssertInBand(flow);
            Assert.InRange(flow.MoveCount - flow.Minimum, 0, most);
        }
    }

    [Fact]
    public void Users_of_the_same_weight_are_paired_within_groups()
    {
        // A1 and B1 are too full, A2 and B2 have room: two moves in any plan, and both can stay at home.
        RebalanceState state = new([1], [[3], [1], [3], [1]], [3, 1, 3, 1], [0, 0, 0, 0], [2, 2, 2, 2]);
        RebalanceFlow flow = Assert.IsType<RebalanceFlow>(RebalanceSearch.Find(state, [0, 0, 2, 2]));

        Assert.Equal([(0, 1), (2, 3)], flow.Streams.Select(stream => (stream.From, stream.To)).Order());
    }

    [Fact]
    public void Who_would_be_replaced_by_the_same_stays()
    {
        int[,,] moved = new int[3, 1, 3];
        (moved[0, 0, 1], moved[1, 0, 2]) = (5, 3);
        RebalanceFlow flow = new(moved, [0, 1, 2]);

        Assert.Equal([(0, 1, 2), (0, 2, 3)], flow.Streams.Select(stream => (stream.From, stream.To, stream.Count)));
        Assert.Equal(5, flow.MoveCount);
    }

    private static int? FewestOfAll(Instance instance)
    {
        int nodes = instance.Low.Length;
        int[] at = new int[instance.Users.Length];
        int? fewest = null;
        while (true)
        {
            long[] sums = new long[nodes];
            int moves = 0;
            for (int user = 0; user < at.Length; user++)
            {
                sums[at[user]] += instance.Users[user];
                moves += at[user] == instance.Home[user] ? 0 : 1;
            }

            if ((fewest is null || moves < fewest) && instance.IsInBand(sums))
            {
                fewest = moves;
            }

            int next = 0;
            while (next < at.Length && ++at[next] == nodes)
            {
                at[next++] = 0;
            }

            if (next == at.Length)
            {
                return fewest;
            }
        }
    }

    private static int? FewestOfTwo(Instance instance)
    {
        int total = instance.Users.Sum();
        int[] fewest = [.. Enumerable.Repeat(int.MaxValue / 2, (2 * total) + 1)];
        fewest[total] = 0;
        for (int user = 0; user < instance.Users.Length; user++)
        {
            int shift = instance.Home[user] == 0 ? -instance.Users[user] : instance.Users[user];
            int[] before = [.. fewest];
            for (int sum = 0; sum < fewest.Length; sum++)
            {
                if (sum - shift >= 0 && sum - shift < fewest.Length)
                {
                    fewest[sum] = Math.Min(fewest[sum], before[sum - shift] + 1);
                }
            }
        }

        int[] moves = [.. Enumerable.Range(0, fewest.Length)
            .Where(sum => instance.IsInBand([instance.Sums[0] + sum - total, instance.Sums[1] - sum + total]))
            .Select(sum => fewest[sum])
            .Where(count => count < int.MaxValue / 2)];
        return moves.Length == 0 ? null : moves.Min();
    }

    /// <summary>Users on nodes of random size, unevenly spread, with a band around each node's share.</summary>
    private sealed class Instance
    {
        public Instance(Random random, int nodes, int[] users, int? tolerance = null)
        {
            Users = users;
            Weights = [.. Users.Distinct().OrderDescending().Select(weight => (long)weight)];
            Home = [.. users.Select(_ => Math.Min(random.Next(nodes), random.Next(nodes)))];
            Sums = [.. Enumerable.Range(0, nodes).Select(node => (long)users.Where((_, user) => Home[user] == node).Sum())];
            int[] limits = [.. Enumerable.Range(0, nodes).Select(_ => random.Next(3) == 0 ? 2 : 1)];
            double percent = tolerance ?? random.Next(60);
            double[] shares = [.. limits.Select(limit => (double)Sums.Sum() * limit / limits.Sum())];
            Low = [.. shares.Select(share => (long)Math.Ceiling(share * (100 - percent) / 100))];
            High = [.. shares.Select(share => (long)Math.Floor(share * (100 + percent) / 100))];
            Group = [.. Enumerable.Range(0, nodes).Select(node => node / 2)];
        }

        public int[] Users { get; }

        public int[] Home { get; }

        public long[] Sums { get; }

        public long[] Low { get; }

        public long[] High { get; }

        public int[] Group { get; }

        private long[] Weights { get; }

        public RebalanceFlow? Find()
        {
            int[][] counts = [.. Low.Select((_, node) => Weights.Select(weight => Users.Where((user, i) => user == weight && Home[i] == node).Count()).ToArray())];
            return RebalanceSearch.Find(new RebalanceState(Weights, counts, [.. Sums], Low, High), Group);
        }

        public bool IsInBand(IReadOnlyList<long> sums) => sums.Zip(Low.Zip(High)).All(node => node.First >= node.Second.First && node.First <= node.Second.Second);

        public void AssertInBand(RebalanceFlow flow)
        {
            long[] sums = [.. Sums];
            foreach (RebalanceStream stream in flow.Streams)
            {
                sums[stream.From] -= stream.Count * Weights[stream.Weight];
                sums[stream.To] += stream.Count * Weights[stream.Weight];
            }

            Assert.True(IsInBand(sums), $"{string.Join(' ', sums)} is not within {string.Join(' ', Low)} and {string.Join(' ', High)}");
            Assert.All(flow.Streams.GroupBy(stream => (stream.From, stream.Weight)), kind => Assert.InRange(
                kind.Sum(stream => stream.Count),
                1,
                Users.Where((user, i) => user == Weights[kind.Key.Weight] && Home[i] == kind.Key.From).Count()));
        }
    }
}
