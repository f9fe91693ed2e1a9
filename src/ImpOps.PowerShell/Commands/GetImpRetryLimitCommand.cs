using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ImpOps.Cluster;
using ImpOps.PowerShell.Binding;
using ImpOps.PowerShell.Completion;
using ImpOps.Relogin;

namespace ImpOps.PowerShell.Commands;

/// <summary>Get-ImpRetryLimit: the client re-login limits that a node or group should have.</summary>
[Cmdlet(VerbsCommon.Get, "ImpRetryLimit")]
[OutputType(typeof(RetryLimit))]
public sealed class GetImpRetryLimitCommand : RetryLimitCmdlet
{
    private readonly HashSet<string> _erratumTold = [];
    private readonly Dictionary<string, SortedSet<int>> _countsOfGroup = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The OVA size of the nodes.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(OvaSizeCompleter))]
    [NumberTransformation]
    public int OvaSize { get; set; }

    /// <summary>The mode of the presence redundancy group. A live group tells it by its users.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RecordSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = LiveSet, ValueFromPipelineByPropertyName = true)]
    [HighAvailabilityModeTransformation]
    public HighAvailabilityMode? HighAvailabilityMode { get; set; }

    /// <summary>The number of users that counts.</summary>
    [Parameter(ParameterSetName = RecordSet, ValueFromPipelineByPropertyName = true)]
    [NumberTransformation(Optional = true)]
    public int? UserCount { get; set; }

    /// <summary>The users of each node of the group.</summary>
    [Parameter(ParameterSetName = RecordSet, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyCollection]
    [NumberListTransformation]
    public int[] NodeUserCount { get; set; } = [];

    /// <summary>Critical Service Down Delay, in seconds.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NumberTransformation(Optional = true)]
    public int? CriticalServiceDownDelay { get; set; }

    /// <summary>Which figure becomes the upper limit.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [RetryLimitSourceTransformation]
    [ValidateSet(nameof(RetryLimitSource.Published), nameof(RetryLimitSource.Derived))]
    public RetryLimitSource Source { get; set; } = RetryLimitSource.Published;

    /// <summary>Compute a limit where the table ends.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [FlagTransformation]
    public SwitchParameter Extrapolate { get; set; }

    /// <summary>Multiple device messaging is on.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [FlagTransformation]
    [Alias("Mdm")]
    public SwitchParameter MultiDeviceMessaging { get; set; }

    /// <summary>The presence redundancy group, copied to the output.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? PresenceRedundancyGroup { get; set; }

    /// <summary>The node, copied to the output.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? NodeName { get; set; }

    private protected override void ProcessBoundRecord()
    {
        if (ParameterSetName == LiveSet)
        {
            ForEachGroup(Recommend);
            return;
        }

        try
        {
            Recommend(new RetryLimitRequest
            {
                OvaSize = OvaSize,
                HighAvailabilityMode = HighAvailabilityMode!.Value,
                UserCount = UserCount,
                NodeUserCount = NodeUserCount,
                CriticalServiceDownDelay = CriticalServiceDownDelay,
                Source = Source,
                Extrapolate = Extrapolate,
                MultiDeviceMessaging = MultiDeviceMessaging,
                PresenceRedundancyGroup = PresenceRedundancyGroup,
                NodeName = NodeName,
            });
        }
        catch (ImpOpsException problem)
        {
            WriteError(problem);
        }
    }

    private void Recommend(ClusterConnection connection, PresenceRedundancyGroup group)
    {
        IReadOnlyList<NodeRetrySettings> nodes = Read(connection, group, OvaSize, HighAvailabilityMode);
        Recommend(new RetryLimitRequest
        {
            OvaSize = OvaSize,
            HighAvailabilityMode = nodes[0].HighAvailabilityMode,
            NodeUserCount = [.. nodes.Select(node => node.UserCount!.Value)],
            CriticalServiceDownDelay = CriticalServiceDownDelay ?? nodes[0].CriticalServiceDownDelay,
            Source = Source,
            Extrapolate = Extrapolate,
            MultiDeviceMessaging = MultiDeviceMessaging || (Await(token => connection.ReadMultiDeviceMessagingAsync(token)) ?? false),
            PresenceRedundancyGroup = group.Name,
        });
    }

    private void Recommend(RetryLimitRequest request)
    {
        RetryLimit limit = RetryLimit.For(request);
        if (limit is { Source: RetryLimitSource.Published, Erratum: string erratum } && _erratumTold.Add(erratum))
        {
            WriteWarning(ErrorRecords.Format(Messages.ErratumOfRow, limit.Profile, limit.ProfileUserCount, erratum));
        }

        if (request.UserCount is int count && !string.IsNullOrEmpty(request.PresenceRedundancyGroup))
        {
            if (!_countsOfGroup.TryGetValue(request.PresenceRedundancyGroup!, out SortedSet<int>? counts))
            {
                _countsOfGroup.Add(request.PresenceRedundancyGroup!, counts = []);
            }

            counts.Add(count);
        }

        WriteObject(limit);
    }

    /// <summary>Nodes of one group that came one by one have got limits of their own, and a group must have the same on both.</summary>
    private protected override void EndRecords()
    {
        foreach (KeyValuePair<string, SortedSet<int>> group in _countsOfGroup)
        {
            if (group.Value.Count > 1)
            {
                WriteWarning(ErrorRecords.Format(Messages.GroupCountsDiffer, group.Key, string.Join(", ", group.Value)));
            }
        }
    }
}
