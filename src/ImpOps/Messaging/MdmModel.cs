using System;
using System.Collections.Generic;
using System.Linq;
using ImpOps.Counters;

namespace ImpOps.Messaging;

/// <summary>
/// The delivery model: takes the events of a scenario in the order of time and decides who gets a message, who shows a notification, what quiet mode
/// buffers and what flushes it.
/// </summary>
/// <remarks>
/// Messages are given away in the order in which they came, each with all of its deliveries: when nothing of them is open any more, or when as many
/// deliveries as are held have come since. So the memory does not grow with the scenario. A delivery that is still buffered then comes later, when it is
/// known what became of it; buffers are bounded.
/// </remarks>
internal sealed class MdmModel
{
    private static readonly long ActiveTicks = MdmLimits.Active.Ticks;

    private readonly Dictionary<string, MdmUser> _users = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<MdmUser>> _rooms = new(StringComparer.OrdinalIgnoreCase);
    private readonly Queue<MdmMessage> _messages = [];
    private readonly MdmSetting _setting;
    private readonly MdmDeliveryRules _rules;
    private readonly int _bufferLimit;
    private readonly int _mostHeld;
    private readonly Action<MdmDelivery>? _delivery;
    private readonly MdmCounterBoard _counters;

    private DateTimeOffset? _time;
    private long _now;
    private long _messageCount;
    private int _held;

    /// <exception cref="ImpOpsException"><c>MdmReleaseUnknown</c>, <c>MdmBufferLimitOutOfRange</c> or <c>DurationOutOfRange</c>.</exception>
    public MdmModel(MdmScenarioOptions options, Action<MdmDelivery>? delivery, Action<CounterSample>? sample)
    {
        _rules = MdmDeliveryRules.For(options.Release ?? MdmDeliveryRules.Releases[0]);
        _setting = new MdmSetting(options.Name, _rules.Release, Languages.Current);
        _bufferLimit = options.BufferLimit ?? MdmLimits.BufferLimit;
        if (_bufferLimit < 1 || _bufferLimit > MdmLimits.BufferLimitMost)
        {
            throw Errors.MdmBufferLimitOutOfRange(_bufferLimit, MdmLimits.BufferLimitMost);
        }

        TimeSpan interval = options.CounterInterval ?? MdmLimits.CounterInterval;
        if (interval <= TimeSpan.Zero)
        {
            throw Errors.DurationOutOfRange(nameof(options.CounterInterval), interval);
        }

        _mostHeld = options.HeldDeliveries ?? MdmLimits.HeldDeliveries;
        _delivery = delivery;
        _counters = new MdmCounterBoard(options.Name, interval, sample);
    }

    /// <summary>Lets an event happen.</summary>
    /// <returns>Null; or what is wrong with the event, which has not happened then.</returns>
    public ImpOpsException? Add(in MdmEvent happened, InputLocation at)
    {
        if (happened.Time < _time)
        {
            return Errors.MdmEventOutOfOrder(at, MdmTime.Format(happened.Time), MdmTime.Format(_time.Value));
        }

        MdmEventType type = MdmEventType.Of(happened.Kind);
        if (Check(happened, type, at) is ImpOpsException problem)
        {
            return problem;
        }

        _counters.Advance(happened.Time);
        _time = happened.Time;
        _now = happened.Time.UtcTicks;
        MdmUser user = UserOf(happened.User);
        if (happened.Device is null)
        {
            Receive(user, happened, type.Message!.Value, happened.Peer, type.Flush);
        }
        else
        {
            Happen(user, user.FindOrAdd(happened.Device), happened, type);
        }

        Release();
        return null;
    }

    /// <summary>Ends the scenario: gives away all that is held, as it is.</summary>
    public void Complete()
    {
        _counters.Complete();
        IEnumerable<MdmDelivery> late = _users.Values.SelectMany(user => user.Devices).SelectMany(device => device.Buffer).Where(delivery => delivery.IsLate);
        foreach (MdmDelivery delivery in late.OrderBy(delivery => delivery.Time))
        {
            _delivery?.Invoke(delivery);
        }

        while (_messages.Count > 0)
        {
            Give(_messages.Dequeue());
        }
    }

