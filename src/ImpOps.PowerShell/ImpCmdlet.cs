using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ImpOps.Cluster;
using ImpOps.PowerShell.Binding;

namespace ImpOps.PowerShell;

/// <summary>What the cmdlets share: the language, errors, paths, and that Ctrl+C ends them.</summary>
public abstract class ImpCmdlet : PSCmdlet
{
    private const string FileSystem = "FileSystem";

    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<string> _resolved = new(StringComparer.Ordinal);
    private readonly Stopwatch _sinceStart = Stopwatch.StartNew();
    private readonly Stopwatch _sinceProgress = Stopwatch.StartNew();

    private CultureInfo? _sessionCulture;

    private protected ImpCmdlet()
    {
    }

    /// <summary>The language of messages, names, notes and files. Without it, that of the session.</summary>
    [Parameter]
    [LanguageTransformation]
    public Language? Language { get; set; }

    /// <summary>Is cancelled when the user stops the pipeline.</summary>
    private protected CancellationToken StopToken => _stop.Token;

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <inheritdoc/>
    protected sealed override void BeginProcessing() => Speak(Begin);

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Speak(Process);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Speak(End);

    /// <summary>Does what is to do before the first record.</summary>
    private protected virtual void Begin()
    {
    }

    /// <summary>Does what is to do for a record, or for the arguments where no record is piped.</summary>
    private protected virtual void Process()
    {
    }

    /// <summary>Does what is to do after the last record.</summary>
    private protected virtual void End()
    {
    }

    /// <summary>The clock of all waits. Only tests have another one than the system's.</summary>
    internal static TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Waits for what the library does elsewhere. What fails there is thrown here.</summary>
    private protected T Await<T>(Func<CancellationToken, Task<T>> work) =>
        Task.Run(() => work(StopToken)).GetAwaiter().GetResult();

