using System.Linq;
using ImpOps.Capacity;

namespace ImpOps.Tests.Capacity;

public class JsmCapacityTests
{
    private static JsmCapacity Measure(int ovaSize, long sessions, HighAvailabilityMode? mode = null, int? threshold = null) =>
        JsmCapacity.Measure(new JsmCapacityRequest { OvaSize = ovaSize, SessionCount = sessions, HighAvailabilityMode = mode, ThresholdPercent = threshold });

    // The guide prints 7.5K, 22.5K and 37.5K, and half of each where both nodes are active.
    [Theory]
    [InlineData(500, 750, 375, true)]
    [InlineData(1000, 1500, 750, true)]
    [InlineData(2000, 3000, 1500, true)]
    [InlineData(5000, 7500, 3750, false)]
    [InlineData(15000, 22500, 11250, false)]
    [InlineData(25000, 37500, 18750, false)]
    public void The_limit_is_one_and_a_half_sessions_a_user_and_half_of_it_where_both_nodes_are_active(int ovaSize, int full, int half, bool derived)
    {
        Assert.Equal((full, derived), (Measure(ovaSize, 0).SessionLimit, Measure(ovaSize, 0).Derived));
        Assert.Equal(full, Measure(ovaSize, 0, HighAvailabilityMode.ActiveStandby).SessionLimit);
        Assert.Equal(half, Measure(ovaSize, 0, HighAvailabilityMode.ActiveActive).SessionLimit);
    }

    [Fact]
    public void There_is_no_other_size() => Assert.Equal([500, 1000, 2000, 5000, 15000, 25000], OvaSize.All.Select(size => size.Users));

    [Theory]
    [InlineData(17999, false)]
    [InlineData(18000, false)]
    [InlineData(18001, true)]
    [InlineData(22501, true)]
    public void At_the_threshold_a_node_is_not_over_it(long sessions, bool over) => Assert.Equal(over, Measure(15000, sessions).ExceedsThreshold);

    [Fact]
    public void Fill_and_headroom_are_those_of_the_limit()
    {
        JsmCapacity capacity = Measure(15000, 9000, HighAvailabilityMode.ActiveActive);

        Assert.Equal((80.0, 2250L, 80, false), (capacity.PercentUsed, capacity.Headroom, capacity.ThresholdPercent, capacity.ExceedsThreshold));
        Assert.Equal(-50, Measure(500, 800).Headroom);
        Assert.Equal(0.0, Measure(500, 0).PercentUsed);
    }

    [Theory]
    [InlineData(null, null, 80)]
    [InlineData(HighAvailabilityMode.ActiveStandby, null, 80)]
    [InlineData(HighAvailabilityMode.ActiveActive, null, 40)]
    [InlineData(HighAvailabilityMode.ActiveActive, 75, 37.5)]
    public void The_alert_is_set_in_percent_of_the_full_table(HighAvailabilityMode? mode, int? threshold, double percent) =>
        Assert.Equal(percent, Measure(15000, 1, mode, threshold).RecommendedAlertPercent);

    [Fact]
    public void Client_phantom_and_hybrid_sessions_count_and_composed_ones_where_they_are_given()
    {
        JsmCapacityRequest request = new() { OvaSize = 5000, ClientSession = 3000, PhantomSession = 200, HybridSession = 30 };
        Assert.Equal(3230, JsmCapacity.Measure(request).SessionCount);
        Assert.Equal(8230, JsmCapacity.Measure(new JsmCapacityRequest { OvaSize = 5000, ClientSession = 3000, PhantomSession = 200, HybridSession = 30, ComposedSession = 5000 }).SessionCount);
        Assert.Equal(7, JsmCapacity.Measure(new JsmCapacityRequest { OvaSize = 5000, ClientSession = 7 }).SessionCount);
    }

    [Fact]
    public void What_makes_no_sense_is_an_error()
    {
        Assert.Equal("OvaSizeUnknown", Assert.Throws<ImpOpsException>(() => Measure(7500, 1)).ErrorId);
        Assert.Equal("SessionCountOutOfRange", Assert.Throws<ImpOpsException>(() => Measure(5000, -1)).ErrorId);
        Assert.Equal("SessionCountOutOfRange", Assert.Throws<ImpOpsException>(() => Measure(5000, long.MaxValue)).ErrorId);
        Assert.Equal("ThresholdOutOfRange", Assert.Throws<ImpOpsException>(() => Measure(5000, 1, threshold: 0)).ErrorId);
        Assert.Equal("ThresholdOutOfRange", Assert.Throws<ImpOpsException>(() => Measure(5000, 1, threshold: 101)).ErrorId);
        Assert.Equal("SessionCountMissing", Assert.Throws<ImpOpsException>(() => JsmCapacity.Measure(new JsmCapacityRequest { OvaSize = 5000 })).ErrorId);
        Assert.Equal("SessionCountMissing", Assert.Throws<ImpOpsException>(() => JsmCapacity.Measure(new JsmCapacityRequest { OvaSize = 5000, PhantomSession = 1 })).ErrorId);
        Assert.Equal("SessionCountAmbiguous", Assert.Throws<ImpOpsException>(
            () => JsmCapacity.Measure(new JsmCapacityRequest { OvaSize = 5000, SessionCount = 1, ClientSession = 1 })).ErrorId);
        Assert.Equal("SessionCountOutOfRange", Assert.Throws<ImpOpsException>(
            () => JsmCapacity.Measure(new JsmCapacityRequest { OvaSize = 5000, ClientSession = 10, HybridSession = -3 })).ErrorId);
    }

