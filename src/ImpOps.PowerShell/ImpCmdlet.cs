using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Threading;

namespace ImpOps.PowerShell;

/// <summary>What the cmdlets share: errors, paths, and that Ctrl+C ends them.</summary>
public abstract class ImpCmdlet : PSCmdlet
{
    private const string FileSystem = "FileSystem";

    private readonly CancellationTokenSource _stop = new();

    private protected ImpCmdlet()
    {
    }

    /// <summary>Is cancelled when the user stops the pipeline.</summary>
    private protected CancellationToken StopToken => _stop.Token;

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    private protected void WriteError(ImpOpsException problem) => WriteError(ErrorRecords.From(problem));

    /// <summary>The files that a path with wildcards means. What it means that is no file is an error.</summary>
    private protected IEnumerable<string> ResolveFiles(string path, bool literal)
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
            WriteError(ErrorRecords.PathMatchesNothing(path));
            return [];
        }

        if (provider.Name != FileSystem)
        {
            WriteError(ErrorRecords.PathNotFileSystem(path, provider.Name));
            return [];
        }

        if (found.Count == 0)
        {
            WriteError(ErrorRecords.PathMatchesNothing(path));
        }

        return found;
    }

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
