using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ImpOps.PowerShell.Binding;
using ImpOps.PowerShell.Completion;
using ImpOps.Relogin;

namespace ImpOps.PowerShell.Commands;

/// <summary>Get-ImpLoginProfile: the published high-availability login profiles.</summary>
[Cmdlet(VerbsCommon.Get, "ImpLoginProfile")]
[OutputType(typeof(LoginProfile))]
public sealed class GetImpLoginProfileCommand : ImpCmdlet
{
    /// <summary>Names of profiles; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Profile")]
    [ArgumentCompleter(typeof(LoginProfileNameCompleter))]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>OVA sizes.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(OvaSizeCompleter))]
    public int[]? OvaSize { get; set; }

    /// <summary>The mode of the presence redundancy group.</summary>
    [Parameter]
    [HighAvailabilityModeTransformation]
    public HighAvailabilityMode? HighAvailabilityMode { get; set; }

    private protected override void Begin()
    {
        foreach (int size in OvaSize ?? [])
        {
            try
            {
                _ = LoginProfiles.Get(size, default);
            }
            catch (ImpOpsException problem)
            {
                WriteError(problem);
            }
        }
    }

    private protected override void Process()
    {
        IEnumerable<LoginProfile> profiles = LoginProfiles.All.Where(profile =>
            (OvaSize is null || OvaSize.Contains(profile.OvaSize))
            && (HighAvailabilityMode is null || HighAvailabilityMode == profile.HighAvailabilityMode));
        if (Name is null)
        {
            WriteObject(profiles, enumerateCollection: true);
            return;
        }

        foreach (NamePattern name in Patterns(Name))
        {
            if (!name.IsWildcard && !LoginProfiles.All.Any(profile => name.Matches(profile.Name)))
            {
                WriteError(ErrorRecords.LoginProfileNotFound(name.Text));
            }

            WriteObject(profiles.Where(profile => name.Matches(profile.Name)), enumerateCollection: true);
        }
    }
}
