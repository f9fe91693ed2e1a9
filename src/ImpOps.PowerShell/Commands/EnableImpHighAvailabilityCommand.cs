using System.Management.Automation;
using ImpOps.Cluster;

namespace ImpOps.PowerShell.Commands;

/// <summary>Enable-ImpHighAvailability: enables high availability in presence redundancy groups.</summary>
[Cmdlet(VerbsLifecycle.Enable, "ImpHighAvailability", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(PresenceRedundancyGroup))]
public sealed class EnableImpHighAvailabilityCommand : HighAvailabilityCmdlet
{
    private protected override bool Enables => true;
}
