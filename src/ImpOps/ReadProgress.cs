namespace ImpOps;

/// <summary>How far the reading of a file has come.</summary>
public readonly struct ReadProgress(string fileName, long bytesRead, long? totalBytes)
{
    /// <summary>The file.</summary>
    public string FileName { get; } = fileName;

    /// <summary>Bytes read so far.</summary>
    public long BytesRead { get; } = bytesRead;

    /// <summary>The length of the file in bytes, where it is known.</summary>
    public long? TotalBytes { get; } = totalBytes;
}
