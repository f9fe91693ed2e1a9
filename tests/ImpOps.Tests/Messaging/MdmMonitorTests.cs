using System;
using System.Collections.Generic;
using System.Linq;
using ImpOps.Counters;
using ImpOps.Messaging;

namespace ImpOps.Tests.Messaging;

public class MdmMonitorTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 8, 50, 0, TimeSpan.FromHours(1));

    private static CounterSample Sample(int minute, string counter, double? value, string node = "n") =>
        new(Start.AddMinutes(minute), new CounterPath(node, "Cisco XCP MDM Counters", null, counter), value);

    private static IReadOnlyList<MdmCounterSummary> Summarize(TimeSpan? interval, params CounterSample[] samples)
    {
        MdmMonitor monitor = new();
        Assert.All(samples, sample => Assert.True(monitor.Add(sample)));
        return monitor.Summarize(interval);
    }

    private static CounterSample[] Series(string counter, params double?[] values) => [.. values.Select((value, minute) => Sample(minute, counter, value))];

    [Fact]
    public void Sessions_and_their_modes_are_averages_and_shares()
    {
        MdmCounterSummary summary = Summarize(
            null,
            [.. Series("MDMSessions", 100, 300, null, 200), .. Series("mdmquietmodesessions", 50, 100, 70, null), .. Series("MDMSilentModeSessions", 10, 0, 0, 50)]).Single();

        Assert.Equal((200, 300), (summary.AverageSessionCount, summary.PeakSessionCount));
        Assert.Equal((100.0 * 150 / 400, 10), (summary.QuietModePercent, summary.SilentModePercent));
        Assert.Equal((Start, Start.AddMinutes(3), 4), (summary.StartTime, summary.EndTime, summary.SampleCount));
        Assert.Null(summary.FlushCount);
        Assert.Null(summary.AverageQueuedSeconds);
    }

    [Fact]
    public void Totals_grow_from_sample_to_sample_and_begin_anew_after_a_restart()
    {
        MdmCounterSummary summary = Summarize(
            null, [.. Series("MDMBufferFlushes", 1000, 1010, null, 1030, 5, 15), .. Series("MDMBufferFlushesLimitReached", 100, 101, 101, 102, 0, 2)]).Single();

        Assert.Equal((45, 1), (summary.FlushCount, summary.RestartCount));
        Assert.Equal(9, summary.FlushPerMinute);
        Assert.Equal((4, 100.0 * 4 / 45), (summary.LimitReachedCount, summary.LimitReachedPercent));
    }

    [Fact]
    public void A_queue_counts_by_its_flushes_where_there_are_any()
    {
        Assert.Equal(
            ((10 * 2) + (30 * 8)) / 10.0,
            Summarize(null, [.. Series("MDMBufferFlushes", 0, 2, 10), .. Series("MDMBufferAvgQueuedTime", 99, 10, 30)]).Single().AverageQueuedSeconds);
        Assert.Equal(20, Summarize(null, Series("MDMBufferAvgQueuedTime", 10, 30)).Single().AverageQueuedSeconds);
        Assert.Equal(7, Summarize(null, Series("MDMBufferFlushPacketCount", 4, 10)).Single().AverageFlushPacketCount);
    }

    [Fact]
    public void Intervals_begin_at_full_hours_of_the_nodes_clock_and_lose_no_flush()
    {
        double?[] totals = [.. Enumerable.Range(0, 121).Select(minute => (double?)(minute * minute))];
        IReadOnlyList<MdmCounterSummary> hours = Summarize(TimeSpan.FromHours(1), Series("MDMBufferFlushes", totals));

        Assert.Equal([8, 9, 10], hours.Select(hour => hour.StartTime.Hour));
        Assert.Equal([50, 0, 0], hours.Select(hour => hour.StartTime.Minute));
        Assert.Equal(120 * 120, hours.Sum(hour => hour.FlushCount));
        Assert.Equal(81, hours[0].FlushCount);
    }

    [Fact]
    public void No_session_has_no_share_and_no_flush_no_percentage()
    {
        MdmCounterSummary summary = Summarize(null, [.. Series("MDMSessions", 0, 0), .. Series("MDMQuietModeSessions", 0, 0), .. Series("MDMBufferFlushes", 7, 7), .. Series("MDMBufferFlushesLimitReached", 1, 1)]).Single();

        Assert.Null(summary.QuietModePercent);
        Assert.Equal(0, summary.FlushCount);
        Assert.Null(summary.LimitReachedPercent);
    }

    [Fact]
    public void Each_node_is_summed_up_by_itself_and_other_counters_are_passed_over()
    {
        MdmMonitor monitor = new();
        Assert.True(monitor.Add(Sample(0, "MDMSessions", 1, "b")));
        Assert.True(monitor.Add(Sample(0, "MDMSessions", 2, "a")));
        Assert.True(monitor.Add(Sample(0, "MDMSessions", null, "c")));
        Assert.False(monitor.Add(Sample(0, "JsmClientSessionsActive", 3, "b")));

        Assert.Equal(["a", "b"], monitor.Summarize().Select(summary => summary.NodeName));
        Assert.Equal("DurationOutOfRange", Assert.Throws<ImpOpsException>(() => monitor.Summarize(TimeSpan.Zero)).ErrorId);
    }
}
