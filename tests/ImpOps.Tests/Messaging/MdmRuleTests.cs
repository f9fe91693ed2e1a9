using System;
using System.Globalization;
using System.Linq;
using ImpOps.Messaging;

namespace ImpOps.Tests.Messaging;

/// <summary>Who gets what, rule by rule. The laptop signs in last and so is active, but where a test says otherwise.</summary>
public class MdmRuleTests
{
    private const string BothIn = "0:00,A,phone,sign in\n0:01,A,laptop,sign in\n";

    private static string[] Lines(string rows, string? release = null) => Scenario.Of(BothIn + rows, new MdmScenarioOptions { Release = release }).Lines;

    [Fact]
    public void A_device_that_is_signed_out_gets_nothing_and_says_so()
    {
        Scenario scenario = Scenario.Of(BothIn + "0:02,A,laptop,sign out\n0:03,A,,receive,B,m\n0:04,A,laptop,sign in\n0:05,A,laptop,read\n");

        Assert.Equal(["m phone 00:03:00 - N -", "m laptop - - - -"], scenario.Lines);
        Assert.Equal((MdmDeliveryReason.SignedOut, MdmNotificationReason.NotDelivered), (scenario.Of("m", "laptop").DeliveryReason, scenario.Of("m", "laptop").NotificationReason));
    }

    [Fact]
    public void A_user_without_any_device_has_a_delivery_that_says_so()
    {
        MdmDelivery delivery = Assert.Single(Scenario.Of("0:00,A,,receive,B,m\n").Deliveries);

        Assert.Null(delivery.Device);
        Assert.Equal(MdmDeliveryReason.NoDevice, delivery.DeliveryReason);
    }

    [Theory]
    [InlineData("send", true)]
    [InlineData("available", true)]
    [InlineData("foreground", true)]
    [InlineData("send file", true)]
    [InlineData("away", false)]
    [InlineData("iq", false)]
    [InlineData("read", false)]
    [InlineData("idle", false)]
    public void Only_available_presence_and_messages_make_a_client_active(string happened, bool active)
    {
        Scenario scenario = Scenario.Of(BothIn + $"0:02,A,phone,{happened}\n0:03,A,,receive,B,m\n");

        Assert.Equal(active, scenario.Of("m", "phone").Notified);
        Assert.Equal(!active, scenario.Of("m", "laptop").Notified);
    }

    [Fact]
    public void When_the_active_client_signs_out_the_one_before_it_is_active()
    {
        Scenario scenario = Scenario.Of(BothIn + "0:02,A,tablet,sign in\n0:03,A,tablet,sign out\n0:04,A,,receive,B,m\n0:05,A,laptop,sign out\n0:06,A,,receive,B,n\n");

        Assert.Equal(
            ["m phone 00:04:00 - - -", "m laptop 00:04:00 - N -", "m tablet - - - -", "n phone - - - -", "n laptop - - - -", "n tablet - - - -"],
            Scenario.Of(BothIn + "0:02,A,tablet,sign in\n0:03,A,tablet,sign out\n0:04,A,,receive,B,m\n0:05,A,laptop,sign out\n0:05,A,phone,sign out\n0:06,A,,receive,B,n\n").Lines);

        // The phone was active six minutes ago: none is, and it is notified as all are.
        Assert.Equal(MdmNotificationReason.NoneActive, scenario.Of("n", "phone").NotificationReason);
    }

    [Fact]
    public void What_is_buffered_when_a_device_signs_out_is_not_delivered()
    {
        Scenario scenario = Scenario.Of(BothIn + "0:02,A,phone,background\n0:03,A,,receive,B,m\n0:04,A,phone,sign out\n0:05,A,phone,sign in\n0:06,A,phone,iq\n");

        Assert.Equal(["m phone - B - -", "m laptop 00:03:00 - N -"], scenario.Lines);
        Assert.Equal(MdmDeliveryReason.SignedOutBuffered, scenario.Of("m", "phone").DeliveryReason);
        Assert.Equal((0, 0), (scenario.Last("MDMBufferFlushes"), scenario.Last("MDMQuietModeSessions")));
    }

