using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;
using ImpOps.Text;

namespace ImpOps.Sessions;

/// <summary>Takes rows apart by their layout and counts them. What it does not understand it tells, and does not count.</summary>
internal sealed class SessionRowReader(SessionTally tally, SummaryTable summaries)
{
    private const long MostOfSummary = 1_000_000_000;
    private const int MostDeviceTypes = 100;
    private const int MostDeviceCells = 10_000;

    private readonly PlaceTable _places = new();
    private readonly Utf8Interner _deviceCells = new();
    private readonly List<RowDevices> _devicesOfCell = [];
    private readonly int _unknownDevice = tally.Device(DeviceTypes.Unknown);
    private readonly RowDevices _noDevices = new([], tally.Device(DeviceTypes.Unknown));
    private PlainRows? _plain;
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

    /// <summary>What is known so far, for the rows that name nothing new.</summary>
    public PlainRows Plain(byte delimiter, SessionLayout layout, SectionTitle title)
    {
        if (_plain is null || !_plain.IsOf(layout, title) || !KnowsNoMoreThan(_plain))
        {
            _plain = new PlainRows(delimiter, layout, title, _places.Copy(), _deviceCells.Copy(), [.. _devicesOfCell], _noDevices, _lastTime);
        }

        return _plain;
    }

    /// <summary>Whether nothing has become known since.</summary>
    public bool KnowsNoMoreThan(PlainRows rows) => rows.KnownCount == PlainRows.Count(_places, _deviceCells) && rows.Time == _lastTime;

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

        RowDevices devices = layout.Has(SessionColumn.DeviceType) ? ReadDevices(row, layout, log) : _noDevices;
        if (devices.Total > (told ?? Plausible.MostSessionsOfUser))
        {
            log.Error(told is null
                ? Errors.SessionCountAbsurd(at, devices.Total, Plausible.MostSessionsOfUser)
                : Errors.SessionDevicesContradict(at, devices.Total, told.Value));
            return;
        }

        ReadOnlySpan<byte> groupName = Value(row, layout[SessionColumn.PresenceRedundancyGroup], title.Group);
        ReadOnlySpan<byte> nodeName = Value(row, layout[SessionColumn.NodeName], title.Node);
        int group = tally.Group(groupName);
        int name = tally.NodeName(nodeName);
        if (group < 0 || name < 0 || !Utf8Text.IsSound(userId))
        {
            log.Error(Errors.SessionTextSpoilt(at, Utf8Text.Printable(group < 0 ? groupName : name < 0 ? nodeName : userId)));
            return;
        }

        int node = tally.Node(group, name);
        if (node < 0)
        {
            throw Errors.SessionNodesTooMany(at, SessionTally.MaximumNodes);
        }

        _places.Add(groupName, nodeName, node);
        for (int i = 0; devices.TryGetShare(i, told, out int device, out long sessions); i++)
        {
            tally.Add(userId, node, device, sessions);
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

    private RowDevices ReadDevices<TRow>(TRow row, SessionLayout layout, ProblemLog log)
        where TRow : struct, ISessionRow
    {
        int ordinal = layout[SessionColumn.DeviceType];
        ReadOnlySpan<byte> cell = row.FieldCount > layout.FieldCount && ordinal == layout.FieldCount - 1
            ? Utf8Text.Trim(row.From(ordinal))
            : Value(row, ordinal);
        if (cell.IsEmpty)
        {
            return _noDevices;
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

    private RowDevices ParseDevices(string list, ProblemLog log) => new(
    [
        .. DeviceTypeCounts.Parse(list.Replace('\t', ',')).Select(device => (Device(device.Key, log), device.Value)),
    ], _unknownDevice);

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
        if (!TryParseCount(text, out count))
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

    /// <summary>Reads a number of sessions or users.</summary>
    public static bool TryParseCount(ReadOnlySpan<byte> text, out long count) =>
        Utf8Parser.TryParse(text, out count, out int length) && length == text.Length && count >= 0;

    /// <summary>What a field of a row says, and something else where it says nothing or is not there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Value<TRow>(TRow row, int ordinal, ReadOnlySpan<byte> otherwise = default)
        where TRow : struct, ISessionRow
    {
        if (ordinal < 0 || ordinal >= row.FieldCount)
        {
            return otherwise;
        }

        ReadOnlySpan<byte> value = row[ordinal];
        if (value.Length > 0 && value[0] > (byte)'\'' && value[value.Length - 1] > (byte)' ')
        {
            // Nothing to take away, as nearly always.
            return value;
        }

        value = Utf8Text.Trim(value);
        return value.IsEmpty ? otherwise
            : CsvInjection.LooksEscaped(value) ? value.Slice(1)
            : value;
    }
}