    /// <summary>Does something, and writes what fails as an error, so that what is left goes on.</summary>
    /// <returns>True where it was done.</returns>
    private protected bool Attempt(Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (ImpOpsException problem)
        {
            WriteError(problem);
            return false;
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Does something, and ends the cmdlet where it fails: nothing of what is left makes sense without it.</summary>
    private protected void Insist(Action work)
    {
        try
        {
            work();
        }
        catch (ImpOpsException problem)
        {
            ThrowTerminatingError(ErrorRecords.From(problem));
        }
    }

    private protected void WriteError(ImpOpsException problem) => WriteError(ErrorRecords.From(problem));

    // What is written runs the commands downstream, and those speak the language of the session. Errors and warnings may be piped as well: 3>&1.
    private protected new void WriteObject(object? value)
    {
        using LanguageScope scope = SpeakAsSession();
        base.WriteObject(value);
    }

    private protected new void WriteObject(object? value, bool enumerateCollection)
    {
        if (!enumerateCollection || value is not IEnumerable values || value is string)
        {
            WriteObject(value);
            return;
        }

        // Not by PowerShell: what is made only when it is asked for is still made in the language of the cmdlet.
        foreach (object? one in values)
        {
            WriteObject(one);
        }
    }

    private protected new void WriteError(ErrorRecord error)
    {
        using LanguageScope scope = SpeakAsSession();
        base.WriteError(error);
    }

    private protected new void WriteWarning(string text)
    {
        using LanguageScope scope = SpeakAsSession();
        base.WriteWarning(text);
    }

    private protected new void WriteVerbose(string text)
    {
        using LanguageScope scope = SpeakAsSession();
        base.WriteVerbose(text);
    }

    /// <summary>Writes what reading has met that was not understood.</summary>
    private protected void Tell(InputProblem found)
    {
        if (found.IsWarning)
        {
            WriteWarning(found.Problem.Message);
        }
        else
        {
            WriteError(found.Problem);
        }
    }

    /// <summary>Shows how many bytes are read, of how many, and for how long it will go on; not more often than anyone looks.</summary>
    private protected void ShowProgress(string activity, ReadProgress progress)
    {
        const int Often = 200;
        const double Megabyte = 1 << 20;
        if (progress.TotalBytes is not long total || total <= 0 || _sinceProgress.ElapsedMilliseconds < Often)
        {
            return;
        }

        _sinceProgress.Restart();
        double done = Math.Min(1, (double)progress.BytesRead / total);
        WriteProgress(new ProgressRecord(0, activity, ErrorRecords.Format(Messages.ProgressBytes, progress.FileName, progress.BytesRead / Megabyte, total / Megabyte))
        {
            PercentComplete = (int)(100 * done),
            SecondsRemaining = done > 0 ? (int)Math.Min(int.MaxValue, _sinceStart.Elapsed.TotalSeconds * (1 - done) / done) : -1,
        });
    }

    /// <summary>Whether all paths so far have meant files.</summary>
    private protected bool AllPathsFound { get; private set; } = true;

    /// <summary>The files that paths mean and that no path has meant before: a file that two patterns mean is still one file.</summary>
    private protected IEnumerable<string> ResolveNewFiles(string[] paths, bool literal) =>
        paths.SelectMany(path => ResolveFiles(path, literal)).Where(_resolved.Add);

    private void Speak(Action work)
    {
        if (Language is not Language chosen)
        {
            work();
            return;
        }

        _sessionCulture = CultureInfo.CurrentUICulture;
        using LanguageScope scope = Languages.Use(chosen);
        work();
    }

    private LanguageScope SpeakAsSession() => _sessionCulture is null ? default : Languages.Use(_sessionCulture);

    /// <summary>The files that a path with wildcards means. What it means that is no file is an error.</summary>
    private IEnumerable<string> ResolveFiles(string path, bool literal)
    {
        ProviderInfo provider;
        Collection<string> found;
        try
        {
            found = literal
                ? [SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _)]
                : SessionState.Path.GetResolvedProviderPathFromPSPath(path, out provider);
        }
        catch (Exception problem) when (problem is ItemNotFoundException or DriveNotFoundException or ProviderNotFoundException)
        {
            return NotFound(ErrorRecords.PathMatchesNothing(path));
        }

        if (provider.Name != FileSystem)
        {
            return NotFound(ErrorRecords.PathNotFileSystem(path, provider.Name));
        }

        return found.Count == 0 ? NotFound(ErrorRecords.PathMatchesNothing(path)) : found;
    }

    private string[] NotFound(ErrorRecord error)
    {
        AllPathsFound = false;
        WriteError(error);
        return [];
    }

    /// <summary>The path of an object that stands for a file, such as a FileInfo that has been on a journey. A user's full name is no path.</summary>
    private protected static string? PathOf(PSObject item) => new[] { "LiteralPath", "PSPath", nameof(System.IO.FileInfo.FullName) }
        .Select(name => item.Properties[name]?.Value?.ToString())
        .FirstOrDefault(value => !string.IsNullOrEmpty(value) && (System.IO.Path.IsPathRooted(value) || value!.Contains("::")));

    /// <summary>The names to look for. A malformed pattern is an error, and is left out.</summary>
    private protected NamePattern[] Patterns(string[] texts)
    {
        List<NamePattern> patterns = [];
        foreach (string text in texts)
        {
            NamePattern pattern = new(text);
            try
            {
                // PowerShell compiles a pattern when it is first asked.
                _ = pattern.Matches("");
                patterns.Add(pattern);
            }
            catch (WildcardPatternException problem)
            {
                WriteError(ErrorRecords.WildcardInvalid(text, problem));
            }
        }

        return [.. patterns];
    }

    /// <summary>The open connections that names mean. A name without wildcards that none has is an error.</summary>
    private protected IReadOnlyList<ClusterConnection> Open(string[] names)
    {
        NamePattern[] patterns = Patterns(names);
        IReadOnlyList<ClusterConnection> open = ConnectionStore.Current.All;
        foreach (NamePattern name in patterns.Where(name => !name.IsWildcard && !open.Any(connection => name.Matches(connection.Name))))
        {
            WriteError(ErrorRecords.ConnectionNotFound(name.Text));
        }

        return [.. open.Where(connection => patterns.Any(name => name.Matches(connection.Name)))];
    }

    /// <summary>The file to write that a path means.</summary>
    private protected string ResolveTarget(string path)
    {
        string target = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
        if (provider.Name != FileSystem)
        {
            ThrowTerminatingError(ErrorRecords.PathNotFileSystem(path, provider.Name));
        }

        return target;
    }
}
