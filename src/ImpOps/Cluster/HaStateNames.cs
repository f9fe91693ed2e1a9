using System;
using System.Globalization;
using System.Linq;
using ImpOps.Tables;

namespace ImpOps.Cluster;

/// <summary>What the database holds for a node's high-availability state, and what the portal calls it.</summary>
internal static class HaStateNames
{
    private static readonly Lazy<Row[]> Rows = new(() => TableReader.Read("ha-states", row => new Row(
        row.Enum<HighAvailabilityState>("State"), row.OptionalInt("Code"), row.Text("Name"), row.List("Alias"))));

    /// <summary>The state behind what the database, the portal or the command line says; <see cref="HighAvailabilityState.Unknown"/> where nobody has published it.</summary>
    public static HighAvailabilityState Parse(string text) => Find(text) ?? HighAvailabilityState.Unknown;

    /// <summary>The state behind what the database, the portal or the command line says; null where nobody has published it.</summary>
    public static HighAvailabilityState? Find(string text) =>
        Rows.Value.FirstOrDefault(row => string.Equals(row.Name.English, text, StringComparison.OrdinalIgnoreCase)
            || row.Alias.Contains(text, StringComparer.OrdinalIgnoreCase)
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int code) && row.Code == code))?.State;

    /// <summary>The portal's name of a state, in the language that is spoken now.</summary>
    public static string TextOf(HighAvailabilityState state) => Rows.Value.First(row => row.State == state).Name.Current!;

    private sealed record Row(HighAvailabilityState State, int? Code, LocalizedText Name, string[] Alias);
}
