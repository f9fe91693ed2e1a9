using ImpOps.Tables;

namespace ImpOps.Relogin;

/// <summary>One published row of a login profile.</summary>
public sealed class LoginProfileRow
{
    internal LoginProfileRow(TableRow row)
    {
        Table = row.Int("Table");
        UserCount = row.Int("UserCount");
        RetryLowerLimit = row.Int("RetryLowerLimit");
        RetryUpperLimit = row.Int("RetryUpperLimit");
        Erratum = row.Text("Erratum").Current;
        Source = row.Required("Source");
    }

    /// <summary>The number of the published table.</summary>
    public int Table { get; }

    /// <summary>Expected active users.</summary>
    public int UserCount { get; }

    /// <summary>The published lower limit, in seconds.</summary>
    public int RetryLowerLimit { get; }

    /// <summary>The published upper limit, in seconds, as printed.</summary>
    public int RetryUpperLimit { get; }

    /// <summary>The upper limit that the table's own login rate gives, in seconds. Differs from the printed one in errata only.</summary>
    public int DerivedUpperLimit { get; internal set; }

    /// <summary>What is wrong with the printed figure, in the language in which it was asked for; null where nothing is.</summary>
    public string? Erratum { get; }

    /// <summary>Where the row stands in the guide.</summary>
    public string Source { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{UserCount}: {RetryLowerLimit}/{RetryUpperLimit}";
}
