using System.Collections.Generic;
using System.Management.Automation;
using ImpOps.Cluster;
using ImpOps.PowerShell.Binding;
using ImpOps.PowerShell.Completion;

namespace ImpOps.PowerShell.Commands;

/// <summary>Set-ImpRetryLimit: sets the client re-login limits on both nodes of a group, or on neither.</summary>
[Cmdlet(VerbsCommon.Set, "ImpRetryLimit", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(NodeRetryLimit))]
public sealed class SetImpRetryLimitCommand : ChangeCmdlet
{
    private readonly List<Wish> _wishes = [];

    /// <summary>Presence redundancy groups; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(PresenceRedundancyGroupCompleter))]
    [SupportsWildcards]
    public string[] PresenceRedundancyGroup { get; set; } = [];

    /// <summary>Client Re-Login Lower Limit, in seconds.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [NumberTransformation]
    public int RetryLowerLimit { get; set; }

    /// <summary>Client Re-Login Upper Limit, in seconds.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [NumberTransformation]
    public int RetryUpperLimit { get; set; }

    private protected override void Process()
    {
        foreach ((ClusterConnection connection, PresenceRedundancyGroup group) in GroupsNamed(PresenceRedundancyGroup))
        {
            if (_wishes.Find(wish => wish.Connection == connection && wish.Group == group.Name) is not { } before)
            {
                _wishes.Add(new Wish(connection, group.Name, RetryLowerLimit, RetryUpperLimit));
            }
            else if ((before.Lower, before.Upper) != (RetryLowerLimit, RetryUpperLimit))
            {
                before.IsContradicted = true;
                WriteError(ErrorRecords.RetryLimitContradicts(group.Name, $"{before.Lower}/{before.Upper}", $"{RetryLowerLimit}/{RetryUpperLimit}"));
            }
        }
    }

    /// <summary>Nodes of one group may come one by one, each with limits of its own: that shows only when all are there.</summary>
    private protected override void End()
    {
        foreach (Wish wish in _wishes.FindAll(wish => !wish.IsContradicted))
        {
            _ = Attempt(() => Set(wish));
        }
    }

    private void Set(Wish wish)
    {
        GroupRetryLimits limits = Await(token => GroupRetryLimits.ReadAsync(wish.Connection, wish.Group, token));
        if (limits.CriticalServiceDownDelay is int delay && delay != wish.Lower)
        {
            WriteWarning(ErrorRecords.Format(Messages.LowerLimitIsNotDelay, wish.Lower, delay));
        }

        string target = ErrorRecords.Format(Messages.TargetGroup, limits.PresenceRedundancyGroup, string.Join(", ", limits.Nodes));
        if (limits.Hold(wish.Lower, wish.Upper))
        {
            WriteVerbose(ErrorRecords.Format(Messages.AlreadySet, target, $"{wish.Lower}/{wish.Upper}"));
        }
        else if (ShouldProcess(target, ErrorRecords.Format(Messages.ActionSetRetryLimit, wish.Lower, wish.Upper)))
        {
            limits = Await(token => limits.SetAsync(wish.Lower, wish.Upper, token));
        }
        else
        {
            return;
        }

        Return(limits.Nodes);
    }

    private sealed class Wish(ClusterConnection connection, string group, int lower, int upper)
    {
        public ClusterConnection Connection { get; } = connection;

        public string Group { get; } = group;

        public int Lower { get; } = lower;

        public int Upper { get; } = upper;

        public bool IsContradicted { get; set; }
    }
}
