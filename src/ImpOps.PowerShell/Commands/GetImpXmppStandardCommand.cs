using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ImpOps.PowerShell.Completion;
using ImpOps.Xmpp;

namespace ImpOps.PowerShell.Commands;

/// <summary>Get-ImpXmppStandard: the XMPP standards that the product claims.</summary>
[Cmdlet(VerbsCommon.Get, "ImpXmppStandard")]
[OutputType(typeof(XmppStandard))]
public sealed class GetImpXmppStandardCommand : ImpCmdlet
{
    /// <summary>Titles, in English or Chinese, or as the guide prints them; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [Alias("Title")]
    [ArgumentCompleter(typeof(XmppStandardNameCompleter))]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>Numbers, such as XEP-0045; wildcards are allowed.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(XmppStandardIdCompleter))]
    [SupportsWildcards]
    public string[]? Id { get; set; }

    private protected override void Process()
    {
        HashSet<XmppStandard>? byName = Matching(Name, (standard, matches) => standard.IsTitled(matches));
        HashSet<XmppStandard>? byId = Matching(Id, (standard, matches) => standard.HasId(matches));
        WriteObject(
            XmppStandards.All.Where(standard => byName?.Contains(standard) != false && byId?.Contains(standard) != false),
            enumerateCollection: true);
    }

    /// <summary>The standards that one of the patterns matches; null where there is no pattern. One without wildcards that matches none is an error.</summary>
    private HashSet<XmppStandard>? Matching(string[]? names, Func<XmppStandard, Func<string, bool>, bool> matches)
    {
        if (names is null)
        {
            return null;
        }

        HashSet<XmppStandard> found = [];
        foreach (NamePattern name in Patterns(names))
        {
            XmppStandard[] meant = [.. XmppStandards.All.Where(standard => matches(standard, name.Matches))];
            found.UnionWith(meant);
            if (!name.IsWildcard && meant.Length == 0)
            {
                WriteError(ErrorRecords.XmppStandardNotFound(name.Text));
            }
        }

        return found;
    }
}
