using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Text;
using ImpOps.Text;

namespace ImpOps.Sessions;

/// <summary>Takes rows apart by their layout and counts them. What it does not understand it reports, and does not count.</summary>
internal sealed class SessionRowReader(SessionTally tally, List<SummaryRow> summaries, Action<ImpOpsException, bool> report)
{
    /// <summary>More sessions than one user can have, by orders of magnitude: the column is not one of counts.</summary>
    private const long MostSessionsOfUser = 100_000;
    private const long MostOfSummary = 1_000_000_000;
    private const int MostDeviceTypes = 100;
    private const int MostDeviceCells = 10_000;

    private static readonly char[] DeviceSeparators = [',', ';', '/', '|', '\n', '\uFF0C', '\u3001', '\uFF1B'];

    private readonly HashSet<int> _spoiltUsers = [];
    private readonly HashSet<int> _spoiltNodes = [];
    private readonly HashSet<int> _spoiltGroups = [];
    private readonly Utf8Interner _deviceCells = new();
    private readonly List<int[]> _devicesOfCell = [];
    private readonly int _unknownDevice = tally.Device(DeviceTypes.Unknown);
    private bool _tooManyDeviceTypes;
    private byte[] _lastTime = [];

    /// <summary>The latest date and time that a row gave.</summary>
    public DateTimeOffset? GeneratedAt { get; private set; }

    /// <summary>Counts a row.</summary>
    /// <exception cref="ImpOpsException"><c>SessionNodesTooMany</c>: reading on would only take memory.</exception>
    public void Read<TRow>(TRow row, SessionLayout layout, SectionTitle title, InputLocation at)
        where TRow : struct, ISessionRow
    {
        // A list of devices that nobody quoted runs on to the end of the row.
        if (row.FieldCount > layout.FieldCount && layout[SessionColumn.DeviceType] != layout.FieldCount - 1)
        {
            report(Errors.SessionRowTooLong(at, row.FieldCount, layout.FieldCount), false);
            return;
        }

        if (layout.Has(SessionColumn.GeneratedAt))
        {
            ReadTime(Value(row, layout[SessionColumn.GeneratedAt]));
        }

        if (layout.IsSummary)
        {
            ReadSummary(row, layout, at);
        }
        else
        {
            ReadSessions(row, layout, title, at);
        }
    }

    /// <summary>Takes in the figures of a cluster, subcluster or node, unless they are known.</summary>
    public void Add(SummaryRow summary)
    {
        SummaryRow? earlier = summaries.Find(other => other.IsAbout(summary.Level, summary.Group, summary.Node));
        if (earlier is null)
        {
            summaries.Add(summary);
        }
        else if (earlier.Users != summary.Users || earlier.Sessions != summary.Sessions)
        {
            report(Errors.SessionSummaryTwice(summary.At, earlier.At), false);
        }
    }

    private void ReadSessions<TRow>(TRow row, SessionLayout layout, SectionTitle title, InputLocation at)
        where TRow : struct, ISessionRow
    {
        ReadOnlySpan<byte> userId = Value(row, layout[SessionColumn.UserId]);
        if (userId.IsEmpty)
        {
            report(Errors.SessionUserMissing(at), false);
            return;
        }

        long? told = null;
        if (layout.SessionCountOrdinal is int countOrdinal and >= 0)
        {
            if (!TryReadCount(Value(row, countOrdinal), MostSessionsOfUser, at, out long count))
            {
                return;
            }

            told = count;
        }

        int[] devices = layout.Has(SessionColumn.DeviceType) ? ReadDevices(row, layout) : [];
        if (told < devices.Length)
        {
            report(Errors.SessionDevicesContradict(at, devices.Length, told.Value), false);
            return;
        }

        int user = tally.User(userId, out bool newUser);
        ReadOnlySpan<byte> groupName = Value(row, layout[SessionColumn.PresenceRedundancyGroup], title.Group);
        int group = tally.Group(groupName, out bool newGroup);
        ReadOnlySpan<byte> nodeName = Value(row, layout[SessionColumn.NodeName], title.Node);
        int nodeNumber = tally.NodeName(nodeName, out bool newNode);
        if (IsSpoilt(_spoiltUsers, user, newUser, userId, at)
            || IsSpoilt(_spoiltGroups, group, newGroup, groupName, at)
            || IsSpoilt(_spoiltNodes, nodeNumber, newNode, nodeName, at))
        {
            return;
        }

        int node = tally.Node(group, nodeNumber);
        if (node < 0)
        {
            throw Errors.SessionNodesTooMany(at, SessionTally.MaximumNodes);
        }

        if (told == 0)
        {
            return;
        }

        if (devices.Length <= 1)
        {
            // One type behind several sessions is the type of all of them.
            tally.Add(user, node, devices.Length == 1 ? devices[0] : _unknownDevice, told ?? 1);
            return;
        }

        foreach (int device in devices)
        {
            tally.Add(user, node, device, 1);
        }

        if (told > devices.Length)
        {
            tally.Add(user, node, _unknownDevice, told.Value - devices.Length);
        }
    }

