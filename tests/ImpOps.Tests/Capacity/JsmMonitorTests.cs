using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ImpOps.Capacity;
using ImpOps.Counters;

namespace ImpOps.Tests.Capacity;

public class JsmMonitorTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 8, 0, 0, TimeSpan.FromHours(1));

    private static CounterSample Sample(double minute, double? value, string counter = "JsmClientSessionsActive", string node = "n") =>
        new(Start.AddMinutes(minute), new CounterPath(node, "Cisco XCP JSM", null, counter), value);

    /// <summary>A node of the 5000 OVA: 7500 sessions, of which 6000 are 80 percent. Gives the history of one sample a minute; null for a missing one.</summary>
    private static JsmHistory Minutes(params double?[] counts) => Minutes(new JsmMonitorOptions { OvaSize = 5000 }, counts);

    private static JsmHistory Minutes(JsmMonitorOptions options, params double?[] counts) =>
        History(options, [.. counts.Select((count, minute) => Sample(minute, count))]);

    private static JsmHistory History(JsmMonitorOptions options, params CounterSample[] samples)
    {
        JsmMonitor monitor = new(options);
        Assert.All(samples, sample => Assert.True(monitor.Add(sample)));
        return Assert.Single(monitor.Histories());
    }

    private static double?[] Repeat(double? value, int times) => [.. Enumerable.Repeat(value, times)];

    private static double At(DateTimeOffset? time) => (time!.Value - Start).TotalMinutes;

    [Fact]
    public void An_alarm_is_raised_after_ten_minutes_repeated_each_ten_and_cleared_at_the_threshold()
    {
        JsmHistory history = Minutes([100, .. Repeat(6001, 10), 7000, .. Repeat(6001, 20), 6000, 100]);

        JsmAlarm alarm = Assert.Single(history.Alarm);
        Assert.Equal((1, 11, 32), (At(alarm.OverSince), At(alarm.RaisedAt), At(alarm.ClearedAt)));
        Assert.Equal((3, 7000, 31), (alarm.Occurrence, alarm.PeakSessionCount, alarm.SampleCount));
        Assert.Equal(93.33, alarm.PeakPercent, 0.01);
        Assert.False(alarm.EndedByGap);
        Assert.Equal("n", alarm.NodeName);
        Assert.Equal(TimeSpan.FromHours(1), alarm.RaisedAt.Offset);
    }

    [Fact]
    public void A_run_that_is_a_moment_too_short_raises_nothing()
    {
        Assert.Empty(Minutes([.. Repeat(7500, 10), 100]).Alarm);
        Assert.Single(Minutes([.. Repeat(7500, 11), 100]).Alarm);
        Assert.Empty(Minutes(Repeat(6000, 100)).Alarm);
    }

    [Fact]
    public void An_alarm_that_lasts_has_no_end()
    {
        JsmAlarm alarm = Assert.Single(Minutes(Repeat(6500, 15)).Alarm);

        Assert.Null(alarm.ClearedAt);
        Assert.Equal(1, alarm.Occurrence);
    }

    [Fact]
    public void Missing_samples_neither_raise_nor_clear()
    {
        JsmAlarm alarm = Assert.Single(Minutes([.. Repeat(6500, 5), null, .. Repeat(6500, 5), null, 6500, 100]).Alarm);

        Assert.Equal((0, 10, 13), (At(alarm.OverSince), At(alarm.RaisedAt), At(alarm.ClearedAt)));
        Assert.Equal(11, alarm.SampleCount);
        Assert.Equal(2, Minutes([6500, null, null]).MissingCount);

        // The tenth minute is missing: the alarm comes with the next sample, not without one.
        Assert.Equal(11, At(Minutes([.. Repeat(6500, 10), null, 6500]).Alarm.Single().RaisedAt));
    }

    [Fact]
    public void A_gap_ends_a_run()
    {
        // Two minutes are no gap, three are.
        Assert.Single(Minutes([.. Repeat(6500, 6), null, .. Repeat(6500, 5)]).Alarm);
        Assert.Empty(Minutes([.. Repeat(6500, 6), null, null, .. Repeat(6500, 6)]).Alarm);

        JsmAlarm alarm = Assert.Single(Minutes([.. Repeat(6500, 12), null, null, .. Repeat(6500, 5)]).Alarm);
        Assert.True(alarm.EndedByGap);
        Assert.Equal(11, At(alarm.ClearedAt));

        Assert.Single(Minutes(new JsmMonitorOptions { OvaSize = 5000, MaximumGap = TimeSpan.FromMinutes(3) }, [.. Repeat(6500, 6), null, null, .. Repeat(6500, 6)]).Alarm);
    }

    [Fact]
    public void Every_run_is_an_alarm_of_its_own()
    {
        JsmHistory history = Minutes([.. Repeat(6500, 12), 1, .. Repeat(6600, 5), 1, .. Repeat(6700, 13)]);

        Assert.Equal([6500, 6700], history.Alarm.Select(alarm => alarm.PeakSessionCount));
        Assert.Equal([(0.0, 10.0), (19.0, 29.0)], history.Alarm.Select(alarm => (At(alarm.OverSince), At(alarm.RaisedAt))));
    }

    [Fact]
    public void Duration_and_repeat_and_threshold_are_what_they_are_set_to()
    {
        JsmMonitorOptions options = new() { OvaSize = 5000, ThresholdPercent = 50, Duration = TimeSpan.Zero, Repeat = TimeSpan.FromMinutes(3) };
        JsmAlarm alarm = Assert.Single(Minutes(options, [3750, .. Repeat(3751, 7)]).Alarm);

        Assert.Equal((1, 1), (At(alarm.OverSince), At(alarm.RaisedAt)));
        Assert.Equal(3, alarm.Occurrence);
        Assert.Equal(3750, Minutes(new JsmMonitorOptions { OvaSize = 5000, HighAvailabilityMode = HighAvailabilityMode.ActiveActive }, 1).SessionLimit);
    }

    [Fact]
    public void Client_phantom_and_hybrid_sessions_add_up_in_whatever_order_they_come()
    {
        CounterSample[] samples =
        [
            Sample(1, 30, "JsmHybridSessionsActive"), Sample(0, 1000), Sample(1, 2000), Sample(0, 500, "jsmphantomsessionsactive"), Sample(2, 9), Sample(2, null, "JsmPhantomSessionsActive"),
            Sample(3, 7, "JsmPhantomSessionsActive"), Sample(4, -5),
        ];
        JsmHistory history = History(new JsmMonitorOptions { OvaSize = 5000 }, samples);

        // Without client sessions, with one kind missing, or below zero: nobody knows how many there were.
        Assert.Equal([1500L, 2030L], history.Fill.Select(fill => fill.SessionCount));
        Assert.Equal((2, 3), (history.SampleCount, history.MissingCount));
        Assert.Equal((2030, 1), (history.PeakSessionCount, At(history.PeakAt)));
        Assert.False(new JsmMonitor(new JsmMonitorOptions { OvaSize = 5000 }).Add(Sample(0, 1, "JSMSessionsExceedsThreshold")));
    }

    [Fact]
    public void Each_node_has_its_own_history()
    {
        JsmMonitor monitor = new(new JsmMonitorOptions { OvaSize = 5000 });
        foreach (CounterSample sample in new[] { Sample(0, 1, node: "b"), Sample(0, 2, node: "a"), Sample(1, 3, node: "B") })
        {
            monitor.Add(sample);
        }

        Assert.Equal([("a", 1), ("b", 2)], monitor.Histories().Select(history => (history.NodeName!, history.SampleCount)));
    }

    [Fact]
    public void A_summary_has_percentiles_and_the_share_of_time()
    {
        double?[] counts = [.. Enumerable.Range(1, 100).Select(i => (double?)(i * 75)), null];
        JsmCapacitySummary summary = Minutes(counts).Summarize()!;

        Assert.Equal((1, 50, 95, 99, 100), (summary.MinimumPercent, summary.MedianPercent, summary.Percentile95Percent, summary.Percentile99Percent, summary.MaximumPercent));

        // Of the 99 minutes between samples, the 19 from 81 percent on were over the threshold.
        Assert.Equal(100.0 * 19 / 99, summary.TimeOverThresholdPercent!.Value, 1e-9);
        Assert.Equal((100, 1, 1), (summary.SampleCount, summary.MissingCount, summary.AlarmCount));
        Assert.Null(Minutes(7).Summarize()!.TimeOverThresholdPercent);
        Assert.Null(Minutes(Repeat(null, 2)).Summarize());
    }

    [Fact]
    public void Samples_that_are_too_far_apart_for_an_alarm_are_told()
    {
        Assert.Null(Minutes(1, 2, 3).Doubt);
        Assert.Equal("SamplesTooSparse", Minutes(new JsmMonitorOptions { OvaSize = 5000, MaximumGap = TimeSpan.FromSeconds(30) }, 1, 2, 3).Doubt!.ErrorId);
    }

    [Fact]
    public void What_makes_no_sense_is_an_error()
    {
        Assert.Equal("OvaSizeUnknown", Assert.Throws<ImpOpsException>(() => new JsmMonitor(new JsmMonitorOptions { OvaSize = 1 })).ErrorId);
        Assert.Equal("ThresholdOutOfRange", Assert.Throws<ImpOpsException>(() => new JsmMonitor(new JsmMonitorOptions { OvaSize = 5000, ThresholdPercent = 0 })).ErrorId);
        foreach (JsmMonitorOptions options in new JsmMonitorOptions[]
        {
            new() { OvaSize = 5000, Duration = TimeSpan.FromSeconds(-1) },
            new() { OvaSize = 5000, Repeat = TimeSpan.Zero },
            new() { OvaSize = 5000, MaximumGap = TimeSpan.Zero },
        })
        {
            Assert.Equal("DurationOutOfRange", Assert.Throws<ImpOpsException>(() => new JsmMonitor(options)).ErrorId);
        }
    }

    /// <summary>Days of samples each half minute past the hour, whose peaks are given in percent of the limit of the 5000 OVA.</summary>
    private static JsmForecast Days(params double[] peaks)
    {
        JsmMonitorOptions options = new() { OvaSize = 5000, MaximumGap = TimeSpan.FromHours(1) };
        DateTimeOffset midnight = new(2026, 11, 1, 0, 0, 0, TimeSpan.FromHours(1));
        return History(options,
        [
            .. peaks.SelectMany((peak, day) => Enumerable.Range(0, 24).Select(hour => new CounterSample(
                midnight.AddDays(day).AddHours(hour),
                new CounterPath("n", "Cisco XCP JSM", null, "JsmClientSessionsActive"),
                hour == 9 ? peak * 75 : 100))),
        ]).Forecast();
    }

    [Fact]
    public void A_steady_growth_reaches_threshold_and_limit_on_a_day()
    {
        JsmForecast forecast = Days([.. Enumerable.Range(0, 10).Select(day => 50.0 + (2 * day))]);

        Assert.Equal((10, ForecastConfidence.High), (forecast.DayCount, forecast.Confidence));
        Assert.Equal(2, forecast.GrowthPercentPerDay, 1e-9);
        Assert.Equal(new DateTime(2026, 11, 16), forecast.ThresholdAt!.Value.AddHours(1).Date);
        Assert.Equal(new DateTime(2026, 11, 26), forecast.LimitAt!.Value.AddHours(1).Date);
        Assert.Contains("2", forecast.Note);
    }

    [Theory]
    [InlineData(ForecastConfidence.None, new double[] { 50, 50, 50, 50, 50, 50, 50 })]
    [InlineData(ForecastConfidence.None, new double[] { 50, 49, 48, 47, 46, 45, 44 })]
    [InlineData(ForecastConfidence.None, new double[] { 20, 60, 30, 70, 20, 65, 40 })]
    [InlineData(ForecastConfidence.Low, new double[] { 50, 52, 51, 54, 53, 55, 54 })]
    [InlineData(ForecastConfidence.High, new double[] { 50, 51, 52.2, 53, 53.9, 55, 56 })]
    public void The_confidence_is_that_of_the_slope(ForecastConfidence confidence, double[] peaks)
    {
        JsmForecast forecast = Days(peaks);

        Assert.Equal(confidence, forecast.Confidence);
        Assert.Equal(confidence == ForecastConfidence.None, forecast.ThresholdAt is null);
        Assert.Equal(confidence == ForecastConfidence.None, forecast.LimitAt is null);
    }

    [Fact]
    public void Fewer_than_seven_days_make_no_forecast_and_days_seen_in_part_do_not_count()
    {
        ImpOpsException problem = Assert.Throws<ImpOpsException>(() => Days(1, 2, 3, 4, 5, 6));
        Assert.Equal("ForecastTooShort", problem.ErrorId);
        Assert.Contains("6", problem.Message);
        Assert.Equal("ForecastTooShort", Assert.Throws<ImpOpsException>(() => Minutes(Repeat(5, 100)).Forecast()).ErrorId);
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("de-DE")]
    public void Every_note_and_error_can_be_told_in_any_language(string culture)
    {
        using CultureScope scope = new(culture);
        Assert.NotEmpty(Days(50, 52, 51, 54, 53, 55, 54).Note);
        Assert.NotEmpty(Days(50, 50, 50, 50, 50, 50, 50).Note);
        Assert.NotEmpty(Minutes(new JsmMonitorOptions { OvaSize = 5000, MaximumGap = TimeSpan.FromSeconds(30) }, 1, 2, 3).Doubt!.Message);
    }

    [Fact]
    public void Alarms_agree_with_a_plain_reference_on_random_histories()
    {
        Random random = new(20261123);
        for (int round = 0; round < 300; round++)
        {
            double?[] counts = [.. Enumerable.Range(0, random.Next(1, 200)).Select(i => random.Next(8) == 0 ? (double?)null : random.Next(5) == 0 ? 5000 : 6500)];
            JsmMonitorOptions options = new() { OvaSize = 5000, Duration = TimeSpan.FromMinutes(random.Next(0, 6)), Repeat = TimeSpan.FromMinutes(random.Next(1, 6)) };

            Assert.Equal(
                Reference(counts, (int)options.Duration.TotalMinutes, (int)options.Repeat.TotalMinutes),
                Minutes(options, counts).Alarm.Select(alarm => string.Create(CultureInfo.InvariantCulture, $"{At(alarm.OverSince)} {At(alarm.RaisedAt)} {alarm.Occurrence}")));
        }
    }

    /// <summary>By the minutes that the runs cover, and not by going from sample to sample.</summary>
    private static List<string> Reference(double?[] counts, int duration, int repeat)
    {
        int[] known = [.. Enumerable.Range(0, counts.Length).Where(minute => counts[minute] is not null)];
        List<string> alarms = [];
        for (int i = 0; i < known.Length; i++)
        {
            bool Begins(int at) => counts[known[at]] > 6000 && (at == 0 || counts[known[at - 1]] <= 6000 || known[at] - known[at - 1] > 2);
            if (!Begins(i))
            {
                continue;
            }

            int[] run = [known[i], .. Enumerable.Range(i + 1, known.Length - i - 1).TakeWhile(at => counts[known[at]] > 6000 && !Begins(at)).Select(at => known[at])];
            int[] raised = [.. run.Where(minute => minute - run[0] >= duration)];
            if (raised.Length > 0)
            {
                alarms.Add(string.Create(CultureInfo.InvariantCulture, $"{run[0]} {raised[0]} {1 + ((run[^1] - raised[0]) / repeat)}"));
            }
        }

        return alarms;
    }
}
