using System;
using System.Collections.Generic;

namespace ImpOps.Messaging;

/// <summary>A user of a scenario and the user's devices, in the order in which they first signed in.</summary>
internal sealed class MdmUser(string name)
{
    private readonly Dictionary<string, MdmDevice> _byName = new(StringComparer.OrdinalIgnoreCase);

    // Of the devices that are signed in, the one that sent available presence or an IM last.
    private MdmDevice? _last;

    public string Name => name;

    public List<MdmDevice> Devices { get; } = [];

    public MdmDevice? Find(string device) => _byName.TryGetValue(device, out MdmDevice? found) ? found : null;

    public MdmDevice FindOrAdd(string device)
    {
        if (!_byName.TryGetValue(device, out MdmDevice? found))
        {
            _byName.Add(device, found = new MdmDevice(device));
            Devices.Add(found);
        }

        return found;
    }

    /// <summary>The active client: the last that sent available presence or an IM, where that is not longer ago than <paramref name="window"/>.</summary>
    public MdmDevice? ActiveAt(long now, long window) => _last is not null && now - _last.LastActivity <= window ? _last : null;

    public void NoteActivity(MdmDevice device, long now)
    {
        device.LastActivity = now;
        _last = device;
    }

    /// <summary>Signs a device out; of the others the one that was active last may be active now.</summary>
    public void SignOut(MdmDevice device)
    {
        device.SignOut();
        if (_last != device)
        {
            return;
        }

        _last = null;
        foreach (MdmDevice other in Devices)
        {
            if (other.IsSignedIn && (_last is null || other.LastActivity > _last.LastActivity))
            {
                _last = other;
            }
        }
    }

    public bool IsIn(string room) => Devices.Exists(device => device.IsIn(room));
}