    [Fact]
    public void An_iq_flushes_and_leaves_the_device_in_quiet_mode()
    {
        Scenario scenario = Scenario.Of(BothIn + "0:02,A,phone,background\n0:03,A,,receive,B,m\n0:04,A,phone,iq\n0:05,A,,receive,B,n\n0:05,A,phone,iq\n0:05:30,A,phone,iq\n");

        Assert.Equal(["m phone 00:04:00 B - -", "n phone 00:05:00 B - -"], scenario.Lines.Where(line => line.Contains("phone")));
        Assert.Equal(1, scenario.Last("MDMQuietModeSessions"));
        Assert.Equal(2, scenario.Last("MDMBufferFlushes"));
    }

    [Fact]
    public void A_phone_that_was_used_last_is_not_kept_waiting_by_itself()
    {
        Scenario scenario = Scenario.Of(BothIn + "0:02,A,phone,send,B,x\n0:02:30,A,phone,background\n0:03,A,,receive,B,m\n");

        Assert.Equal("m phone 00:03:00 - N -", scenario.Lines.Single(line => line.StartsWith("m phone", StringComparison.Ordinal)));
        Assert.Equal((MdmDeliveryReason.NoOtherActive, MdmNotificationReason.Active), (scenario.Of("m", "phone").DeliveryReason, scenario.Of("m", "phone").NotificationReason));
    }

    [Fact]
    public void A_message_goes_to_the_devices_of_a_peer_of_the_scenario_and_copies_to_the_senders()
    {
        Assert.Equal(
            ["m phone 00:03:00 - - -", "m desk 00:03:00 - N 00:04:00"],
            Lines("0:02,B,desk,sign in\n0:03,A,laptop,send,B,m\n0:04,B,desk,read,A\n"));
    }

    [Theory]
    [InlineData("read", "00:04:00", "00:04:00")]
    [InlineData("read,B", "00:04:00", "00:04:00")]
    [InlineData("read,,m", "00:04:00", "00:04:00")]
    [InlineData("read,C", "-", "-")]
    public void Reading_takes_all_or_what_is_named_and_tells_the_other_devices(string read, string onLaptop, string onPhone)
    {
        Assert.Equal(
            [$"m phone 00:03:00 - - {onPhone}", $"m laptop 00:03:00 - N {onLaptop}"],
            Lines($"0:03,A,,receive,B,m\n0:04,A,laptop,{read}\n"));
    }

    [Fact]
    public void Read_marks_wait_in_quiet_mode_and_a_message_read_elsewhere_does_not_ring()
    {
        Scenario scenario = Scenario.Of(BothIn + "0:02,A,,receive,B,m\n0:02,A,phone,background\n0:03,A,,receive,B,n\n0:04,A,laptop,read\n0:05,A,phone,foreground\n");

        Assert.Equal(
            ["m phone 00:02:00 - - 00:05:00", "m laptop 00:02:00 - N 00:04:00", "n phone 00:05:00 B - 00:05:00", "n laptop 00:03:00 - N 00:04:00"],
            scenario.Lines);
        Assert.Equal(MdmNotificationReason.AlreadyRead, scenario.Of("n", "phone").NotificationReason);
        Assert.Equal(1, scenario.Samples.Where(sample => sample.Counter == "MDMBufferFlushPacketCount").Sum(sample => sample.Value));
    }

