using System;
using System.Collections.Generic;
using System.Globalization;
using ImpOps.Capacity;
using ImpOps.Cluster;
using ImpOps.Messaging;
using ImpOps.Sessions;

namespace ImpOps.Metrics;

/// <summary>What the objects of the other rooms have for a monitoring system.</summary>
internal static class MetricSource
{
    private const double Percent = 100;

    /// <summary>The samples that an object gives; null where it is of a kind that gives none.</summary>
    public static IEnumerable<MetricPoint>? Of(object item) => item switch
    {
        SessionSummary line => Of(line),

        // One metric for each user would be more than a monitoring system keeps, and tell it who is at work.
        UserSessions => [],

        // A plan is of nodes that nobody has measured.
        JsmCapacityPlan => null,
        JsmCapacity capacity => Of(capacity),
        JsmHistory history => Of(history),
        JsmCapacitySummary summary => Of(summary),
        JsmForecast forecast => Of(forecast),
        MdmCounterSummary summary => Of(summary),
        PresenceRedundancyGroup group => Of(group),
        ClusterService service => Of(service),
        _ => null,
    };

    /// <summary>A sample where there is a value, and none where there is not.</summary>
    public static IEnumerable<MetricPoint> Point(string family, string labels, double? value, DateTimeOffset? time = null)
    {
        if (value is double known)
        {
            yield return new MetricPoint(MetricFamily.Get(family), labels, known, time);
        }
    }

    /// <summary>A time as a value. It is not the time of the sample: when a limit will be reached is known now.</summary>
    public static IEnumerable<MetricPoint> Moment(string family, string labels, DateTimeOffset? moment, DateTimeOffset? time = null) =>
        Point(family, labels, moment is DateTimeOffset known ? Seconds(known) : null, time);

    /// <summary>Seconds since 1970.</summary>
    public static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;

    private static IEnumerable<MetricPoint> Of(SessionSummary line)
    {
        (string level, string? group, string? node) = line.Level switch
        {
            SessionLevel.Cluster => ("cluster", null, null),
            SessionLevel.SubCluster => ("group", line.PresenceRedundancyGroup, (string?)null),
            _ => ("node", line.PresenceRedundancyGroup, line.NodeName),
        };
        string labels = MetricLabels.Write((MetricLabels.Group, group), (MetricLabels.Node, node));
        DateTimeOffset? time = line.GeneratedAt;
        List<MetricPoint> points =
        [
            .. Point($"impops_{level}_users", labels, line.UserCount, time),
            .. Point($"impops_{level}_sessions", labels, line.SessionCount, time),
            .. Moment("impops_session_report_timestamp_seconds", "", time, time),
        ];
        foreach (KeyValuePair<string, long> device in line.DeviceType)
        {
            string deviceLabels = MetricLabels.Write((MetricLabels.Group, group), (MetricLabels.Node, node), (MetricLabels.Device, device.Key));
            points.AddRange(Point($"impops_{level}_device_sessions", deviceLabels, device.Value, time));
        }

        return points;
    }

    private static IEnumerable<MetricPoint> Of(JsmCapacity capacity)
    {
        string node = Node(capacity.NodeName);
        return
        [
            .. NodeInfo(capacity.NodeName, capacity.OvaSize, capacity.HighAvailabilityMode),
            .. Limit(node, capacity.SessionLimit, capacity.ThresholdPercent),
            .. Fill(node, capacity.SessionCount, capacity.SessionLimit, capacity.ThresholdPercent, null),
            .. Point("impops_jsm_recommended_alert_ratio", node, capacity.RecommendedAlertPercent / Percent),
        ];
    }

    private static IEnumerable<MetricPoint> Of(JsmHistory history)
    {
        string node = Node(history.NodeName);
        List<MetricPoint> points =
        [
            .. NodeInfo(history.NodeName, history.OvaSize, history.HighAvailabilityMode),
            .. Limit(node, history.SessionLimit, history.ThresholdPercent),
            .. Point("impops_jsm_samples", node, history.SampleCount, history.EndTime),
            .. Point("impops_jsm_missing_samples", node, history.MissingCount, history.EndTime),
        ];
        IReadOnlyList<JsmFill> fill = history.Fill;
        if (fill.Count > 0)
        {
            JsmFill last = fill[fill.Count - 1];
            points.AddRange(Fill(node, last.SessionCount, history.SessionLimit, history.ThresholdPercent, last.Timestamp));
            points.AddRange(Point("impops_jsm_fill_maximum_ratio", node, history.PeakPercent / Percent, history.EndTime));
            points.AddRange(Moment("impops_jsm_last_sample_timestamp_seconds", node, last.Timestamp, last.Timestamp));
        }

        return points;
    }

