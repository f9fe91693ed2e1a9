using ImpOps.Tables;

namespace ImpOps.Relogin;

/// <summary>One published row of a login profile.</summary>
public sealed class LoginProfileRow
{
    private readonly LocalizedText _erratum;

    internal LoginProfileRow(TableRow row)
    {
        Table = row.Int("Table");
        UserCount = row.Int("UserCount");
        RetryLowerLimit = row.Int("RetryLowerLimit");
        RetryUpperLimit = row.Int("RetryUpperLimit");
        _erratum = row.Text("Erratum");
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

    /// <summary>What is wrong with the printed figure, in the session's language; null where nothing is.</summary>
    public string? Erratum => _erratum.Current;

    /// <summary>Where the row stands in the guide.</summary>
    public string Source { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{UserCount}: {RetryLowerLimit}/{RetryUpperLimit}";
}