    [Fact]
    public void A_device_that_is_signed_out_does_not_hear_of_reading()
    {
        Assert.Equal(
            ["m phone 00:02:00 - - -", "m laptop 00:02:00 - N 00:04:00"],
            Lines("0:02,A,,receive,B,m\n0:03,A,phone,sign out\n0:04,A,laptop,read\n0:05,A,phone,sign in\n"));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("12.5(1)SU3", false)]
    [InlineData("14SU2", false)]
    [InlineData("15", true)]
    [InlineData("15.0.1", true)]
    [InlineData(" 16 ", true)]
    public void Group_chat_goes_to_devices_that_joined_and_from_15_to_all_that_are_signed_in(string? release, bool all)
    {
        string[] lines = Lines("0:02,A,laptop,join room,Team\n0:03,A,,receive group chat,Team,m\n0:04,A,laptop,leave room,team\n0:05,A,,receive group chat,Team,n\n", release);

        Assert.Equal(
            [all ? "m phone 00:03:00 - - -" : "m phone - - - -", "m laptop 00:03:00 - N -", all ? "n phone 00:05:00 - - -" : "n phone - - - -", all ? "n laptop 00:05:00 - N -" : "n laptop - - - -"],
            lines);
    }

    [Fact]
    public void Where_the_active_device_is_not_in_the_room_those_that_are_ring()
    {
        Scenario scenario = Scenario.Of(BothIn + "0:02,A,phone,join room,Team\n0:03,A,,receive group chat,Team,m\n");
        Assert.Equal(["m phone 00:03:00 - N -", "m laptop - - - -"], scenario.Lines);
        Assert.Equal(MdmNotificationReason.ActiveExcluded, scenario.Of("m", "phone").NotificationReason);
    }

    [Fact]
    public void A_message_to_a_room_goes_to_the_users_who_are_in_it()
    {
        const string rows = """
            0:02,B,desk,sign in
            0:02,C,desk,sign in
            0:02,B,desk,join room,Team
            0:02,A,laptop,join room,Team
            0:02,A,phone,join room,Team
            0:03,A,laptop,send group chat,Team,m
            0:04,B,desk,sign out
            0:05,A,laptop,send group chat,Team,n

            """;
        Assert.Equal(["m phone 00:03:00 - - -", "m desk 00:03:00 - N -", "n phone 00:05:00 - - -"], Lines(rows));
    }

    [Theory]
    [InlineData("12.5", "m phone - - - -")]
    [InlineData("15", "m phone 00:03:00 - - -")]
    public void Files_go_to_the_active_device_and_from_15_to_all_that_are_signed_in(string release, string onPhone) =>
        Assert.Equal([onPhone, "m laptop 00:03:00 - N -"], Lines("0:03,A,,receive file,B,m\n", release));

    [Fact]
    public void Where_no_device_is_active_a_file_goes_to_none_until_15()
    {
        const string row = "1:00,A,,receive file,B,m\n";
        Assert.Equal(["m phone - - - -", "m laptop - - - -"], Lines(row, "14"));
        Assert.Equal(["m phone 01:00:00 - N -", "m laptop 01:00:00 - N -"], Lines(row, "15"));
    }

    [Fact]
    public void A_client_without_mdm_gets_what_it_is_there_for_and_no_more()
    {
        const string rows = """
            0:02,A,other,sign in without MDM
            0:03,A,,receive,B,m1
            0:03:30,A,other,background
            0:04,A,other,read
            0:05,A,laptop,send,B,m2
            0:06,A,,receive,B,m3
            1:00,A,,receive,B,m4

            """;
        Scenario scenario = Scenario.Of(BothIn + rows);

        Assert.Equal(
            ["m1 other 00:03:00 - N 00:04:00", "m2 other - - - -", "m3 other - - - -", "m4 other 01:00:00 - N -"],
            scenario.Lines.Where(line => line.Contains("other")));
        Assert.Equal("m1 phone 00:03:00 - - -", scenario.Lines[0]);
        Assert.Equal(MdmDeliveryReason.WithoutMdm, scenario.Of("m3", "other").DeliveryReason);
        Assert.Equal((2, 0), (scenario.Last("MDMSessions"), scenario.Last("MDMQuietModeSessions")));
    }

