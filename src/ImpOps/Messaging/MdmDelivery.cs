using System;
using System.Globalization;

namespace ImpOps.Messaging;

/// <summary>What became of a message on one device: whether it got there, whether the device rang, and why.</summary>
public sealed class MdmDelivery
{
    private const long Never = -1;

    private readonly MdmMessage _message;
    private long _deliveredAt = Never;
    private long _readAt = Never;
    private string? _bufferedFor;
    private long _bufferedForAt;
    private string? _active;
    private long _activeAt;

    internal MdmDelivery(MdmMessage message, string? device)
    {
        _message = message;
        Device = device;
    }

    /// <summary>The scenario: the name of its file without folder and extension; null for one of objects.</summary>
    public string? Scenario => _message.Setting.Scenario;

    /// <summary>When the message came to the server.</summary>
    public DateTimeOffset Time => _message.Time;

    /// <summary>The user whose device it is.</summary>
    public string User => _message.User;

    /// <summary>The device; null where the user has not signed in with any.</summary>
    public string? Device { get; }

    /// <summary>What the message is called: as the scenario has it, or its number: <c>#1</c>.</summary>
    public string Message => _message.Name;

    /// <summary>The kind of message.</summary>
    public MdmMessageKind Kind => _message.Kind;

    /// <summary>The other user, or the chat room.</summary>
    public string? Peer => _message.Peer;

    /// <summary>The device from which the user sent the message; null for a message that the user received.</summary>
    public string? SentFrom => _message.Sender;

    /// <summary>Whether the device got the message until the end of the scenario.</summary>
    public bool Delivered => _deliveredAt != Never;

    /// <summary>When the device got the message; null where it did not.</summary>
    public DateTimeOffset? DeliveredAt => TimeOf(_deliveredAt);

    /// <summary>Whether quiet mode kept the message in the buffer of the device for a while.</summary>
    public bool Buffered => _bufferedFor is not null;

    /// <summary>Whether the device showed a notification: whether the phone rang.</summary>
    public bool Notified =>
        NotificationReason is MdmNotificationReason.Active or MdmNotificationReason.NoneActive or MdmNotificationReason.ActiveExcluded;

    /// <summary>When the device showed the message as read; null where it did not.</summary>
    public DateTimeOffset? ReadAt => TimeOf(_readAt);

    /// <summary>Why the message was delivered when it was, or not at all.</summary>
    public MdmDeliveryReason DeliveryReason { get; internal set; }

    /// <summary>Why the device showed a notification, or none.</summary>
    public MdmNotificationReason NotificationReason { get; private set; }

    /// <summary>Both reasons in words, in the language in which the scenario was asked for.</summary>
    public string Reason
    {
        get
        {
            using LanguageScope scope = Languages.Use(_message.Setting.Language);
            string? delivery = DeliverySentence(), notification = NotificationSentence();
            return delivery is null ? notification ?? "" : notification is null ? delivery : delivery + Messages.SentenceSeparator + notification;
        }
    }

    /// <summary>Whether it was given away before it was known what becomes of it.</summary>
    internal bool IsLate { get; set; }

    internal bool IsRead => _readAt != Never;

    internal MdmMessage Source => _message;

    private string Release => _message.Setting.Release;

    /// <summary>Whether the device can still show the message as read.</summary>
    internal bool IsUnread => Delivered && !IsRead && SentFrom is null;

    /// <summary>Notes which client is active while it is decided what becomes of the message.</summary>
    internal void NoteActive(MdmDevice? active)
    {
        if (active is not null)
        {
            (_active, _activeAt) = (active.Name, active.LastActivity);
        }
    }

    /// <summary>Keeps it from a device in quiet mode, because another one is active.</summary>
    internal void KeepFor(MdmDevice active)
    {
        DeliveryReason = MdmDeliveryReason.StillBuffered;
        (_bufferedFor, _bufferedForAt) = (active.Name, active.LastActivity);
    }

    internal void Deliver(long time, MdmDeliveryReason reason, MdmNotificationReason notification) =>
        (_deliveredAt, DeliveryReason, NotificationReason) = (time, reason, notification);

    internal void Read(long time) => _readAt = time;

    private DateTimeOffset? TimeOf(long utcTicks) =>
        utcTicks == Never ? null : new DateTimeOffset(utcTicks, TimeSpan.Zero).ToOffset(Time.Offset);

    private string? DeliverySentence() => DeliveryReason switch
    {
        MdmDeliveryReason.NoOtherActive => Messages.MdmDeliveredNoOtherActive,
        MdmDeliveryReason.FlushedByIq => BufferedSentence(Messages.MdmDeliveredByIq),
        MdmDeliveryReason.FlushedByMessage => BufferedSentence(Messages.MdmDeliveredByMessage),
        MdmDeliveryReason.FlushedAtLimit => BufferedSentence(Messages.MdmDeliveredAtLimit),
        MdmDeliveryReason.FlushedByActivity => BufferedSentence(Messages.MdmDeliveredByActivity),
        MdmDeliveryReason.StillBuffered => BufferedSentence(Messages.MdmStillBuffered),
        MdmDeliveryReason.SignedOut => Messages.MdmSignedOut,
        MdmDeliveryReason.SignedOutBuffered => BufferedSentence(Messages.MdmSignedOutBuffered),
        MdmDeliveryReason.NoDevice => Messages.MdmNoDevice,
        MdmDeliveryReason.NotJoined => Errors.Format(Messages.MdmNotJoined, Release),
        MdmDeliveryReason.NotActive when _active is null => Errors.Format(Messages.MdmNoneActiveForFile, Release),
        MdmDeliveryReason.NotActive => Errors.Format(Messages.MdmNotActive, _active, Clock(_activeAt), Release),
        MdmDeliveryReason.WithoutMdm when _active is null || SentFrom is not null => Messages.MdmWithoutMdm,
        MdmDeliveryReason.WithoutMdm => Errors.Format(Messages.MdmWithoutMdmOtherActive, _active, Clock(_activeAt)),
        _ => null,
    };

    private string BufferedSentence(string message) => Errors.Format(message, _bufferedFor, Clock(_bufferedForAt));

    private string? NotificationSentence() => NotificationReason switch
    {
        MdmNotificationReason.Active => Errors.Format(Messages.MdmNotifiedActive, Clock(_activeAt)),
        MdmNotificationReason.NoneActive => Messages.MdmNotifiedNoneActive,
        MdmNotificationReason.ActiveExcluded => Errors.Format(Messages.MdmNotifiedActiveExcluded, _active),
        MdmNotificationReason.OtherActive => Errors.Format(Messages.MdmSilentOtherActive, _active, Clock(_activeAt)),
        MdmNotificationReason.OwnMessage => Errors.Format(Messages.MdmSilentOwnMessage, SentFrom),
        MdmNotificationReason.AlreadyRead => Messages.MdmSilentAlreadyRead,
        MdmNotificationReason.SilentMode => Messages.MdmSilentSilentMode,
        _ => null,
    };

    // Within minutes of the message: the date is known.
    private string Clock(long utcTicks) => TimeOf(utcTicks)!.Value.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
