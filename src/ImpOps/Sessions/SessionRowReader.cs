using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ImpOps.Text;

namespace ImpOps.Sessions;

/// <summary>Takes rows apart by their layout and counts them. What it does not understand it tells, and does not count.</summary>
internal sealed class SessionRowReader(SessionTally tally, SummaryTable summaries)
{
    private const long MostOfSummary = 1_000_000_000;
    private const int MostDeviceTypes = 100;
    private const int MostDeviceCells = 10_000;

    private readonly HashSet<int> _spoiltUsers = [];
    private readonly Utf8Interner _deviceCells = new();
    private readonly List<Devices> _devicesOfCell = [];
    private readonly int _unknownDevice = tally.Device(DeviceTypes.Unknown);
    private bool _toldOfDeviceTypes;
    private byte[] _lastTime = [];

    /// <summary>The latest date and time that a row gave.</summary>
    public DateTimeOffset? GeneratedAt { get; private set; }

    /// <summary>Counts a row.</summary>
    /// <exception cref="ImpOpsException"><c>SessionNodesTooMany</c>: reading on would only take memory.</exception>
    public void Read<TRow>(TRow row, SessionLayout layout, SectionTitle title, InputLocation at, ProblemLog log)
        where TRow : struct, ISessionRow
    {
        if (row.FieldCount > layout.FieldCount && !MayBeLonger(row, layout))
        {
            log.Error(Errors.SessionRowTooLong(at, row.FieldCount, layout.FieldCount));
            return;
        }

        if (layout.Has(SessionColumn.GeneratedAt))
        {
            ReadTime(Value(row, layout[SessionColumn.GeneratedAt]), at, log);
        }

        if (layout.IsSummary)
        {
            ReadSummary(row, layout, at, log);
        }
        else
        {
            ReadSessions(row, layout, title, at, log);
        }
    }

    /// <summary>A list of devices that nobody quoted runs on to the end of the row; and some writers end rows with a delimiter.</summary>
    private static bool MayBeLonger<TRow>(TRow row, SessionLayout layout)
        where TRow : struct, ISessionRow
    {
        if (layout[SessionColumn.DeviceType] == layout.FieldCount - 1)
        {
            return true;
        }

        for (int i = layout.FieldCount; i < row.FieldCount; i++)
        {
            if (!Utf8Text.Trim(row[i]).IsEmpty)
            {
                return false;
            }
        }

        return true;
    }

    private void ReadSessions<TRow>(TRow row, SessionLayout layout, SectionTitle title, InputLocation at, ProblemLog log)
        where TRow : struct, ISessionRow
    {
        ReadOnlySpan<byte> userId = Value(row, layout[SessionColumn.UserId]);
        if (userId.IsEmpty)
        {
            log.Error(Errors.SessionUserMissing(at));
            return;
        }

        long? told = null;
        if (layout.SessionCountOrdinal is int countOrdinal and >= 0)
        {
            if (!TryReadCount(Value(row, countOrdinal), Plausible.MostSessionsOfUser, at, log, out long count))
            {
                return;
            }

            told = count;
        }

        Devices devices = layout.Has(SessionColumn.DeviceType) ? ReadDevices(row, layout, log) : Devices.None;
        if (devices.Total > (told ?? Plausible.MostSessionsOfUser))
        {
            log.Error(told is null
                ? Errors.SessionCountAbsurd(at, devices.Total, Plausible.MostSessionsOfUser)
                : Errors.SessionDevicesContradict(at, devices.Total, told.Value));
            return;
        }

        int user = tally.User(userId, out bool isNew);
        if (isNew && !Utf8Text.IsSound(userId))
        {
            _spoiltUsers.Add(user);
        }

        ReadOnlySpan<byte> groupName = Value(row, layout[SessionColumn.PresenceRedundancyGroup], title.Group);
        ReadOnlySpan<byte> nodeName = Value(row, layout[SessionColumn.NodeName], title.Node);
        int group = tally.Group(groupName);
        int name = tally.NodeName(nodeName);
        if (group < 0 || name < 0 || (_spoiltUsers.Count > 0 && _spoiltUsers.Contains(user)))
        {
            log.Error(Errors.SessionTextSpoilt(at, Utf8Text.Printable(group < 0 ? groupName : name < 0 ? nodeName : userId)));
            return;
        }

        int node = tally.Node(group, name);
        if (node < 0)
        {
            throw Errors.SessionNodesTooMany(at, SessionTally.MaximumNodes);
        }

        // One type behind several sessions is the type of all of them.
        long sessions = told ?? Math.Max(1, devices.Total);
        if (devices.Counts.Length == 1)
        {
            if (sessions > 0)
            {
                tally.Add(user, node, devices.Counts[0].Device, sessions);
            }

            return;
        }

        foreach ((int device, long count) in devices.Counts)
        {
            tally.Add(user, node, device, count);
        }

        if (sessions > devices.Total)
        {
            tally.Add(user, node, _unknownDevice, sessions - devices.Total);
        }
    }

