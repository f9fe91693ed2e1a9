using System;

namespace ImpOps;

/// <summary>
/// The one exception that ImpOps throws for bad input. Its <see cref="ErrorId"/> is stable over releases and languages;
/// its message says, in the language of the session, what is wrong, where, and what to do.
/// </summary>
public sealed class ImpOpsException : Exception
{
    internal ImpOpsException(string errorId, ErrorKind kind, object? target, string message, Exception? inner = null)
        : base(message, inner)
    {
        ErrorId = errorId;
        Kind = kind;
        Target = target;
    }

    /// <summary>The same failure without the place where it was thrown, which an object that is only read and written out must not carry.</summary>
    internal ImpOpsException Unthrown() => new(ErrorId, Kind, Target, Message);

    /// <summary>The stable name of the failure, for example <c>OvaSizeUnknown</c>.</summary>
    public string ErrorId { get; }

    /// <summary>The kind of the failure.</summary>
    public ErrorKind Kind { get; }

    /// <summary>The value, record or file that is at fault, where there is one.</summary>
    public object? Target { get; }

    /// <summary>True where it may pass by itself: the server is away, overloaded, or asked too often.</summary>
    public bool IsPassing => Kind is ErrorKind.ConnectionFailed or ErrorKind.TimedOut or ErrorKind.LimitExceeded or ErrorKind.Unavailable;
}
