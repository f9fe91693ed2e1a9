using System.Collections.Generic;

namespace ImpOps.Cluster;

/// <summary>What one of several nodes answered, or why it did not. The other nodes go on.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
public sealed class NodeResult<T>
{
    internal NodeResult(string nodeName, IReadOnlyList<T> items, ImpOpsException? problem = null, bool isWarning = false)
    {
        NodeName = nodeName;
        Items = items;
        Problem = problem;
        IsWarning = isWarning;
    }

    /// <summary>The node.</summary>
    public string NodeName { get; }

    /// <summary>The answer; empty where there is only a problem.</summary>
    public IReadOnlyList<T> Items { get; }

    /// <summary>Why there is no answer, or what part of the question the node cannot answer; null without a problem.</summary>
    public ImpOpsException? Problem { get; }

    /// <summary>True where the problem costs no answer, only the time at which it comes.</summary>
    public bool IsWarning { get; }
}
