using System;
using System.Collections.Generic;
using System.Linq;
using ImpOps.Tables;

namespace ImpOps.Messaging;

/// <summary>Which clients get which kind of message in a release.</summary>
internal sealed class MdmDeliveryRules
{
    private static readonly Lazy<Rule[]> Table = new(() => TableReader.Read("mdm-delivery-rules", row => new Rule(row)));

    private readonly MdmRecipients[] _recipients;

    private MdmDeliveryRules(string release, MdmRecipients[] recipients)
    {
        Release = release;
        _recipients = recipients;
    }

    /// <summary>The releases that the rules tell apart, the oldest first.</summary>
    public static IReadOnlyList<string> Releases => [.. Table.Value.OrderBy(rule => rule.Version).Select(rule => rule.Release).Distinct()];

    /// <summary>The release as it was asked for.</summary>
    public string Release { get; }

    public MdmRecipients this[MdmMessageKind message] => _recipients[(int)message];

    /// <summary>The rules of a release such as <c>12.5</c>, <c>14SU2</c> or <c>15.0(1)</c>: of each kind of message the latest that is not newer.</summary>
    /// <exception cref="ImpOpsException"><c>MdmReleaseUnknown</c>: it is no release, or older than the rules.</exception>
    public static MdmDeliveryRules For(string release)
    {
        ProductVersion? asked = ProductVersion.FindIn(release.Trim());
        MdmMessageKind[] kinds = (MdmMessageKind[])Enum.GetValues(typeof(MdmMessageKind));
        Rule?[] rules = [.. kinds.Select(kind => Table.Value.Where(rule => rule.Message == kind && rule.Version.CompareTo(asked) <= 0).OrderByDescending(rule => rule.Version).FirstOrDefault())];
        return rules.Contains(null)
            ? throw Errors.MdmReleaseUnknown(release, Releases)
            : new MdmDeliveryRules(release.Trim(), [.. rules.Select(rule => rule!.Recipients)]);
    }

    private sealed class Rule(TableRow row)
    {
        public MdmMessageKind Message { get; } = row.Enum<MdmMessageKind>("Message");

        public string Release { get; } = row.Required("Release");

        public ProductVersion Version { get; } = ProductVersion.Parse(row.Required("Release"));

        public MdmRecipients Recipients { get; } = row.Enum<MdmRecipients>("Recipients");
    }
}