    [Fact]
    public void The_advice_fits_the_fill()
    {
        using CultureScope scope = new("en-US");
        Assert.Equal("Not over the threshold: no users need to move.", Measure(15000, 100).Advice);
        Assert.Contains("memory and CPU", Measure(15000, 18001).Advice);
        Assert.Contains("move users to other nodes now", Measure(15000, 22501).Advice);
        Assert.Contains("40%", Measure(15000, 100, HighAvailabilityMode.ActiveActive).Advice);
        Assert.Contains("500", Measure(500, 1).Advice);
    }

    // The guide: 25000 users with 2 clients need the capacity of 50000.
    [Theory]
    [InlineData(25000, 25000, 2, null, 2, 25000)]
    [InlineData(25000, 25000, 2, HighAvailabilityMode.ActiveStandby, 4, 25000)]
    [InlineData(25000, 25000, 2, HighAvailabilityMode.ActiveActive, 4, 12500)]
    [InlineData(15000, 1, 1, null, 1, 1)]
    [InlineData(15000, 1, 1e-30, null, 1, 1)]
    [InlineData(15000, 1, 1, HighAvailabilityMode.ActiveActive, 2, 1)]
    [InlineData(15000, 15000, 1, null, 1, 15000)]
    [InlineData(15000, 15001, 1, null, 2, 7501)]
    [InlineData(15000, 15000, 1.2, null, 2, 9000)]
    public void A_plan_needs_nodes_for_clients_not_for_users(int ovaSize, int users, double clients, HighAvailabilityMode? mode, int nodes, long perNode)
    {
        JsmCapacityPlan plan = JsmCapacityPlan.For(ovaSize, users, clients, mode);

        Assert.Equal((nodes, perNode), (plan.NodeCount, plan.SessionCount));
        Assert.False(plan.ExceedsThreshold);
        Assert.NotEmpty(plan.Advice);
    }

    [Fact]
    public void A_plan_never_has_a_node_over_the_threshold_and_never_a_group_too_many()
    {
        foreach (OvaSize size in OvaSize.All)
        {
            foreach (HighAvailabilityMode? mode in new HighAvailabilityMode?[] { null, HighAvailabilityMode.ActiveActive, HighAvailabilityMode.ActiveStandby })
            {
                foreach (int threshold in new[] { 20, 50, 80, 100 })
                {
                    for (int users = 1; users < 200_000; users += 1777)
                    {
                        JsmCapacityPlan plan = JsmCapacityPlan.For(size.Users, users, 1.5, mode, threshold);
                        Assert.False(plan.ExceedsThreshold);
                        Assert.True(mode is null || plan.NodeCount % 2 == 0);

                        // One node or group less would be too few: either for the clients as users, or for the threshold.
                        int group = mode is null ? 1 : 2;
                        int fewer = plan.NodeCount - group;
                        if (fewer > 0)
                        {
                            int active = mode == HighAvailabilityMode.ActiveStandby ? fewer / 2 : fewer;
                            int groups = mode == HighAvailabilityMode.ActiveActive ? active / 2 : active;
                            bool usersFit = plan.TotalSessionCount <= (long)groups * size.Users;
                            bool sessionsFit = (plan.TotalSessionCount + active - 1) / active * 100 <= (long)threshold * plan.SessionLimit;
                            Assert.False(usersFit && sessionsFit, $"{plan.NodeCount} nodes of {size.Users} for {users}, {mode}, {threshold} %");
                        }
                    }
                }
            }
        }
    }

    [Fact]
    public void A_plan_that_makes_no_sense_is_an_error()
    {
        Assert.Equal("UserCountNotPositive", Assert.Throws<ImpOpsException>(() => JsmCapacityPlan.For(5000, 0, 1)).ErrorId);
        Assert.Equal("UserCountAbsurd", Assert.Throws<ImpOpsException>(() => JsmCapacityPlan.For(5000, int.MaxValue, 1)).ErrorId);
        Assert.Equal("ClientPerUserOutOfRange", Assert.Throws<ImpOpsException>(() => JsmCapacityPlan.For(5000, 1, 0)).ErrorId);
        Assert.Equal("ClientPerUserOutOfRange", Assert.Throws<ImpOpsException>(() => JsmCapacityPlan.For(5000, 1, double.NaN)).ErrorId);
        Assert.Equal("ClientPerUserOutOfRange", Assert.Throws<ImpOpsException>(() => JsmCapacityPlan.For(5000, 1, 101)).ErrorId);
        Assert.Equal("OvaSizeUnknown", Assert.Throws<ImpOpsException>(() => JsmCapacityPlan.For(1, 1, 1)).ErrorId);
        Assert.Equal("ThresholdOutOfRange", Assert.Throws<ImpOpsException>(() => JsmCapacityPlan.For(5000, 1, 1, null, 0)).ErrorId);
    }
}
