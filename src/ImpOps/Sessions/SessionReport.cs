using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using ImpOps.Text;

namespace ImpOps.Sessions;

/// <summary>
/// The IM and Presence User Sessions Report, made out of lists of sessions, of users, or of the report's own downloads. Add the input, file
/// by file or record by record, and then ask for the lines.
/// </summary>
/// <remarks>
/// A row is a session, a user with a number of sessions, or a summary of a cluster, subcluster or node; the columns tell which. Where the
/// input has a summary of something, the report gives its figures as they are; everything else is counted.
/// </remarks>
public sealed class SessionReport
{
    private readonly SessionTally _tally;
    private readonly SummaryTable _summaries = new();
    private readonly SessionRowReader _rows;
    private readonly Action<InputProblem> _tell;
    private readonly ProblemLog _log;
    private DateTimeOffset? _generatedAt;
    private int _throttleLimit = Environment.ProcessorCount;

    private SessionLayout? _objectLayout;
    private string[] _objectNames = [];
    private long _objects;

    /// <summary>Begins a report.</summary>
    /// <param name="problem">Is told what of the input was not understood. Without it, a record that does not count is an exception.</param>
    /// <param name="keepUsers">True where the level of users will be asked for; takes memory per user and node.</param>
    public SessionReport(Action<InputProblem>? problem = null, bool keepUsers = false)
    {
        _tell = problem ?? InputProblem.ThrowErrors;
        _log = new ProblemLog(_tell);
        _tally = new SessionTally(keepUsers);
        _rows = new SessionRowReader(_tally, _summaries);
    }

    /// <summary>
    /// True where any input was understood, be it the headings of a list without rows. Without input there is no report: not even one of nobody.
    /// </summary>
    public bool HasInput { get; private set; }

    /// <summary>
    /// How many threads may read a file at the same time: as many as there are processors, unless told otherwise. The report does not depend on it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int ThrottleLimit
    {
        get => _throttleLimit;
        set => _throttleLimit = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    /// <summary>How much of a file a thread is given at a time, in bytes.</summary>
    internal int BlockSize { get; set; } = SessionBlocks.DefaultSize;

    /// <summary>Adds a file.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="encoding">The encoding of a file without byte order mark; null finds UTF-8 and UTF-16 out.</param>
    /// <param name="progress">Is told how far the reading has come.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="ImpOpsException">
    /// <c>FileNotFound</c>, <c>FileNotReadable</c>, <c>PathIsDirectory</c>, <c>SessionFileEmpty</c>, <c>SessionHeaderMissing</c> or <c>SessionNodesTooMany</c>.
    /// </exception>
    public void AddFile(string path, Encoding? encoding = null, Action<ReadProgress>? progress = null, CancellationToken cancellation = default)
    {
        using FileStream file = InputFile.Open(path);
        AddStream(file, path, encoding, progress, cancellation);
    }

    /// <summary>Adds a file that is open already. See <see cref="AddFile"/>.</summary>
    /// <param name="stream">The file's bytes.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="encoding">The encoding of a file without byte order mark; null finds UTF-8 and UTF-16 out.</param>
    /// <param name="progress">Is told how far the reading has come, where the stream can tell its position.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public void AddStream(Stream stream, string name, Encoding? encoding = null, Action<ReadProgress>? progress = null, CancellationToken cancellation = default)
    {
        ProblemLog log = new(_tell, SessionFileReader.MostErrors);
        SessionFileReader reader = new(_rows, _tally, name, log) { ThrottleLimit = ThrottleLimit, BlockSize = BlockSize };
        Action? tell = progress is null || !stream.CanSeek ? null : () => progress(new ReadProgress(name, stream.Position, stream.Length));
        try
        {
            reader.Read(Utf8Input.Open(stream, encoding), tell, cancellation);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Errors.FileNotReadable(name, problem);
        }

        HasInput = true;
        TakeTime(reader.GeneratedAt);
        log.End(name);
    }

    /// <summary>Adds a record: a session, a user or a summary, by the names and values of its properties.</summary>
    public void AddRecord(IReadOnlyList<KeyValuePair<string, string?>> record)
    {
        InputLocation at = new(null, ++_objects);
        if (_objectLayout is null || !_objectNames.SequenceEqual(record.Select(field => field.Key)))
        {
            string[] names = [.. record.Select(field => field.Key)];
            if (SessionLayout.TryCreate(names) is not SessionLayout layout)
            {
                _log.Error(Errors.SessionRecordNotUnderstood(at, names));
                return;
            }

            if (layout.Unrecognized.Count > 0)
            {
                _log.Warn(Errors.SessionColumnsUnrecognized(at, layout.Unrecognized));
            }

            (_objectLayout, _objectNames) = (layout, names);
        }

        HasInput = true;
        byte[][] fields = [.. record.Select(field => Encoding.UTF8.GetBytes(field.Value ?? ""))];
        _rows.Read(new RecordRow(fields), _objectLayout, new SectionTitle(), at, _log);
    }

    /// <summary>Adds a line that another report gave.</summary>
    public void AddEntry(SessionReportEntry entry)
    {
        HasInput = true;
        TakeTime(entry.GeneratedAt);
        InputLocation at = new(null, ++_objects);
        if (entry is SessionSummary summary)
        {
            _summaries.Add(
                new SummaryRow(
                    summary.Level,
                    summary.PresenceRedundancyGroup,
                    summary.NodeName,
                    summary.UserCount,
                    summary.SessionCount,
                    summary.DeviceType.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase),
                    at),
                _log);
            return;
        }

        UserSessions user = (UserSessions)entry;
        if (user.SessionCount is < 0 or > Plausible.MostSessionsOfUser)
        {
            _log.Error(user.SessionCount < 0
                ? Errors.SessionCountNotANumber(at, user.SessionCount.ToString(CultureInfo.CurrentCulture))
                : Errors.SessionCountAbsurd(at, user.SessionCount, Plausible.MostSessionsOfUser));
            return;
        }

        int group = _tally.Group(Encoding.UTF8.GetBytes(user.PresenceRedundancyGroup ?? ""));
        int name = _tally.NodeName(Encoding.UTF8.GetBytes(user.NodeName ?? ""));
        byte[] id = Encoding.UTF8.GetBytes(user.UserId);
        if (group < 0 || name < 0 || !Utf8Text.IsSound(id))
        {
            _log.Error(Errors.SessionTextSpoilt(at, Utf8Text.Printable(id)));
            return;
        }

        int node = _tally.Node(group, name);
        if (node < 0)
        {
            throw Errors.SessionNodesTooMany(at, SessionTally.MaximumNodes);
        }

        foreach (string device in user.DeviceType)
        {
            _tally.Add(id, node, _tally.Device(device), 1);
        }

        if (user.SessionCount > user.DeviceType.Count)
        {
            _tally.Add(id, node, _tally.Device(DeviceTypes.Unknown), user.SessionCount - user.DeviceType.Count);
        }
    }

