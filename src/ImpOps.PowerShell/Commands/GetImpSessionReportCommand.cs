using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text;
using ImpOps.PowerShell.Binding;
using ImpOps.PowerShell.Completion;
using ImpOps.Sessions;

namespace ImpOps.PowerShell.Commands;

/// <summary>Get-ImpSessionReport: users and sessions of the cluster, its subclusters and nodes, and of every user.</summary>
[Cmdlet(VerbsCommon.Get, "ImpSessionReport", DefaultParameterSetName = PathSet)]
[OutputType(typeof(SessionSummary), typeof(UserSessions))]
public sealed class GetImpSessionReportCommand : FileOrRecordCmdlet
{
    private SessionReport? _report;

    /// <summary>The levels of the report.</summary>
    [Parameter]
    [SessionLevelTransformation]
    public SessionLevel[] Level { get; set; } = [.. SessionReportQuery.DefaultLevels];

    /// <summary>Presence redundancy groups to show; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? PresenceRedundancyGroup { get; set; }

    /// <summary>Nodes to show; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? NodeName { get; set; }

    /// <summary>The date and time of the report, where the input has none or another is meant.</summary>
    [Parameter]
    public DateTimeOffset? GeneratedAt { get; set; }

    /// <summary>The encoding of files without byte order mark that are not UTF-8.</summary>
    [Parameter]
    [EncodingTransformation]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    public Encoding? Encoding { get; set; }

    /// <summary>How many threads may read a file at the same time. The report does not depend on it.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int ThrottleLimit { get; set; } = Environment.ProcessorCount;

    private protected override void Begin() =>
        _report = new SessionReport(Tell, keepUsers: Level.Contains(SessionLevel.User)) { ThrottleLimit = ThrottleLimit };

    private protected override void End()
    {
        SessionReportQuery query = new()
        {
            Level = Level,
            PresenceRedundancyGroup = Matcher(PresenceRedundancyGroup, SessionLevel.SubCluster, ErrorRecords.SessionGroupNotFound),
            NodeName = Matcher(NodeName, SessionLevel.Node, ErrorRecords.SessionNodeNotFound),
            GeneratedAt = GeneratedAt,
        };
        foreach (SessionReportEntry entry in _report!.Build(query))
        {
            WriteObject(entry);
        }
    }

    /// <summary>Whether one of the texts means a name; null where none is asked for. A text without wildcards that the input does not have is an error.</summary>
    private Func<string, bool>? Matcher(string[]? texts, SessionLevel level, Func<string, IEnumerable<string>, ErrorRecord> notFound)
    {
        if (texts is null)
        {
            return null;
        }

        NamePattern[] patterns = Patterns(texts);
        if (_report!.HasInput)
        {
            IReadOnlyList<string> names = _report.Names(level);
            foreach (NamePattern pattern in patterns.Where(pattern => !pattern.IsWildcard && !names.Any(pattern.Matches)))
            {
                WriteError(notFound(pattern.Text, names));
            }
        }

        return name => Array.Exists(patterns, pattern => pattern.Matches(name));
    }

    private protected override void AddFile(string path) =>
        _report!.AddFile(path, Encoding, progress => ShowProgress(Messages.ActivityReading, progress), StopToken);

    private protected override void AddRecord(PSObject item)
    {
        try
        {
            if (SessionReportEntryTransformationAttribute.Find(item) is SessionReportEntry entry)
            {
                _report!.AddEntry(entry);
            }
            else
            {
                _report!.AddRecord(FieldsOf(item));
            }
        }
        catch (ArgumentTransformationMetadataException)
        {
            WriteError(ErrorRecords.NotAReportEntry(item));
        }
    }
}
