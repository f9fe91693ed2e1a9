using System;

namespace ImpOps.Messaging;

/// <summary>What happens at a time of a scenario.</summary>
/// <param name="time">When it happens.</param>
/// <param name="user">The user that it concerns.</param>
/// <param name="device">The device of the user; null or empty for what comes to the user.</param>
/// <param name="kind">What happens.</param>
/// <param name="peer">The other user, or the chat room.</param>
/// <param name="message">What the message is called; null numbers it.</param>
public readonly struct MdmEvent(DateTimeOffset time, string user, string? device, MdmEventKind kind, string? peer = null, string? message = null)
{
    /// <summary>When it happens. No event is earlier than the one before it.</summary>
    public DateTimeOffset Time { get; } = time;

    /// <summary>The user that it concerns.</summary>
    public string User { get; } = user;

    /// <summary>The device of the user; null for what comes to the user.</summary>
    public string? Device { get; } = NullIfEmpty(device);

    /// <summary>What happens.</summary>
    public MdmEventKind Kind { get; } = kind;

    /// <summary>The other user, or the chat room.</summary>
    public string? Peer { get; } = NullIfEmpty(peer);

    /// <summary>What the message is called; null where it is numbered, and for what is no message.</summary>
    public string? Message { get; } = NullIfEmpty(message);

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
