using System;
using System.Linq;

namespace ImpOps.Sessions;

/// <summary>The device types of a row, by number, with the sessions of each.</summary>
internal sealed class RowDevices((int Device, long Count)[] counts, int unknownDevice)
{
    /// <summary>The sessions whose device the row tells.</summary>
    public long Total { get; } = counts.Sum(device => device.Count);

    /// <summary>Shares the sessions of a row out among its devices.</summary>
    /// <param name="index">The how manieth share, from 0.</param>
    /// <param name="told">The number of sessions that the row gives, no less than <see cref="Total"/>; null where it gives none.</param>
    /// <param name="device">The device type.</param>
    /// <param name="sessions">How many sessions it has; never 0.</param>
    /// <returns>False where all have been shared out.</returns>
    public bool TryGetShare(int index, long? told, out int device, out long sessions)
    {
        long all = told ?? Math.Max(1, Total);
        if (counts.Length == 1)
        {
            // One type behind several sessions is the type of all of them.
            (device, sessions) = (counts[0].Device, all);
            return index == 0 && all > 0;
        }

        if (index < counts.Length)
        {
            (device, sessions) = counts[index];
            return true;
        }

        (device, sessions) = (unknownDevice, all - Total);
        return index == counts.Length && sessions > 0;
    }
}