    private void ReadSummary<TRow>(TRow row, SessionLayout layout, InputLocation at)
        where TRow : struct, ISessionRow
    {
        string? Text(SessionColumn column) =>
            Encoding.UTF8.GetString(Value(row, layout[column])) is { Length: > 0 } text ? text : null;

        foreach (SessionColumn column in new[] { SessionColumn.PresenceRedundancyGroup, SessionColumn.NodeName })
        {
            if (!Utf8Text.IsSound(Value(row, layout[column])))
            {
                report(Errors.SessionTextSpoilt(at, Utf8Text.Printable(Value(row, layout[column]))), false);
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
                report(Errors.SessionLevelUnknown(at, word), false);
                return;
            }

            level = told;
        }

        if (!TryReadCount(Value(row, layout[SessionColumn.UserCount]), MostOfSummary, at, out long users)
            || !TryReadCount(Value(row, layout.SessionCountOrdinal), MostOfSummary, at, out long sessions))
        {
            return;
        }

        Dictionary<string, long> devices = new(StringComparer.OrdinalIgnoreCase);
        foreach ((int ordinal, string deviceType) in layout.DeviceColumns)
        {
            if (Value(row, ordinal).IsEmpty)
            {
                continue;
            }

            if (!TryReadCount(Value(row, ordinal), MostOfSummary, at, out long count))
            {
                return;
            }

            devices[deviceType] = (devices.TryGetValue(deviceType, out long before) ? before : 0) + count;
        }

        Add(new SummaryRow(level, group, node, users, sessions, devices, at));
    }

    /// <summary>The device types of a row's sessions, one number a session.</summary>
    private int[] ReadDevices<TRow>(TRow row, SessionLayout layout)
        where TRow : struct, ISessionRow
    {
        int ordinal = layout[SessionColumn.DeviceType];
        if (row.FieldCount > layout.FieldCount)
        {
            StringBuilder list = new();
            for (int i = ordinal; i < row.FieldCount; i++)
            {
                list.Append(Encoding.UTF8.GetString(row[i])).Append(',');
            }

            return ParseDevices(list.ToString());
        }

        ReadOnlySpan<byte> cell = Value(row, ordinal);
        if (cell.IsEmpty)
        {
            return [];
        }

        if (_deviceCells.Count >= MostDeviceCells)
        {
            return ParseDevices(Encoding.UTF8.GetString(cell));
        }

        int number = _deviceCells.Intern(cell, out bool added);
        if (added)
        {
            _devicesOfCell.Add(ParseDevices(Encoding.UTF8.GetString(cell)));
        }

        return _devicesOfCell[number];
    }

    /// <summary>Reads <c>Desktop, iPhone</c> and <c>Desktop (2), iPhone</c>.</summary>
    private int[] ParseDevices(string list)
    {
        List<int> devices = [];
        foreach (string part in list.Split(DeviceSeparators))
        {
            string name = part.Trim();
            int times = 1;
            int bracket = name.LastIndexOf('(');
            if (bracket > 0
                && name[name.Length - 1] == ')'
                && int.TryParse(name.Substring(bracket + 1, name.Length - bracket - 2), out int told)
                && told is > 0 and <= (int)MostSessionsOfUser)
            {
                times = told;
                name = name.Substring(0, bracket).TrimEnd();
            }

            if (name.Length > 0)
            {
                int device = Device(name);
                for (int i = 0; i < times; i++)
                {
                    devices.Add(device);
                }
            }
        }

        return [.. devices];
    }

    private int Device(string name)
    {
        string type = DeviceTypes.Normalize(name);
        if (tally.DeviceCount >= MostDeviceTypes && !tally.HasDevice(type))
        {
            if (!_tooManyDeviceTypes)
            {
                _tooManyDeviceTypes = true;
                report(Errors.SessionDeviceTypesTooMany(name, MostDeviceTypes), true);
            }

            return _unknownDevice;
        }

        return tally.Device(type);
    }

    private void ReadTime(ReadOnlySpan<byte> text)
    {
        // The same in every row, as a rule.
        if (text.IsEmpty || text.SequenceEqual(_lastTime))
        {
            return;
        }

        _lastTime = text.ToArray();
        if (ReportTime.TryParse(Encoding.UTF8.GetString(text), out DateTimeOffset time) && !(time <= GeneratedAt))
        {
            GeneratedAt = time;
        }
    }

    private bool TryReadCount(ReadOnlySpan<byte> text, long most, InputLocation at, out long count)
    {
        if (!Utf8Parser.TryParse(text, out count, out int length) || length != text.Length || count < 0)
        {
            report(Errors.SessionCountNotANumber(at, Utf8Text.Printable(text)), false);
            return false;
        }

        if (count > most)
        {
            report(Errors.SessionCountAbsurd(at, count, most), false);
            return false;
        }

        return true;
    }

    private bool IsSpoilt(HashSet<int> spoilt, int number, bool added, ReadOnlySpan<byte> text, InputLocation at)
    {
        if (added && !Utf8Text.IsSound(text))
        {
            spoilt.Add(number);
        }

        if (spoilt.Count == 0 || !spoilt.Contains(number))
        {
            return false;
        }

        report(Errors.SessionTextSpoilt(at, Utf8Text.Printable(text)), false);
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
}
