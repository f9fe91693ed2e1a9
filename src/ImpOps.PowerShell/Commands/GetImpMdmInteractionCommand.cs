using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ImpOps.Messaging;
using ImpOps.PowerShell.Binding;
using ImpOps.PowerShell.Completion;

namespace ImpOps.PowerShell.Commands;

/// <summary>Get-ImpMdmInteraction: how other features go together with multiple device messaging.</summary>
[Cmdlet(VerbsCommon.Get, "ImpMdmInteraction")]
[OutputType(typeof(MdmInteraction))]
public sealed class GetImpMdmInteractionCommand : ImpCmdlet
{
    /// <summary>Features, in English or Chinese, or ids; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(MdmFeatureCompleter))]
    [SupportsWildcards]
    public string[] Feature { get; set; } = ["*"];

    /// <summary>The release of IM and Presence Service.</summary>
    [Parameter]
    [VersionTransformation]
    public ProductVersion? Release { get; set; }

    private protected override void Process()
    {
        HashSet<MdmInteraction> meant = [];
        foreach (NamePattern name in Patterns(Feature))
        {
            MdmInteraction[] found = [.. MdmInteractions.All.Where(interaction => interaction.IsNamed(name.Matches))];
            meant.UnionWith(found);
            if (found.Length == 0 && !name.IsWildcard)
            {
                WriteError(ErrorRecords.MdmFeatureNotFound(name.Text, MdmInteractions.All.Select(interaction => interaction.Feature).Distinct()));
            }
        }

        WriteObject(MdmInteractions.All.Where(interaction => meant.Contains(interaction) && (Release is null || interaction.AppliesTo(Release))), enumerateCollection: true);
    }
}
