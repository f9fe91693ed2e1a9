using System;
using System.Collections.Generic;
using System.Linq;
using ImpOps.Tables;

namespace ImpOps.Capacity;

/// <summary>A virtual hardware profile and the JSM sessions that a node of it supports.</summary>
public sealed class OvaSize
{
    private static readonly Lazy<OvaSize[]> Sizes = new(() => TableReader.Read("ova-sizes", row => new OvaSize(row)));

    private OvaSize(TableRow row)
    {
        Users = row.Int("OvaSize");
        JsmSessionLimit = row.Int("JsmSessionLimit");
        ActiveActiveJsmSessionLimit = row.Int("ActiveActiveJsmSessionLimit");
        Derived = row.Bool("Derived");
        Source = row.Required("Source");
    }

    /// <summary>All sizes, ascending.</summary>
    public static IReadOnlyList<OvaSize> All => Array.AsReadOnly(Sizes.Value);

    /// <summary>The users that the hardware is made for; the name of the size.</summary>
    public int Users { get; }

    /// <summary>JSM sessions that a node supports.</summary>
    public int JsmSessionLimit { get; }

    /// <summary>JSM sessions that each node supports where both nodes of its group are active.</summary>
    public int ActiveActiveJsmSessionLimit { get; }

    /// <summary>True where the guide prints no limit for the size and the factor of the printed ones was used.</summary>
    public bool Derived { get; }

    /// <summary>Where the figures stand in the guide.</summary>
    public string Source { get; }

    /// <summary>The size for that many users.</summary>
    /// <exception cref="ImpOpsException"><c>OvaSizeUnknown</c>: there is no such size.</exception>
    public static OvaSize Get(int users) =>
        Array.Find(Sizes.Value, size => size.Users == users)
            ?? throw Errors.OvaSizeUnknown(users, Sizes.Value.Select(size => size.Users));

    /// <summary>JSM sessions that a node supports in a mode; without high availability as in active/standby.</summary>
    public int LimitFor(HighAvailabilityMode? mode) =>
        mode == HighAvailabilityMode.ActiveActive ? ActiveActiveJsmSessionLimit : JsmSessionLimit;

    /// <inheritdoc/>
    public override string ToString() => Users.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
