using System.Management.Automation;
using ImpOps.Cluster;
using ImpOps.Restarts;

namespace ImpOps.PowerShell.Commands;

/// <summary>Enable-ImpMultiDeviceMessaging: enables multiple device messaging, and gives the restart plan that this needs.</summary>
[Cmdlet(VerbsLifecycle.Enable, "ImpMultiDeviceMessaging", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(RestartStep), typeof(ServiceParameter))]
public sealed class EnableImpMultiDeviceMessagingCommand : MultiDeviceMessagingCmdlet
{
    private protected override bool Enables => true;
}
