using System.Management.Automation;
using ImpOps.Cluster;
using ImpOps.Restarts;

namespace ImpOps.PowerShell.Commands;

/// <summary>Disable-ImpMultiDeviceMessaging: disables multiple device messaging, and gives the restart plan that this needs.</summary>
[Cmdlet(VerbsLifecycle.Disable, "ImpMultiDeviceMessaging", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(RestartStep), typeof(ServiceParameter))]
public sealed class DisableImpMultiDeviceMessagingCommand : MultiDeviceMessagingCmdlet
{
    private protected override bool Enables => false;
}
