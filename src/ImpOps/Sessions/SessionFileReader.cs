using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using ImpOps.Text;

namespace ImpOps.Sessions;

/// <summary>
/// Reads a file of sessions, users or summaries. No genuine file of the portal was found, so nothing is taken for granted: the delimiter, the
/// lines above the headings, the order and spelling of the columns are found out; headings may come again with other columns below them.
/// </summary>
/// <remarks>
/// The rows that name nothing new are read by other threads, a block of the file each. Here the blocks come together in the order of the file, and
/// here is read what is odd about them. Nothing of a block counts before all that stands above it has been understood.
/// </remarks>
internal sealed class SessionFileReader(SessionRowReader rows, SessionTally tally, string fileName, ProblemLog log)
{
    /// <summary>More errors of one file than anyone reads: after these they are only counted.</summary>
    public const int MostErrors = 100;

    private const int MaximumRecordLength = 1 << 20;

    /// <summary>How many records of a section are looked at twice, because they may be headings.</summary>
    private const int MostSuspects = 1000;

    /// <summary>How many times a block is scanned again because something new was named in it.</summary>
    private const int MostScans = 8;

    /// <summary>A block of which more than this part is odd is read without help to its end.</summary>
    private const int FewOdd = 16;

    /// <summary>Odd lines are short, and stand alone.</summary>
    private const int ScannerBufferSize = 1 << 14;

    private readonly List<HeldLine> _held = [];
    private SectionTitle _title = new();
    private SessionLayout? _layout;
    private bool _behindBlank;
    private int _suspects;
    private byte _delimiter;
    private long _headerLine;

    // Where the next record begins.
    private long _position;
    private long _line = 1;

    /// <summary>The date and time that the file gives for itself.</summary>
    public DateTimeOffset? GeneratedAt { get; private set; }

    /// <summary>How many threads may read.</summary>
    public int ThrottleLimit { get; set; } = 1;

    /// <summary>How much of the file a thread is given at a time, in bytes.</summary>
    public int BlockSize { get; set; } = SessionBlocks.DefaultSize;

    /// <summary>Reads the whole file.</summary>
    /// <exception cref="ImpOpsException"><c>SessionHeaderMissing</c>, <c>SessionFileEmpty</c>: there is nothing in it that could be read.</exception>
    public void Read(Stream utf8, Action? progress, CancellationToken cancellation)
    {
        ReadOnlyMemory<byte> head = PrefixedStream.Peek(utf8, CsvHeadings.PeekLength);
        if (head.IsEmpty)
        {
            throw Errors.SessionFileEmpty(fileName);
        }

        (_delimiter, _headerLine) = FindHeader(head);
        using Utf8CsvScanner scanner = new(Stream.Null, _delimiter, MaximumRecordLength, ScannerBufferSize);
        using SessionBlocks blocks = new(new PrefixedStream(head, utf8), tally, ThrottleLimit, BlockSize, Known, () =>
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Invoke();
        });
        SessionBlock current = null!;
        Func<long> done = () => scanner.Position;
        Func<Stream> rest = () => blocks.From(current, _position, done);
        while (blocks.Next() is SessionBlock block)
        {
            current = block;
            try
            {
                ReadBlock(block, scanner, rest);
            }
            finally
            {
                // Also where the reading ends with an error, what came before it counts, and nothing else.
                block.Truncate(_position);
                blocks.Count(block);
            }
        }

        // The headings were seen at the begin; a quote that is closed far behind them can still have swallowed them.
        if (_layout is null)
        {
            throw Errors.SessionHeaderMissing(fileName, CsvHeadings.FirstLine(head));
        }

