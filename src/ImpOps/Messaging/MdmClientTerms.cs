using System;
using System.Collections.Generic;
using System.Linq;
using ImpOps.Tables;
using ImpOps.Text;

namespace ImpOps.Messaging;

/// <summary>What lists of clients call their columns, and how Jabber calls itself.</summary>
internal static class MdmClientTerms
{
    private static readonly Lazy<Vocabulary> Words = new(() => new Vocabulary());

    /// <summary>The column that a heading means; null where it means none.</summary>
    public static MdmClientColumn? FindColumn(string heading) =>
        Words.Value.Columns.TryGetValue(LooseText.Fold(heading), out MdmClientColumn column) ? column : null;

    /// <summary>Whether a text begins with one of the names of Jabber.</summary>
    public static bool IsJabber(string client)
    {
        string folded = LooseText.Fold(client);
        return Words.Value.Jabber.Exists(name => folded.StartsWith(name, StringComparison.Ordinal));
    }

    /// <summary>Whether a text says that there is no value: an empty cell, a dash, the word for it.</summary>
    public static bool IsUnknown(string? text) => LooseText.Fold(text ?? "") is var folded && (folded.Length == 0 || Words.Value.Unknown.Contains(folded));

    private sealed class Vocabulary
    {
        public Vocabulary()
        {
            foreach ((string kind, string[] aliases, TableRow row) in TableReader.Read("mdm-client-terms", row => (row.Required("Kind"), row.List("Alias"), row)))
            {
                IEnumerable<string> spellings = aliases.Select(alias => LooseText.Fold(alias)).Distinct();
                switch (kind)
                {
                    case "Column":
                        foreach (string spelling in spellings)
                        {
                            Columns.Add(spelling, row.Enum<MdmClientColumn>("Id"));
                        }

                        break;
                    case "Product":
                        Jabber.AddRange(spellings);
                        break;
                    case "Unknown":
                        Unknown.AddRange(spellings);
                        break;
                    default:
                        throw row.Malformed($"no kind of term is called '{kind}'");
                }
            }
        }

        public Dictionary<string, MdmClientColumn> Columns { get; } = [];

        public List<string> Jabber { get; } = [];

        public List<string> Unknown { get; } = [];
    }
}
