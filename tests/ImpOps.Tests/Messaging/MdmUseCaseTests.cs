using System;
using System.Linq;
using ImpOps.Messaging;

namespace ImpOps.Tests.Messaging;

/// <summary>
/// The two use cases of the guide, step by step, against the scenarios that are shipped. What each step says was transcribed from the guide by hand:
/// who gets the message, who is notified, when it is marked as read.
/// </summary>
public class MdmUseCaseTests
{
    private const string Phone = "phone";
    private const string Laptop = "laptop";

    private readonly Scenario _flow = Scenario.OfExample("flow");
    private readonly Scenario _quiet = Scenario.OfExample("quiet-mode");

    [Fact]
    public void Flow_step_2_the_laptop_is_notified_and_the_phone_gets_the_message_without_notification()
    {
        Assert.Equal((true, true), (_flow.Of("hello", Laptop).Delivered, _flow.Of("hello", Laptop).Notified));
        Assert.Equal((true, false), (_flow.Of("hello", Phone).Delivered, _flow.Of("hello", Phone).Notified));
        Assert.Equal(_flow.Of("hello", Laptop).Time, _flow.Of("hello", Phone).DeliveredAt);
    }

    [Theory]
    [InlineData("plans?")]
    [InlineData("where?")]
    [InlineData("fine")]
    public void Flow_step_3_while_she_chats_on_the_laptop_the_phone_gets_messages_marks_them_as_read_and_is_not_notified(string message)
    {
        MdmDelivery onPhone = _flow.Of(message, Phone), onLaptop = _flow.Of(message, Laptop);
        Assert.Equal((true, false), (onPhone.Delivered, onPhone.Notified));
        Assert.NotNull(onPhone.ReadAt);
        Assert.Equal(onLaptop.ReadAt, onPhone.ReadAt);
    }

    [Fact]
    public void Flow_step_3_takes_twenty_minutes_and_her_own_messages_are_copied()
    {
        MdmDelivery[] sent = [.. _flow.Deliveries.Where(delivery => delivery.SentFrom == Laptop)];
        Assert.Equal(TimeSpan.FromMinutes(20.5), sent[^1].Time - default(DateTimeOffset));
        Assert.All(sent, copy => Assert.Equal((Phone, true, false), (copy.Device, copy.Delivered, copy.Notified)));
    }

    [Theory]
    [InlineData("Colin 1")]
    [InlineData("Colin 2")]
    [InlineData("Colin 3")]
    public void Flow_step_4_three_messages_of_Colin_are_as_in_step_2(string message)
    {
        Assert.Equal((true, true), (_flow.Of(message, Laptop).Delivered, _flow.Of(message, Laptop).Notified));
        Assert.Equal((true, false), (_flow.Of(message, Phone).Delivered, _flow.Of(message, Phone).Notified));
    }

    [Theory]
    [InlineData(Phone)]
    [InlineData(Laptop)]
    public void Flow_step_5_on_the_bus_both_devices_get_the_message_and_the_notification(string device) =>
        Assert.Equal((true, true, MdmNotificationReason.NoneActive), (_flow.Of("late?", device).Delivered, _flow.Of("late?", device).Notified, _flow.Of("late?", device).NotificationReason));

    [Theory]
    [InlineData("Colin 1")]
    [InlineData("Colin 2")]
    [InlineData("Colin 3")]
    [InlineData("late?")]
    public void Flow_steps_6_and_7_what_she_reads_on_the_phone_is_read_on_both(string message)
    {
        Assert.True(_flow.Of(message, Laptop).Delivered);
        Assert.True(_flow.Of(message, Phone).ReadAt > _flow.Of(message, Phone).DeliveredAt);
        Assert.Equal(_flow.Of(message, Phone).ReadAt, _flow.Of(message, Laptop).ReadAt);
    }

    [Fact]
    public void Quiet_step_1_she_reads_and_replies_on_the_laptop()
    {
        Assert.Equal(_quiet.Of("question", Laptop).ReadAt, _quiet.Of("question", Phone).ReadAt);
        Assert.Equal((true, Laptop), (_quiet.Of("answer", Phone).Delivered, _quiet.Of("answer", Phone).SentFrom));
    }

