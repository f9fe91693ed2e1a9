using System;
using System.Collections.Generic;
using System.Linq;
using ImpOps.Tables;
using ImpOps.Text;

namespace ImpOps.Sessions;

/// <summary>The types of device that a session can come from.</summary>
internal static class DeviceTypes
{
    /// <summary>The type of a session whose device the input does not tell.</summary>
    public const string Unknown = "Unknown";

    private static readonly Lazy<(string[] Names, Dictionary<string, string> BySpelling)> Known = new(() =>
    {
        Dictionary<string, string> spellings = [];
        string[] names = TableReader.Read("device-types", row =>
        {
            string name = row.Required("Name");
            foreach (string spelling in row.List("Alias").Append(name))
            {
                spellings.Add(LooseText.Fold(spelling), name);
            }

            return name;
        });
        return (names, spellings);
    });

    /// <summary>The known types, in the order in which a report shows them.</summary>
    public static IReadOnlyList<string> Names => Known.Value.Names;

    /// <summary>The known type that is spelt so; null where it is none.</summary>
    public static string? Find(string text) =>
        Known.Value.BySpelling.TryGetValue(LooseText.Fold(text), out string? name) ? name : null;

    /// <summary>The known type that is spelt so, or the text itself: a new kind of device is no error.</summary>
    public static string Normalize(string text) => text.Length == 0 ? Unknown : Find(text) ?? text;

    /// <summary>Sorts as a report shows types: the known ones in their order, then others by name, and last the unknown.</summary>
    public static IEnumerable<T> InOrder<T>(IEnumerable<T> items, Func<T, string> type) =>
        items.OrderBy(item => Rank(type(item))).ThenBy(type, StringComparer.Ordinal);

    private static int Rank(string type)
    {
        int index = type == Unknown ? -1 : Array.IndexOf(Known.Value.Names, type);
        return index >= 0 ? index : type == Unknown ? int.MaxValue : Known.Value.Names.Length;
    }
}