    /// <summary>What is wrong with an event; null where nothing is.</summary>
    private ImpOpsException? Check(in MdmEvent happened, MdmEventType type, InputLocation at)
    {
        if (string.IsNullOrEmpty(happened.User))
        {
            return Errors.MdmUserMissing(at);
        }

        bool arrives = happened.Kind is MdmEventKind.Receive or MdmEventKind.ReceiveGroupChat or MdmEventKind.ReceiveFile;
        if (arrives != happened.Device is null)
        {
            return arrives ? Errors.MdmDeviceNotChosen(at, happened.Device!) : Errors.MdmDeviceMissing(at, type.Name.Current!);
        }

        if (happened.Peer is null && (type.Message == MdmMessageKind.GroupChat || happened.Kind is MdmEventKind.JoinRoom or MdmEventKind.LeaveRoom))
        {
            return Errors.MdmRoomMissing(at, type.Name.Current!);
        }

        if (arrives)
        {
            return null;
        }

        MdmUser? user = _users.TryGetValue(happened.User, out MdmUser? known) ? known : null;
        MdmDevice? device = user?.Find(happened.Device!);
        if (happened.Kind is MdmEventKind.SignIn or MdmEventKind.SignInWithoutMdm)
        {
            return device?.IsSignedIn == true ? Errors.MdmDeviceSignedIn(at, happened.User, happened.Device!) : null;
        }

        return device is null ? Errors.MdmDeviceUnknown(at, happened.User, happened.Device!, user?.Devices.Select(other => other.Name) ?? [])
            : !device.IsSignedIn ? Errors.MdmDeviceSignedOut(at, happened.User, happened.Device!)
            : happened.Kind == MdmEventKind.LeaveRoom && !device.IsIn(happened.Peer!) ? Errors.MdmRoomNotJoined(at, device.Name, happened.Peer!)
            : happened.Kind == MdmEventKind.Read && happened.Message is string message && !UnreadOf(device, happened.Peer, message).Any()
                ? Errors.MdmMessageNotUnread(at, device.Name, message)
            : null;
    }

    /// <summary>What a device does, or what comes to it alone.</summary>
    private void Happen(MdmUser user, MdmDevice device, in MdmEvent happened, MdmEventType type)
    {
        switch (happened.Kind)
        {
            case MdmEventKind.SignIn or MdmEventKind.SignInWithoutMdm:
                device.SignIn(happened.Kind == MdmEventKind.SignIn);
                _counters.Sessions += device.HasMdm ? 1 : 0;
                break;
            case MdmEventKind.SignOut:
                SignOut(user, device);
                break;
            case MdmEventKind.Background when device.HasMdm:
                SetQuiet(device, true);
                break;
            case MdmEventKind.SilentModeOn or MdmEventKind.SilentModeOff when device.HasMdm:
                SetSilent(device, happened.Kind == MdmEventKind.SilentModeOn);
                break;
            case MdmEventKind.Read:
                Read(user, device, happened.Peer, happened.Message);
                break;
            case MdmEventKind.JoinRoom:
                Join(user, device, happened.Peer!);
                break;
            case MdmEventKind.LeaveRoom:
                device.Leave(happened.Peer!);
                Leave(user, happened.Peer!);
                break;
        }

        if (type.MakesActive)
        {
            user.NoteActivity(device, _now);
            if (device.IsQuiet)
            {
                SetQuiet(device, false);
                Flush(user, device, MdmDeliveryReason.FlushedByActivity);
            }
        }

        if (type.Message is MdmMessageKind message)
        {
            Send(user, device, happened, message, type.Flush);
        }
        else if (type.Flush == MdmFlushTrigger.Always)
        {
            Flush(user, device, MdmDeliveryReason.FlushedByIq);
        }
    }

    private void SignOut(MdmUser user, MdmDevice device)
    {
        foreach (MdmDelivery delivery in device.Buffer)
        {
            delivery.DeliveryReason = MdmDeliveryReason.SignedOutBuffered;
            Settle(delivery);
        }

        string[] rooms = [.. device.Rooms];
        SetQuiet(device, false);
        SetSilent(device, false);
        _counters.Sessions -= device.HasMdm ? 1 : 0;
        user.SignOut(device);
        foreach (string room in rooms)
        {
            Leave(user, room);
        }
    }

    private void SetQuiet(MdmDevice device, bool quiet)
    {
        _counters.QuietSessions += (quiet ? 1 : 0) - (device.IsQuiet ? 1 : 0);
        device.IsQuiet = quiet;
    }

    private void SetSilent(MdmDevice device, bool silent)
    {
        _counters.SilentSessions += (silent ? 1 : 0) - (device.IsSilent ? 1 : 0);
        device.IsSilent = silent;
    }

    private void Join(MdmUser user, MdmDevice device, string room)
    {
        device.Join(room);
        if (!_rooms.TryGetValue(room, out List<MdmUser>? members))
        {
            _rooms.Add(room, members = []);
        }

        if (!members.Contains(user))
        {
            members.Add(user);
        }
    }