    [Fact]
    public void Silent_mode_takes_the_notification_and_is_counted()
    {
        Scenario scenario = Scenario.Of(BothIn + "0:02,A,laptop,silent mode on\n0:03,A,,receive,B,m\n0:04,A,laptop,silent mode off\n0:05,A,,receive,B,n\n");

        Assert.Equal(["m phone 00:03:00 - - -", "m laptop 00:03:00 - - -", "n phone 00:05:00 - - -", "n laptop 00:05:00 - N -"], scenario.Lines);
        Assert.Equal(MdmNotificationReason.SilentMode, scenario.Of("m", "laptop").NotificationReason);
        Assert.Equal(1, scenario.Samples.Where(sample => sample.Counter == "MDMSilentModeSessions").Max(sample => sample.Value));
        Assert.Equal(0, scenario.Last("MDMSilentModeSessions"));
    }

    [Fact]
    public void The_counters_are_sampled_at_every_interval_as_things_are_then()
    {
        Scenario scenario = Scenario.Of(
            "0:00:00,A,phone,sign in\n0:00:10,A,laptop,sign in\n0:00:20,A,phone,background\n0:00:30,A,,receive,B\n0:00:40,A,,receive,B\n0:01:00,A,phone,iq\n0:01:10,A,phone,sign out\n",
            new MdmScenarioOptions { CounterInterval = TimeSpan.FromSeconds(30), Name = "s" });

        double?[] Series(string counter) => [.. scenario.Samples.Where(sample => sample.Counter == counter).Select(sample => sample.Value)];

        Assert.Equal([1, 2, 2, 1], Series("MDMSessions"));
        Assert.Equal([0, 1, 1, 0], Series("MDMQuietModeSessions"));
        Assert.Equal([0, 0, 1, 1], Series("MDMBufferFlushes"));
        Assert.Equal([0, 0, 0, 0], Series("MDMBufferFlushesLimitReached"));
        Assert.Equal([0, 0, 2, 0], Series("MDMBufferFlushPacketCount"));
        Assert.Equal([0, 0, 25, 0], Series("MDMBufferAvgQueuedTime"));
        Assert.Equal([0, 0, 0, 0], Series("MDMSilentModeSessions"));
        Assert.All(scenario.Samples, sample => Assert.Equal(("Cisco XCP MDM Counters", "s"), (sample.Object, sample.NodeName)));

        MdmMonitor monitor = new();
        Assert.All(scenario.Samples, sample => Assert.True(monitor.Add(sample)));
        MdmCounterSummary summary = Assert.Single(monitor.Summarize());
        Assert.Equal((1L, 0L, 25d, 4), (summary.FlushCount, summary.LimitReachedCount, summary.AverageQueuedSeconds, summary.SampleCount));
    }

    [Fact]
    public void Messages_without_a_name_are_numbered() =>
        Assert.Equal(["#1", "#1", "x", "x", "#3", "#3"], Scenario.Of(BothIn + "0:02,A,,receive\n0:03,A,,receive,,x\n0:04,A,,receive\n").Deliveries.Select(delivery => delivery.Message));

    [Theory]
    [InlineData("13.a", null)]
    [InlineData("12.0", "MdmReleaseUnknown")]
    [InlineData("SU2", "MdmReleaseUnknown")]
    [InlineData("", "MdmReleaseUnknown")]
    [InlineData("99999999999", "MdmReleaseUnknown")]
    public void A_release_that_no_rule_is_for_is_refused(string release, string? id)
    {
        void Play() => _ = new MdmScenario(new MdmScenarioOptions { Release = release });
        if (id is null)
        {
            Play();
        }
        else
        {
            ImpOpsException problem = Assert.Throws<ImpOpsException>(Play);
            Assert.Equal((id, ErrorKind.InvalidArgument), (problem.ErrorId, problem.Kind));
            Assert.Contains("12.5, 14, 15", problem.Message);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1_000_001)]
    public void A_buffer_limit_out_of_range_is_refused(int limit) =>
        Assert.Equal("MdmBufferLimitOutOfRange", Assert.Throws<ImpOpsException>(() => new MdmScenario(new MdmScenarioOptions { BufferLimit = limit })).ErrorId);

    [Fact]
    public void An_interval_of_nothing_is_refused() =>
        Assert.Equal("DurationOutOfRange", Assert.Throws<ImpOpsException>(() => new MdmScenario(new MdmScenarioOptions { CounterInterval = TimeSpan.Zero })).ErrorId);

