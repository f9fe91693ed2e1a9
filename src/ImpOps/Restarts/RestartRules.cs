using System;
using System.Collections.Generic;
using System.Linq;
using ImpOps.Tables;
using ImpOps.Text;

namespace ImpOps.Restarts;

/// <summary>The published restart rules, and which of them a change meets.</summary>
public static class RestartRules
{
    private const int ClosestCount = 3;

    private static readonly PerLanguage<Catalogue> Rules = new(() => new Catalogue());

    /// <summary>All rules, in the order of the guide's table.</summary>
    public static IReadOnlyList<RestartRule> All => Array.AsReadOnly(Rules.Current.All);

    /// <summary>The rule of an id; null where there is none.</summary>
    public static RestartRule? Find(string id) =>
        Rules.Current.All.FirstOrDefault(rule => string.Equals(rule.Id, id, StringComparison.OrdinalIgnoreCase));

    /// <summary>What a change asks for, one requirement a matching rule.</summary>
    /// <param name="change">
    /// The name of a page, setting, menu path, parameter, alert or certificate, in English or Chinese; case, blanks and punctuation
    /// do not matter. <c>*</c> and <c>?</c> are wildcards.
    /// </param>
    /// <param name="kind">Among which rules to look.</param>
    /// <exception cref="ImpOpsException">
    /// <c>RestartRuleNotFound</c>: no rule knows the change, which does not mean that no restart is needed. The message names the closest rules.
    /// </exception>
    public static IReadOnlyList<RestartRequirement> Require(string change, ChangeKind kind = ChangeKind.Any)
    {
        List<RestartRule> rules = Rules.Current.Match(change, kind);
        return rules.Count > 0
            ? [.. rules.Select(rule => new RestartRequirement(change, rule))]
            : throw Errors.RestartRuleNotFound(change, Rules.Current.Closest(change, kind).Select(rule => rule.Describe()));
    }

    /// <summary>The rules that know a change; none where no rule does.</summary>
    internal static IReadOnlyList<RestartRule> Match(string change, ChangeKind kind) => Rules.Current.Match(change, kind);

    /// <summary>The rules with the keys by which a change finds them.</summary>
    private sealed class Catalogue
    {
        private readonly Dictionary<string, List<RestartRule>> _byKey = new(StringComparer.Ordinal);
        private readonly List<(string Pattern, RestartRule Rule)> _patterns = [];
        private readonly string[] _portals;

        public Catalogue()
        {
            All = TableReader.Read("restart-rules", row => new RestartRule(row));
            _portals = [.. TableReader.Read("portals", row => row.Text("Name"))
                .SelectMany(name => new[] { name.English!, name.Chinese! })
                .Select(name => LooseText.Fold(name))
                .Distinct()];
            foreach (RestartRule rule in All)
            {
                foreach (string key in rule.Keys().Append(rule.Id))
                {
                    // The guide itself prints a wildcard: "utils remotesyslog set protocol *".
                    if (LooseText.HasWildcard(key))
                    {
                        _patterns.Add((LooseText.Fold(key, keepWildcards: true), rule));
                    }

                    Add(_byKey, LooseText.Fold(key), rule);
                }
            }

            Dictionary<string, List<RestartRule>> weak = new(StringComparer.Ordinal);
            foreach (RestartRule rule in All)
            {
                foreach (string key in rule.WeakKeys())
                {
                    Add(weak, LooseText.Fold(key), rule);
                }
            }

            foreach (KeyValuePair<string, List<RestartRule>> entry in weak)
            {
                if (!_byKey.ContainsKey(entry.Key) && entry.Value.TrueForAll(rule => rule.SharesNameWith(entry.Value[0])))
                {
                    _byKey.Add(entry.Key, entry.Value);
                }
            }
        }

        public RestartRule[] All { get; }

        public List<RestartRule> Match(string change, ChangeKind kind)
        {
            string folded = LooseText.Fold(change);
            HashSet<RestartRule> found = [];
            if (LooseText.HasWildcard(change))
            {
                string pattern = LooseText.Fold(change, keepWildcards: true);
                found.UnionWith(_byKey.Where(entry => LooseText.Fits(entry.Key, pattern)).SelectMany(entry => entry.Value));
            }

            if (found.Count == 0 && folded.Length > 0)
            {
                found.UnionWith(Find(folded));
            }

            // Paths begin with the portal as often as not.
            if (found.Count == 0 && Array.Find(_portals, portal => folded.StartsWith(portal, StringComparison.Ordinal)) is string portal)
            {
                found.UnionWith(Find(folded.Substring(portal.Length)));
            }

            return found.Count == 0 ? [] : [.. All.Where(rule => found.Contains(rule) && rule.IsOf(kind))];
        }

        private IEnumerable<RestartRule> Find(string folded) => _byKey.TryGetValue(folded, out List<RestartRule>? exact)
            ? exact
            : _patterns.Where(entry => LooseText.Fits(folded, entry.Pattern)).Select(entry => entry.Rule);

        private static void Add(Dictionary<string, List<RestartRule>> rules, string key, RestartRule rule)
        {
            if (!rules.TryGetValue(key, out List<RestartRule>? list))
            {
                rules.Add(key, list = []);
            }

            if (!list.Contains(rule))
            {
                list.Add(rule);
            }
        }

        public IReadOnlyList<RestartRule> Closest(string change, ChangeKind kind)
        {
            string folded = LooseText.Fold(change);
            return
            [
                .. All
                    .Where(rule => rule.IsOf(kind))
                    .Select(rule => (Rule: rule, Likeness: rule.Keys().Max(key => LooseText.Likeness(folded, LooseText.Fold(key)))))
                    .OrderByDescending(candidate => candidate.Likeness)
                    .Take(ClosestCount)
                    .Select(candidate => candidate.Rule),
            ];
        }
    }
}
