using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using ImpOps.Capacity;
using ImpOps.Cluster;
using ImpOps.Counters;
using ImpOps.Messaging;
using ImpOps.Metrics;
using ImpOps.Sessions;

namespace ImpOps.Tests.Metrics;

public sealed class MetricSetTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 8, 0, 0, TimeSpan.FromHours(1));
    private const double StartSeconds = 1795158000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("impops-metrics-");

    public void Dispose() => _folder.Delete(recursive: true);

    private static CounterSample Sample(string counter, double? value, int minute = 0, string? node = "n1", string @object = "Cisco XCP JSM", string? instance = null) =>
        new(Start.AddMinutes(minute), new CounterPath(node, @object, instance, counter), value);

    private static SessionSummary Line(SessionLevel level, string? group, string? node, long users, long sessions, params (string Name, long Count)[] devices) => new()
    {
        Level = level,
        PresenceRedundancyGroup = group,
        NodeName = node,
        UserCount = users,
        SessionCount = sessions,
        DeviceType = new DeviceTypeCounts(devices.Select(device => KeyValuePair.Create(device.Name, device.Count))),
        GeneratedAt = Start,
    };

    private static JsmCapacity Capacity(long sessions, string? node = "n1", HighAvailabilityMode? mode = HighAvailabilityMode.ActiveActive) =>
        JsmCapacity.Measure(new JsmCapacityRequest { NodeName = node, OvaSize = 15000, HighAvailabilityMode = mode, SessionCount = sessions });

    private static JsmHistory History(params double?[] sessions)
    {
        JsmMonitor monitor = new(new JsmMonitorOptions { OvaSize = 500, HighAvailabilityMode = HighAvailabilityMode.ActiveActive });
        for (int minute = 0; minute < sessions.Length; minute++)
        {
            Assert.True(monitor.Add(Sample("JsmClientSessionsActive", sessions[minute], minute)));
        }

        return monitor.Histories().Single();
    }

    /// <summary>Daily peaks that grow by 1 percent of the limit of 750.</summary>
    private static JsmForecast Forecast()
    {
        JsmMonitor monitor = new(new JsmMonitorOptions { OvaSize = 500, MaximumGap = TimeSpan.FromHours(2) });
        for (int hour = 0; hour < 14 * 24; hour++)
        {
            monitor.Add(Sample("JsmClientSessionsActive", 100 + (7.5 * (hour / 24)) + (hour % 24 / 4), hour * 60));
        }

        return monitor.Histories().Single().Forecast();
    }

    private static MdmCounterSummary Mdm(int endMinute = 30, double? average = 12.5) => new()
    {
        NodeName = "n1",
        StartTime = Start,
        EndTime = Start.AddMinutes(endMinute),
        SampleCount = 3,
        AverageSessionCount = average,
        PeakSessionCount = 20,
        QuietModePercent = 25,
        SilentModePercent = 12.5,
        FlushCount = 40,
        FlushPerMinute = 2,
        LimitReachedCount = 10,
        LimitReachedPercent = 25,
        AverageQueuedSeconds = 23.5,
        AverageFlushPacketCount = 4,
        RestartCount = 1,
    };

    private static Finding Check(string name, bool passed, string? node = "n1") =>
        new() { Check = name, PresenceRedundancyGroup = "East", NodeName = node, Passed = passed, Message = "." };

    private static PresenceRedundancyGroup Group(bool ha) => new()
    {
        Name = "East",
        NodeName = new TextList(["n1", "n2"]),
        HighAvailability = ha,
        Connection = "hq",
        State = [new NodeState { NodeName = "n1", State = HighAvailabilityState.Normal, StateText = "正常" }, new NodeState { NodeName = "n2", State = HighAvailabilityState.Idle, StateText = "空闲" }],
    };

    private static ClusterService Service(ServiceStatus status, TimeSpan? up = null, string name = "Cisco XCP Router") =>
        new() { NodeName = "n1", Name = name, Status = status, UpTime = up, Connection = "hq" };

    /// <summary>Something of everything that metrics are made of.</summary>
    private static object[] Everything() =>
    [
        Line(SessionLevel.Cluster, null, null, 3, 5, ("Desktop", 4), ("iPhone", 1)),
        Line(SessionLevel.SubCluster, "East", null, 3, 5, ("Desktop", 5)),
        Line(SessionLevel.Node, "East", "n1", 2, 3, ("Desktop", 3)),
        Line(SessionLevel.Node, "East", "n2", 1, 2, ("Desktop", 2)),
        new UserSessions { Level = SessionLevel.User, UserId = "alice", SessionCount = 2, DeviceType = ["Desktop", "iPhone"] },
        Capacity(9001, "n9"),
        History([.. Enumerable.Repeat<double?>(310, 15)]),
        History([.. Enumerable.Repeat<double?>(310, 15)]).Summarize()!,
        Forecast(),
        Mdm(),
        Sample("ActiveJsmSessions", 7, @object: "Cisco Presence Engine"),
        Sample("JsmClientSessionsActive", 310), Sample("jsmphantomsessionsactive", 4), Sample("JsmHybridSessionsActive", 0),
        Sample("MDMSessions", 1), Sample("MDMQuietModeSessions", 1), Sample("MDMSilentModeSessions", 1), Sample("MDMBufferFlushes", 1000),
        Sample("MDMBufferFlushesLimitReached", 100), Sample("MDMBufferFlushPacketCount", 9), Sample("MDMBufferAvgQueuedTime", 12.25),
        Sample("% CPU Time", 12.5, @object: "Processor", instance: "_Total"),
        Check("LowerEqualsDelay", true),
        Group(true),
        Service(ServiceStatus.Started, TimeSpan.FromSeconds(90)),
    ];

    private static MetricSet SetOf(params IEnumerable<object> items)
    {
        MetricSet set = new();
        Assert.All(items, item => Assert.True(set.Add(item)));
        return set;
    }

    /// <summary>The samples of a text by the line that a reader would write for them.</summary>
    private static Dictionary<string, ReadSample> Read(MetricSet set, MetricOptions? options = null) =>
        Exposition.ReadOpenMetrics(set.ToText(options)).SelectMany(family => family.Samples).ToDictionary(Plain);

    private static string Plain(ReadSample sample) =>
        sample.Labels.Count == 0 ? sample.Name : $"{sample.Name}[{string.Join(' ', sample.Labels.Select(label => $"{label.Key}={label.Value}"))}]";

    private static void AssertSamples(IEnumerable<string> expected, params IEnumerable<object> items) =>
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            Read(SetOf(items)).Select(sample => $"{sample.Key} {sample.Value.Value.ToString(CultureInfo.InvariantCulture)}").Order(StringComparer.Ordinal));

    [Fact]
    public void Every_metric_is_written_and_read_back_in_both_formats()
    {
        MetricSet set = SetOf(Everything());
        IReadOnlyList<ReadFamily> open = Exposition.ReadOpenMetrics(set.ToText());
        IReadOnlyList<ReadFamily> older = Exposition.ReadPrometheus(set.ToText(new MetricOptions { Format = MetricFormat.Prometheus }));

        Assert.Equal(MetricFamily.All.Select(family => family.Name), open.Select(family => family.Name));
        Assert.Equal(MetricFamily.All.Select(family => family.SampleName), older.Select(family => family.Name));
        Assert.Equal(MetricFamily.All.Select(family => (family.Type.ToString().ToLowerInvariant(), family.Unit, (string?)family.Help)), open.Select(family => (family.Type, family.Unit, family.Help)));
        Assert.Equal(open.SelectMany(family => family.Samples).Select(Plain), older.SelectMany(family => family.Samples).Select(Plain));
        Assert.Equal(open.SelectMany(family => family.Samples).Select(sample => sample.Value), older.SelectMany(family => family.Samples).Select(sample => sample.Value));
    }

    [Fact]
    public void The_table_keeps_to_the_rules_for_names()
    {
        string[] suffixes = ["_total", "_created", "_info", "_count", "_sum", "_bucket"];
        Assert.All(MetricFamily.All, family =>
        {
            Assert.Matches("^impops_[a-z0-9]+(_[a-z0-9]+)*$", family.Name);
            Assert.DoesNotContain(suffixes, suffix => family.Name.EndsWith(suffix));
            Assert.Contains(family.Unit, new[] { null, "seconds", "ratio" });
            Assert.Equal(family.Unit, new[] { "seconds", "ratio" }.FirstOrDefault(unit => family.Name.EndsWith("_" + unit)));
            Assert.Matches("^[A-Z0-9][^\"\\\\\r\n]*\\.$", family.Help);
        });
        Assert.Equal(MetricFamily.All.Count, MetricFamily.All.Select(family => family.SampleName).Concat(MetricFamily.All.Select(family => family.Name)).GroupBy(name => name).Count() - MetricFamily.All.Count(family => family.SampleName != family.Name));
        Assert.Equal(4, MetricFamily.All.Select(family => family.Type).Distinct().Count());
    }

    [Fact]
    public void A_session_report_gives_users_sessions_and_devices_of_each_level() => AssertSamples(
        [
            "impops_cluster_users 3", "impops_cluster_sessions 5", "impops_cluster_device_sessions[device=Desktop] 4", "impops_cluster_device_sessions[device=iPhone] 1",
            "impops_group_users[group=East] 3", "impops_group_sessions[group=East] 5", "impops_group_device_sessions[group=East device=Desktop] 5",
            "impops_node_users[group=East node=n1] 2", "impops_node_sessions[group=East node=n1] 3", "impops_node_device_sessions[group=East node=n1 device=Desktop] 3",
            $"impops_session_report_timestamp_seconds {StartSeconds}",
        ],
        Everything().Take(3));

    [Fact]
    public void Capacity_gives_limit_fill_and_threshold_as_ratios() => AssertSamples(
        [
            "impops_jsm_node_info[node=n1 ova_size=15000 mode=ActiveActive] 1",
            "impops_jsm_sessions[node=n1] 9001", "impops_jsm_session_limit[node=n1] 11250", "impops_jsm_fill_ratio[node=n1] 0.8000888888888888",
            "impops_jsm_threshold_ratio[node=n1] 0.8", "impops_jsm_over_threshold[node=n1] 1", "impops_jsm_recommended_alert_ratio[node=n1] 0.4",
        ],
        Capacity(9001));

    [Fact]
    public void At_the_threshold_a_node_is_not_over_it_and_without_names_there_are_no_labels() => AssertSamples(
        [
            "impops_jsm_node_info[ova_size=15000] 1",
            "impops_jsm_sessions 18000", "impops_jsm_session_limit 22500", "impops_jsm_fill_ratio 0.8",
            "impops_jsm_threshold_ratio 0.8", "impops_jsm_over_threshold 0", "impops_jsm_recommended_alert_ratio 0.8",
        ],
        Capacity(18000, node: null, mode: null));

    [Fact]
    public void A_history_gives_its_last_sample_and_its_alarms()
    {
        // 375 sessions are the limit; 310 are over 80 percent of it, and the alarm is raised after ten minutes.
        double?[] over = [.. Enumerable.Repeat<double?>(310, 15)];
        string[] same =
        [
            "impops_jsm_node_info[node=n1 ova_size=500 mode=ActiveActive] 1", "impops_jsm_session_limit[node=n1] 375", "impops_jsm_threshold_ratio[node=n1] 0.8",
            "impops_jsm_alarms[node=n1] 1", $"impops_jsm_alarm_last_raised_timestamp_seconds[node=n1] {StartSeconds + 600}",
        ];

        AssertSamples(
            [
                .. same, "impops_jsm_samples[node=n1] 15", "impops_jsm_missing_samples[node=n1] 1", "impops_jsm_sessions[node=n1] 310",
                "impops_jsm_fill_ratio[node=n1] 0.8266666666666667", "impops_jsm_over_threshold[node=n1] 1", "impops_jsm_fill_maximum_ratio[node=n1] 0.8266666666666667",
                $"impops_jsm_last_sample_timestamp_seconds[node=n1] {StartSeconds + (14 * 60)}", "impops_jsm_alarm_active[node=n1] 1",
            ],
            History([.. over, null]));
        AssertSamples(
            [
                .. same, "impops_jsm_samples[node=n1] 16", "impops_jsm_missing_samples[node=n1] 0", "impops_jsm_sessions[node=n1] 75",
                "impops_jsm_fill_ratio[node=n1] 0.2", "impops_jsm_over_threshold[node=n1] 0", "impops_jsm_fill_maximum_ratio[node=n1] 0.8266666666666667",
                $"impops_jsm_last_sample_timestamp_seconds[node=n1] {StartSeconds + (15 * 60)}", "impops_jsm_alarm_active[node=n1] 0",
            ],
            History([.. over, 75]));
    }

    [Fact]
    public void A_node_that_was_never_seen_has_no_fill() => AssertSamples(
        [
            "impops_jsm_node_info[node=n1 ova_size=500 mode=ActiveActive] 1", "impops_jsm_session_limit[node=n1] 375", "impops_jsm_threshold_ratio[node=n1] 0.8",
            "impops_jsm_samples[node=n1] 0", "impops_jsm_missing_samples[node=n1] 2", "impops_jsm_alarms[node=n1] 0", "impops_jsm_alarm_active[node=n1] 0",
        ],
        History(null, null));

    [Fact]
    public void An_alarm_counts_once_by_itself_and_in_its_history()
    {
        JsmHistory history = History([.. Enumerable.Repeat<double?>(310, 15), 75, .. Enumerable.Repeat<double?>(310, 12)]);

        Dictionary<string, ReadSample> both = Read(SetOf([history, .. history.Alarm, history.Summarize()!]));
        Dictionary<string, ReadSample> alarms = Read(SetOf(history.Alarm));
        Assert.All([both, alarms], read =>
        {
            Assert.Equal(2, read["impops_jsm_alarms[node=n1]"].Value);
            Assert.Equal(1, read["impops_jsm_alarm_active[node=n1]"].Value);
            Assert.Equal(StartSeconds + (26 * 60), read["impops_jsm_alarm_last_raised_timestamp_seconds[node=n1]"].Value);
        });
    }

    [Fact]
    public void A_summary_gives_percentiles() => AssertSamples(
        [
            "impops_jsm_session_limit[node=n1] 375", "impops_jsm_threshold_ratio[node=n1] 0.8", "impops_jsm_samples[node=n1] 5", "impops_jsm_missing_samples[node=n1] 0",
            "impops_jsm_alarms[node=n1] 0", "impops_jsm_fill_minimum_ratio[node=n1] 0.2", "impops_jsm_fill_median_ratio[node=n1] 0.8", "impops_jsm_fill_p95_ratio[node=n1] 0.92",
            "impops_jsm_fill_p99_ratio[node=n1] 0.92", "impops_jsm_fill_maximum_ratio[node=n1] 0.92", "impops_jsm_time_over_threshold_ratio[node=n1] 0.5",
        ],
        History(75, 150, 345, 345, 300).Summarize()!);

    [Fact]
    public void A_forecast_gives_growth_and_times()
    {
        JsmForecast forecast = Forecast();
        Dictionary<string, ReadSample> read = Read(SetOf(forecast));

        Assert.Equal(forecast.GrowthPercentPerDay / 100, read["impops_jsm_daily_growth_ratio[node=n1]"].Value);
        Assert.Equal(7.5 / 750, read["impops_jsm_daily_growth_ratio[node=n1]"].Value, 3);
        Assert.Equal(forecast.LimitAt!.Value.ToUnixTimeMilliseconds() / 1000.0, read["impops_jsm_limit_reached_timestamp_seconds[node=n1]"].Value);
        Assert.True(read["impops_jsm_threshold_reached_timestamp_seconds[node=n1]"].Value < read["impops_jsm_limit_reached_timestamp_seconds[node=n1]"].Value);
        Assert.Equal(4, read.Count);
    }

    [Fact]
    public void Multiple_device_messaging_gives_shares_as_ratios_and_times_in_seconds()
    {
        AssertSamples(
            [
                "impops_mdm_average_sessions[node=n1] 12.5", "impops_mdm_peak_sessions[node=n1] 20", "impops_mdm_quiet_mode_ratio[node=n1] 0.25",
                "impops_mdm_silent_mode_ratio[node=n1] 0.125", "impops_mdm_period_flushes[node=n1] 40", "impops_mdm_period_limit_reached_flushes[node=n1] 10",
                "impops_mdm_limit_reached_ratio[node=n1] 0.25", "impops_mdm_average_queued_seconds[node=n1] 23.5", "impops_mdm_average_flush_packets[node=n1] 4",
                "impops_mdm_restarts[node=n1] 1", "impops_mdm_period_seconds[node=n1] 1800",
            ],
            Mdm());
        Assert.DoesNotContain("impops_mdm_average_sessions[node=n1]", Read(SetOf(Mdm(average: null))).Keys);
    }

    [Fact]
    public void Counters_have_names_of_their_own_or_their_path_as_labels() => AssertSamples(
        [
            "impops_jsm_client_sessions[node=n1] 310", "impops_mdm_buffer_flushes_total[node=n1] 1000", "impops_mdm_buffer_queued_seconds[node=n1] 12.25",
            @"impops_counter[node=n1 object=Processor instance=_Total counter=% CPU Time] 12.5",
            $"impops_counter_last_sample_timestamp_seconds[node=n1] {StartSeconds}",
        ],
        Sample("JSMCLIENTSESSIONSACTIVE", 310), Sample("MDMBufferFlushes", 1000), Sample("MDMBufferAvgQueuedTime", 12.25), Sample("% CPU Time", 12.5, @object: "Processor", instance: "_Total"),
        Sample("MDMBufferFlushesLimitReached", -1), Sample("MDMSessions", null));

    [Fact]
    public void Of_samples_with_a_time_the_newest_counts_in_whatever_order()
    {
        object[] items = [Sample("MDMSessions", 1, 0), Sample("MDMSessions", 3, 2), Sample("MDMSessions", 2, 1), Mdm(30, 1), Mdm(60, 2), Sample("MDMSessions", null, 5)];
        foreach (object[] order in new[] { items, [.. items.Reverse()] })
        {
            Dictionary<string, ReadSample> read = Read(SetOf(order));
            Assert.Equal(3, read["impops_mdm_sessions[node=n1]"].Value);
            Assert.Equal(2, read["impops_mdm_average_sessions[node=n1]"].Value);
            Assert.Equal(StartSeconds + 120, read["impops_counter_last_sample_timestamp_seconds[node=n1]"].Value);
        }
    }

    [Fact]
    public void The_text_does_not_depend_on_the_order_of_the_input()
    {
        object[] items = Everything();
        string text = SetOf(items).ToText();
        Random random = new(6);
        for (int i = 0; i < 20; i++)
        {
            random.Shuffle(items);
            Assert.Equal(text, SetOf(items).ToText());
        }
    }

    [Fact]
    public void A_metric_that_comes_twice_with_two_values_is_an_error_and_the_first_stays()
    {
        MetricSet set = SetOf(Capacity(5), Capacity(5));
        string text = set.ToText();

        ImpOpsException problem = Assert.Throws<ImpOpsException>(() => set.Add(Capacity(6)));
        Assert.Equal("MetricTwice", problem.ErrorId);
        Assert.Contains("impops_jsm_sessions{node=\"n1\"}", problem.Message);
        Assert.Equal(text, set.ToText());
        Assert.Throws<ImpOpsException>(() => set.Add(History(75)));
        Assert.Equal(text, set.ToText());
        set.Add(Sample("MDMSessions", 1));
        Assert.Equal("MetricTwice", Assert.Throws<ImpOpsException>(() => set.Add(Sample("MDMSessions", 2, @object: "Other"))).ErrorId);
    }

    [Fact]
    public void A_check_has_passed_where_it_passed_everywhere()
    {
        string[] expected = ["impops_check_passed[check=A group=East node=n1] 0", "impops_check_passed[check=B group=East] 1"];

        AssertSamples(expected, Check("A", true), Check("A", false), Check("A", true), Check("B", true, node: null));
    }

    [Fact]
    public void A_live_cluster_gives_high_availability_and_services() => AssertSamples(
        [
            "impops_group_high_availability[connection=hq group=East] 0",
            "impops_node_high_availability_state[connection=hq group=East node=n1 state=Normal] 1", "impops_node_high_availability_state[connection=hq group=East node=n2 state=Idle] 1",
            "impops_service_running[connection=hq node=n1 service=Cisco XCP Router] 1", "impops_service_uptime_seconds[connection=hq node=n1 service=Cisco XCP Router] 90",
            "impops_service_running[connection=hq node=n1 service=a] 0", "impops_service_running[connection=hq node=n1 service=b] 0",
        ],
        Group(false), Service(ServiceStatus.Started, TimeSpan.FromSeconds(90)), Service(ServiceStatus.Stopped, name: "a"), Service(ServiceStatus.Starting, name: "b"),
        Service(ServiceStatus.Unknown, name: "c"), Service(ServiceStatus.NotActivated, name: "d"));

    [Fact]
    public void What_nobody_measured_gives_nothing()
    {
        MetricSet set = new();

        Assert.False(set.Add("text"));
        Assert.False(set.Add(JsmCapacityPlan.For(15000, 1000, 2)));
        Assert.True(set.Add(new UserSessions { Level = SessionLevel.User, UserId = "alice", SessionCount = 2, DeviceType = [] }));
        Assert.True(set.IsEmpty);
        Assert.Equal("# EOF", set.ToText());
        Assert.Equal("", set.ToText(new MetricOptions { Format = MetricFormat.Prometheus }));
        Assert.False(SetOf(History(1, null)).IsEmpty);
    }

    [Fact]
    public void No_name_breaks_the_text()
    {
        Random random = new(17);
        string alphabet = "a\\\"\n\r\t{},= #\0\u0001\u007f\u0085\u2028é张\ud83d\ude00\ud83d\udc00\ufeff";
        for (int i = 0; i < 2000; i++)
        {
            string node = new([.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
            string label = new([.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
            MetricSet set = SetOf(Capacity(5, node), Sample("X", 1, node: node, @object: label, instance: node));
            foreach (MetricFormat format in Enum.GetValues<MetricFormat>())
            {
                string text = set.ToText(new MetricOptions { Format = format, Label = [KeyValuePair.Create("cluster", label)] });
                ReadSample[] samples = [.. (format == MetricFormat.OpenMetrics ? Exposition.ReadOpenMetrics(text) : Exposition.ReadPrometheus(text)).SelectMany(family => family.Samples)];

                Assert.All(samples, sample => Assert.Equal((label, node), (sample.Labels["cluster"], sample.Labels["node"])));
                Assert.Equal((label, node), (samples[^2].Labels["object"], samples[^2].Labels["instance"]));
            }
        }
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-1.5, "-1.5")]
    [InlineData(0.1, "0.1")]
    [InlineData(123456789012, "123456789012")]
    [InlineData(1e300, "1E+300")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    public void Numbers_are_read_back(double value, string written)
    {
        MetricSet set = SetOf(Sample("X", value));

        Assert.Contains($" {written}\n", set.ToText());
        Assert.Equal(value, Read(set).Values.First().Value);
        Assert.True(set.Add(Sample("X", value)));
    }

    [Fact]
    public void Timestamps_are_seconds_or_milliseconds_and_only_on_request()
    {
        MetricSet set = SetOf(Sample("MDMSessions", 5, 1), Capacity(5));

        Assert.All(Read(set).Values, sample => Assert.Null(sample.Timestamp));
        Assert.Equal("1795158060", Read(set, new MetricOptions { Timestamp = true })["impops_mdm_sessions[node=n1]"].Timestamp);
        Assert.Null(Read(set, new MetricOptions { Timestamp = true })["impops_jsm_sessions[node=n1]"].Timestamp);
        ReadSample older = Exposition.ReadPrometheus(set.ToText(new MetricOptions { Format = MetricFormat.Prometheus, Timestamp = true }))
            .Single(family => family.Name == "impops_mdm_sessions").Samples.Single();
        Assert.Equal("1795158060000", older.Timestamp);
        CounterSample fraction = new(Start.AddMilliseconds(250), new CounterPath("n1", "O", null, "C"), 1);
        Assert.Equal("1795158000.25", Read(SetOf(fraction), new MetricOptions { Timestamp = true }).Values.First().Timestamp);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1a")]
    [InlineData("a-b")]
    [InlineData("__name__")]
    [InlineData("群集")]
    [InlineData("node")]
    [InlineData("quantile")]
    public void A_label_that_no_metric_may_have_is_an_error(string label)
    {
        MetricOptions options = new() { Label = [KeyValuePair.Create(label, "x")] };

        Assert.Equal("MetricLabelInvalid", Assert.Throws<ImpOpsException>(() => SetOf(Capacity(5)).ToText(options)).ErrorId);
    }

    [Fact]
    public void Labels_of_the_caller_are_on_every_sample_and_an_empty_one_is_none()
    {
        MetricOptions options = new() { Label = [KeyValuePair.Create("cluster", "HQ"), KeyValuePair.Create("_Site", "北京"), KeyValuePair.Create("empty", "")] };

        Assert.All(Read(SetOf(Everything()), options).Values, sample =>
        {
            Assert.Equal(("HQ", "北京"), (sample.Labels["cluster"], sample.Labels["_Site"]));
            Assert.False(sample.Labels.ContainsKey("empty"));
        });
        Assert.Throws<ImpOpsException>(() => SetOf(Capacity(5)).ToText(new MetricOptions { Label = [KeyValuePair.Create("a", "1"), KeyValuePair.Create("a", "2")] }));
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("de-DE")]
    public void The_culture_changes_nothing(string culture)
    {
        MetricOptions options = new() { Timestamp = true };
        string text = SetOf(Everything()).ToText(options);
        using CultureScope scope = new(culture);

        Assert.Equal(text, SetOf(Everything()).ToText(options));
    }

    [Fact]
    public void A_file_is_written_whole_or_not_at_all()
    {
        string path = Path.Combine(_folder.FullName, "impops.prom");
        MetricSet set = SetOf(Capacity(5, "张"));
        MetricOptions older = new() { Format = MetricFormat.Prometheus };

        set.Write(path, older);
        Assert.Equal(Encoding.UTF8.GetBytes(set.ToText(older)), File.ReadAllBytes(path));
        set.Write(path);
        Assert.Equal(set.ToText() + "\n", File.ReadAllText(path));
        Assert.NotEqual(0xEF, File.ReadAllBytes(path)[0]);

        byte[] before = File.ReadAllBytes(path);
        Assert.Equal("FileExists", Assert.Throws<ImpOpsException>(() => set.Write(path, noClobber: true)).ErrorId);
        Assert.Equal("MetricLabelInvalid", Assert.Throws<ImpOpsException>(() => set.Write(path, new MetricOptions { Label = [KeyValuePair.Create("node", "x")] })).ErrorId);
        Assert.Equal("DirectoryNotFound", Assert.Throws<ImpOpsException>(() => set.Write(Path.Combine(path + "x", "y.prom"))).ErrorId);
        File.SetAttributes(path, FileAttributes.ReadOnly);
        Assert.Equal("FileReadOnly", Assert.Throws<ImpOpsException>(() => set.Write(path)).ErrorId);
        Assert.Equal(before, File.ReadAllBytes(path));
        set.Write(path, older, force: true);
        Assert.NotEqual(before, File.ReadAllBytes(path));
        Assert.Single(_folder.GetFiles());
    }
}
