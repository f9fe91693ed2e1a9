using System;
using System.Management.Automation;
using ImpOps.Messaging;

namespace ImpOps.PowerShell.Binding;

/// <summary>Takes nodes by the names of their properties: rows of an inventory.</summary>
public sealed class MdmNodeTransformationAttribute() : RestoringTransformationAttribute(typeof(MdmNode))
{
    private protected override object Restore(PSObject travelled)
    {
        PSObject item = Travelled.Bag(travelled);
        string? Text(string name) => Travelled.Text(item, name);
        int? Number(string name) => Text(name) is string text ? (int)Math.Min(int.MaxValue, NumberTransformationAttribute.Parse(text)) : null;
        return new MdmNode
        {
            PresenceRedundancyGroup = Text(nameof(MdmNode.PresenceRedundancyGroup)),
            NodeName = Text(nameof(MdmNode.NodeName)),
            OvaSize = Number(nameof(MdmNode.OvaSize)) ?? throw new ArgumentTransformationMetadataException(ErrorRecords.Format(Messages.NotAnMdmNode, travelled)),
            HighAvailabilityMode = Text(nameof(MdmNode.HighAvailabilityMode)) is string mode ? HighAvailabilityModeTransformationAttribute.Parse(mode) : null,
            UserCount = Number(nameof(MdmNode.UserCount)),
            RetryLowerLimit = Number(nameof(MdmNode.RetryLowerLimit)),
            RetryUpperLimit = Number(nameof(MdmNode.RetryUpperLimit)),
            CriticalServiceDownDelay = Number(nameof(MdmNode.CriticalServiceDownDelay)),
        };
    }
}
