using System;
using System.Collections.Generic;

namespace ImpOps.Messaging;

/// <summary>A device of a user, and what the server knows of its session.</summary>
internal sealed class MdmDevice(string name)
{
    private HashSet<string>? _rooms;

    public string Name => name;

    public bool IsSignedIn { get; private set; }

    public bool HasMdm { get; private set; }

    public bool IsQuiet { get; set; }

    public bool IsSilent { get; set; }

    /// <summary>When it last sent available presence or an instant message, in ticks of UTC.</summary>
    public long LastActivity { get; set; }

    /// <summary>The messages that quiet mode keeps, the oldest first.</summary>
    public List<MdmDelivery> Buffer { get; } = [];

    /// <summary>Messages that it has, that were read elsewhere, and of which quiet mode keeps it from knowing.</summary>
    public List<MdmDelivery> ReadMarks { get; } = [];

    /// <summary>What it got and has not shown as read, in the order in which it came; also some that need not be there any more.</summary>
    public Queue<MdmDelivery> Unread { get; } = [];

    public IEnumerable<string> Rooms => _rooms ?? (IEnumerable<string>)[];

    public void SignIn(bool hasMdm) => (IsSignedIn, HasMdm) = (true, hasMdm);

    public void SignOut()
    {
        (IsSignedIn, IsQuiet, IsSilent) = (false, false, false);
        Buffer.Clear();
        ReadMarks.Clear();
        _rooms = null;
    }

    public bool IsIn(string room) => _rooms?.Contains(room) == true;

    public void Join(string room) => (_rooms ??= new HashSet<string>(StringComparer.OrdinalIgnoreCase)).Add(room);

    public bool Leave(string room) => _rooms?.Remove(room) == true;
}
