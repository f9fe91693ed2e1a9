using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using ImpOps.Text;

namespace ImpOps.Sessions;

/// <summary>
/// Writes the report as CSV in the layout of the portal's downloads: one file with cluster, subclusters and nodes, and for each node one with
/// its users. What is written, <see cref="SessionReport"/> reads back to the same figures.
/// </summary>
public sealed class SessionReportFile
{
    private readonly SessionReportEntry[] _entries;
    private readonly bool _isSummary;

    private SessionReportFile(string path, IEnumerable<SessionReportEntry> entries, bool isSummary)
    {
        Path = path;
        _entries = [.. entries];
        _isSummary = isSummary;
    }

    /// <summary>Where it is, or will be.</summary>
    public string Path { get; }

    /// <summary>
    /// The files that <see cref="Write"/> will write for these lines. Summaries go to <paramref name="path"/> itself; the users of a node
    /// go to a file whose name has the node in it, or to <paramref name="path"/> itself where they are those of one node and there are no summaries.
    /// </summary>
    public static IReadOnlyList<SessionReportFile> Plan(IEnumerable<SessionReportEntry> entries, string path)
    {
        SessionReportEntry[] all = [.. entries];
        SessionSummary[] summaries = [.. all.OfType<SessionSummary>()];
        (string? Group, string? Node, UserSessions[] Users)[] nodes =
        [
            .. all.OfType<UserSessions>()
                .GroupBy(user => (user.PresenceRedundancyGroup, user.NodeName))
                .Select(node => (node.Key.PresenceRedundancyGroup, node.Key.NodeName, node.ToArray())),
        ];

        List<SessionReportFile> files = [];
        if (summaries.Length > 0 || nodes.Length == 0)
        {
            files.Add(new SessionReportFile(path, summaries, isSummary: true));
        }

        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase) { path };
        foreach ((string? group, string? node, UserSessions[] users) in nodes)
        {
            string target = files.Count == 0 && nodes.Length == 1 ? path : PathForNode(path, node ?? group ?? DeviceTypes.Unknown, taken);
            files.Add(new SessionReportFile(target, users, isSummary: false));
        }