    /// <summary>Takes a user out of a room in which no device of the user is left.</summary>
    private void Leave(MdmUser user, string room)
    {
        if (!user.IsIn(room) && _rooms.TryGetValue(room, out List<MdmUser>? members))
        {
            members.Remove(user);
        }
    }

    private void Receive(MdmUser user, in MdmEvent happened, MdmMessageKind kind, string? peer, MdmFlushTrigger flush)
    {
        _messageCount++;
        MdmMessage message = new(_setting, _messageCount, happened.Message, kind, happened.Time, user.Name, peer, null);
        Deliver(user, message, null, flush);
    }

    /// <summary>The other devices of the user get a copy; users of the scenario who are meant get the message.</summary>
    private void Send(MdmUser user, MdmDevice device, in MdmEvent happened, MdmMessageKind kind, MdmFlushTrigger flush)
    {
        _messageCount++;
        if (user.Devices.Count > 1)
        {
            Deliver(user, new MdmMessage(_setting, _messageCount, happened.Message, kind, happened.Time, user.Name, happened.Peer, device.Name), device, flush);
        }

        if (kind == MdmMessageKind.GroupChat)
        {
            foreach (MdmUser member in _rooms.TryGetValue(happened.Peer!, out List<MdmUser>? members) ? members : [])
            {
                if (member != user)
                {
                    Deliver(member, new MdmMessage(_setting, _messageCount, happened.Message, kind, happened.Time, member.Name, happened.Peer, null), null, flush);
                }
            }
        }
        else if (happened.Peer is not null && _users.TryGetValue(happened.Peer, out MdmUser? other) && other != user)
        {
            Deliver(other, new MdmMessage(_setting, _messageCount, happened.Message, kind, happened.Time, other.Name, user.Name, null), null, flush);
        }
    }

    private void Deliver(MdmUser user, MdmMessage message, MdmDevice? sender, MdmFlushTrigger flush)
    {
        _messages.Enqueue(message);
        MdmDevice? active = user.ActiveAt(_now, ActiveTicks);
        foreach (MdmDevice device in user.Devices)
        {
            if (device != sender)
            {
                Deliver(user, device, NewDelivery(message, device.Name), active, flush);
            }
        }

        if (user.Devices.Count == 0)
        {
            MdmDelivery nowhere = NewDelivery(message, null);
            nowhere.DeliveryReason = MdmDeliveryReason.NoDevice;
            Settle(nowhere);
        }
    }

    private MdmDelivery NewDelivery(MdmMessage message, string? device)
    {
        MdmDelivery delivery = new(message, device);
        message.Deliveries.Add(delivery);
        message.OpenCount++;
        _held++;
        return delivery;
    }

    private void Deliver(MdmUser user, MdmDevice device, MdmDelivery delivery, MdmDevice? active, MdmFlushTrigger flush)
    {
        delivery.NoteActive(active);
        if (Refusal(device, delivery.Source, active) is MdmDeliveryReason refusal)
        {
            delivery.DeliveryReason = refusal;
            Settle(delivery);
            return;
        }

        if (!device.IsQuiet)
        {
            Arrive(device, delivery, active, MdmDeliveryReason.Direct);
        }
        else if (active is null || active == device || flush == MdmFlushTrigger.Always)
        {
            Flush(user, device, MdmDeliveryReason.FlushedByMessage);
            Arrive(device, delivery, active, MdmDeliveryReason.NoOtherActive);
        }
        else
        {
            delivery.KeepFor(active);
            device.Buffer.Add(delivery);
            if (device.Buffer.Count >= _bufferLimit)
            {
                Flush(user, device, MdmDeliveryReason.FlushedAtLimit);
            }
        }
    }

    /// <summary>Why a device does not get a message at all; null where it does.</summary>
    private MdmDeliveryReason? Refusal(MdmDevice device, MdmMessage message, MdmDevice? active)
    {
        if (!device.IsSignedIn)
        {
            return MdmDeliveryReason.SignedOut;
        }

        // A client without multiple device messaging gets what it is there for, and no copies: not published, a decision.
        MdmRecipients recipients = device.HasMdm ? _rules[message.Kind] : message.Kind == MdmMessageKind.GroupChat ? MdmRecipients.Joined : MdmRecipients.Active;
        return recipients switch
        {
            MdmRecipients.Joined when !device.IsIn(message.Peer!) => MdmDeliveryReason.NotJoined,
            MdmRecipients.Active when !device.HasMdm => message.Sender is null && (active is null || active == device) ? null : MdmDeliveryReason.WithoutMdm,
            MdmRecipients.Active when active != device => MdmDeliveryReason.NotActive,
            _ => null,
        };
    }

