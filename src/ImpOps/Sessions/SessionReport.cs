using System;
using System.Collections.Generic;
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
    private readonly List<SummaryRow> _summaries = [];
    private readonly SessionRowReader _rows;
    private readonly Action<InputProblem> _report;
    private Action<ImpOpsException, bool> _current;
    private DateTimeOffset? _generatedAt;

    private SessionLayout? _objectLayout;
    private string[] _objectNames = [];
    private long _objects;

    /// <summary>Begins a report.</summary>
    /// <param name="problem">Is told what of the input was not understood. Without it, a record that does not count is an exception.</param>
    /// <param name="keepUsers">True where the level of users will be asked for; takes memory per user and node.</param>
    public SessionReport(Action<InputProblem>? problem = null, bool keepUsers = false)
    {
        _report = problem ?? (found =>
        {
            if (!found.IsWarning)
            {
                throw found.Problem;
            }
        });
        _current = Report;
        _tally = new SessionTally(keepUsers);
        _rows = new SessionRowReader(_tally, _summaries, (found, isWarning) => _current(found, isWarning));
    }

    /// <summary>Adds a file.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="encoding">The encoding of a file without byte order mark; null finds UTF-8 and UTF-16 out.</param>
    /// <param name="progress">Is told how far the reading has come.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="ImpOpsException">
    /// <c>FileNotFound</c>, <c>FileNotReadable</c>, <c>SessionFileEmpty</c>, <c>SessionHeaderMissing</c> or <c>SessionNodesTooMany</c>.
    /// </exception>
    public void AddFile(string path, Encoding? encoding = null, Action<ReadProgress>? progress = null, CancellationToken cancellation = default)
    {
        FileStream file;
        try
        {
            // Others may go on writing to it.
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Errors.FileNotFound(path, problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Errors.FileNotReadable(path, problem);
        }

        using (file)
        {
            AddStream(file, path, encoding, progress, cancellation);
        }
    }

    /// <summary>Adds a file that is open already. See <see cref="AddFile"/>.</summary>
    /// <param name="stream">The file's bytes.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="encoding">The encoding of a file without byte order mark; null finds UTF-8 and UTF-16 out.</param>
    /// <param name="progress">Is told how far the reading has come.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public void AddStream(Stream stream, string name, Encoding? encoding = null, Action<ReadProgress>? progress = null, CancellationToken cancellation = default)
    {
        long? length = stream.CanSeek ? stream.Length : null;
        SessionFileReader reader = new(_rows, name, Report);
        Action<long>? tell = progress is null ? null : read => progress(new ReadProgress(name, read, length));
        _current = reader.Report;
        try
        {
            reader.Read(Utf8Input.Open(stream, encoding), tell, cancellation);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Errors.FileNotReadable(name, problem);
        }
        finally
        {
            _current = Report;
        }

        if (reader.GeneratedAt > _generatedAt || _generatedAt is null)
        {
            _generatedAt = reader.GeneratedAt;
        }
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
                Report(Errors.SessionRecordNotUnderstood(at, names), false);
                return;
            }

            if (layout.Unrecognized.Count > 0)
            {
                Report(Errors.SessionColumnsUnrecognized(at, layout.Unrecognized), true);
            }

            (_objectLayout, _objectNames) = (layout, names);
        }

        byte[][] fields = [.. record.Select(field => Encoding.UTF8.GetBytes(field.Value ?? ""))];
        _rows.Read(new RecordRow(fields), _objectLayout, new SectionTitle(), at);
    }

    /// <summary>Adds a line that another report gave.</summary>
    public void AddEntry(SessionReportEntry entry)
    {
        InputLocation at = new(null, ++_objects);
        switch (entry)
        {
            case SessionSummary summary:
                _rows.Add(new SummaryRow(
                    summary.Level,
                    summary.PresenceRedundancyGroup,
                    summary.NodeName,
                    summary.UserCount,
                    summary.SessionCount,
                    summary.DeviceType.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase),
                    at));
                break;
            case UserSessions user:
                int number = _tally.User(Encoding.UTF8.GetBytes(user.UserId), out _);
                int node = _tally.Node(
                    _tally.Group(Encoding.UTF8.GetBytes(user.PresenceRedundancyGroup ?? ""), out _),
                    _tally.NodeName(Encoding.UTF8.GetBytes(user.NodeName ?? ""), out _));
                foreach (string device in user.DeviceType)
                {
                    _tally.Add(number, node, _tally.Device(device), 1);
                }

                break;
        }

        if (entry.GeneratedAt > _generatedAt || _generatedAt is null)
        {
            _generatedAt = entry.GeneratedAt;
        }
    }

    /// <summary>The lines of the report: the cluster, then each group with its nodes, then the users by group, node and name.</summary>
    public IEnumerable<SessionReportEntry> Build(SessionReportQuery? query = null)
    {
        query ??= new SessionReportQuery();
        DateTimeOffset? generatedAt = query.GeneratedAt ?? _generatedAt ?? _rows.GeneratedAt;
        SessionSummary[] summaries = [.. Summaries(generatedAt)];
        foreach (SessionSummary summary in summaries
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

        if (_summaries.Count > 0 && _tally.IsEmpty)
        {
            Report(Errors.SessionUsersUnknown(), true);
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
                DeviceType =
                [
                    .. DeviceTypes.InOrder(sessions, pair => pair.Key).SelectMany(pair => Enumerable.Repeat(pair.Key, checked((int)pair.Value))),
                ],
                GeneratedAt = generatedAt,
            };
        }
    }

    private IEnumerable<SessionSummary> Summaries(DateTimeOffset? generatedAt)
    {
        foreach (SummaryRow row in _summaries)
        {
            yield return Summary(row.Level, row.Group, row.Node, row.Users, row.Sessions, row.Devices, generatedAt);
        }

        // Nothing but summaries: what they leave out is not known, and is not zero.
        if (_summaries.Count > 0 && _tally.IsEmpty)
        {
            yield break;
        }

        SessionTally.Part[] counted = [.. _tally.Parts()];
        foreach (SessionTally.Part part in counted)
        {
            bool unnamed = part.Level switch
            {
                SessionLevel.SubCluster => part.Group is null && counted.All(other => other.Group is null),
                SessionLevel.Node => part.Node is null && counted.All(other => other.Node is null),
                _ => false,
            };
            if (unnamed)
            {
                continue;
            }

            SummaryRow? told = _summaries.Find(row => row.IsAbout(part.Level, part.Group, part.Node));
            long sessions = part.Sessions.Values.Sum();
            if (told is null)
            {
                yield return Summary(part.Level, part.Group, part.Node, part.Users, sessions, part.Sessions, generatedAt);
            }
            else if (part.Level == SessionLevel.Node && (told.Users != part.Users || told.Sessions != sessions))
            {
                Report(Errors.SessionSummaryDiffers(told.At, part.Node, told.Users, told.Sessions, part.Users, sessions), true);
            }
        }
    }

    private static SessionSummary Summary(
        SessionLevel level, string? group, string? node, long users, long sessions, Dictionary<string, long> devices, DateTimeOffset? generatedAt)
    {
        // The known types are always there, so that a script finds a zero and not nothing.
        foreach (string name in DeviceTypes.Names)
        {
            if (name != DeviceTypes.Unknown && !devices.ContainsKey(name))
            {
                devices.Add(name, 0);
            }
        }

        return new SessionSummary
        {
            Level = level,
            PresenceRedundancyGroup = group,
            NodeName = node,
            UserCount = users,
            SessionCount = sessions,
            DeviceType = new DeviceTypeCounts(DeviceTypes.InOrder(devices, pair => pair.Key)),
            GeneratedAt = generatedAt,
        };
    }

    private void Report(ImpOpsException problem, bool isWarning) => _report(new InputProblem(problem, isWarning));

    private readonly struct RecordRow(byte[][] fields) : ISessionRow
    {
        public int FieldCount => fields.Length;

        public ReadOnlySpan<byte> this[int ordinal] => fields[ordinal];
    }
}
