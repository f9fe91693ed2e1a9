using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace ImpOps.Capacity;

/// <summary>
/// Plans which users of a cluster to move. Add what is known, in any order: the assigned users, the nodes, and the sessions of users or nodes as a
/// session report has them; then ask for the plan. It does not depend on the order.
/// </summary>
/// <remarks>
/// A user counts with his own sessions; without them, with the mean of his node's sessions, or else with what the options assume. A user of a node
/// whose users are in the report, and who is not, is not signed in and has none. Without assigned users those of the report are taken, each on the
/// node where most of his sessions are.
/// </remarks>
public sealed class RebalancePlanner
{
    private readonly RebalanceOptions _options;
    private readonly Dictionary<string, NodeFacts> _nodes = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, RebalanceUser> _users = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<ReportLine>> _linesOfUser = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, long> _sessionsOfNode = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _groupsOfReport = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Begins a plan.</summary>
    /// <exception cref="ImpOpsException"><c>ThresholdOutOfRange</c>, <c>ToleranceOutOfRange</c> or <c>SessionPerUserOutOfRange</c>.</exception>
    public RebalancePlanner(RebalanceOptions options)
    {
        JsmCapacity.CheckThreshold(options.ThresholdPercent);
        if (!(options.TolerancePercent is >= 0 and <= RebalanceProblem.WidestTolerance))
        {
            throw Errors.ToleranceOutOfRange(options.TolerancePercent, RebalanceProblem.WidestTolerance);
        }

        if (options.SessionPerUser is double sessions && !(sessions > 0 && sessions <= Plausible.MostClientsPerUser))
        {
            throw Errors.SessionPerUserOutOfRange(sessions, Plausible.MostClientsPerUser);
        }

        _options = options;
    }

    /// <summary>Adds what is known of a node. One without users must be added to get any.</summary>
    /// <exception cref="ImpOpsException"><c>RebalanceNodeInTwoGroups</c>.</exception>
    public void AddNode(RebalanceNode node)
    {
        NodeFacts facts = NoteNode(_nodes, node.NodeName, node.PresenceRedundancyGroup);
        facts.OvaSize ??= node.OvaSize;
        facts.Mode ??= node.HighAvailabilityMode;
        facts.Delay ??= node.CriticalServiceDownDelay;
    }

    /// <summary>Adds an assigned user.</summary>
    /// <exception cref="ImpOpsException">
    /// <c>RebalanceUserMissing</c>, <c>RebalanceUserTwice</c>, <c>RebalanceNodeInTwoGroups</c> or <c>SessionCountOutOfRange</c>.
    /// </exception>
    public void AddUser(RebalanceUser user)
    {
        if (string.IsNullOrEmpty(user.UserId))
        {
            throw Errors.RebalanceUserMissing(user.NodeName);
        }

        CheckSessions(user.SessionCount ?? 0, Plausible.MostSessionsOfUser);
        if (_users.TryGetValue(user.UserId, out RebalanceUser? first))
        {
            throw Errors.RebalanceUserTwice(user.UserId, first.NodeName, user.NodeName);
        }

        if (!string.IsNullOrEmpty(user.NodeName))
        {
            NoteNode(_nodes, user.NodeName!, user.PresenceRedundancyGroup);
        }

        _users.Add(user.UserId, user);
    }

    /// <summary>Adds the sessions of a user on a node, as a line of a session report has them.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="nodeName">The node where the sessions are; null where the report does not tell.</param>
    /// <param name="presenceRedundancyGroup">The group of the node; null where the report does not tell.</param>
    /// <param name="sessionCount">The sessions.</param>
    /// <exception cref="ImpOpsException"><c>RebalanceUserMissing</c> or <c>SessionCountOutOfRange</c>.</exception>
    public void AddUserSessions(string userId, string? nodeName, string? presenceRedundancyGroup, long sessionCount)
    {
        if (string.IsNullOrEmpty(userId))
        {
            throw Errors.RebalanceUserMissing(nodeName);
        }

        CheckSessions(sessionCount, Plausible.MostSessionsOfUser);
        if (!_linesOfUser.TryGetValue(userId, out List<ReportLine>? lines))
        {
            _linesOfUser.Add(userId, lines = new List<ReportLine>(1));
        }

        lines.Add(new ReportLine(userId, nodeName, sessionCount));
        NoteGroup(nodeName, presenceRedundancyGroup);
    }

