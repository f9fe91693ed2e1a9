using System;
using System.Collections.Generic;
using System.Linq;
using ImpOps.Tables;
using ImpOps.Text;

namespace ImpOps.Sessions;

/// <summary>The words of the report: what its columns and levels are called, in both languages and in all the ways that are met.</summary>
internal static class SessionTerms
{
    private static readonly Lazy<Vocabulary> Words = new(() => new Vocabulary());

    /// <summary>The heading that ImpOps writes above a column.</summary>
    public static string Header(SessionColumn column, Language language) => Words.Value.Headers[column.ToString()].In(language)!;

    /// <summary>The word that ImpOps writes for a level.</summary>
    public static string Name(SessionLevel level, Language language) => Words.Value.Levels[level.ToString()].In(language)!;

    /// <summary>The heading that ImpOps writes above the sessions of one device type.</summary>
    public static string DeviceHeader(string deviceType, Language language) => $"{Header(SessionColumn.DeviceType, language)}: {deviceType}";

    /// <summary>The column that a heading means, however it is spelt; null where it means none.</summary>
    public static SessionColumn? FindColumn(string heading) =>
        Words.Value.ColumnOf.TryGetValue(LooseText.Fold(heading), out SessionColumn column) ? column : null;

    /// <summary>Whether a heading is the name of a column itself, and not just another word for it.</summary>
    public static bool IsExact(string heading, SessionColumn column)
    {
        LocalizedText name = Words.Value.Headers[column.ToString()];
        return new[] { name.English!, name.Chinese!, column.ToString() }.Any(text => LooseText.Fold(text) == LooseText.Fold(heading));
    }

    /// <summary>The device type whose sessions a heading counts; null where it counts none.</summary>
    public static string? FindDeviceColumn(string heading)
    {
        int colon = heading.IndexOfAny([':', '\uFF1A']);
        if (colon > 0 && FindColumn(heading.Substring(0, colon)) == SessionColumn.DeviceType)
        {
            return DeviceTypes.Normalize(heading.Substring(colon + 1).Trim());
        }

        return DeviceTypes.Find(heading);
    }

    /// <summary>The level that a word means; null where it means none.</summary>
    public static SessionLevel? FindLevel(string word) =>
        Words.Value.LevelOf.TryGetValue(LooseText.Fold(word), out SessionLevel level) ? level : null;

    private sealed class Vocabulary
    {
        public Vocabulary()
        {
            foreach ((string kind, string id, LocalizedText header, string[] aliases, TableRow row) in TableReader.Read(
                "session-terms",
                row => (row.Required("Kind"), row.Required("Id"), row.Text("Header"), row.List("Alias"), row)))
            {
                IEnumerable<string> spellings = aliases.Append(header.English!).Append(header.Chinese!).Append(id).Select(text => LooseText.Fold(text)).Distinct();
                switch (kind)
                {
                    case "Column":
                        Headers.Add(id, header);
                        Add(ColumnOf, spellings, row.Enum<SessionColumn>("Id"));
                        break;
                    case "Level":
                        Levels.Add(id, header);
                        Add(LevelOf, spellings, row.Enum<SessionLevel>("Id"));
                        break;
                    default:
                        throw row.Malformed($"no kind of term is called '{kind}'");
                }
            }
        }

        public Dictionary<string, LocalizedText> Headers { get; } = [];

        public Dictionary<string, LocalizedText> Levels { get; } = [];

        public Dictionary<string, SessionColumn> ColumnOf { get; } = [];

        public Dictionary<string, SessionLevel> LevelOf { get; } = [];

        private static void Add<T>(Dictionary<string, T> words, IEnumerable<string> spellings, T meaning)
        {
            foreach (string spelling in spellings)
            {
                words.Add(spelling, meaning);
            }
        }
    }
}
