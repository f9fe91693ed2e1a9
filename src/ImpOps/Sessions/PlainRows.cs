using System;
using System.Runtime.CompilerServices;
using ImpOps.Text;

namespace ImpOps.Sessions;

/// <summary>
/// What is known at one moment of a file, which is all that most rows need: a row that has all fields, is a line, is sound, and names no node,
/// device or time that was not named before. Several threads may use it at once.
/// </summary>
/// <remarks>
/// Whatever else there is, be it right or wrong, is an odd line, and <see cref="SessionFileReader"/> reads it with all that it knows. What is not odd
/// must mean here what it means there; so both take the values of a row from the same functions.
/// </remarks>
internal sealed class PlainRows(
    byte delimiter,
    SessionLayout layout,
    SectionTitle title,
    PlaceTable places,
    Utf8Interner deviceCells,
    RowDevices[] devicesOfCell,
    RowDevices noDevices,
    byte[] time)
{
    private readonly int _user = layout[SessionColumn.UserId];
    private readonly int _group = layout[SessionColumn.PresenceRedundancyGroup];
    private readonly int _node = layout[SessionColumn.NodeName];
    private readonly int _devices = layout[SessionColumn.DeviceType];
    private readonly int _count = layout.SessionCountOrdinal;
    private readonly int _time = layout[SessionColumn.GeneratedAt];

    /// <summary>How many names are known.</summary>
    public int KnownCount { get; } = Count(places, deviceCells);

    /// <summary>The date and time that is known.</summary>
    public byte[] Time => time;

    public static int Count(PlaceTable places, Utf8Interner deviceCells) => places.Count + deviceCells.Count;

    /// <summary>Whether the rows have this layout and stand below this title.</summary>
    public bool IsOf(SessionLayout otherLayout, SectionTitle otherTitle) => layout == otherLayout && title == otherTitle;

    /// <summary>Reads the lines of a block from one on: the plain ones become entries, the others are noted.</summary>
    /// <param name="block">The block.</param>
    /// <param name="start">Where the first line begins.</param>
    /// <param name="line">The number of the first line in the block, from 0.</param>
    [MethodImpl(HotPath.Options)]
    public void Scan(SessionBlock block, int start, int line)
    {
        ReadOnlySpan<byte> bytes = block.Bytes.AsSpan(0, block.Length);
        PlainRow row = new(block.Bytes, new (int, int)[layout.FieldCount]);
        (int, int)[] fields = row.Fields;
        int field = 0, fieldStart = start, closedAt = -1;
        bool quoted = false, odd = false;
        for (int window = start; window < bytes.Length; window += Utf8Marks.Window)
        {
            for (ulong marks = Utf8Marks.Find(bytes, window, delimiter); marks != 0; marks &= marks - 1)
            {
                int at = window + Utf8Marks.First(marks);
                byte mark = bytes[at];
                if (mark == (byte)'"')
                {
                    // Within a field a quote is a character like any other; the closing one must be the last.
                    if (quoted)
                    {
                        quoted = false;
                        closedAt = at;
                        odd |= at + 1 < bytes.Length && bytes[at + 1] != delimiter && bytes[at + 1] is not ((byte)'\n' or (byte)'\r');
                    }
                    else
                    {
                        quoted = at == fieldStart;
                    }

                    continue;
                }

                if (quoted && mark == delimiter)
                {
                    continue;
                }

                if (mark == (byte)'\n' && at == start && at > 0 && bytes[at - 1] == (byte)'\r')
                {
                    // The second half of a line end, of which the first has ended the line.
                    start = fieldStart = at + 1;
                    continue;
                }

                if (field < fields.Length)
                {
                    fields[field] = closedAt < 0 ? (fieldStart, at - fieldStart) : (fieldStart + 1, closedAt - fieldStart - 1);
                }

                field++;
                fieldStart = at + 1;
                closedAt = -1;
                if (mark == delimiter)
                {
                    continue;
                }

                if (odd || quoted || field != fields.Length || !TryRead(row, block))
                {
                    block.AddOdd(start, line);
                }

                line++;
                start = fieldStart;
                field = 0;
                quoted = odd = false;
            }
        }

        // A line without an end may have been cut.
        if (start < bytes.Length)
        {
            block.AddOdd(start, line);
        }

        block.LineCount = line;
    }

    [MethodImpl(HotPath.Options)]
    private bool TryRead(PlainRow row, SessionBlock block)
    {
        ReadOnlySpan<byte> user = SessionRowReader.Value(row, _user);
        if (user.IsEmpty
            || !Utf8Text.IsSound(user)
            || (layout.FirstHeading.Length > 0 && row[0].SequenceEqual(layout.FirstHeading))
            || (_time >= 0 && SessionRowReader.Value(row, _time) is { IsEmpty: false } at && !at.SequenceEqual(time)))
        {
            return false;
        }

        int node = places.Find(SessionRowReader.Value(row, _group, title.Group), SessionRowReader.Value(row, _node, title.Node));
        if (node < 0)
        {
            return false;
        }

        RowDevices devices = noDevices;
        if (_devices >= 0 && SessionRowReader.Value(row, _devices) is { IsEmpty: false } cell)
        {
            int number = deviceCells.Find(cell);
            if (number < 0)
            {
                return false;
            }

            devices = devicesOfCell[number];
        }

        long? told = null;
        if (_count >= 0)
        {
            if (!SessionRowReader.TryParseCount(SessionRowReader.Value(row, _count), out long count) || count > Plausible.MostSessionsOfUser)
            {
                return false;
            }

            told = count;
        }

        if (devices.Total > (told ?? Plausible.MostSessionsOfUser))
        {
            return false;
        }

        _ = block.Bytes.AsSpan().Overlaps(user, out int start);
        ulong hash = Utf8Hash.Compute(user);
        for (int i = 0; devices.TryGetShare(i, told, out int device, out long sessions); i++)
        {
            block.Add(new SessionEntry { Hash = hash, Start = start, Length = user.Length, Node = node, Device = device, Sessions = (int)sessions });
        }

        return true;
    }

    private readonly struct PlainRow(byte[] bytes, (int Start, int Length)[] fields) : ISessionRow
    {
        public (int Start, int Length)[] Fields => fields;

        public int FieldCount => fields.Length;

        public ReadOnlySpan<byte> this[int ordinal] => bytes.AsSpan(fields[ordinal].Start, fields[ordinal].Length);

        public ReadOnlySpan<byte> From(int ordinal) => this[ordinal];
    }
}
