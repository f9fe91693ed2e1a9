using System;
using System.Collections.Generic;
using System.IO;

namespace ImpOps.Tables;

/// <summary>Single published figures: defaults of service parameters, thresholds, factors.</summary>
internal static class PublishedDefaults
{
    private static readonly Lazy<Dictionary<string, int>> Values = new(() =>
    {
        Dictionary<string, int> values = new(StringComparer.Ordinal);
        foreach ((string id, int value) in TableReader.Read("published-defaults", row => (row.Required("Id"), row.Int("Value"))))
        {
            values.Add(id, value);
        }

        return values;
    });

    /// <summary>Default of Client Re-Login Upper Limit, in seconds.</summary>
    public static int ClientReLoginUpperLimit => Get(nameof(ClientReLoginUpperLimit));

    /// <summary>Default of Critical Service Down Delay, in seconds.</summary>
    public static int CriticalServiceDownDelay => Get(nameof(CriticalServiceDownDelay));

    /// <summary>How many times longer a failover takes with multiple device messaging.</summary>
    public static int MdmFailoverFactor => Get(nameof(MdmFailoverFactor));

    /// <summary>Default threshold of the alert JSMSessionsExceedsThreshold, in percent.</summary>
    public static int JsmAlertThresholdPercent => Get(nameof(JsmAlertThresholdPercent));

    /// <summary>How long the fill must be over the threshold until the alert JSMSessionsExceedsThreshold is raised, in seconds.</summary>
    public static int JsmAlertDurationSeconds => Get(nameof(JsmAlertDurationSeconds));

    /// <summary>At which interval the alert JSMSessionsExceedsThreshold is raised again while it lasts, in seconds.</summary>
    public static int JsmAlertRepeatSeconds => Get(nameof(JsmAlertRepeatSeconds));

    private static int Get(string id) =>
        Values.Value.TryGetValue(id, out int value)
            ? value
            : throw new InvalidDataException($"Table 'published-defaults' has no '{id}'.");
}
