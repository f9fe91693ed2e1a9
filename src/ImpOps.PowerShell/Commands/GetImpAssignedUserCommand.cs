using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using ImpOps.Cluster;
using ImpOps.PowerShell.Completion;

namespace ImpOps.PowerShell.Commands;

/// <summary>Get-ImpAssignedUser: users and the nodes that they are assigned to.</summary>
[Cmdlet(VerbsCommon.Get, "ImpAssignedUser")]
[OutputType(typeof(AssignedUser))]
public sealed class GetImpAssignedUserCommand : LiveCmdlet
{
    private const string AnyRun = "%";

    /// <summary>An escaped character, a set, or wildcards: the server knows only any run of characters.</summary>
    private static readonly Regex NotLiteral = new(@"`.|\[[^\]]*\]|[*?]+", RegexOptions.CultureInvariant);

    /// <summary>User IDs; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    public string[] UserId { get; set; } = ["*"];

    /// <summary>Names of nodes; wildcards are allowed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NodeNameCompleter))]
    public string[]? NodeName { get; set; }

    /// <summary>Names of presence redundancy groups; wildcards are allowed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(PresenceRedundancyGroupCompleter))]
    public string[]? PresenceRedundancyGroup { get; set; }

    private protected override void Process()
    {
        NamePattern[] ids = Patterns(UserId);
        HashSet<NamePattern> met = [];
        IReadOnlyList<ClusterConnection> connections = Connections();
        IReadOnlyList<ClusterNode>? nodes = NodeName is null ? null
            : Named(connections, NodeName, connection => connection.Nodes, node => node.Name, (connection, name) => connection.GetNode(name));
        IReadOnlyList<PresenceRedundancyGroup>? groups = PresenceRedundancyGroup is null ? null
            : Named(connections, PresenceRedundancyGroup, connection => connection.Groups, group => group.Name, (connection, name) => connection.GetGroup(name));
        bool answered = true;
        foreach (ClusterConnection connection in connections)
        {
            answered &= Attempt(() => Read(connection, Places(connection, nodes, groups), ids, met));
        }

        if (answered && nodes?.Count != 0 && groups?.Count != 0)
        {
            foreach (NamePattern id in ids.Where(id => !id.IsWildcard && !met.Contains(id)))
            {
                WriteError(ErrorRecords.AssignedUserNotFound(id.Text));
            }
        }
    }

    private void Read(ClusterConnection connection, (string? Node, string? Group)[] places, NamePattern[] ids, HashSet<NamePattern> met)
    {
        for (int i = 0; i < ids.Length; i++)
        {
            NamePattern id = ids[i];
            string? asked = id.Text == "*" ? null : id.IsWildcard ? NotLiteral.Replace(id.Text, AnyRun) : id.Text;
            foreach ((string? node, string? group) in places)
            {
                foreach (AssignedUser user in Stream(connection.GetAssignedUsersAsync(asked, node, group, StopToken)).Where(user => id.Matches(user.UserId)))
                {
                    met.Add(id);

                    // A user whom two patterns mean is still one user.
                    if (!ids.Take(i).Any(before => before.Matches(user.UserId)))
                    {
                        WriteObject(user);
                    }
                }
            }
        }
    }

    /// <summary>What to ask the server for, one after the other: nodes, groups, or once for everything.</summary>
    private static (string? Node, string? Group)[] Places(
        ClusterConnection connection, IReadOnlyList<ClusterNode>? nodes, IReadOnlyList<PresenceRedundancyGroup>? groups)
    {
        string[]? names = groups?.Where(group => group.Connection == connection.Name).Select(group => group.Name).ToArray();
        return nodes is not null
            ? [.. nodes.Where(node => node.Connection == connection.Name && names?.Contains(node.PresenceRedundancyGroup) != false).Select(node => ((string?)node.Name, (string?)null))]
            : names is not null ? [.. names.Select(name => ((string?)null, (string?)name))] : [(null, null)];
    }
}
