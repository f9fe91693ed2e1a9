using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using ImpOps.PowerShell.Binding;

namespace ImpOps.PowerShell;

/// <summary>A cmdlet that takes files, or objects that are what the rows of a file are.</summary>
public abstract class FileOrRecordCmdlet : ImpCmdlet
{
    private protected const string PathSet = "Path";
    private protected const string InputObjectSet = "InputObject";

    private const string LiteralPathSet = "LiteralPath";

    private static readonly char[] Delimiters = [',', ';', '\t', '|', '\n'];

    private bool _allRead = true;

    private protected FileOrRecordCmdlet()
    {
    }

    /// <summary>Files; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files whose names are taken as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Objects with the properties that the columns of a file have; or files.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InputObjectSet, ValueFromPipeline = true)]
    public virtual PSObject? InputObject { get; set; }

    /// <summary>Whether there was no file and no object that could not be read.</summary>
    private protected bool AllRead => _allRead && AllPathsFound;

    private protected sealed override void Process()
    {
        switch (ParameterSetName)
        {
            case PathSet:
                AddFiles(Path, literal: false);
                break;
            case LiteralPathSet:
                AddFiles(LiteralPath, literal: true);
                break;
            case InputObjectSet when InputObject is not null:
                AddObject(InputObject);
                break;
        }
    }

    /// <summary>Takes a file.</summary>
    private protected abstract void AddFile(string path);

    /// <summary>Takes an object that stands for no file.</summary>
    private protected abstract void AddRecord(PSObject item);

    /// <summary>Takes a text that was piped in: the name of a file, unless a cmdlet knows better.</summary>
    private protected virtual void AddText(string text)
    {
        if (IsLine(text))
        {
            RefuseLines(text);
        }

        AddFiles([text], literal: false);
    }

    /// <summary>Ends the cmdlet: one error for the file, and not one for each of its lines.</summary>
    private protected void RefuseLines(string first) => ThrowTerminatingError(ErrorRecords.LinesNotFiles(first));

    /// <summary>The properties of an object, or the names and values of a table, as a row of a file would have them.</summary>
    private protected static IReadOnlyList<KeyValuePair<string, string?>> FieldsOf(PSObject item) =>
        [.. Travelled.Bag(item).Properties.Select(property => new KeyValuePair<string, string?>(property.Name, Text(property.Value)))];

    private void AddFiles(string[] paths, bool literal)
    {
        foreach (string path in ResolveNewFiles(paths, literal))
        {
            _allRead &= Attempt(() => AddFile(path));
        }
    }

    private void AddObject(PSObject item)
    {
        switch (item.BaseObject)
        {
            case FileSystemInfo file:
                AddFiles([file.FullName], literal: true);
                break;
            case string text:
                _allRead &= Attempt(() => AddText(text));
                break;
            default:
                if (PathOf(item) is string named)
                {
                    AddFiles([named], literal: true);
                }
                else
                {
                    _allRead &= Attempt(() => AddRecord(item));
                }

                break;
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