    private void ReadSummary<TRow>(TRow row, SessionLayout layout, InputLocation at, ProblemLog log)
        where TRow : struct, ISessionRow
    {
        string? Text(SessionColumn column) =>
            Encoding.UTF8.GetString(Value(row, layout[column])) is { Length: > 0 } text ? text : null;

        foreach (SessionColumn column in new[] { SessionColumn.PresenceRedundancyGroup, SessionColumn.NodeName })
        {
            if (!Utf8Text.IsSound(Value(row, layout[column])))
            {
                log.Error(Errors.SessionTextSpoilt(at, Utf8Text.Printable(Value(row, layout[column]))));
                return;
            }
        }

        string? group = Text(SessionColumn.PresenceRedundancyGroup);
        string? node = Text(SessionColumn.NodeName);
        SessionLevel level = node is not null ? SessionLevel.Node : group is not null ? SessionLevel.SubCluster : SessionLevel.Cluster;
        if (Text(SessionColumn.Level) is string word)
        {
            if (SessionTerms.FindLevel(word) is not SessionLevel told || told == SessionLevel.User)
            {
                log.Error(Errors.SessionLevelUnknown(at, word));
                return;
            }

            level = told;
        }

        if (!TryReadCount(Value(row, layout[SessionColumn.UserCount]), MostOfSummary, at, log, out long users)
            || !TryReadCount(Value(row, layout.SessionCountOrdinal), MostOfSummary, at, log, out long sessions))
        {
            return;
        }

        Dictionary<string, long>? devices = layout.DeviceColumns.Count > 0 ? new(StringComparer.OrdinalIgnoreCase) : null;
        foreach ((int ordinal, string deviceType) in layout.DeviceColumns)
        {
            if (Value(row, ordinal).IsEmpty)
            {
                continue;
            }

            if (!TryReadCount(Value(row, ordinal), MostOfSummary, at, log, out long count))
            {
                return;
            }

            devices![deviceType] = (devices.TryGetValue(deviceType, out long before) ? before : 0) + count;
        }

        if (devices is null && Text(SessionColumn.DeviceType) is string list)
        {
            devices = DeviceTypeCounts.Parse(list).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        }

        summaries.Add(new SummaryRow(level, group, node, users, sessions, devices, at), log);
    }

    private Devices ReadDevices<TRow>(TRow row, SessionLayout layout, ProblemLog log)
        where TRow : struct, ISessionRow
    {
        int ordinal = layout[SessionColumn.DeviceType];
        ReadOnlySpan<byte> cell = row.FieldCount > layout.FieldCount && ordinal == layout.FieldCount - 1
            ? Utf8Text.Trim(row.From(ordinal))
            : Value(row, ordinal);
        if (cell.IsEmpty)
        {
            return Devices.None;
        }

        if (_deviceCells.Count >= MostDeviceCells)
        {
            return ParseDevices(Encoding.UTF8.GetString(cell), log);
        }

        int number = _deviceCells.Intern(cell, out bool added);
        if (added)
        {
            _devicesOfCell.Add(ParseDevices(Encoding.UTF8.GetString(cell), log));
        }

        return _devicesOfCell[number];
    }

    private Devices ParseDevices(string list, ProblemLog log) => new(
    [
        .. DeviceTypeCounts.Parse(list.Replace('\t', ',')).Select(device => (Device(device.Key, log), device.Value)),
    ]);

    private int Device(string type, ProblemLog log)
    {
        if (tally.DeviceCount >= MostDeviceTypes && !tally.HasDevice(type))
        {
            if (!_toldOfDeviceTypes)
            {
                _toldOfDeviceTypes = true;
                log.Warn(Errors.SessionDeviceTypesTooMany(type, MostDeviceTypes));
            }

            return _unknownDevice;
        }

        return tally.Device(type);
    }

    private void ReadTime(ReadOnlySpan<byte> text, InputLocation at, ProblemLog log)
    {
        // The same in every row, as a rule.
        if (text.IsEmpty || text.SequenceEqual(_lastTime))
        {
            return;
        }

        bool first = _lastTime.Length == 0;
        _lastTime = text.ToArray();
        if (ReportTime.TryParse(Encoding.UTF8.GetString(text), out DateTimeOffset time))
        {
            GeneratedAt = time <= GeneratedAt ? GeneratedAt : time;
        }
        else if (first)
        {
            log.Warn(Errors.SessionTimeNotUnderstood(at, Utf8Text.Printable(text)));
        }
    }

    private static bool TryReadCount(ReadOnlySpan<byte> text, long most, InputLocation at, ProblemLog log, out long count)
    {
        if (!Utf8Parser.TryParse(text, out count, out int length) || length != text.Length || count < 0)
        {
            log.Error(Errors.SessionCountNotANumber(at, Utf8Text.Printable(text)));
            return false;
        }

        if (count > most)
        {
            log.Error(Errors.SessionCountAbsurd(at, count, most));
            return false;
        }

        return true;
    }

    private static ReadOnlySpan<byte> Value<TRow>(TRow row, int ordinal, ReadOnlySpan<byte> otherwise = default)
        where TRow : struct, ISessionRow
    {
        if (ordinal < 0 || ordinal >= row.FieldCount)
        {
            return otherwise;
        }

        ReadOnlySpan<byte> value = Utf8Text.Trim(row[ordinal]);
        return value.IsEmpty ? otherwise
            : CsvInjection.LooksEscaped(value) ? value.Slice(1)
            : value;
    }

    /// <summary>The device types of a row, by number, with the sessions of each.</summary>
    private sealed class Devices((int Device, long Count)[] counts)
    {
        public static readonly Devices None = new([]);

        public (int Device, long Count)[] Counts { get; } = counts;

        public long Total { get; } = counts.Sum(device => device.Count);
    }
}
