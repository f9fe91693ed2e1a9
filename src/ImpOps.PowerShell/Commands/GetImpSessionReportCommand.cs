using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
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
public sealed class GetImpSessionReportCommand : ImpCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string InputObjectSet = "InputObject";

    private static readonly char[] Delimiters = [',', ';', '\t', '|', '\n'];

    private SessionReport? _report;

    /// <summary>Files with sessions, users or a report; wildcards are allowed. All files together are one report.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files whose names are taken as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Objects with the properties of a session, a user or a summary; or files.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InputObjectSet, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

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

    private protected override void Process()
    {
        switch (ParameterSetName)
        {
            case PathSet:
                AddFiles(Path, literal: false);
                break;
            case LiteralPathSet:
                AddFiles(LiteralPath, literal: true);
                break;
            default:
                AddObject(InputObject!);
                break;
        }
    }

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

    private void AddFiles(string[] paths, bool literal)
    {
        foreach (string path in ResolveNewFiles(paths, literal))
        {
            AddFile(path);
        }
    }

    private void AddFile(string path)
    {
        try
        {
            _report!.AddFile(path, Encoding, progress => ShowProgress(Messages.ActivityReading, progress), StopToken);
        }
        catch (ImpOpsException problem)
        {
            WriteError(problem);
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    private void AddObject(PSObject item)
    {
        switch (item.BaseObject)
        {
            case FileSystemInfo file:
                AddFiles([file.FullName], literal: true);
                break;
            case string line when IsLine(line):
                // One error for the file, and not one for each of its lines.
                ThrowTerminatingError(ErrorRecords.LinesNotFiles(line));
                break;
            case string path:
                AddFiles([path], literal: false);
                break;
            default:
                if (PathOf(item) is string named)
                {
                    AddFiles([named], literal: true);
                }
                else
                {
                    AddRecord(item);
                }

                break;
        }
    }

    private void AddRecord(PSObject item)
    {
        try
        {
            if (SessionReportEntryTransformationAttribute.Find(item) is SessionReportEntry entry)
            {
                _report!.AddEntry(entry);
            }
            else
            {
                _report!.AddRecord([.. item.Properties.Select(property => new KeyValuePair<string, string?>(property.Name, Text(property.Value)))]);
            }
        }
        catch (ArgumentTransformationMetadataException)
        {
            WriteError(ErrorRecords.NotAReportEntry(item));
        }
        catch (ImpOpsException problem)
        {
            WriteError(problem);
        }
    }

    /// <summary>Text that has a delimiter and names no file is out of a file, as Get-Content gives it.</summary>
    private bool IsLine(string text)
    {
        if (text.IndexOfAny(Delimiters) < 0)
        {
            return false;
        }

        try
        {
            return !SessionState.InvokeProvider.Item.Exists(text);
        }
        catch (Exception problem) when (problem is RuntimeException or ArgumentException or NotSupportedException)
        {
            return true;
        }
    }

    /// <summary>The value of a property as a CSV file would have it, whatever the session's culture.</summary>
    private static string? Text(object? value) => value switch
    {
        PSObject wrapped => Text(wrapped.BaseObject),
        DateTime or DateTimeOffset => ((IFormattable)value).ToString("o", CultureInfo.InvariantCulture),
        string text => text,
        System.Collections.IEnumerable list => string.Join(", ", list.Cast<object?>().Select(Text)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
