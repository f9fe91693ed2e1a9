using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;

namespace ImpOps.Sessions;

/// <summary>Sessions by type of device, in the order of a report.</summary>
public sealed class DeviceTypeCounts : ReadOnlyDictionary<string, long>
{
    /// <summary>Takes counts in the order in which they are to be shown. Counts of one type are summed.</summary>
    public DeviceTypeCounts(IEnumerable<KeyValuePair<string, long>> counts)
        : base(Sum(counts))
    {
    }

    /// <summary>Reads counts as <see cref="ToString"/> writes them.</summary>
    /// <param name="text">For example <c>Desktop (12), iPhone (3)</c>.</param>
    public static DeviceTypeCounts Parse(string text) => new(DeviceList.Parse(text));

    /// <summary>The type of the device of each session: a type as often as it has sessions.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are more sessions than one user can have.</exception>
    public IReadOnlyList<string> Enumerated() => Values.Sum() is >= 0 and <= Plausible.MostSessionsOfUser
        ? new TextList(this.SelectMany(count => Enumerable.Repeat(count.Key, (int)count.Value)))
        : throw new ArgumentOutOfRangeException(nameof(Values));

    /// <summary>The types that have sessions, for example <c>Desktop (12), iPhone (3)</c>.</summary>
    public override string ToString() => DeviceList.Format(this);

    private static Dictionary<string, long> Sum(IEnumerable<KeyValuePair<string, long>> counts)
    {
        Dictionary<string, long> sum = new(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, long> count in counts)
        {
            sum[count.Key] = (sum.TryGetValue(count.Key, out long before) ? before : 0) + count.Value;
        }

        return sum;
    }
}
