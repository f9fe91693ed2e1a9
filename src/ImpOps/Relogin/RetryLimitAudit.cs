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

    /// <summary>All settings that the checks need are given.</summary>
    public const string SettingsKnown = nameof(SettingsKnown);

    /// <summary>All nodes of a group have the same OVA size, mode and delay.</summary>
    public const string SameProfile = nameof(SameProfile);

    /// <summary>Critical Service Down Delay is a delay that makes sense.</summary>
    public const string DelayInRange = nameof(DelayInRange);

    /// <summary>The group's users are within a published login profile.</summary>
    public const string ProfileCovers = nameof(ProfileCovers);

    /// <summary>The lower limit is positive and below the upper one.</summary>
    public const string WindowInOrder = nameof(WindowInOrder);

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

    /// <summary>Checks the nodes, group by group in the order of their first node.</summary>
    /// <param name="nodes">The nodes with their settings.</param>
    /// <param name="source">Which figure the upper limit is compared with: the printed or the derived one.</param>
    public static IEnumerable<Finding> Check(IEnumerable<NodeRetrySettings> nodes, RetryLimitSource source = RetryLimitSource.Published) =>
        nodes
            .GroupBy(node => (node.PresenceRedundancyGroup ?? "").Trim(), StringComparer.OrdinalIgnoreCase)
            .SelectMany(group => new Group(group.Key, [.. group], source).Check());

    private sealed class Group(string name, NodeRetrySettings[] nodes, RetryLimitSource source)
    {
        public IEnumerable<Finding> Check()
        {
            yield return CheckNodePair();
            foreach (NodeRetrySettings node in nodes)
            {
                yield return CheckKnown(node);
            }

            yield return CheckProfile();

            int? delay = nodes.Max(node => node.CriticalServiceDownDelay);
            if (delay is int told)
            {
                bool sensible = told is > 0 and <= Plausible.LongestDelay;
                yield return Of(DelayInRange, sensible, told, null,
                    sensible ? Messages.DelayInRangePass : Errors.CriticalServiceDownDelayOutOfRange(told, Plausible.LongestDelay).Message);
                delay = sensible ? told : null;
            }

            (RetryLimit? limit, ImpOpsException? problem) = Recommend(delay);
            yield return limit is null
                ? Of(ProfileCovers, false, Join(nodes.Select(node => node.UserCount)), null, problem!.Message)
                : Of(ProfileCovers, true, limit.UserCount, limit.ProfileUserCount, Errors.Format(Messages.ProfileCoversPass, limit.Profile, limit.ProfileUserCount));

            foreach (NodeRetrySettings node in nodes)
            {
                if (node is { RetryLowerLimit: int lower, RetryUpperLimit: int upper })
                {
                    bool inOrder = lower > 0 && lower < upper;
                    yield return Of(WindowInOrder, inOrder, $"{lower}/{upper}", null,
                        inOrder ? Messages.WindowInOrderPass : Errors.Format(Messages.WindowInOrderFail, lower, upper), node);
                }
            }

            foreach (NodeRetrySettings node in nodes)
            {
                if (node is { RetryLowerLimit: int lower, CriticalServiceDownDelay: int expected })
                {
                    yield return Of(LowerEqualsDelay, lower == expected, lower, expected,
                        lower == expected ? Messages.LowerEqualsDelayPass : Errors.Format(Messages.LowerEqualsDelayFail, lower, expected, LoginProfiles.AssumedDelay), node);
                }
            }

            yield return CheckSame(LowerSameOnNodes, node => node.RetryLowerLimit, Messages.LowerSameOnNodesPass, Messages.LowerSameOnNodesFail);
            yield return CheckSame(UpperSameOnNodes, node => node.RetryUpperLimit, Messages.UpperSameOnNodesPass, Messages.UpperSameOnNodesFail);

            if (limit is null)
            {
                yield break;
            }

            foreach (NodeRetrySettings node in nodes)
            {
                if (node.RetryUpperLimit is int upper)
                {
                    yield return CheckSufficient(node, upper, limit);
                }
            }

            foreach (NodeRetrySettings node in nodes)
            {
                if (node.RetryUpperLimit is int upper)
                {
                    int untouched = PublishedDefaults.ClientReLoginUpperLimit;
                    bool set = upper != untouched || limit.RetryUpperLimit == untouched;
                    yield return Of(UpperNotDefault, set, upper, limit.RetryUpperLimit,
                        Errors.Format(set ? Messages.UpperNotDefaultPass : Messages.UpperNotDefaultFail, untouched, limit.RetryUpperLimit), node);
                }
            }
        }

        private static string Join(IEnumerable<int?> values) =>
            string.Join(", ", values.Select(value => value?.ToString(CultureInfo.InvariantCulture) ?? "?"));

        private Finding Of(string check, bool passed, object? actual, object? expected, string message, NodeRetrySettings? node = null, string? erratum = null) => new()
        {
            Check = check,
            PresenceRedundancyGroup = name.Length > 0 ? name : null,
            NodeName = node?.NodeName,
            Passed = passed,
            Actual = actual,
            Expected = expected,
            Erratum = erratum,
            Message = message,
        };

        private Finding CheckNodePair()
        {
            string? twice = nodes.Where(node => node.NodeName is not null)
                .GroupBy(node => node.NodeName!.Trim(), StringComparer.OrdinalIgnoreCase)
                .FirstOrDefault(node => node.Count() > 1)?.Key;
            return Of(NodePair, nodes.Length == RetryLimit.NodesOfGroup && twice is null, nodes.Length, RetryLimit.NodesOfGroup,
                twice is not null ? Errors.Format(Messages.NodePairTwice, twice)
                : nodes.Length == RetryLimit.NodesOfGroup ? Messages.NodePairPass
                : nodes.Length < RetryLimit.NodesOfGroup ? Messages.NodePairAlone
                : Messages.NodePairTooMany);
        }

        private Finding CheckKnown(NodeRetrySettings node)
        {
            string[] missing =
            [
                .. new (string Name, int? Value)[]
                {
                    (nameof(node.UserCount), node.UserCount),
                    (nameof(node.RetryLowerLimit), node.RetryLowerLimit),
                    (nameof(node.RetryUpperLimit), node.RetryUpperLimit),
                }.Where(setting => setting.Value is null).Select(setting => setting.Name),
            ];
            return Of(SettingsKnown, missing.Length == 0, missing.Length == 0 ? null : string.Join(", ", missing), null,
                missing.Length == 0 ? Messages.SettingsKnownPass : Errors.Format(Messages.SettingsKnownFail, string.Join(", ", missing)), node);
        }

        private Finding CheckProfile()
        {
            string[] profiles = [.. nodes
                .Select(node => $"{node.OvaSize}-{node.HighAvailabilityMode}" + (node.CriticalServiceDownDelay is int delay ? Errors.Format(Messages.SecondsOfDelay, delay) : ""))
                .Distinct()];
            return Of(SameProfile, profiles.Length == 1, profiles.Length, 1,
                Errors.Format(profiles.Length == 1 ? Messages.SameProfilePass : Messages.SameProfileFail, string.Join(", ", profiles)));
        }

        private Finding CheckSame(string check, Func<NodeRetrySettings, int?> setting, string pass, string fail)
        {
            int?[] values = [.. nodes.Select(setting)];
            bool same = values.Distinct().Count() == 1;
            string list = Join(values);
            return Of(check, same, same ? values[0] : list, null, Errors.Format(same ? pass : fail, list));
        }

        private Finding CheckSufficient(NodeRetrySettings node, int upper, RetryLimit limit)
        {
            bool sufficient = upper >= limit.RetryUpperLimit;
            string? erratum = limit.Source == RetryLimitSource.Published && upper < limit.DerivedUpperLimit ? limit.Erratum : null;
            string message = sufficient && erratum is not null
                ? Errors.Format(Messages.UpperPrinted, upper, limit.UserCount, erratum)
                : Errors.Format(sufficient ? Messages.UpperSufficientPass : Messages.UpperSufficientFail, upper, limit.RetryUpperLimit, limit.UserCount);
            return Of(UpperSufficient, sufficient, upper, limit.RetryUpperLimit, message, node, erratum);
        }

        private (RetryLimit? Limit, ImpOpsException? Problem) Recommend(int? delay)
        {
            try
            {
                return (RetryLimit.For(new RetryLimitRequest
                {
                    OvaSize = nodes[0].OvaSize,
                    HighAvailabilityMode = nodes[0].HighAvailabilityMode,
                    NodeUserCount = [.. nodes.Select(node => node.UserCount ?? throw Errors.UserCountMissing())],
                    CriticalServiceDownDelay = delay,
                    Source = source,
                }), null);
            }
            catch (ImpOpsException problem)
            {
                return (null, problem);
            }
        }
    }
}
