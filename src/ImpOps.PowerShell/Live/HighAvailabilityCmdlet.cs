using System.Management.Automation;
using ImpOps.Cluster;
using ImpOps.PowerShell.Completion;

namespace ImpOps.PowerShell;

/// <summary>A cmdlet that enables or disables high availability in presence redundancy groups.</summary>
public abstract class HighAvailabilityCmdlet : ChangeCmdlet
{
    private protected HighAvailabilityCmdlet()
    {
    }

    /// <summary>Presence redundancy groups; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(PresenceRedundancyGroupCompleter))]
    [SupportsWildcards]
    public string[] PresenceRedundancyGroup { get; set; } = [];

    private protected abstract bool Enables { get; }

    private protected sealed override void Process()
    {
        foreach ((ClusterConnection connection, PresenceRedundancyGroup group) in GroupsNamed(PresenceRedundancyGroup))
        {
            _ = Attempt(() => Switch(connection, group));
        }
    }

    private void Switch(ClusterConnection connection, PresenceRedundancyGroup group)
    {
        string target = ErrorRecords.Format(Messages.TargetGroup, group.Name, group.NodeName);
        if (group.HighAvailability == Enables)
        {
            WriteVerbose(ErrorRecords.Format(Enables ? Messages.HighAvailabilityOnAlready : Messages.HighAvailabilityOffAlready, target));
        }
        else if (ShouldProcess(target, Enables ? Messages.ActionEnableHighAvailability : Messages.ActionDisableHighAvailability))
        {
            group = Await(token => connection.SetHighAvailabilityAsync(group.Name, Enables, token));
        }
        else
        {
            return;
        }

        Return(group);
    }
}
