namespace ImpOps.Html;

/// <summary>How an HTML report is written. It is always one file of UTF-8 that loads nothing.</summary>
public sealed class ReportPageFormat
{
    /// <summary>The language of the page; the session's unless told otherwise.</summary>
    public Language Language { get; init; } = Languages.Current;

    /// <summary>What the page is called, for example by the name of the cluster; null for the name of the report alone.</summary>
    public string? Title { get; init; }

    /// <summary>True to leave an existing file alone, with an error.</summary>
    public bool NoClobber { get; init; }

    /// <summary>True to replace a file that is read-only.</summary>
    public bool Force { get; init; }
}