        return files;
    }

    /// <summary>Writes files, all of them or none. Until all are written, and after a failure, what was there before is there.</summary>
    /// <exception cref="ImpOpsException">
    /// <c>DelimiterInvalid</c>, <c>FileNotRegular</c>, <c>PathIsDirectory</c>, <c>FileExists</c>, <c>FileReadOnly</c>, <c>EncodingTooSmall</c>, <c>DirectoryNotFound</c> or <c>FileNotWritable</c>.
    /// </exception>
    public static void Write(IReadOnlyList<SessionReportFile> files, SessionReportFormat? format = null)
    {
        format ??= new SessionReportFormat();
        if (format.Delimiter is not (',' or ';' or '\t' or '|'))
        {
            throw Errors.DelimiterInvalid(format.Delimiter);
        }

        OutputFile.WriteAll([.. files.Select(file => new OutputFile(file.Path, stream => file.Encode(stream, format)))], format.NoClobber, format.Force);
    }

    private static string PathForNode(string path, string node, HashSet<string> taken)
    {
        StringBuilder safe = new(node);
        foreach (char forbidden in System.IO.Path.GetInvalidFileNameChars().Concat(['/', '\\', ':', '*', '?', '"', '<', '>', '|']))
        {
            safe.Replace(forbidden, '_');
        }

        string directory = System.IO.Path.GetDirectoryName(path) ?? "";
        string stem = $"{System.IO.Path.GetFileNameWithoutExtension(path)}.{safe}";
        string extension = System.IO.Path.GetExtension(path);
        string target = System.IO.Path.Combine(directory, stem + extension);
        for (int i = 2; !taken.Add(target); i++)
        {
            target = System.IO.Path.Combine(directory, $"{stem}.{i.ToString(CultureInfo.InvariantCulture)}{extension}");
        }

        return target;
    }

    private void Encode(Stream stream, SessionReportFormat format)
    {
        try
        {
            WriteTo(stream, format);
        }
        catch (EncoderFallbackException problem)
        {
            throw Errors.EncodingTooSmall(Path, format.Encoding.WebName, problem);
        }
    }

    private void WriteTo(Stream stream, SessionReportFormat format)
    {
        // A character that the encoding lacks must not become a question mark: two users could become one.
        Encoding exact = (Encoding)format.Encoding.Clone();
        exact.EncoderFallback = EncoderFallback.ExceptionFallback;
        using StreamWriter text = new(stream, exact);

        // Its new line is CR LF. Told so explicitly, it would no longer quote a field that holds a single CR or LF.
        using CsvWriter csv = new(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = format.Delimiter.ToString(),
            InjectionOptions = InjectionOptions.Escape,
        });
        if (_isSummary)
        {
            WriteSummaries(csv, format.Language);
        }
        else
        {
            WriteUsers(csv, format.Language);
        }
    }

    private void WriteSummaries(CsvWriter csv, Language language)
    {
        SessionSummary[] summaries = [.. _entries.Cast<SessionSummary>()];
        string[] devices =
        [
            .. DeviceTypes.InOrder(
                summaries.SelectMany(summary => summary.DeviceType.Keys)
                    .Concat(DeviceTypes.Names.Where(name => name != DeviceTypes.Unknown))
                    .Distinct(StringComparer.OrdinalIgnoreCase),
                name => name),
        ];

        WriteHeader(csv, language, SessionColumn.Level, SessionColumn.PresenceRedundancyGroup, SessionColumn.NodeName, SessionColumn.UserCount, SessionColumn.SessionCount);
        foreach (string device in devices)
        {
            csv.WriteField(CsvInjection.Protect(SessionTerms.DeviceHeader(device, language)));
        }

        WriteHeader(csv, language, SessionColumn.GeneratedAt);
        csv.NextRecord();
        foreach (SessionSummary summary in summaries)
        {
            csv.WriteField(SessionTerms.Name(summary.Level, language));
            WriteText(csv, summary.PresenceRedundancyGroup);
            WriteText(csv, summary.NodeName);
            csv.WriteField(summary.UserCount);
            csv.WriteField(summary.SessionCount);
            foreach (string device in devices)
            {
                csv.WriteField(summary.DeviceType.TryGetValue(device, out long count) ? count : 0);
            }

            WriteTime(csv, summary.GeneratedAt);
            csv.NextRecord();
        }
    }

    private void WriteUsers(CsvWriter csv, Language language)
    {
        WriteHeader(csv, language, SessionColumn.PresenceRedundancyGroup, SessionColumn.NodeName, SessionColumn.UserId, SessionColumn.UserSessionCount, SessionColumn.DeviceType, SessionColumn.GeneratedAt);
        csv.NextRecord();
        foreach (UserSessions user in _entries.Cast<UserSessions>())
        {
            WriteText(csv, user.PresenceRedundancyGroup);
            WriteText(csv, user.NodeName);
            WriteText(csv, user.UserId);
            csv.WriteField(user.SessionCount);
            WriteText(csv, string.Join(", ", user.DeviceType));
            WriteTime(csv, user.GeneratedAt);
            csv.NextRecord();
        }
    }

    private static void WriteHeader(CsvWriter csv, Language language, params SessionColumn[] columns)
    {
        foreach (SessionColumn column in columns)
        {
            csv.WriteField(SessionTerms.Header(column, language));
        }
    }

    private static void WriteText(CsvWriter csv, string? text) => csv.WriteField(CsvInjection.Protect(text ?? ""));

    private static void WriteTime(CsvWriter csv, DateTimeOffset? time) => csv.WriteField(time is null ? "" : ReportTime.Format(time.Value));
}
