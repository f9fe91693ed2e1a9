using System;
using System.Buffers;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using ImpOps.Text;

namespace ImpOps.Sessions;

/// <summary>Some lines of a file, with what was found on them.</summary>
internal sealed class SessionBlock : IDisposable
{
    private readonly List<(int Start, int Line)> _odd = [];
    private int _oddPassed;
    private SessionEntry[] _entries = [];
    private int _entryCount;
    private int[] _order = [];

    public byte[] Bytes { get; private set; } = [];

    /// <summary>How many of the bytes are of the block.</summary>
    public int Length { get; set; }

    /// <summary>Where in the file the block begins.</summary>
    public long Start { get; private set; }

    public long End => Start + Length;

    /// <summary>The number of the block's first line in the file.</summary>
    public long FirstLine { get; set; }

    /// <summary>How many line ends it has.</summary>
    public int LineCount { get; set; }

    /// <summary>How many lines are no plain rows.</summary>
    public int OddCount => _odd.Count;

    /// <summary>What was known when the block was scanned; null where nothing was, and the lines were only counted.</summary>
    public PlainRows? Rows { get; private set; }

    /// <summary>What another thread does with the block.</summary>
    public Task Work { get; set; } = Task.CompletedTask;

    /// <summary>Makes room for other lines.</summary>
    public void Begin(long start, int size)
    {
        if (Bytes.Length < size)
        {
            Return(Bytes);
            Bytes = ArrayPool<byte>.Shared.Rent(size);
        }

        Start = start;
        Length = 0;
        LineCount = 0;
        Rows = null;
        _odd.Clear();
        _oddPassed = 0;
        _entryCount = 0;
    }

    /// <summary>Reads the plain rows, all of them or those from a line on, or counts the lines.</summary>
    public void Scan(PlainRows? rows, int start = 0, int line = 0)
    {
        Rows = rows;
        if (rows is null)
        {
            LineCount = Utf8Text.CountLineEnds(Bytes.AsSpan(0, Length));
            return;
        }

        Truncate(Start + start);
        rows.Scan(this, start, line);
    }

    /// <summary>Notes a line that is no plain row.</summary>
    public void AddOdd(int start, int line) => _odd.Add((start, line));

    /// <summary>Notes sessions.</summary>
    [MethodImpl(HotPath.Options)]
    public void Add(in SessionEntry entry)
    {
        if (_entryCount == _entries.Length)
        {
            SessionEntry[] larger = ArrayPool<SessionEntry>.Shared.Rent(Math.Max(256, _entryCount * 2));
            Array.Copy(_entries, larger, _entryCount);
            Return(_entries);
            _entries = larger;
        }

        _entries[_entryCount++] = entry;
    }

    /// <summary>Goes on to the first line that is no plain row, or to the end of the block.</summary>
    /// <param name="position">A place in the file.</param>
    /// <param name="line">The number of its line.</param>
    /// <returns>False where there is no such line.</returns>
    public bool TryFindOdd(ref long position, ref long line)
    {
        while (_oddPassed < _odd.Count && Start + _odd[_oddPassed].Start < position)
        {
            _oddPassed++;
        }

        bool found = _oddPassed < _odd.Count;
        (position, line) = found ? (Start + _odd[_oddPassed].Start, FirstLine + _odd[_oddPassed].Line) : (End, FirstLine + LineCount);
        return found;
    }

    /// <summary>Forgets what was found between two places in the file: it was read another way.</summary>
    public void Drop(long from, long to)
    {
        int low = 0;
        int high = _entryCount;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = Start + _entries[middle].Start < from ? (middle + 1, high) : (low, middle);
        }

        for (int i = low; i < _entryCount && Start + _entries[i].Start < to; i++)
        {
            _entries[i].Sessions = 0;
        }
    }

    /// <summary>Forgets what was found from a place in the file on.</summary>
    public void Truncate(long position)
    {
        while (_entryCount > 0 && Start + _entries[_entryCount - 1].Start >= position)
        {
            _entryCount--;
        }

        while (_odd.Count > 0 && Start + _odd[_odd.Count - 1].Start >= position)
        {
            _odd.RemoveAt(_odd.Count - 1);
        }

        _oddPassed = Math.Min(_oddPassed, _odd.Count);
    }

    /// <summary>Counts what was found.</summary>
    public void Count(SessionTally tally)
    {
        if (_order.Length < _entryCount)
        {
            Return(_order);
            _order = ArrayPool<int>.Shared.Rent(_entryCount);
        }

        tally.Add(_entries, _entryCount, _order, Bytes);
    }

    public void Dispose()
    {
        Return(Bytes);
        Return(_entries);
        Return(_order);
        (Bytes, _entries, _order) = ([], [], []);
    }

    private static void Return<T>(T[] array)
    {
        if (array.Length > 0)
        {
            ArrayPool<T>.Shared.Return(array);
        }
    }
}
