namespace ImpOps.PowerShell;

/// <summary>As what a session report is written.</summary>
public enum SessionReportFileFormat
{
    /// <summary>A file of cluster, groups and nodes and a file of users for each node, in the portal's layout.</summary>
    Csv,

    /// <summary>One file that reads like the portal's report.</summary>
    Html,
}
