using System;
using System.Collections.Generic;
using System.Globalization;

namespace ImpOps.Messaging;

/// <summary>A message to one user, or from one, and its deliveries to the user's devices.</summary>
internal sealed class MdmMessage(MdmSetting setting, long number, string? name, MdmMessageKind kind, DateTimeOffset time, string user, string? peer, string? sender)
{
    public MdmSetting Setting => setting;

    public string Name => name ?? "#" + number.ToString(CultureInfo.InvariantCulture);

    public MdmMessageKind Kind => kind;

    public DateTimeOffset Time => time;

    public string User => user;

    /// <summary>The other user, or the chat room.</summary>
    public string? Peer => peer;

    /// <summary>The device from which the user sent it; null for a message that the user received.</summary>
    public string? Sender => sender;

    public List<MdmDelivery> Deliveries { get; } = [];

    /// <summary>Deliveries of which something can still become known.</summary>
    public int OpenCount { get; set; }

    /// <summary>Whether it was read on a device that tells the others.</summary>
    public bool IsRead { get; set; }

    /// <summary>Whether its deliveries have been given away. What becomes known from then on is told of none but the buffered.</summary>
    public bool IsReleased { get; set; }
}
