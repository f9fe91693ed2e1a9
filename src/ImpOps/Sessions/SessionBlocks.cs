using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using ImpOps.Text;

namespace ImpOps.Sessions;

/// <summary>
/// Reads a file ahead, in blocks of whole lines, and has other threads scan and count them. The blocks come out in the order of the file.
/// </summary>
/// <remarks>
/// All of it is for the thread that reads the file; the others get a block at a time, and nobody else has that block meanwhile. So they have nothing
/// to wait for but the locks of <see cref="UserTable"/>.
/// </remarks>
internal sealed class SessionBlocks : IDisposable
{
    /// <summary>Large enough that handing a block on costs nothing beside reading it, small enough to stay in the caches of a processor.</summary>
    public const int DefaultSize = 1 << 18;

    /// <summary>The first blocks of a file are smaller: they name most of what is new.</summary>
    private const int FirstSize = 1 << 15;

    /// <summary>A block has room for both halves of a line end.</summary>
    private const int SmallestSize = 2;

    private readonly Stream _stream;
    private readonly SessionTally _tally;
    private readonly Func<PlainRows?> _known;
    private readonly Action _onRead;
    private readonly int _throttleLimit;
    private readonly int _mostAhead;
    private readonly int _largestSize;
    private readonly TaskScheduler _scheduler;

    private readonly LinkedList<SessionBlock> _ahead = [];
    private readonly Queue<SessionBlock> _counting = new();
    private readonly RestStream _rest;
    private byte[] _carried = [];    // begin of a line whose end is not in the block before
    private int _carriedLength;
    private int _size;
    private int _blockCount;
    private long _position;
    private long _line = 1;
    private bool _ended;