    private static IEnumerable<MetricPoint> Of(JsmCapacitySummary summary)
    {
        string node = Node(summary.NodeName);
        DateTimeOffset end = summary.EndTime;
        return
        [
            .. Limit(node, summary.SessionLimit, summary.ThresholdPercent),
            .. Point("impops_jsm_samples", node, summary.SampleCount, end),
            .. Point("impops_jsm_missing_samples", node, summary.MissingCount, end),
            .. Point("impops_jsm_alarms", node, summary.AlarmCount, end),
            .. Point("impops_jsm_fill_minimum_ratio", node, summary.MinimumPercent / Percent, end),
            .. Point("impops_jsm_fill_median_ratio", node, summary.MedianPercent / Percent, end),
            .. Point("impops_jsm_fill_p95_ratio", node, summary.Percentile95Percent / Percent, end),
            .. Point("impops_jsm_fill_p99_ratio", node, summary.Percentile99Percent / Percent, end),
            .. Point("impops_jsm_fill_maximum_ratio", node, summary.MaximumPercent / Percent, end),
            .. Point("impops_jsm_time_over_threshold_ratio", node, summary.TimeOverThresholdPercent / Percent, end),
        ];
    }

    private static IEnumerable<MetricPoint> Of(JsmForecast forecast)
    {
        string node = Node(forecast.NodeName);
        return
        [
            .. Point("impops_jsm_threshold_ratio", node, forecast.ThresholdPercent / Percent),
            .. Point("impops_jsm_daily_growth_ratio", node, forecast.GrowthPercentPerDay / Percent),
            .. Moment("impops_jsm_threshold_reached_timestamp_seconds", node, forecast.ThresholdAt),
            .. Moment("impops_jsm_limit_reached_timestamp_seconds", node, forecast.LimitAt),
        ];
    }

    private static IEnumerable<MetricPoint> Of(MdmCounterSummary summary)
    {
        string node = Node(summary.NodeName);
        DateTimeOffset end = summary.EndTime;
        return
        [
            .. Point("impops_mdm_average_sessions", node, summary.AverageSessionCount, end),
            .. Point("impops_mdm_peak_sessions", node, summary.PeakSessionCount, end),
            .. Point("impops_mdm_quiet_mode_ratio", node, summary.QuietModePercent / Percent, end),
            .. Point("impops_mdm_silent_mode_ratio", node, summary.SilentModePercent / Percent, end),
            .. Point("impops_mdm_period_flushes", node, summary.FlushCount, end),
            .. Point("impops_mdm_period_limit_reached_flushes", node, summary.LimitReachedCount, end),
            .. Point("impops_mdm_limit_reached_ratio", node, summary.LimitReachedPercent / Percent, end),
            .. Point("impops_mdm_average_queued_seconds", node, summary.AverageQueuedSeconds, end),
            .. Point("impops_mdm_average_flush_packets", node, summary.AverageFlushPacketCount, end),
            .. Point("impops_mdm_restarts", node, summary.RestartCount, end),
            .. Point("impops_mdm_period_seconds", node, (summary.EndTime - summary.StartTime).TotalSeconds, end),
        ];
    }

    private static IEnumerable<MetricPoint> Of(PresenceRedundancyGroup group)
    {
        List<MetricPoint> points =
        [
            .. Point(
                "impops_group_high_availability",
                MetricLabels.Write((MetricLabels.Connection, group.Connection), (MetricLabels.Group, group.Name)),
                Flag(group.HighAvailability)),
        ];
        foreach (NodeState node in group.State)
        {
            points.AddRange(Point(
                "impops_node_high_availability_state",
                MetricLabels.Write(
                    (MetricLabels.Connection, group.Connection),
                    (MetricLabels.Group, group.Name),
                    (MetricLabels.Node, node.NodeName),
                    (MetricLabels.State, node.State.ToString())),
                1));
        }

        return points;
    }

    private static IEnumerable<MetricPoint> Of(ClusterService service)
    {
        string labels = MetricLabels.Write(
            (MetricLabels.Connection, service.Connection), (MetricLabels.Node, service.NodeName), (MetricLabels.Service, service.Name));
        return
        [
            .. Point(
                "impops_service_running",
                labels,
                service.Status is ServiceStatus.Unknown or ServiceStatus.NotActivated ? null : Flag(service.Status == ServiceStatus.Started)),
            .. Point("impops_service_uptime_seconds", labels, service.UpTime?.TotalSeconds),
        ];
    }

    private static IEnumerable<MetricPoint> NodeInfo(string? node, int ovaSize, HighAvailabilityMode? mode) => Point(
        "impops_jsm_node",
        MetricLabels.Write(
            (MetricLabels.Node, node), (MetricLabels.OvaSize, ovaSize.ToString(CultureInfo.InvariantCulture)), (MetricLabels.Mode, mode?.ToString())),
        1);

    private static IEnumerable<MetricPoint> Limit(string node, int limit, int thresholdPercent) =>
    [
        .. Point("impops_jsm_session_limit", node, limit),
        .. Point("impops_jsm_threshold_ratio", node, thresholdPercent / Percent),
    ];

    private static IEnumerable<MetricPoint> Fill(string node, long sessions, int limit, int thresholdPercent, DateTimeOffset? time) =>
    [
        .. Point("impops_jsm_sessions", node, sessions, time),
        .. Point("impops_jsm_fill_ratio", node, (double)sessions / limit, time),
        .. Point("impops_jsm_over_threshold", node, Flag(sessions * 100 > (long)thresholdPercent * limit), time),
    ];

    private static string Node(string? name) => MetricLabels.Write((MetricLabels.Node, name));

    private static double Flag(bool set) => set ? 1 : 0;
}