    /// <summary>Adds the sessions of a whole node, as a line of a session report has them. They count where those of its users are not known.</summary>
    /// <param name="nodeName">The node.</param>
    /// <param name="presenceRedundancyGroup">The group of the node; null where the report does not tell.</param>
    /// <param name="sessionCount">The sessions.</param>
    /// <exception cref="ImpOpsException"><c>SessionCountOutOfRange</c>.</exception>
    public void AddNodeSessions(string nodeName, string? presenceRedundancyGroup, long sessionCount)
    {
        CheckSessions(sessionCount, Plausible.MostSessions);
        _sessionsOfNode[nodeName] = sessionCount;
        NoteGroup(nodeName, presenceRedundancyGroup);
    }

    /// <summary>Makes the plan.</summary>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="ImpOpsException">
    /// <c>RebalanceNoUsers</c>, <c>RebalanceNodeMissing</c>, <c>RebalanceNodeInTwoGroups</c>, <c>RebalanceOvaSizeMissing</c>, <c>OvaSizeUnknown</c>,
    /// <c>RebalanceGroupModesDiffer</c> or <c>RebalanceStandbyHasUsers</c>.
    /// </exception>
    public RebalancePlan Plan(CancellationToken cancellation = default)
    {
        List<ImpOpsException> doubts = [];
        Dictionary<string, NodeFacts> nodes = _nodes.ToDictionary(node => node.Key, node => node.Value.Copy(), StringComparer.OrdinalIgnoreCase);
        RebalanceUser[] users = [.. _users.Values.Where(user => !string.IsNullOrEmpty(user.NodeName))];
        if (users.Length < _users.Count)
        {
            doubts.Add(Errors.RebalanceUsersUnassigned(_users.Count - users.Length));
        }

        if (users.Length == 0)
        {
            users = UsersOfReport(nodes);
            doubts.Add(Errors.RebalanceUsersOfReport(users.Length));
        }

        foreach (RebalanceUser user in users)
        {
            nodes[user.NodeName!].Users.Add(user);
        }

        foreach (NodeFacts node in nodes.Values)
        {
            if (node.Group is null && _groupsOfReport.TryGetValue(node.Name, out string? group))
            {
                node.Group = group;
            }
        }

        RebalanceProblem problem = new(_options, Weigh(nodes, doubts), doubts);
        return problem.Solve(cancellation);
    }

    /// <summary>The users of the report, each where most of his sessions are.</summary>
    private RebalanceUser[] UsersOfReport(Dictionary<string, NodeFacts> nodes)
    {
        if (_users.Count > 0 || _linesOfUser.Count == 0)
        {
            throw Errors.RebalanceNoUsers();
        }

        List<RebalanceUser> users = [];
        foreach (List<ReportLine> lines in _linesOfUser.Values)
        {
            string? home = lines
                .Where(line => !string.IsNullOrEmpty(line.NodeName))
                .GroupBy(line => line.NodeName!, StringComparer.OrdinalIgnoreCase)
                .OrderByDescending(node => node.Sum(line => line.SessionCount))
                .ThenBy(node => node.Key, StringComparer.OrdinalIgnoreCase)
                .FirstOrDefault()?.Key;
            NoteNode(nodes, home ?? throw Errors.RebalanceNodeMissing(lines[0].UserId), null);
            users.Add(new RebalanceUser { UserId = lines[0].UserId, NodeName = home });
        }

        return [.. users];
    }