    [Theory]
    [InlineData("en-US", "Buffered in quiet mode", "(laptop was active, last at 00:01:00)")]
    [InlineData("zh-CN", "在静默模式下缓冲", "最近活动于 00:01:00")]
    public void Reasons_are_sentences_of_the_sessions_language(string culture, string begin, string within)
    {
        using CultureScope scope = new(culture);
        Scenario scenario = Scenario.Of(BothIn + "0:02,A,phone,background\n0:03,A,,receive,B,m\n");

        Assert.StartsWith(begin, scenario.Of("m", "phone").Reason);
        Assert.Contains(within, scenario.Of("m", "phone").Reason);

        // Whoever reads it later, it speaks as it was asked to.
        using CultureScope other = new(culture == "zh-CN" ? "en-US" : "zh-CN");
        Assert.StartsWith(begin, scenario.Of("m", "phone").Reason);
    }

    private static MdmDelivery Kept(MdmMessage message)
    {
        MdmDevice laptop = new("laptop") { LastActivity = message.Time.UtcTicks };
        MdmDelivery delivery = new(message, "phone");
        delivery.NoteActive(laptop);
        delivery.KeepFor(laptop);
        return delivery;
    }

    [Theory]
    [InlineData("en-US")]
    [InlineData("zh-CN")]
    public void Every_reason_has_words(string culture)
    {
        using CultureScope scope = new(culture);
        MdmMessage message = new(new MdmSetting(null, "12.5", Languages.Current), 1, "m", MdmMessageKind.InstantMessage, DateTimeOffset.UnixEpoch, "A", "B", null);
        foreach (MdmDeliveryReason reason in Enum.GetValues<MdmDeliveryReason>())
        {
            MdmDelivery delivery = Kept(message);
            delivery.DeliveryReason = reason;
            Assert.True(delivery.Reason.Length > 0 || reason == MdmDeliveryReason.Direct, reason.ToString());
            foreach (MdmNotificationReason notification in Enum.GetValues<MdmNotificationReason>())
            {
                MdmDelivery delivered = Kept(message);
                delivered.Deliver(DateTimeOffset.UnixEpoch.UtcTicks, reason, notification);
                Assert.StartsWith(delivery.Reason, delivered.Reason);
                string added = delivered.Reason.Substring(delivery.Reason.Length);
                Assert.True(added.Length > 0 || notification == MdmNotificationReason.NotDelivered, notification.ToString());
                Assert.DoesNotContain("{", delivered.Reason);
            }
        }
    }

    [Fact]
    public void Completing_twice_gives_nothing_twice()
    {
        int deliveries = 0;
        MdmScenario scenario = new(null, _ => deliveries++);
        scenario.Add(new MdmEvent(DateTimeOffset.UnixEpoch, "A", null, MdmEventKind.Receive));
        scenario.Complete();
        scenario.Complete();
        Assert.Equal(1, deliveries);
    }

    [Fact]
    public void An_event_of_nobody_is_an_error_and_an_empty_device_is_none()
    {
        Scenario scenario = Scenario.Play(null, played =>
        {
            played.Add(default);
            played.Add(new MdmEvent(DateTimeOffset.UnixEpoch, "A", "", MdmEventKind.Receive, "", ""));
        });
        Assert.Equal(["MdmUserMissing"], scenario.ProblemIds);
        Assert.Equal(["#1 - - - - -"], scenario.Lines);
    }

    [Fact]
    public void Without_anybody_to_tell_an_event_that_does_not_fit_is_an_exception()
    {
        MdmScenario scenario = new();
        ImpOpsException problem = Assert.Throws<ImpOpsException>(() => scenario.Add(new MdmEvent(DateTimeOffset.UnixEpoch, "A", "phone", MdmEventKind.Background)));
        Assert.Equal("MdmDeviceUnknown", problem.ErrorId);
        Assert.Contains(1.ToString(CultureInfo.CurrentCulture), problem.Message);
    }
}