    /// <summary>Begins to read.</summary>
    /// <param name="stream">The file, as UTF-8.</param>
    /// <param name="tally">Where the users are counted.</param>
    /// <param name="throttleLimit">How many threads may scan and count; with 1 nothing is left to others.</param>
    /// <param name="size">How long blocks are, in bytes.</param>
    /// <param name="known">Gives what is known of the rows at the moment; null for nothing.</param>
    /// <param name="onRead">Is called whenever some of the file was read.</param>
    public SessionBlocks(Stream stream, SessionTally tally, int throttleLimit, int size, Func<PlainRows?> known, Action onRead)
    {
        _stream = stream;
        _tally = tally;
        _throttleLimit = throttleLimit;
        _mostAhead = throttleLimit == 1 ? 1 : 2 * throttleLimit;
        _largestSize = Math.Max(size, SmallestSize);
        _size = Math.Min(_largestSize, FirstSize);
        _known = known;
        _onRead = onRead;
        _rest = new RestStream(this);
        _scheduler = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, throttleLimit).ConcurrentScheduler;
    }

    /// <summary>The next block, scanned; null at the end of the file.</summary>
    public SessionBlock? Next()
    {
        while (_ahead.Count < _mostAhead && ReadBlock())
        {
        }

        if (_ahead.Count > 0)
        {
            return TakeFirst();
        }

        foreach (SessionBlock block in _counting)
        {
            block.Work.GetAwaiter().GetResult();
        }

        return null;
    }

    /// <summary>Has a block counted, after which it is used for other lines.</summary>
    public void Count(SessionBlock block)
    {
        block.Work = Run(block, () => block.Count(_tally));
        _counting.Enqueue(block);
    }

    /// <summary>The file from a place in a block on, until this is asked for the next time.</summary>
    /// <param name="block">The block that came out last.</param>
    /// <param name="position">The place in the file.</param>
    /// <param name="done">Says how many of the bytes from there on will not be needed again.</param>
    public Stream From(SessionBlock block, long position, Func<long> done)
    {
        _rest.Begin(block, position, done);
        return _rest;
    }

    public void Dispose()
    {
        foreach (IEnumerable<SessionBlock> blocks in new IEnumerable<SessionBlock>[] { _ahead, _counting })
        {
            foreach (SessionBlock block in blocks)
            {
                _ = Task.WaitAny(block.Work);
                block.Dispose();
            }
        }

        _ahead.Clear();
        _counting.Clear();
    }

    private SessionBlock TakeFirst()
    {
        SessionBlock block = _ahead.First!.Value;
        _ahead.RemoveFirst();
        block.Work.GetAwaiter().GetResult();
        block.FirstLine = _line;
        _line += block.LineCount;
        return block;
    }

    /// <summary>Reads a block and has it scanned. False at the end of the file.</summary>
    private bool ReadBlock()
    {
        if (_ended)
        {
            return false;
        }

        _onRead();
        SessionBlock block = FreeBlock();
        block.Begin(_position, _size);
        Buffer.BlockCopy(_carried, 0, block.Bytes, 0, _carriedLength);
        int filled = _carriedLength;
        _carriedLength = 0;
        while (!_ended && filled < _size)
        {
            int read = _stream.Read(block.Bytes, filled, _size - filled);
            filled += read;
            _ended = read == 0;
        }

        block.Length = _ended ? filled : EndOfLines(block.Bytes.AsSpan(0, filled));
        _size = Math.Min(_size * 2, _largestSize);
        _position = block.End;
        Carry(block.Bytes.AsSpan(block.Length, filled - block.Length));
        if (block.Length == 0)
        {
            _counting.Enqueue(block);
            return false;
        }

        PlainRows? rows = _known();
        block.Work = Run(block, () => block.Scan(rows));
        _ahead.AddLast(block);
        return true;
    }

    /// <summary>A block that is done with, or a new one while there are few.</summary>
    private SessionBlock FreeBlock()
    {
        if (_counting.Count > 0 && (_counting.Peek().Work.IsCompleted || _blockCount > 3 * _throttleLimit))
        {
            SessionBlock block = _counting.Dequeue();
            block.Work.GetAwaiter().GetResult();
            return block;
        }

        _blockCount++;
        return new SessionBlock();
    }

    /// <summary>Where the last line ends that ends for certain: what looks like its end may be half of one. A line longer than the block is cut.</summary>
    private static int EndOfLines(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.LastIndexOf((byte)'\n') + 1;
        if (end == 0)
        {
            end = bytes.Slice(0, bytes.Length - 1).LastIndexOf((byte)'\r') + 1;
        }

        return end > 0 ? end
            : bytes[bytes.Length - 1] == (byte)'\r' ? bytes.Length - 1
            : bytes.Length;
    }

    private void Carry(ReadOnlySpan<byte> bytes)
    {
        if (_carried.Length < bytes.Length)
        {
            _carried = new byte[Math.Max(bytes.Length, 1 << 10)];
        }

        bytes.CopyTo(_carried);
        _carriedLength = bytes.Length;
    }

    /// <summary>Leaves work to another thread, unless it is too little or nobody else may do any.</summary>
    private Task Run(SessionBlock block, Action work)
    {
        if (_throttleLimit == 1 || (_ended && block.Start == 0))
        {
            work();
            return Task.CompletedTask;
        }

        return Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler);
    }

    /// <summary>The bytes of blocks, one after the other.</summary>
    private sealed class RestStream(SessionBlocks owner) : ReadOnlyStream
    {
        private SessionBlock? _first;
        private LinkedListNode<SessionBlock>? _further;
        private long _begin;
        private long _position;
        private Func<long> _done = () => 0;

        public void Begin(SessionBlock block, long position, Func<long> done)
        {
            _first = block;
            _further = null;
            _begin = _position = position;
            _done = done;
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Release();
            if (Find() is not SessionBlock block)
            {
                return 0;
            }

            int start = (int)(_position - block.Start);
            int length = Math.Min(count, block.Length - start);
            Buffer.BlockCopy(block.Bytes, start, buffer, offset, length);
            _position += length;
            return length;
        }

        private SessionBlock? Find()
        {
            if (_position < _first!.End)
            {
                return _first;
            }

            if (_further is null)
            {
                if (owner._ahead.First is null && !owner.ReadBlock())
                {
                    return null;
                }

                _further = owner._ahead.First;
            }

            while (_further!.Value.End <= _position)
            {
                if (_further.Next is null && !owner.ReadBlock())
                {
                    return null;
                }

                _further = _further.Next!;
            }

            return _further.Value;
        }

        /// <summary>A line may be longer than anything that fits into memory: lets go of blocks that were passed over.</summary>
        private void Release()
        {
            while (owner._ahead.First is { } node && node.Value.End <= _begin + _done())
            {
                _further = null;
                owner._counting.Enqueue(owner.TakeFirst());
            }
        }
    }
}