    /// <summary>Gives every user the sessions that he counts with.</summary>
    private List<RebalanceProblemNode> Weigh(Dictionary<string, NodeFacts> nodes, List<ImpOpsException> doubts)
    {
        // One user's sessions on a node tell that the report lists the users of this node.
        HashSet<string> listed = new(_linesOfUser.Values.SelectMany(lines => lines).Select(line => line.NodeName ?? ""), StringComparer.OrdinalIgnoreCase);
        decimal assumed = (decimal)(_options.SessionPerUser ?? 1);
        List<RebalanceProblemNode> weighed = [];
        foreach (NodeFacts node in nodes.Values)
        {
            List<(string UserId, decimal? SessionCount)> users = new(node.Users.Count);
            decimal known = 0;
            int unknown = 0;
            foreach (RebalanceUser user in node.Users)
            {
                long? sessions = user.SessionCount
                    ?? (_linesOfUser.TryGetValue(user.UserId, out List<ReportLine>? lines) ? lines.Sum(line => line.SessionCount)
                        : listed.Contains(node.Name) ? 0
                        : null);
                known += sessions ?? 0;
                unknown += sessions is null ? 1 : 0;
                users.Add((user.UserId, sessions));
            }

            bool total = _sessionsOfNode.TryGetValue(node.Name, out long ofNode);
            decimal average = total && unknown > 0 ? Math.Max(0, ofNode - known) / unknown : assumed;
            weighed.Add(new RebalanceProblemNode(node.Name, node.Group)
            {
                OvaSize = node.OvaSize ?? _options.OvaSize,
                Mode = node.Mode ?? _options.HighAvailabilityMode,
                Delay = node.Delay ?? _options.CriticalServiceDownDelay,
                EstimatedUserCount = unknown,
                AssumedUserCount = total ? 0 : unknown,
                Users = [.. users.Select(user => new RebalanceProblemUser(user.UserId, RebalanceProblem.Weight(user.SessionCount ?? average)))],
            });
        }

        AddDoubts(nodes, weighed, doubts);
        return weighed;
    }

    private void AddDoubts(Dictionary<string, NodeFacts> nodes, List<RebalanceProblemNode> weighed, List<ImpOpsException> doubts)
    {
        int assumed = weighed.Sum(node => node.AssumedUserCount);
        if (assumed > 0 && _options.SessionPerUser is null)
        {
            doubts.Add(Errors.RebalanceSessionsAssumed(assumed));
        }

        int strangers = _users.Count == 0 ? 0 : _linesOfUser.Keys.Count(user => !_users.ContainsKey(user));
        if (strangers > 0)
        {
            doubts.Add(Errors.RebalanceReportUsersUnknown(strangers));
        }

        string[] empty =
        [
            .. _sessionsOfNode
                .Where(node => node.Value > 0 && (!nodes.TryGetValue(node.Key, out NodeFacts? facts) || facts.Users.Count == 0))
                .Select(node => node.Key)
                .OrderBy(node => node, StringComparer.OrdinalIgnoreCase),
        ];
        if (empty.Length > 0)
        {
            doubts.Add(Errors.RebalanceReportNodesUnknown(empty));
        }
    }

    private void NoteGroup(string? nodeName, string? group)
    {
        if (!string.IsNullOrEmpty(nodeName) && !string.IsNullOrEmpty(group))
        {
            _groupsOfReport[nodeName!] = group!;
        }
    }

    private static NodeFacts NoteNode(Dictionary<string, NodeFacts> nodes, string name, string? group)
    {
        if (!nodes.TryGetValue(name, out NodeFacts? facts))
        {
            nodes.Add(name, facts = new NodeFacts(name));
        }

        if (!string.IsNullOrEmpty(group))
        {
            facts.Group ??= group;
            if (!string.Equals(facts.Group, group, StringComparison.OrdinalIgnoreCase))
            {
                throw Errors.RebalanceNodeInTwoGroups(name, facts.Group!, group!);
            }
        }

        return facts;
    }

    private static void CheckSessions(long count, long most)
    {
        if (count < 0 || count > most)
        {
            throw Errors.SessionCountOutOfRange(count, most);
        }
    }

    private readonly record struct ReportLine(string UserId, string? NodeName, long SessionCount);

    private sealed class NodeFacts(string name)
    {
        public string Name { get; } = name;

        public string? Group { get; set; }

        public int? OvaSize { get; set; }

        public HighAvailabilityMode? Mode { get; set; }

        public int? Delay { get; set; }

        public List<RebalanceUser> Users { get; } = [];

        public NodeFacts Copy() => new(Name) { Group = Group, OvaSize = OvaSize, Mode = Mode, Delay = Delay };
    }
}