    /// <summary>The groups or nodes that the input names, each once and in order.</summary>
    /// <param name="level"><see cref="SessionLevel.SubCluster"/> for the groups, <see cref="SessionLevel.Node"/> for the nodes.</param>
    public IReadOnlyList<string> Names(SessionLevel level)
    {
        return
        [
            .. _tally.Nodes().Concat(_summaries.Rows.Select(row => (row.Group, row.Node)))
                .Select(part => level == SessionLevel.Node ? part.Node : part.Group)
                .OfType<string>()
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .OrderBy(name => name, StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>
    /// The lines of the report: the cluster, then each group with its nodes, then the users by group, node and name. None where there was no input.
    /// </summary>
    public IEnumerable<SessionReportEntry> Build(SessionReportQuery? query = null)
    {
        if (!HasInput)
        {
            yield break;
        }

        query ??= new SessionReportQuery();
        DateTimeOffset? generatedAt = query.GeneratedAt ?? _generatedAt ?? _rows.GeneratedAt;
        foreach (SessionSummary summary in Summaries(generatedAt)
            .OrderBy(summary => summary.Level != SessionLevel.Cluster)
            .ThenBy(summary => summary.PresenceRedundancyGroup is null)
            .ThenBy(summary => summary.PresenceRedundancyGroup, StringComparer.OrdinalIgnoreCase)
            .ThenBy(summary => summary.Level)
            .ThenBy(summary => summary.NodeName, StringComparer.OrdinalIgnoreCase))
        {
            if (query.Wants(summary.Level, summary.PresenceRedundancyGroup, summary.NodeName))
            {
                yield return summary;
            }
        }

        if (!query.Level.Contains(SessionLevel.User))
        {
            yield break;
        }

        if (_tally.IsEmpty && _summaries.Count > 0)
        {
            _log.Warn(Errors.SessionUsersUnknown());
        }

        foreach ((string? group, string? node, string user, IReadOnlyDictionary<string, long> sessions) in _tally.Users()
            .Where(entry => query.Wants(SessionLevel.User, entry.Group, entry.Node))
            .OrderBy(entry => entry.Group, StringComparer.OrdinalIgnoreCase)
            .ThenBy(entry => entry.Node, StringComparer.OrdinalIgnoreCase)
            .ThenBy(entry => entry.User, StringComparer.Ordinal))
        {
            yield return new UserSessions
            {
                Level = SessionLevel.User,
                PresenceRedundancyGroup = group,
                NodeName = node,
                UserId = user,
                SessionCount = sessions.Values.Sum(),
                DeviceType = new TextList(DeviceTypes.InOrder(sessions, pair => pair.Key).SelectMany(pair => Enumerable.Repeat(pair.Key, checked((int)pair.Value)))),
                GeneratedAt = generatedAt,
            };
        }
    }

    private IEnumerable<SessionSummary> Summaries(DateTimeOffset? generatedAt)
    {
        SessionTally.Part[] counted = [.. _tally.Parts(ThrottleLimit)];
        foreach (SummaryRow row in _summaries.Rows)
        {
            SessionTally.Part? part = Array.Find(counted, part => part.Level == row.Level && _summaries.Find(part.Level, part.Group, part.Node) == row);
            if (row.Level == SessionLevel.Node && part is not null && (row.Users != part.Users || row.Sessions != part.Sessions))
            {
                _log.Warn(Errors.SessionSummaryDiffers(row.At, part.Node, row.Users, row.Sessions, part.Users, part.Sessions));
            }

            // The portal's summary has no devices; its lists of users have, if they are those of the same sessions.
            Dictionary<string, long>? counts = row.Devices ?? (part?.Sessions == row.Sessions ? part.Devices : null);
            yield return Summary(row.Level, row.Group, row.Node, row.Users, row.Sessions, counts ?? [], generatedAt);
        }

        // Nothing but summaries: what they leave out is not known, and is not zero.
        if (_summaries.Count > 0 && _tally.IsEmpty)
        {
            yield break;
        }

        foreach (SessionTally.Part part in counted)
        {
            // Where the input names no group at all, there is nothing to say of groups; and likewise of nodes.
            bool unnamed = part.Level switch
            {
                SessionLevel.SubCluster => part.Group is null && counted.All(other => other.Group is null),
                SessionLevel.Node => part.Node is null && counted.All(other => other.Node is null),
                _ => false,
            };
            if (!unnamed && _summaries.Find(part.Level, part.Group, part.Node) is null)
            {
                yield return Summary(part.Level, part.Group, part.Node, part.Users, part.Sessions, part.Devices, generatedAt);
            }
        }
    }

    private static SessionSummary Summary(
        SessionLevel level, string? group, string? node, long users, long sessions, Dictionary<string, long> devices, DateTimeOffset? generatedAt)
    {
        Dictionary<string, long> shown = new(devices, StringComparer.OrdinalIgnoreCase);
        long untold = sessions - devices.Values.Sum();
        if (untold > 0)
        {
            shown[DeviceTypes.Unknown] = (shown.TryGetValue(DeviceTypes.Unknown, out long unknown) ? unknown : 0) + untold;
        }

        // The known types are always there, so that a script finds a zero and not nothing.
        foreach (string name in DeviceTypes.Names)
        {
            if (name != DeviceTypes.Unknown && !shown.ContainsKey(name))
            {
                shown.Add(name, 0);
            }
        }

        return new SessionSummary
        {
            Level = level,
            PresenceRedundancyGroup = group,
            NodeName = node,
            UserCount = users,
            SessionCount = sessions,
            DeviceType = new DeviceTypeCounts(DeviceTypes.InOrder(shown, pair => pair.Key)),
            GeneratedAt = generatedAt,
        };
    }

    private void TakeTime(DateTimeOffset? time) => _generatedAt = _generatedAt is null || time > _generatedAt ? time ?? _generatedAt : _generatedAt;

    private readonly struct RecordRow(byte[][] fields) : ISessionRow
    {
        public int FieldCount => fields.Length;

        public ReadOnlySpan<byte> this[int ordinal] => fields[ordinal];

        public ReadOnlySpan<byte> From(int ordinal) => fields[ordinal];
    }
}
