using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ImpOps.Tables;

namespace ImpOps.Relogin;

/// <summary>Checks the retry limits that nodes are set to against the published rules.</summary>
public static class RetryLimitAudit
{
    /// <summary>A group has two nodes: high availability needs a partner, and knows no third.</summary>
    public const string NodePair = nameof(NodePair);

    /// <summary>All nodes of a group have the same OVA size, mode and delay.</summary>
    public const string SameProfile = nameof(SameProfile);

    /// <summary>The group's users are within a published login profile.</summary>
    public const string ProfileCovers = nameof(ProfileCovers);

    /// <summary>The lower limit is Critical Service Down Delay.</summary>
    public const string LowerEqualsDelay = nameof(LowerEqualsDelay);

    /// <summary>Both nodes have the same lower limit.</summary>
    public const string LowerSameOnNodes = nameof(LowerSameOnNodes);

    /// <summary>Both nodes have the same upper limit.</summary>
    public const string UpperSameOnNodes = nameof(UpperSameOnNodes);

    /// <summary>The upper limit is not below the recommended one.</summary>
    public const string UpperSufficient = nameof(UpperSufficient);

    /// <summary>The upper limit is not just the product's untouched default.</summary>
    public const string UpperNotDefault = nameof(UpperNotDefault);

    private const int NodesOfGroup = 2;

    /// <summary>Checks the nodes, group by group in the order of their first node.</summary>
    /// <param name="nodes">The nodes with their settings.</param>
    /// <param name="source">Which figure the upper limit is held against: the printed or the derived one.</param>
    public static IEnumerable<Finding> Check(IEnumerable<NodeRetrySettings> nodes, RetryLimitSource source = RetryLimitSource.Published) =>
        nodes
            .GroupBy(node => node.PresenceRedundancyGroup ?? "", StringComparer.OrdinalIgnoreCase)
            .SelectMany(group => CheckGroup(group.First().PresenceRedundancyGroup, [.. group], source));

    private static IEnumerable<Finding> CheckGroup(string? name, NodeRetrySettings[] nodes, RetryLimitSource source)
    {
        Finding Of(string check, bool passed, object? actual, object? expected, string message, NodeRetrySettings? node = null) => new()
        {
            Check = check,
            PresenceRedundancyGroup = name,
            NodeName = node?.NodeName,
            Passed = passed,
            Actual = actual,
            Expected = expected,
            Message = message,
        };

        Finding SameOnNodes(string check, Func<NodeRetrySettings, int> setting, string pass, string fail)
        {
            int[] values = [.. nodes.Select(setting)];
            bool same = values.Distinct().Count() == 1;
            string list = Join(values);
            return Of(check, same, same ? values[0] : list, null, Errors.Format(same ? pass : fail, list));
        }

        yield return Of(NodePair, nodes.Length == NodesOfGroup, nodes.Length, NodesOfGroup,
            nodes.Length == NodesOfGroup ? Messages.NodePairPass
            : nodes.Length < NodesOfGroup ? Messages.NodePairAlone
            : Messages.NodePairTooMany);

        string[] profiles = [.. nodes
            .Select(node => $"{node.OvaSize}-{node.HighAvailabilityMode}" + (node.CriticalServiceDownDelay is int delay ? $"/{delay} s" : ""))
            .Distinct()];
        yield return Of(SameProfile, profiles.Length == 1, profiles.Length, 1,
            Errors.Format(profiles.Length == 1 ? Messages.SameProfilePass : Messages.SameProfileFail, string.Join(", ", profiles)));

        (RetryLimit? limit, ImpOpsException? problem) = Recommend(nodes, source);
        yield return limit is null
            ? Of(ProfileCovers, false, Join(nodes.Select(node => node.UserCount)), null, problem!.Message)
            : Of(ProfileCovers, true, limit.UserCount, limit.ProfileUserCount, Errors.Format(Messages.ProfileCoversPass, limit.Profile, limit.ProfileUserCount));

        foreach (NodeRetrySettings node in nodes)
        {
            if (node.CriticalServiceDownDelay is int delay)
            {
                bool equal = node.RetryLowerLimit == delay;
                yield return Of(LowerEqualsDelay, equal, node.RetryLowerLimit, delay,
                    equal ? Messages.LowerEqualsDelayPass : Errors.Format(Messages.LowerEqualsDelayFail, node.RetryLowerLimit, delay, LoginProfiles.AssumedDelay), node);
            }
        }

        yield return SameOnNodes(LowerSameOnNodes, node => node.RetryLowerLimit, Messages.LowerSameOnNodesPass, Messages.LowerSameOnNodesFail);
        yield return SameOnNodes(UpperSameOnNodes, node => node.RetryUpperLimit, Messages.UpperSameOnNodesPass, Messages.UpperSameOnNodesFail);

        if (limit is null)
        {
            yield break;
        }

        foreach (NodeRetrySettings node in nodes)
        {
            bool sufficient = node.RetryUpperLimit >= limit.RetryUpperLimit;
            string message = Errors.Format(sufficient ? Messages.UpperSufficientPass : Messages.UpperSufficientFail,
                node.RetryUpperLimit, limit.RetryUpperLimit, limit.UserCount);
            if (limit is { Erratum: string erratum, Source: RetryLimitSource.Published })
            {
                message += Messages.SentenceSeparator + erratum;
            }

            yield return Of(UpperSufficient, sufficient, node.RetryUpperLimit, limit.RetryUpperLimit, message, node);
        }

        foreach (NodeRetrySettings node in nodes)
        {
            int untouched = PublishedDefaults.ClientReLoginUpperLimit;
            bool set = node.RetryUpperLimit != untouched || limit.RetryUpperLimit == untouched;
            yield return Of(UpperNotDefault, set, node.RetryUpperLimit, limit.RetryUpperLimit,
                Errors.Format(set ? Messages.UpperNotDefaultPass : Messages.UpperNotDefaultFail, untouched, limit.RetryUpperLimit), node);
        }
    }

    private static (RetryLimit? Limit, ImpOpsException? Problem) Recommend(NodeRetrySettings[] nodes, RetryLimitSource source)
    {
        try
        {
            return (RetryLimit.For(new RetryLimitRequest
            {
                OvaSize = nodes[0].OvaSize,
                HighAvailabilityMode = nodes[0].HighAvailabilityMode,
                NodeUserCount = [.. nodes.Select(node => node.UserCount)],
                CriticalServiceDownDelay = nodes.Max(node => node.CriticalServiceDownDelay),
                Source = source,
            }), null);
        }
        catch (ImpOpsException problem)
        {
            return (null, problem);
        }
    }

    private static string Join(IEnumerable<int> values) =>
        string.Join(", ", values.Select(value => value.ToString(CultureInfo.InvariantCulture)));
}
