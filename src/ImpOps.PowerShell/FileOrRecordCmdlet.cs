using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace ImpOps.PowerShell;

/// <summary>A cmdlet that takes files, or objects that are what the rows of a file are.</summary>
public abstract class FileOrRecordCmdlet : ImpCmdlet
{
    private protected const string PathSet = "Path";

    private const string LiteralPathSet = "LiteralPath";
    private const string InputObjectSet = "InputObject";

    private static readonly char[] Delimiters = [',', ';', '\t', '|', '\n'];

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
    public PSObject? InputObject { get; set; }

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
            default:
                AddObject(InputObject!);
                break;
        }
    }

    /// <summary>Takes a file.</summary>
    private protected abstract void AddFile(string path);

    /// <summary>Takes an object that stands for no file.</summary>
    private protected abstract void AddRecord(PSObject item);

    /// <summary>The properties of an object as a row of a file would have them.</summary>
    private protected static IReadOnlyList<KeyValuePair<string, string?>> FieldsOf(PSObject item) =>
        [.. item.Properties.Select(property => new KeyValuePair<string, string?>(property.Name, Text(property.Value)))];

    private void AddFiles(string[] paths, bool literal)
    {
        foreach (string path in ResolveNewFiles(paths, literal))
        {
            Attempt(() => AddFile(path));
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
                    Attempt(() => AddRecord(item));
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
