using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ImpOps.Audit;
using ImpOps.PowerShell.Binding;
using ImpOps.PowerShell.Completion;
using ImpOps.Restarts;

namespace ImpOps.PowerShell.Commands;

/// <summary>Test-ImpRestartRequired: what a change asks for.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ImpRestartRequired")]
[OutputType(typeof(RestartRequirement), typeof(bool))]
public sealed class TestImpRestartRequiredCommand : ImpCmdlet
{
    private readonly List<RestartRequirement> _found = [];
    private readonly AuditChanges _audited = new();
    private bool _anyGiven;

    /// <summary>Changes: names of pages, settings, menu paths, parameters, alerts or certificates.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ChangeTransformation]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(ChangeCompleter))]
    [SupportsWildcards]
    public string[]? Change { get; set; }

    /// <summary>Service or enterprise parameters that were edited.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(ServiceParameterCompleter))]
    [SupportsWildcards]
    public string[]? ServiceParameter { get; set; }

    /// <summary>Alerts that were raised.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(AlertCompleter))]
    [SupportsWildcards]
    public string[]? Alert { get; set; }

    /// <summary>Certificates that were regenerated or uploaded.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(CertificateCompleter))]
    [SupportsWildcards]
    public string[]? Certificate { get; set; }

    /// <summary>Events of an audit log.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AuditRecordTransformation]
    [AllowNull]
    [AllowEmptyCollection]
    public AuditRecord[]? AuditRecord { get; set; }

    /// <summary>Only say whether a restart is required.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void Process()
    {
        bool any = Require(Change, ChangeKind.Any);
        any |= Require(ServiceParameter, ChangeKind.ServiceParameter);
        any |= Require(Alert, ChangeKind.Alert);
        any |= Require(Certificate, ChangeKind.Certificate);
        foreach (AuditRecord record in AuditRecord ?? [])
        {
            any = true;
            _audited.Add(record);
        }

        _anyGiven |= any;
        if (!any)
        {
            ErrorRecord missing = ErrorRecords.ChangeMissing();
            if (Quiet)
            {
                ThrowTerminatingError(missing);
            }

            WriteError(missing);
        }
    }

    private protected override void End()
    {
        IReadOnlyList<RestartRequirement> audited = _audited.Build();
        if (_audited.UnchangingCount > 0)
        {
            WriteVerbose(ErrorRecords.Format(Messages.AuditUnchanging, _audited.UnchangingCount));
        }

        if (!Quiet)
        {
            WriteObject(audited, enumerateCollection: true);
            return;
        }

        if (!_anyGiven)
        {
            // A log that was not read leaves the pipeline as empty as one without events.
            WriteWarning(Messages.QuietNothingGiven);
        }

        _found.AddRange(audited);
        WriteAnswer();
    }

    private void WriteAnswer()
    {
        bool required = _found.Exists(requirement => requirement.Required);
        string[] unknown = [.. _found.Where(requirement => requirement.Certainty == RestartCertainty.Unknown).Select(requirement => requirement.Change)];
        if (!required && unknown.Length > 0)
        {
            ThrowTerminatingError(ErrorRecords.AuditChangeUnknown(unknown));
        }

        if (required && _found.TrueForAll(requirement => !requirement.Required || !requirement.Verified))
        {
            WriteWarning(ErrorRecords.Format(Messages.QuietNotVerified, Names(_found.Where(requirement => requirement.Required))));
        }

        if (!required && _found.Count > 0)
        {
            WriteWarning(ErrorRecords.Format(Messages.QuietNotCertain, Names(_found)));
        }

        WriteObject(required);
    }

    private static string Names(IEnumerable<RestartRequirement> requirements) =>
        string.Join("; ", requirements.Select(found => $"{found.Change} ({found.Certainty})").Distinct());

    private bool Require(string[]? changes, ChangeKind kind)
    {
        bool any = false;
        foreach (string change in (changes ?? []).Where(change => !string.IsNullOrWhiteSpace(change)))
        {
            any = true;
            try
            {
                IReadOnlyList<RestartRequirement> requirements = RestartRules.Require(change, kind);
                if (Quiet)
                {
                    _found.AddRange(requirements);
                }
                else
                {
                    WriteObject(requirements, enumerateCollection: true);
                }
            }
            catch (ImpOpsException problem) when (Quiet)
            {
                // Not knowing must not come out as "not required", and that is what a script makes of no output.
                ThrowTerminatingError(ErrorRecords.From(problem));
            }
            catch (ImpOpsException problem)
            {
                WriteError(problem);
            }
        }

        return any;
    }
}
