using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ImpOps.Tables;

namespace ImpOps.Xmpp;

/// <summary>The standards that the product claims.</summary>
public static class XmppStandards
{
    private static readonly PerLanguage<XmppStandard[]> Standards = new(Load);

    /// <summary>All of them, in the order of the guide.</summary>
    public static IReadOnlyList<XmppStandard> All => Array.AsReadOnly(Standards.Current);

    private static XmppStandard[] Load()
    {
        ILookup<string, XmppMark> marks = TableReader
            .Read("xmpp-announcements", row => (Standard: row.Required("Standard"), Mark: new XmppMark(row.Enum<XmppMarkKind>("Kind"), row.Required("Value"))))
            .ToLookup(row => row.Standard, row => row.Mark, StringComparer.Ordinal);
        XmppStandard[] standards = TableReader.Read("xmpp-standards", row => new XmppStandard(row, [.. marks[row.Required("Id")]]));
        return marks.All(group => standards.Any(standard => standard.Id == group.Key))
            ? standards
            : throw new InvalidDataException("Table 'xmpp-announcements' has rows of a standard that 'xmpp-standards' lacks.");
    }
}
