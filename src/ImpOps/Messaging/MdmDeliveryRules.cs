using System;
using System.Collections.Generic;
using System.Globalization;
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
        Version? asked = Parse(release);
        MdmMessageKind[] kinds = (MdmMessageKind[])Enum.GetValues(typeof(MdmMessageKind));
        Rule?[] rules = [.. kinds.Select(kind => Table.Value.Where(rule => rule.Message == kind && rule.Version <= asked).OrderByDescending(rule => rule.Version).FirstOrDefault())];
        return rules.Contains(null)
            ? throw Errors.MdmReleaseUnknown(release, Releases)
            : new MdmDeliveryRules(release.Trim(), [.. rules.Select(rule => rule!.Recipients)]);
    }

    /// <summary>The first two numbers of a release, whatever follows them.</summary>
    private static Version? Parse(string release)
    {
        string text = release.Trim();
        int end = 0;
        while (end < text.Length && (text[end] is (>= '0' and <= '9') or '.'))
        {
            end++;
        }

        string[] numbers = text.Substring(0, end).Split('.');
        return int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major)
            ? new Version(major, numbers.Length > 1 && int.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out int minor) ? minor : 0)
            : null;
    }

    private sealed class Rule(TableRow row)
    {
        public MdmMessageKind Message { get; } = row.Enum<MdmMessageKind>("Message");

        public string Release { get; } = row.Required("Release");

        public Version Version { get; } = Parse(row.Required("Release")) ?? throw row.Malformed("'Release' is no release");

        public MdmRecipients Recipients { get; } = row.Enum<MdmRecipients>("Recipients");
    }
}
