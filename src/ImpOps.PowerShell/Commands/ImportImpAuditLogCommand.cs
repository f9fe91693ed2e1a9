using System;
using System.Collections.Generic;
using System.Management.Automation;
using ImpOps.Audit;

namespace ImpOps.PowerShell.Commands;

/// <summary>Import-ImpAuditLog: the events of audit logs.</summary>
[Cmdlet(VerbsData.Import, "ImpAuditLog", DefaultParameterSetName = PathSet)]
[OutputType(typeof(AuditRecord))]
public sealed class ImportImpAuditLogCommand : LogCmdlet
{
    /// <summary>Users; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? UserId { get; set; }

    /// <summary>Kinds of event; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? EventType { get; set; }

    /// <summary>The day of the first line of each file whose lines tell none.</summary>
    [Parameter]
    public DateTime? Date { get; set; }

    private protected override IEnumerable<object> Read(IReadOnlyList<string> files)
    {
        AuditLogQuery query = new()
        {
            StartTime = StartTime,
            EndTime = EndTime,
            UserId = Any(UserId),
            EventType = Any(EventType),
            Date = Date,
            UtcOffset = UtcOffset,
        };
        return AuditLog.Read(files, query, Tell, progress => ShowProgress(Messages.ActivityReadingAuditLog, progress), StopToken);
    }

    private Func<string, bool>? Any(string[]? texts)
    {
        if (texts is null)
        {
            return null;
        }

        NamePattern[] patterns = Patterns(texts);
        return name => Array.Exists(patterns, pattern => pattern.Matches(name));
    }
}