        ReadHeld();
        EndSection();
    }

    /// <summary>What is known of the rows that are next; null where what they are depends on those before them.</summary>
    private PlainRows? Known() => MayBePlain ? rows.Plain(_delimiter, _layout!, _title) : null;

    /// <summary>Whether what the next record is can be told from it alone.</summary>
    private bool MayBePlain => _layout is { IsSummary: false } && !_behindBlank && _held.Count == 0;

    /// <summary>Reads what is odd of a block, and all of it where that is most.</summary>
    /// <param name="block">A block that has been scanned.</param>
    /// <param name="scanner">Reads what is odd.</param>
    /// <param name="rest">Gives the file from where the next record begins.</param>
    private void ReadBlock(SessionBlock block, Utf8CsvScanner scanner, Func<Stream> rest)
    {
        // A record that began in a block before may reach into this one.
        block.Drop(block.Start, _position);
        for (int scans = 0; _position < block.End;)
        {
            if (!MayBePlain)
            {
                ReadRecords(block, scanner, rest, toEnd: false);
                continue;
            }

            // A record or title that began before may have changed what the lines mean; a name that is not new any more makes them plain.
            bool isOfSection = block.Rows is not null && block.Rows.IsOf(_layout!, _title);
            if (isOfSection && !block.TryFindOdd(ref _position, ref _line))
            {
                return;
            }

            if (!(isOfSection && rows.KnowsNoMoreThan(block.Rows!)) && scans++ < MostScans)
            {
                block.Scan(Known(), (int)(_position - block.Start), (int)(_line - block.FirstLine));
            }
            else
            {
                ReadRecords(block, scanner, rest, toEnd: !isOfSection || block.OddCount > block.LineCount / FewOdd);
            }
        }
    }

    /// <summary>Reads a record, and those behind it up to where other threads can help again.</summary>
    private void ReadRecords(SessionBlock block, Utf8CsvScanner scanner, Func<Stream> rest, bool toEnd)
    {
        long start = _position;
        scanner.Continue(rest(), _line);
        try
        {
            do
            {
                if (!scanner.Read())
                {
                    throw new InvalidOperationException("A block is longer than its file.");
                }

                ReadRecord(scanner);
                _position = start + scanner.Position;
                _line = scanner.NextLine;
            }
            while (_position < block.End && (toEnd || !MayBePlain));
        }
        finally
        {
            block.Drop(start, _position);
        }
    }

    private (byte Delimiter, long Line) FindHeader(ReadOnlyMemory<byte> head) =>
        CsvHeadings.Find(head, headings => SessionLayout.TryCreate(headings)?.RecognizedCount)
            ?? throw Errors.SessionHeaderMissing(fileName, CsvHeadings.FirstLine(head));

    /// <summary>
    /// A record is a row, unless it is headings or, behind an empty line, the title of another section. What may be a title and may be a row is held
    /// until the next record tells.
    /// </summary>
    private void ReadRecord(Utf8CsvScanner scanner)
    {
        if (scanner.Line < _headerLine)
        {
            _title.Add(scanner.Texts());
            return;
        }

        if (scanner.Fault != CsvFault.None)
        {
            log.Error(Malformed(scanner));
            return;
        }

        if (scanner.IsEmpty)
        {
            _behindBlank = true;
            return;
        }

        if (_layout is null || _behindBlank || MayBeHeadings(scanner, _layout))
        {
            string[] texts = scanner.Texts();
            if (SessionLayout.TryCreate(texts) is SessionLayout next && (_layout is null || next.RecognizedCount > 1))
            {
                BeginSection(next, scanner);
                return;
            }

            if (_layout is null)
            {
                return;
            }

            if (_behindBlank && MayBeTitle(texts))
            {
                _held.Add(new HeldLine(scanner, At(scanner)));
                return;
            }
        }

        ReadHeld();
        _behindBlank = false;
        ReadRow(new ScannerRow(scanner), _layout, At(scanner), scanner.EndsWithoutNewLine);
    }

    /// <summary>Without an empty line before them, headings are looked for where a row begins as the last ones did, or has another length.</summary>
    private bool MayBeHeadings(Utf8CsvScanner scanner, SessionLayout layout) =>
        ((layout.FirstHeading.Length > 0 && scanner[0].SequenceEqual(layout.FirstHeading)) || scanner.FieldCount != layout.FieldCount)
        && _suspects++ < MostSuspects;

    /// <summary>A line with one text on it, or one that says a date, group or node and nothing else.</summary>
    private static bool MayBeTitle(string[] texts) =>
        texts.Count(text => text.Trim().Length > 0) == 1 || new SectionTitle().Add(texts);

    private void BeginSection(SessionLayout layout, Utf8CsvScanner scanner)
    {
        // What the title of the last section said holds no more, if this one has a title.
        if (_held.Count > 0)
        {
            EndSection();
            _title = new SectionTitle();
            foreach (HeldLine line in _held)
            {
                _title.Add(line.Texts());
            }

            _held.Clear();
        }

        _layout = layout;
        _behindBlank = false;
        _suspects = 0;
        if (layout.Unrecognized.Count > 0)
        {
            log.Warn(Errors.SessionColumnsUnrecognized(At(scanner), layout.Unrecognized));
        }
    }

    /// <summary>No headings have followed the lines that were held: those that have the length of rows are rows.</summary>
    private void ReadHeld()
    {
        foreach (HeldLine line in _held)
        {
            SectionTitle title = new();
            if (title.Add(line.Texts()))
            {
                EndSection();
                _title = title;
            }
            else if (line.FieldCount == _layout!.FieldCount)
            {
                ReadRow(line, _layout, line.At, line.EndsFile);
            }
            else
            {
                log.Warn(Errors.SessionLineIgnored(line.At, line.Texts()[0]));
            }
        }

        _held.Clear();
    }

    private void EndSection()
    {
        GeneratedAt = GeneratedAt is null || _title.GeneratedAt > GeneratedAt ? _title.GeneratedAt ?? GeneratedAt : GeneratedAt;
        if (_title.TimeNotUnderstood is string text)
        {
            log.Warn(Errors.SessionTimeNotUnderstood(new InputLocation(fileName, 1), text));
        }
    }

    private void ReadRow<TRow>(TRow row, SessionLayout layout, InputLocation at, bool endsFile)
        where TRow : struct, ISessionRow
    {
        if (endsFile && row.FieldCount < layout.FieldCount)
        {
            log.Error(Errors.SessionRowCut(at, row.FieldCount, layout.FieldCount));
            return;
        }

        rows.Read(row, layout, _title, at, log);
    }

    private ImpOpsException Malformed(Utf8CsvScanner scanner) => scanner.Fault switch
    {
        CsvFault.QuoteNotClosed => Errors.SessionQuoteNotClosed(At(scanner)),
        CsvFault.TextAfterQuote => Errors.SessionTextAfterQuote(At(scanner)),
        _ => Errors.SessionRecordTooLong(At(scanner), MaximumRecordLength),
    };

    private InputLocation At(Utf8CsvScanner scanner) => new(fileName, scanner.Line);

    private readonly struct ScannerRow(Utf8CsvScanner scanner) : ISessionRow
    {
        public int FieldCount => scanner.FieldCount;

        public ReadOnlySpan<byte> this[int ordinal] => scanner[ordinal];

        public ReadOnlySpan<byte> From(int ordinal) => scanner.From(ordinal);
    }

    /// <summary>A record that was put aside.</summary>
    private readonly struct HeldLine : ISessionRow
    {
        private readonly byte[][] _fields;

        public HeldLine(Utf8CsvScanner scanner, InputLocation at)
        {
            _fields = new byte[scanner.FieldCount][];
            for (int i = 0; i < _fields.Length; i++)
            {
                _fields[i] = scanner[i].ToArray();
            }

            At = at;
            EndsFile = scanner.EndsWithoutNewLine;
        }

        public InputLocation At { get; }

        public bool EndsFile { get; }

        public int FieldCount => _fields.Length;

        public ReadOnlySpan<byte> this[int ordinal] => _fields[ordinal];

        public ReadOnlySpan<byte> From(int ordinal) => _fields[ordinal];

        public string[] Texts() => [.. _fields.Select(field => Encoding.UTF8.GetString(field))];
    }
}
