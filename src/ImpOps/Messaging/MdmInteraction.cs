using System;
using System.Linq;
using ImpOps.Tables;

namespace ImpOps.Messaging;

/// <summary>How another feature goes together with multiple device messaging.</summary>
public sealed class MdmInteraction
{
    private readonly LocalizedText _feature;
    private readonly ProductVersion? _from;
    private readonly ProductVersion? _before;

    internal MdmInteraction(TableRow row)
    {
        Id = row.Required("Id");
        _feature = row.Text("Feature");
        Feature = _feature.Current!;
        Interaction = row.Text("Interaction").Current!;
        FromRelease = row.Optional("FromRelease");
        BeforeRelease = row.Optional("BeforeRelease");
        _from = FromRelease is null ? null : ProductVersion.Parse(FromRelease);
        _before = BeforeRelease is null ? null : ProductVersion.Parse(BeforeRelease);
        Source = row.Required("Source");
    }

    /// <summary>The stable name of the row, for example <c>GroupChat</c>.</summary>
    public string Id { get; }

    /// <summary>The feature, in the language in which the row was asked for.</summary>
    public string Feature { get; }

    /// <summary>The interaction or restriction, in the language in which the row was asked for.</summary>
    public string Interaction { get; }

    /// <summary>The first release of IM and Presence Service that it is true of; null where it is true of all before <see cref="BeforeRelease"/>.</summary>
    public string? FromRelease { get; }

    /// <summary>The first release that it is not true of any more; null where there is none.</summary>
    public string? BeforeRelease { get; }

    /// <summary>Where it is published.</summary>
    public string Source { get; }

    /// <summary>Whether it is true of a release.</summary>
    public bool AppliesTo(ProductVersion release) => (_from is null || release >= _from) && (_before is null || release < _before);

    /// <summary>Whether one of its names, in either language, or its id is meant.</summary>
    /// <param name="matches">Whether a name is meant.</param>
    public bool IsNamed(Func<string, bool> matches) => new[] { Id, _feature.English, _feature.Chinese }.OfType<string>().Any(matches);
}
