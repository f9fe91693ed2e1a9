using System;
using System.Collections.Generic;
using System.Linq;
using ImpOps.Messaging;

namespace ImpOps.Tests.Messaging;

/// <summary>
/// Whatever happens: no message is lost or delivered twice, order is kept, buffers are bounded, and who rings is who the guide says. What is expected is
/// computed from the list of events alone, by looking back over all of it.
/// </summary>
public class MdmPropertyTests
{
    private const int BufferLimit = 4;
    private const string Room = "Team";

    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);
    private static readonly string[] Users = ["A", "B"];
    private static readonly string[] Devices = ["phone", "laptop", "other"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 80)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_device_gets_what_the_history_says(int seed)
    {
        History history = new(RandomEvents(seed, 400), seed % 3 == 0 ? "15" : "12.5");
        Scenario scenario = Play(history);
        Dictionary<(string, string, string?), Fate> expected = history.Fates();

        Assert.Empty(scenario.Problems);
        Assert.Equal(expected.Count, scenario.Deliveries.Count);
        Assert.All(scenario.Deliveries, delivery =>
        {
            Assert.Equal(expected[Key(delivery)], new Fate(delivery.DeliveryReason, delivery.DeliveredAt, delivery.Buffered));
            Assert.Equal(history.MayRing(delivery), delivery.Notified);
            Assert.True(delivery.ReadAt is null || delivery.ReadAt >= delivery.DeliveredAt);
        });
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Messages_keep_their_order_on_every_device_and_buffers_are_bounded(int seed)
    {
        Scenario scenario = Play(new History(RandomEvents(seed, 400), "15"));

        Assert.Equal(scenario.Deliveries.OrderBy(delivery => delivery.Time), scenario.Deliveries);
        foreach (IGrouping<(string, string?), MdmDelivery> device in scenario.Deliveries.GroupBy(delivery => (delivery.User, delivery.Device)))
        {
            MdmDelivery[] got = [.. device.Where(delivery => delivery.Delivered)];
            Assert.Equal(got.OrderBy(delivery => delivery.DeliveredAt), got);

            MdmDelivery[] buffered = [.. device.Where(delivery => delivery.Buffered && delivery.DeliveryReason != MdmDeliveryReason.SignedOutBuffered)];
            Assert.All(buffered, one => Assert.InRange(buffered.Count(other => other.Time <= one.Time && !(other.DeliveredAt <= one.Time)), 0, BufferLimit - 1));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_counters_count_what_the_deliveries_tell(int seed)
    {
        History history = new(RandomEvents(seed, 400), "12.5");
        Scenario scenario = Play(history);
        MdmDelivery[] flushed = [.. scenario.Deliveries.Where(delivery => delivery.Buffered && delivery.Delivered)];
        double Total(string counter) => scenario.Samples.Where(sample => sample.Counter == counter).Sum(sample => sample.Value!.Value);

        Assert.Equal(flushed.Select(delivery => (delivery.User, delivery.Device, delivery.DeliveredAt)).Distinct().Count(), scenario.Last("MDMBufferFlushes"));
        Assert.Equal(
            flushed.Where(delivery => delivery.DeliveryReason == MdmDeliveryReason.FlushedAtLimit).Select(delivery => (delivery.User, delivery.Device, delivery.DeliveredAt)).Distinct().Count(),
            scenario.Last("MDMBufferFlushesLimitReached"));
        Assert.Equal(flushed.Length, Total("MDMBufferFlushPacketCount"));

        DateTimeOffset end = DateTimeOffset.MaxValue;
        (string User, string Device)[] sessions = [.. Users.SelectMany(user => Devices, (user, device) => (user, device)).Where(one => history.HasMdm(one.user, one.device, end))];
        Assert.Equal(sessions.Length, scenario.Last("MDMSessions"));
        Assert.Equal(sessions.Count(one => history.IsQuiet(one.User, one.Device, end)), scenario.Last("MDMQuietModeSessions"));
        Assert.Equal(sessions.Count(one => history.IsSilent(one.User, one.Device, end)), scenario.Last("MDMSilentModeSessions"));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void However_few_deliveries_are_held_each_comes_once_and_tells_the_same(int seed)
    {
        History history = new(RandomEvents(seed, 400), "15");
        Dictionary<(string, string, string?), Fate> expected = history.Fates();
        foreach (int held in (int[])[1, 3, 20])
        {
            Scenario scenario = Play(history, held);
            Assert.Equal(expected.Keys.Order(), scenario.Deliveries.Select(Key).Order());
            Assert.All(scenario.Deliveries, delivery => Assert.Equal(expected[Key(delivery)], new Fate(delivery.DeliveryReason, delivery.DeliveredAt, delivery.Buffered)));
        }
    }

    private static Scenario Play(History history, int? held = null) => Scenario.Play(
        new MdmScenarioOptions { Release = history.Release, BufferLimit = BufferLimit, HeldDeliveries = held, CounterInterval = TimeSpan.FromMinutes(1) },
        scenario =>
        {
            foreach (MdmEvent happened in history.Events)
            {
                scenario.Add(happened);
            }
        });

    private static (string, string, string?) Key(MdmDelivery delivery) => (delivery.Message, delivery.User, delivery.Device);

    /// <summary>Random events, each at a time of its own, without those that do not fit.</summary>
    private static MdmEvent[] RandomEvents(int seed, int count)
    {
        Random random = new(seed);
        List<MdmEvent> events = [];
        bool fits = true;
        MdmScenario probe = new(null, problem: _ => fits = false);
        DateTimeOffset time = default;
        for (int i = 0; i < count; i++)
        {
            time += TimeSpan.FromSeconds(random.Next(1, seed % 2 == 0 ? 20 : 240));
            MdmEventKind kind = random.Next(3) == 0 ? MdmEventKind.Receive : (MdmEventKind)random.Next((int)MdmEventKind.Idle + 1);
            string user = Users[random.Next(Users.Length)];
            bool arrives = kind is MdmEventKind.Receive or MdmEventKind.ReceiveGroupChat or MdmEventKind.ReceiveFile;
            string? peer = kind switch
            {
                MdmEventKind.JoinRoom or MdmEventKind.LeaveRoom or MdmEventKind.ReceiveGroupChat or MdmEventKind.SendGroupChat => Room,
                MdmEventKind.Send or MdmEventKind.SendFile => Users[random.Next(Users.Length)],
                _ => null,
            };
            fits = true;
            MdmEvent happened = new(time, user, arrives ? null : Devices[random.Next(Devices.Length)], kind, peer, kind == MdmEventKind.Read ? null : $"m{i}");
            probe.Add(happened);
            if (fits)
            {
                events.Add(happened);
            }
        }

        return [.. events];
    }

    /// <summary>What becomes of a message on a device.</summary>
    private sealed record Fate(MdmDeliveryReason Reason, DateTimeOffset? At, bool Buffered);

    /// <summary>Tells by looking back over all events how things were at a time.</summary>
    private sealed class History(MdmEvent[] events, string release)
    {
        private static readonly MdmEventKind[] SignIns = [MdmEventKind.SignIn, MdmEventKind.SignInWithoutMdm];

        private static readonly MdmEventKind[] MakeActive =
        [
            .. SignIns, MdmEventKind.Foreground, MdmEventKind.Available, MdmEventKind.Send, MdmEventKind.SendGroupChat, MdmEventKind.SendFile,
        ];

        public MdmEvent[] Events => events;

        public string Release => release;

        public bool HasMdm(string user, string device, DateTimeOffset at) => Last(user, device, at, [.. SignIns, MdmEventKind.SignOut])?.Kind == MdmEventKind.SignIn;

        public bool IsQuiet(string user, string device, DateTimeOffset at) =>
            HasMdm(user, device, at) && Last(user, device, at, [.. MakeActive, MdmEventKind.SignOut, MdmEventKind.Background])?.Kind == MdmEventKind.Background;

        public bool IsSilent(string user, string device, DateTimeOffset at) =>
            HasMdm(user, device, at) && Last(user, device, at, MdmEventKind.SignOut, MdmEventKind.SilentModeOn, MdmEventKind.SilentModeOff)?.Kind == MdmEventKind.SilentModeOn;

        /// <summary>Whether a delivery should have been notified.</summary>
        public bool MayRing(MdmDelivery delivery)
        {
            if (delivery.DeliveredAt is not DateTimeOffset at || delivery.SentFrom is not null || IsSilent(delivery.User, delivery.Device!, at) || delivery.ReadAt == at)
            {
                return false;
            }

            string? active = Active(delivery.User, at);
            bool excluded = active is not null && delivery.Kind == MdmMessageKind.GroupChat
                && (release != "15" || !HasMdm(delivery.User, active, at)) && !HasJoined(delivery.User, active, at);
            return active is null || active == delivery.Device || excluded;
        }

        /// <summary>What should become of every message on every device.</summary>
        public Dictionary<(string Message, string User, string? Device), Fate> Fates()
        {
            Dictionary<(string, string, string?), Fate> fates = [];
            foreach (string user in Users)
            {
                foreach (string device in Devices)
                {
                    AddFates(user, device, fates);
                }

                foreach (MdmEvent happened in events.Where(happened => Recipients(happened).Contains(user) && !Devices.Any(device => IsKnown(user, device, happened.Time))))
                {
                    fates.Add((happened.Message!, user, null), new Fate(MdmDeliveryReason.NoDevice, null, false));
                }
            }

            return fates;
        }

        private void AddFates(string user, string device, Dictionary<(string, string, string?), Fate> fates)
        {
            List<string> pending = [];
            void End(MdmDeliveryReason reason, DateTimeOffset? at)
            {
                pending.ForEach(message => fates[(message, user, device)] = new Fate(reason, at, true));
                pending.Clear();
            }

            foreach (MdmEvent happened in events)
            {
                bool here = happened.User == user && happened.Device == device;
                if (here && happened.Kind == MdmEventKind.SignOut)
                {
                    End(MdmDeliveryReason.SignedOutBuffered, null);
                }
                else if (here && MakeActive.Contains(happened.Kind))
                {
                    End(MdmDeliveryReason.FlushedByActivity, happened.Time);
                }
                else if (here && happened.Kind == MdmEventKind.Iq)
                {
                    End(MdmDeliveryReason.FlushedByIq, happened.Time);
                }

                bool own = happened.User == user && happened.Device is not null;
                if (here || !Recipients(happened).Contains(user) || !IsKnown(user, device, happened.Time))
                {
                    continue;
                }

                string? active = Active(user, happened.Time);
                if (Refusal(user, device, happened, own, active) is MdmDeliveryReason refusal)
                {
                    fates.Add((happened.Message!, user, device), new Fate(refusal, null, false));
                }
                else if (!IsQuiet(user, device, happened.Time))
                {
                    fates.Add((happened.Message!, user, device), new Fate(MdmDeliveryReason.Direct, happened.Time, false));
                }
                else if (active is null || active == device)
                {
                    End(MdmDeliveryReason.FlushedByMessage, happened.Time);
                    fates.Add((happened.Message!, user, device), new Fate(MdmDeliveryReason.NoOtherActive, happened.Time, false));
                }
                else
                {
                    pending.Add(happened.Message!);
                    if (pending.Count == BufferLimit)
                    {
                        End(MdmDeliveryReason.FlushedAtLimit, happened.Time);
                    }
                }
            }

            End(MdmDeliveryReason.StillBuffered, null);
        }

        private MdmDeliveryReason? Refusal(string user, string device, MdmEvent happened, bool own, string? active)
        {
            if (Last(user, device, happened.Time, [.. SignIns, MdmEventKind.SignOut])?.Kind == MdmEventKind.SignOut)
            {
                return MdmDeliveryReason.SignedOut;
            }

            bool mdm = HasMdm(user, device, happened.Time), old = release != "15";
            bool group = happened.Kind is MdmEventKind.ReceiveGroupChat or MdmEventKind.SendGroupChat;
            bool file = happened.Kind is MdmEventKind.ReceiveFile or MdmEventKind.SendFile;
            if (group)
            {
                return (old || !mdm) && !HasJoined(user, device, happened.Time) ? MdmDeliveryReason.NotJoined : null;
            }

            return !mdm && (own || (active is not null && active != device)) ? MdmDeliveryReason.WithoutMdm
                : mdm && file && old && active != device ? MdmDeliveryReason.NotActive
                : null;
        }

        /// <summary>The users to whose devices an event brings a message, also as a copy of their own.</summary>
        private IEnumerable<string> Recipients(MdmEvent happened) => happened.Kind switch
        {
            MdmEventKind.Receive or MdmEventKind.ReceiveFile or MdmEventKind.ReceiveGroupChat => [happened.User],
            MdmEventKind.Send or MdmEventKind.SendFile => Own(happened).Concat(events.Any(before => before.Time < happened.Time && before.User == happened.Peer) ? [happened.Peer!] : []).Distinct(),
            MdmEventKind.SendGroupChat => Own(happened).Concat(Users.Where(user => user != happened.User && Devices.Any(device => HasJoined(user, device, happened.Time)))),
            _ => [],
        };

        private IEnumerable<string> Own(MdmEvent happened) => Devices.Count(device => IsKnown(happened.User, device, happened.Time)) > 1 ? [happened.User] : [];

        private bool IsKnown(string user, string device, DateTimeOffset at) => Last(user, device, at, SignIns) is not null;

        private bool HasJoined(string user, string device, DateTimeOffset at) =>
            Last(user, device, at, MdmEventKind.JoinRoom, MdmEventKind.LeaveRoom, MdmEventKind.SignOut)?.Kind == MdmEventKind.JoinRoom;

        /// <summary>The last client that sent available presence or an instant message in the past five minutes.</summary>
        private string? Active(string user, DateTimeOffset at) => Devices
            .Where(device => Last(user, device, at, [.. SignIns, MdmEventKind.SignOut]) is { } last && last.Kind != MdmEventKind.SignOut)
            .Select(device => (Device: device, Last(user, device, at, MakeActive)!.Value.Time))
            .Where(activity => at - activity.Time <= FiveMinutes)
            .OrderByDescending(activity => activity.Time)
            .Select(activity => activity.Device)
            .FirstOrDefault();

        private MdmEvent? Last(string user, string device, DateTimeOffset at, params MdmEventKind[] kinds)
        {
            for (int i = events.Length - 1; i >= 0; i--)
            {
                if (events[i].Time <= at && events[i].User == user && events[i].Device == device && kinds.Contains(events[i].Kind))
                {
                    return events[i];
                }
            }

            return null;
        }
    }
}
