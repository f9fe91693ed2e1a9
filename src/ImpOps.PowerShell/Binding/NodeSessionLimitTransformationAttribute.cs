using System;
using System.Management.Automation;
using ImpOps.Sessions;

namespace ImpOps.PowerShell.Binding;

/// <summary>Takes what nodes support from whatever tells node, limit and threshold: a measure of capacity, a history, a summary, also out of a file.</summary>
public sealed class NodeSessionLimitTransformationAttribute() : RestoringTransformationAttribute(typeof(NodeSessionLimit))
{
    private protected override object Restore(PSObject travelled)
    {
        try
        {
            string node = Travelled.Text(travelled, nameof(NodeSessionLimit.NodeName)) ?? throw new ArgumentException(nameof(NodeSessionLimit.NodeName));
            int limit = Travelled.Get<int>(travelled, nameof(NodeSessionLimit.SessionLimit));
            int threshold = Travelled.Get<int>(travelled, nameof(NodeSessionLimit.ThresholdPercent));
            return limit > 0 && threshold is > 0 and <= 100 ? new NodeSessionLimit(node, limit, threshold) : throw new ArgumentException(nameof(NodeSessionLimit.SessionLimit));
        }
        catch (Exception problem) when (problem is PSInvalidCastException or ArgumentException)
        {
            throw new ArgumentTransformationMetadataException(ErrorRecords.Format(Messages.NotANodeLimit, travelled));
        }
    }
}
