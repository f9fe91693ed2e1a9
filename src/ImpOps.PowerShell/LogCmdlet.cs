using System;
using System.Collections.Generic;
using System.Management.Automation;
using ImpOps.PowerShell.Binding;

namespace ImpOps.PowerShell;

/// <summary>A cmdlet that reads log files. All files together are one log, so it begins when it knows them all.</summary>
public abstract class LogCmdlet : ImpCmdlet
{
    private protected const string PathSet = "Path";
    private protected const string LiteralPathSet = "LiteralPath";

    private readonly List<string> _files = [];

    private protected LogCmdlet()
    {
    }

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

    /// <summary>The offset from UTC of what does not tell its own.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? UtcOffset { get; set; }

    private protected sealed override void Begin()
    {
        if (StartTime > EndTime)
        {
            ThrowTerminatingError(ErrorRecords.TimesReversed(StartTime.Value, EndTime.Value));
        }
    }

    private protected sealed override void Process()
    {
        bool literal = ParameterSetName == LiteralPathSet;
        _files.AddRange(ResolveNewFiles(literal ? LiteralPath : Path, literal));
    }

    private protected sealed override void End()
    {
        try
        {
            foreach (object item in Read(_files))
            {
                WriteObject(item);
            }
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }

        EndFiles();
    }

    /// <summary>Gives what the files hold, as it is read.</summary>
    private protected abstract IEnumerable<object> Read(IReadOnlyList<string> files);

    /// <summary>Does what is to do when everything is read.</summary>
    private protected virtual void EndFiles()
    {
    }
}
