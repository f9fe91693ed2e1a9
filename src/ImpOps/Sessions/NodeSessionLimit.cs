namespace ImpOps.Sessions;

/// <summary>How many sessions a node supports, for a report that shows them beside those it has.</summary>
/// <param name="nodeName">The node.</param>
/// <param name="sessionLimit">The sessions that it supports; at least 1.</param>
/// <param name="thresholdPercent">The fill above which it is too full, in percent of the limit.</param>
public sealed class NodeSessionLimit(string nodeName, int sessionLimit, int thresholdPercent)
{
    /// <summary>The node.</summary>
    public string NodeName { get; } = nodeName;

    /// <summary>The sessions that it supports.</summary>
    public int SessionLimit { get; } = sessionLimit;

    /// <summary>The fill above which it is too full, in percent of the limit.</summary>
    public int ThresholdPercent { get; } = thresholdPercent;
}