    /// <summary>Gives all that quiet mode keeps from a device to the device, the oldest first.</summary>
    private void Flush(MdmUser user, MdmDevice device, MdmDeliveryReason reason)
    {
        if (device.Buffer.Count > 0)
        {
            MdmDevice? active = user.ActiveAt(_now, ActiveTicks);
            long waited = 0;
            foreach (MdmDelivery delivery in device.Buffer)
            {
                waited += _now - delivery.Time.UtcTicks;
                Arrive(device, delivery, active, reason);
            }

            _counters.CountFlush(device.Buffer.Count, waited, reason == MdmDeliveryReason.FlushedAtLimit);
            device.Buffer.Clear();
        }

        foreach (MdmDelivery delivery in device.ReadMarks)
        {
            MarkRead(delivery);
        }

        device.ReadMarks.Clear();
    }

    /// <summary>A message gets to a device, which may show a notification: the active one, or all where none is.</summary>
    private void Arrive(MdmDevice device, MdmDelivery delivery, MdmDevice? active, MdmDeliveryReason reason)
    {
        MdmMessage message = delivery.Source;
        bool read = device.HasMdm && message.IsRead;
        MdmNotificationReason notification =
            message.Sender is not null ? MdmNotificationReason.OwnMessage
            : read ? MdmNotificationReason.AlreadyRead
            : device.IsSilent ? MdmNotificationReason.SilentMode
            : active is null ? MdmNotificationReason.NoneActive
            : active == device ? MdmNotificationReason.Active
            : Refusal(active, message, active) is not null ? MdmNotificationReason.ActiveExcluded
            : MdmNotificationReason.OtherActive;
        delivery.NoteActive(active);
        delivery.Deliver(_now, reason, notification);
        if (read)
        {
            delivery.Read(_now);
        }

        if (delivery.IsLate || !delivery.IsUnread)
        {
            Settle(delivery);
            return;
        }

        while (device.Unread.Count > 0 && !IsOpen(device.Unread.Peek()))
        {
            device.Unread.Dequeue();
        }

        device.Unread.Enqueue(delivery);
    }

    /// <summary>Whether it can still be noted when a delivery was read.</summary>
    private static bool IsOpen(MdmDelivery delivery) => delivery.IsUnread && !delivery.Source.IsReleased;

    private static IEnumerable<MdmDelivery> UnreadOf(MdmDevice device, string? peer, string? message) => device.Unread.Where(delivery =>
        IsOpen(delivery)
        && (message is null || string.Equals(message, delivery.Message, StringComparison.OrdinalIgnoreCase))
        && (peer is null || string.Equals(peer, delivery.Peer, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Reads messages on a device; the other devices with multiple device messaging show them as read too.</summary>
    private void Read(MdmUser user, MdmDevice reader, string? peer, string? name)
    {
        foreach (MdmDelivery read in UnreadOf(reader, peer, name))
        {
            MarkRead(read);
            if (!reader.HasMdm)
            {
                continue;
            }

            read.Source.IsRead = true;
            foreach (MdmDelivery other in read.Source.Deliveries)
            {
                if (other.IsUnread && user.Find(other.Device!) is { IsSignedIn: true, HasMdm: true } device)
                {
                    if (device.IsQuiet)
                    {
                        device.ReadMarks.Add(other);
                    }
                    else
                    {
                        MarkRead(other);
                    }
                }
            }
        }

        if (peer is null && name is null)
        {
            reader.Unread.Clear();
        }
    }

    private void MarkRead(MdmDelivery delivery)
    {
        if (IsOpen(delivery))
        {
            delivery.Read(_now);
            Settle(delivery);
        }
    }

    /// <summary>Nothing more will become known of a delivery.</summary>
    private void Settle(MdmDelivery delivery)
    {
        delivery.Source.OpenCount--;
        if (delivery.IsLate)
        {
            _delivery?.Invoke(delivery);
        }
    }

    private void Release()
    {
        while (_messages.Count > 0 && (_messages.Peek().OpenCount == 0 || _held > _mostHeld))
        {
            Give(_messages.Dequeue(), keepBuffered: true);
        }
    }

    private void Give(MdmMessage message, bool keepBuffered = false)
    {
        message.IsReleased = true;
        _held -= message.Deliveries.Count;
        foreach (MdmDelivery delivery in message.Deliveries)
        {
            if (delivery.DeliveryReason == MdmDeliveryReason.StillBuffered && keepBuffered)
            {
                delivery.IsLate = true;
            }
            else if (!delivery.IsLate)
            {
                _delivery?.Invoke(delivery);
            }
        }
    }

    private MdmUser UserOf(string name)
    {
        if (!_users.TryGetValue(name, out MdmUser? user))
        {
            _users.Add(name, user = new MdmUser(name));
        }

        return user;
    }
}
