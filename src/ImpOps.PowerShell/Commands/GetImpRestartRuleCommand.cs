using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ImpOps.PowerShell.Completion;
using ImpOps.Restarts;

namespace ImpOps.PowerShell.Commands;

/// <summary>Get-ImpRestartRule: which changes ask for a restart.</summary>
[Cmdlet(VerbsCommon.Get, "ImpRestartRule")]
[OutputType(typeof(RestartRule))]
public sealed class GetImpRestartRuleCommand : ImpCmdlet
{
    /// <summary>Names of pages, settings, alerts or certificates, in English or Chinese, or ids; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(RestartRuleNameCompleter))]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>Ids of rules; wildcards are allowed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Rule")]
    [ArgumentCompleter(typeof(RestartRuleIdCompleter))]
    [SupportsWildcards]
    public string[]? Id { get; set; }

    /// <summary>Kinds of change.</summary>
    [Parameter]
    public RestartCategory[]? Category { get; set; }

    /// <summary>Services that restart, in English or Chinese; wildcards are allowed.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RestartServiceCompleter))]
    [SupportsWildcards]
    public string[]? Service { get; set; }

    private protected override void Process()
    {
        IEnumerable<RestartRule> rules = RestartRules.All;
        rules = Narrow(rules, Name, (rule, matches) => rule.IsNamed(matches) || matches(rule.Id), ErrorRecords.RestartRuleNameNotFound);
        rules = Narrow(rules, Id, (rule, matches) => matches(rule.Id), ErrorRecords.RestartRuleNameNotFound);
        rules = Narrow(rules, Service, (rule, matches) => rule.RestartsService(matches), NoSuchService);
        WriteObject(rules.Where(rule => Category is null || Category.Contains(rule.Category)), enumerateCollection: true);
    }

    private static ErrorRecord NoSuchService(string name) =>
        ErrorRecords.RestartServiceNotFound(name, RestartRules.All.SelectMany(rule => rule.Service).Distinct());

    /// <summary>Keeps the rules that one of the patterns matches. A pattern without wildcards that matches no rule at all is an error.</summary>
    private List<RestartRule> Narrow(
        IEnumerable<RestartRule> rules, string[]? names, Func<RestartRule, Func<string, bool>, bool> matches, Func<string, ErrorRecord> notFound)
    {
        RestartRule[] all = [.. rules];
        if (names is null)
        {
            return [.. all];
        }

        HashSet<RestartRule> kept = [];
        foreach (NamePattern name in Patterns(names))
        {
            kept.UnionWith(all.Where(rule => matches(rule, name.Matches)));
            if (!name.IsWildcard && !RestartRules.All.Any(rule => matches(rule, name.Matches)))
            {
                WriteError(notFound(name.Text));
            }
        }

        return [.. all.Where(kept.Contains)];
    }
}
