using System;
using System.Collections.Generic;
using System.Linq;
using ImpOps.Tables;

namespace ImpOps.Messaging;

/// <summary>The versions that multiple device messaging needs.</summary>
internal static class MdmRequirements
{
    private static readonly Lazy<Dictionary<string, ProductVersion>> Versions = new(() =>
        TableReader.Read("mdm-requirements", row => (Id: row.Required("Id"), Version: ProductVersion.Parse(row.Required("MinimumVersion"))))
            .ToDictionary(row => row.Id, row => row.Version, StringComparer.Ordinal));

    /// <summary>The first version of Jabber that supports it.</summary>
    public static ProductVersion Jabber => Versions.Value[nameof(Jabber)];

    /// <summary>The first version of Expressway through which clients have it.</summary>
    public static ProductVersion Expressway => Versions.Value[nameof(Expressway)];
}
