using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Linq;

namespace ImpOps.Sessions;

/// <summary>Sessions by type of device, in the order of a report.</summary>
public sealed class DeviceTypeCounts : ReadOnlyDictionary<string, long>
{
    /// <summary>Takes counts in the order in which they are to be shown.</summary>
    public DeviceTypeCounts(IEnumerable<KeyValuePair<string, long>> counts)
        : base(counts.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase))
    {
    }

    /// <summary>The types that have sessions, for example <c>Desktop 12, iPhone 3</c>.</summary>
    public override string ToString() =>
        string.Join(", ", this.Where(pair => pair.Value > 0).Select(pair => string.Format(CultureInfo.InvariantCulture, "{0} {1}", pair.Key, pair.Value)));
}
