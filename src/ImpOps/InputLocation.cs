namespace ImpOps;

/// <summary>Where in the input something stands: a line of a file, or an object of the pipeline.</summary>
internal readonly struct InputLocation(string? fileName, long number)
{
    /// <summary>The file; null for an object.</summary>
    public string? FileName { get; } = fileName;

    /// <summary>The line, or the how manieth object, from 1.</summary>
    public long Number { get; } = number;

    public override string ToString() => FileName is null
        ? Errors.Format(Messages.AtObject, Number)
        : Errors.Format(Messages.AtLine, FileName, Number);
}
