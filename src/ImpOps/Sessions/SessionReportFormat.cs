using System.Text;

namespace ImpOps.Sessions;

/// <summary>How a report is written.</summary>
public sealed class SessionReportFormat
{
    /// <summary>The language of headings and levels; the session's unless told otherwise.</summary>
    public Language Language { get; init; } = Languages.Current;

    /// <summary>What separates the fields: comma, semicolon, tab or vertical bar.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>The encoding; UTF-8 with byte order mark, which spreadsheets need, unless told otherwise.</summary>
    public Encoding Encoding { get; init; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true);

    /// <summary>True to leave an existing file alone, with an error.</summary>
    public bool NoClobber { get; init; }

    /// <summary>True to replace a file that is read-only.</summary>
    public bool Force { get; init; }
}
