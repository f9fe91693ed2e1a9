using System;
using System.Linq;
using System.Management.Automation;
using ImpOps.Capacity;

namespace ImpOps.PowerShell.Binding;

/// <summary>Takes nodes by the names of their properties: rows of an inventory, and nodes of a cluster.</summary>
public sealed class RebalanceNodeTransformationAttribute() : RestoringTransformationAttribute(typeof(RebalanceNode))
{
    private protected override object Restore(PSObject travelled)
    {
        // A node of a cluster is what it is: its name is its Name.
        PSObject item = Travelled.Bag(travelled);
        string? Text(params string[] names) => names.Select(name => Travelled.Text(item, name)).FirstOrDefault(text => text is not null);
        int? Number(string name) => Text(name) is string text ? (int)Math.Min(int.MaxValue, NumberTransformationAttribute.Parse(text)) : null;
        return new RebalanceNode
        {
            NodeName = Text(nameof(RebalanceNode.NodeName), "Name")
                ?? throw new ArgumentTransformationMetadataException(ErrorRecords.Format(Messages.NotANode, travelled)),
            PresenceRedundancyGroup = Text(nameof(RebalanceNode.PresenceRedundancyGroup)),
            OvaSize = Number(nameof(RebalanceNode.OvaSize)),
            HighAvailabilityMode = Text(nameof(RebalanceNode.HighAvailabilityMode)) is string mode ? HighAvailabilityModeTransformationAttribute.Parse(mode) : null,
            CriticalServiceDownDelay = Number(nameof(RebalanceNode.CriticalServiceDownDelay)),
            Connection = Text(nameof(RebalanceNode.Connection)),
        };
    }
}
