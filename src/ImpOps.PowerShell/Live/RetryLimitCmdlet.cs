using System;
using System.Collections.Generic;
using System.Management.Automation;
using ImpOps.Cluster;
using ImpOps.Relogin;

namespace ImpOps.PowerShell;

/// <summary>What the cmdlets of retry limits share: that a record may be a live group, whose settings are read from its cluster.</summary>
public abstract class RetryLimitCmdlet : RecordCmdlet
{
    private protected const string RecordSet = "Record";
    private protected const string LiveSet = "Live";

    private protected RetryLimitCmdlet()
    {
    }

    /// <summary>Presence redundancy groups of a live cluster: the output of Get-ImpPresenceRedundancyGroup.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiveSet, ValueFromPipeline = true)]
    public PresenceRedundancyGroup[] Group { get; set; } = [];

    /// <summary>Does something with each group and the connection that it was read over. What fails is an error, and the other groups go on.</summary>
    /// <returns>True where nothing failed.</returns>
    private protected bool ForEachGroup(Action<ClusterConnection, PresenceRedundancyGroup> work)
    {
        bool all = true;
        foreach (PresenceRedundancyGroup group in Group)
        {
            if (ConnectionStore.Current.Find(group.Connection) is not ClusterConnection connection)
            {
                WriteError(ErrorRecords.ConnectionNotFound(group.Connection));
                all = false;
                continue;
            }

            all &= Attempt(() => work(connection, group));
        }

        return all;
    }

    /// <summary>The settings of a group's nodes as they are now.</summary>
    private protected IReadOnlyList<NodeRetrySettings> Read(ClusterConnection connection, PresenceRedundancyGroup group, int ovaSize, HighAvailabilityMode? mode)
    {
        if (!group.HighAvailability)
        {
            WriteWarning(ErrorRecords.Format(Messages.HighAvailabilityDisabled, group.Name));
        }

        return Await(token => connection.ReadRetrySettingsAsync(group.Name, ovaSize, mode, token));
    }
}
