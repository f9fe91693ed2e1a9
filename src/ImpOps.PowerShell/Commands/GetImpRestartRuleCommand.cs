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
    /// <summary>Names of pages, settings, alerts or certificates, in English or Chinese; wildcards are allowed.</summary>
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

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        IEnumerable<RestartRule> rules = RestartRules.All;
        rules = Narrow(rules, Name, (rule, matches) => rule.IsNamed(matches));
        rules = Narrow(rules, Id, (rule, matches) => matches(rule.Id));
        rules = Narrow(rules, Service, (rule, matches) => rule.RestartsService(matches));
        WriteObject(rules.Where(rule => Category is null || Category.Contains(rule.Category)), enumerateCollection: true);
    }

    /// <summary>Keeps the rules that one of the patterns matches. A pattern without wildcards that matches no rule at all is an error.</summary>
    private List<RestartRule> Narrow(IEnumerable<RestartRule> rules, string[]? patterns, Func<RestartRule, Func<string, bool>, bool> matches)
    {
        RestartRule[] all = [.. rules];
        if (patterns is null)
        {
            return [.. all];
        }

        HashSet<RestartRule> kept = [];
        foreach (string pattern in patterns)
        {
            WildcardPattern wildcard = new(pattern, WildcardOptions.IgnoreCase);
            kept.UnionWith(all.Where(rule => matches(rule, wildcard.IsMatch)));
            if (!WildcardPattern.ContainsWildcardCharacters(pattern) && !RestartRules.All.Any(rule => matches(rule, wildcard.IsMatch)))
            {
                WriteError(ErrorRecords.RestartRuleNameNotFound(pattern));
            }
        }

        return [.. all.Where(kept.Contains)];
    }
}
