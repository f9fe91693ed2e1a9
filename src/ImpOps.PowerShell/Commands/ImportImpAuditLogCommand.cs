using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ImpOps.Audit;
using ImpOps.PowerShell.Binding;

namespace ImpOps.PowerShell.Commands;

/// <summary>Import-ImpAuditLog: the events of audit logs.</summary>
[Cmdlet(VerbsData.Import, "ImpAuditLog", DefaultParameterSetName = PathSet)]
[OutputType(typeof(AuditRecord))]
public sealed class ImportImpAuditLogCommand : ImpCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private readonly List<string> _files = [];

    /// <summary>Log files; wildcards are allowed. All files together are one log.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Log files whose names are taken as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The first time that is wanted.</summary>
    [Parameter]
    [Alias("After")]
    public DateTimeOffset? StartTime { get; set; }

    /// <summary>The last time that is wanted.</summary>
    [Parameter]
    [Alias("Before")]
    public DateTimeOffset? EndTime { get; set; }

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

    /// <summary>The offset from UTC of lines that do not tell theirs.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? UtcOffset { get; set; }

    private protected override void Process()
    {
        bool literal = ParameterSetName == LiteralPathSet;
        _files.AddRange(ResolveNewFiles(literal ? LiteralPath : Path, literal));
    }

    private protected override void End()
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
        try
        {
            foreach (AuditRecord record in AuditLog.Read(_files, query, Tell, progress => ShowProgress(Messages.ActivityReadingAuditLog, progress), StopToken))
            {
                WriteObject(record);
            }
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
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