    [Fact]
    public void Quiet_steps_4_and_6_the_message_is_buffered_until_she_switches_back()
    {
        MdmDelivery thanks = _quiet.Of("thanks", Phone);
        Assert.Equal((true, true), (thanks.Buffered, thanks.Delivered));
        Assert.Equal(MdmDeliveryReason.FlushedByActivity, thanks.DeliveryReason);
        Assert.Equal(TimeSpan.FromMinutes(4), thanks.DeliveredAt - default(DateTimeOffset));
        Assert.Equal((false, true), (_quiet.Of("thanks", Laptop).Buffered, _quiet.Of("thanks", Laptop).Notified));
    }

    [Theory]
    [InlineData("<iq>", nameof(MdmDeliveryReason.FlushedByIq))]
    [InlineData("Return to foreground", nameof(MdmDeliveryReason.FlushedByActivity))]
    public void Quiet_step_5_and_6_what_ends_the_buffering(string happened, string reason)
    {
        Scenario scenario = Scenario.Of($"0:00,A,phone,sign in\n0:01,A,laptop,sign in\n0:02,A,phone,background\n0:03,A,,receive,B,m\n0:04,A,phone,{happened}\n");
        Assert.Equal(reason, scenario.Of("m", Phone).DeliveryReason.ToString());
        Assert.Equal(TimeSpan.FromMinutes(4), scenario.Of("m", Phone).DeliveredAt - default(DateTimeOffset));
    }

    [Theory]
    [InlineData("0:06:00", true)]   // five minutes after the laptop signed in: it is still active
    [InlineData("0:06:01", false)]
    public void Quiet_step_5_a_message_flushes_only_while_no_other_device_is_active(string time, bool buffered)
    {
        Scenario scenario = Scenario.Of($"0:00,A,phone,sign in\n0:01,A,laptop,sign in\n0:02,A,phone,background\n0:03,A,,receive,B,m\n{time},A,,receive,B,n\n");
        Assert.Equal((true, !buffered), (scenario.Of("m", Phone).Buffered, scenario.Of("m", Phone).Delivered));
        Assert.Equal((buffered, !buffered), (scenario.Of("n", Phone).Buffered, scenario.Of("n", Phone).Delivered));
        Assert.Equal(!buffered, scenario.Of("m", Phone).Notified);
    }

    [Fact]
    public void Quiet_step_5_the_limit_flushes()
    {
        Scenario scenario = Scenario.Of(
            "0:00,A,phone,sign in\n0:01,A,laptop,sign in\n0:02,A,phone,background\n0:03,A,,receive,B,m1\n0:03,A,,receive,B,m2\n0:04,A,,receive,B,m3\n0:05,A,,receive,B,m4\n",
            new MdmScenarioOptions { BufferLimit = 3 });
        Assert.Equal(
            ["m1 phone 00:04:00 B - -", "m2 phone 00:04:00 B - -", "m3 phone 00:04:00 B - -", "m4 phone - B - -"],
            scenario.Lines.Where(line => line.Contains(Phone)));
        Assert.Equal(MdmDeliveryReason.FlushedAtLimit, scenario.Of("m3", Phone).DeliveryReason);
        Assert.Equal((1, 1), (scenario.Last("MDMBufferFlushes"), scenario.Last("MDMBufferFlushesLimitReached")));
    }

    [Fact]
    public void The_phone_did_not_ring_because_the_closed_laptop_was_active()
    {
        Scenario scenario = Scenario.OfExample("phone-did-not-ring");
        MdmDelivery keys = scenario.Of("keys", Phone);
        Assert.Equal((MdmDeliveryReason.FlushedByMessage, MdmNotificationReason.NoneActive), (keys.DeliveryReason, keys.NotificationReason));
        Assert.Equal(TimeSpan.FromMinutes(9), keys.DeliveredAt - keys.Time);
        Assert.Equal(TimeSpan.FromHours(1), keys.DeliveredAt!.Value.Offset);
        Assert.True(scenario.Of("keys", Laptop).Notified);
        Assert.Equal("phone-did-not-ring", keys.Scenario);
    }
}
