using System.Management.Automation;
using ImpOps.Cluster;

namespace ImpOps.PowerShell.Commands;

/// <summary>Disable-ImpHighAvailability: disables high availability in presence redundancy groups.</summary>
[Cmdlet(VerbsLifecycle.Disable, "ImpHighAvailability", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(PresenceRedundancyGroup))]
public sealed class DisableImpHighAvailabilityCommand : HighAvailabilityCmdlet
{
    private protected override bool Enables => false;
}
