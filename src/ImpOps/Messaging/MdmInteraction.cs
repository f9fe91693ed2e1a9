using System;
using System.Collections.Generic;
using System.Linq;
using ImpOps.Tables;

namespace ImpOps.Messaging;

/// <summary>How another feature goes together with multiple device messaging.</summary>
public sealed class MdmInteraction
{
    private static readonly Lazy<IReadOnlyList<MdmInteraction>> Rows = new(() => TableReader.Read("mdm-interactions", row => new MdmInteraction(row)));

    private readonly LocalizedText _feature;
    private readonly LocalizedText _interaction;

    private MdmInteraction(TableRow row)
    {
        Id = row.Required("Id");
        _feature = row.Text("Feature");
        _interaction = row.Text("Interaction");
        FromRelease = row.Optional("FromRelease") is string from ? ProductVersion.Parse(from) : null;
        BeforeRelease = row.Optional("BeforeRelease") is string before ? ProductVersion.Parse(before) : null;
        Source = row.Required("Source");
    }

    /// <summary>All rows of the table, in the order of the guide.</summary>
    public static IReadOnlyList<MdmInteraction> All => Rows.Value;

    /// <summary>The stable name of the row, for example <c>GroupChat</c>.</summary>
    public string Id { get; }

    /// <summary>The feature, in the session's language.</summary>
    public string Feature => _feature.Current!;

    /// <summary>The interaction or restriction, in the session's language.</summary>
    public string Interaction => _interaction.Current!;

    /// <summary>The first release of IM and Presence Service that it is true of; null where it is true of all before <see cref="BeforeRelease"/>.</summary>
    public ProductVersion? FromRelease { get; }

    /// <summary>The first release that it is not true of any more; null where there is none.</summary>
    public ProductVersion? BeforeRelease { get; }

    /// <summary>Where it is published.</summary>
    public string Source { get; }

    /// <summary>Whether it is true of a release.</summary>
    public bool AppliesTo(ProductVersion release) => (FromRelease is null || release >= FromRelease) && (BeforeRelease is null || release < BeforeRelease);

    /// <summary>Whether one of its names, in either language, or its id is meant.</summary>
    /// <param name="matches">Whether a name is meant.</param>
    public bool IsNamed(Func<string, bool> matches) => new[] { Id, _feature.English, _feature.Chinese }.OfType<string>().Any(matches);
}
