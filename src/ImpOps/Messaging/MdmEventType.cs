using System;
using System.Collections.Generic;
using System.Linq;
using ImpOps.Tables;
using ImpOps.Text;

namespace ImpOps.Messaging;

/// <summary>What is known of a kind of event: its names, and what it does.</summary>
internal sealed class MdmEventType
{
    private static readonly Lazy<Catalog> Known = new(() => new Catalog());

    private MdmEventType(TableRow row)
    {
        Kind = row.Enum<MdmEventKind>("Id");
        Name = row.Text("Name");
        Aliases = row.List("Alias");
        Message = row.Optional("Message") is null ? null : row.Enum<MdmMessageKind>("Message");
        MakesActive = row.Bool("MakesActive");
        Flush = row.Enum<MdmFlushTrigger>("Flush");
        if (Message is not null && Flush == MdmFlushTrigger.Never)
        {
            throw row.Malformed("a message flushes at least where no other device is active");
        }
    }

    /// <summary>All kinds, in the order of the enumeration.</summary>
    public static IReadOnlyList<MdmEventType> All => Known.Value.Types;

    public MdmEventKind Kind { get; }

    public LocalizedText Name { get; }

    public IReadOnlyList<string> Aliases { get; }

    /// <summary>The kind of message that comes or goes; null where none does.</summary>
    public MdmMessageKind? Message { get; }

    /// <summary>Whether the client is active from then on: it has sent available presence or an instant message.</summary>
    public bool MakesActive { get; }

    public MdmFlushTrigger Flush { get; }

    public static MdmEventType Of(MdmEventKind kind) => Known.Value.Types[(int)kind];

    /// <summary>The kind that a word means, however it is spelt; null where it means none.</summary>
    public static MdmEventKind? Find(string word) => Known.Value.KindOf.TryGetValue(LooseText.Fold(word), out MdmEventKind kind) ? kind : null;

    /// <summary>The names that are most like a word.</summary>
    public static IEnumerable<string> Closest(string word)
    {
        const int Few = 3;
        string folded = LooseText.Fold(word);
        return Known.Value.Types
            .OrderByDescending(type => type.Spellings().Max(spelling => LooseText.Likeness(folded, spelling)))
            .Take(Few)
            .Select(type => type.Name.Current!);
    }

    private IEnumerable<string> Spellings() =>
        Aliases.Append(Name.English!).Append(Name.Chinese!).Append(Kind.ToString()).Select(text => LooseText.Fold(text)).Distinct();

    private sealed class Catalog
    {
        public Catalog()
        {
            Types = [.. TableReader.Read("mdm-events", row => new MdmEventType(row)).OrderBy(type => type.Kind)];
            foreach (MdmEventType type in Types)
            {
                foreach (string spelling in type.Spellings())
                {
                    KindOf.Add(spelling, type.Kind);
                }
            }
        }

        public MdmEventType[] Types { get; }

        public Dictionary<string, MdmEventKind> KindOf { get; } = new(StringComparer.Ordinal);
    }
}
