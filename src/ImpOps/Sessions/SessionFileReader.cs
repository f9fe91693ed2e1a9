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
internal sealed class SessionFileReader(SessionRowReader rows, string fileName, Action<ImpOpsException, bool> report)
{
    private const int PeekLength = 1 << 16;
    private const int MostTitleLines = 100;
    private const int MaximumRecordLength = 1 << 20;

    /// <summary>More errors of one file than anyone reads: after these they are only counted.</summary>
    private const int MostErrors = 100;

    private static readonly byte[] Delimiters = [(byte)',', (byte)';', (byte)'\t', (byte)'|'];

    private SectionTitle _title = new();
    private SessionLayout? _layout;
    private Place _place = Place.Title;
    private long _errors;

    /// <summary>The date and time that the file gives for itself.</summary>
    public DateTimeOffset? GeneratedAt { get; private set; }

    /// <summary>Reads the whole file.</summary>
    /// <exception cref="ImpOpsException"><c>SessionHeaderMissing</c>, <c>SessionFileEmpty</c>: there is nothing in it that could be read.</exception>
    public void Read(Stream utf8, Action<long>? progress, CancellationToken cancellation)
    {
        ReadOnlyMemory<byte> head = PrefixedStream.Peek(utf8, PeekLength);
        if (head.IsEmpty)
        {
            throw Errors.SessionFileEmpty(fileName);
        }

        (byte delimiter, long headerLine) = FindHeader(head);
        using Utf8CsvScanner scanner = new(new PrefixedStream(head, utf8), delimiter, MaximumRecordLength);
        long bytesTold = 0;
        while (scanner.Read())
        {
            if (scanner.BytesRead != bytesTold)
            {
                bytesTold = scanner.BytesRead;
                cancellation.ThrowIfCancellationRequested();
                progress?.Invoke(bytesTold);
            }

            if (scanner.Line < headerLine)
            {
                _title.Add(Texts(scanner));
            }
            else if (scanner.Fault != CsvFault.None)
            {
                Report(Malformed(scanner), false);
            }
            else
            {
                ReadRecord(scanner);
            }
        }

        // The headings were seen at the begin; a quote that is closed far behind them can still have swallowed them.
        if (_layout is null)
        {
            throw Errors.SessionHeaderMissing(fileName, FirstLine(head));
        }

        GeneratedAt = Latest(GeneratedAt, _title.GeneratedAt);
        if (_errors > MostErrors)
        {
            report(Errors.SessionErrorsOmitted(fileName, _errors - MostErrors), false);
        }
    }

    /// <summary>Reports a problem of this file, unless there were too many.</summary>
    public void Report(ImpOpsException problem, bool isWarning)
    {
        if (isWarning || ++_errors <= MostErrors)
        {
            report(problem, isWarning);
        }
    }

    private (byte Delimiter, long Line) FindHeader(ReadOnlyMemory<byte> head)
    {
        (byte Delimiter, long Line, int Recognized) best = default;
        foreach (byte delimiter in Delimiters)
        {
            using Utf8CsvScanner scanner = new(new PrefixedStream(head, Stream.Null), delimiter, PeekLength);
            for (int i = 0; i < MostTitleLines && scanner.Read(); i++)
            {
                if (scanner.Fault == CsvFault.None
                    && SessionLayout.TryCreate(Texts(scanner)) is SessionLayout layout)
                {
                    if (layout.RecognizedCount > best.Recognized)
                    {
                        best = (delimiter, scanner.Line, layout.RecognizedCount);
                    }

                    break;
                }
            }
        }

        return best.Recognized > 0
            ? (best.Delimiter, best.Line)
            : throw Errors.SessionHeaderMissing(fileName, FirstLine(head));
    }

    /// <summary>
    /// A record is a row, unless it is the headings or, behind an empty line, a title of another section. Few records can be anything but a row,
    /// so few are looked at twice.
    /// </summary>
    private void ReadRecord(Utf8CsvScanner scanner)
    {
        if (scanner.IsBlank)
        {
            _place = _place == Place.Title ? Place.Title : Place.Blank;
            return;
        }

        bool maybeHeadings = _layout is null
            || _place != Place.Rows
            || scanner.FieldCount != _layout.FieldCount
            || scanner[0].SequenceEqual(_layout.FirstHeading);
        if (maybeHeadings)
        {
            string[] texts = Texts(scanner);
            if (SessionLayout.TryCreate(texts) is SessionLayout next && (_layout is null || next.RecognizedCount > 1))
            {
                _layout = next;
                _place = Place.Rows;
                TellUnrecognized(next, scanner);
                return;
            }

            if (_layout is null || (_place != Place.Rows && ReadTitle(texts, _layout)))
            {
                return;
            }
        }

        _place = Place.Rows;
        ReadRow(scanner, _layout!);
    }

    private bool ReadTitle(string[] texts, SessionLayout layout)
    {
        // What the title of the last section said holds no more.
        SectionTitle title = _place == Place.Title ? _title : new SectionTitle();
        bool isText = layout.FieldCount > 1 && texts.Count(text => text.Trim().Length > 0) == 1;
        if (!title.Add(texts) && !isText)
        {
            return false;
        }

        GeneratedAt = Latest(GeneratedAt, _title.GeneratedAt);
        _title = title;
        _place = Place.Title;
        return true;
    }

    private void ReadRow(Utf8CsvScanner scanner, SessionLayout layout)
    {
        if (scanner.EndsWithoutNewLine && scanner.FieldCount < layout.FieldCount)
        {
            Report(Errors.SessionRowCut(At(scanner), scanner.FieldCount, layout.FieldCount), false);
            return;
        }

        rows.Read(new ScannerRow(scanner), layout, _title, At(scanner));
    }

    private ImpOpsException Malformed(Utf8CsvScanner scanner) => scanner.Fault switch
    {
        CsvFault.QuoteNotClosed => Errors.SessionQuoteNotClosed(At(scanner)),
        CsvFault.TextAfterQuote => Errors.SessionTextAfterQuote(At(scanner)),
        _ => Errors.SessionRecordTooLong(At(scanner), MaximumRecordLength),
    };

    private void TellUnrecognized(SessionLayout layout, Utf8CsvScanner scanner)
    {
        if (layout.Unrecognized.Count > 0)
        {
            Report(Errors.SessionColumnsUnrecognized(At(scanner), layout.Unrecognized), true);
        }
    }

    private InputLocation At(Utf8CsvScanner scanner) => new(fileName, scanner.Line);

    private static DateTimeOffset? Latest(DateTimeOffset? left, DateTimeOffset? right) =>
        left is null || right > left ? right ?? left : left;

    private static string[] Texts(Utf8CsvScanner scanner)
    {
        string[] texts = new string[scanner.FieldCount];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = Encoding.UTF8.GetString(scanner[i]);
        }

        return texts;
    }

    private static string FirstLine(ReadOnlyMemory<byte> head)
    {
        int end = head.Span.IndexOfAny((byte)'\n', (byte)'\r');
        return Utf8Text.Printable(end < 0 ? head.Span : head.Span.Slice(0, end));
    }

    /// <summary>Where in a file the reading is.</summary>
    private enum Place
    {
        /// <summary>Among lines above headings.</summary>
        Title,

        /// <summary>Among rows.</summary>
        Rows,

        /// <summary>Behind an empty line.</summary>
        Blank,
    }

    private readonly struct ScannerRow(Utf8CsvScanner scanner) : ISessionRow
    {
        public int FieldCount => scanner.FieldCount;

        public ReadOnlySpan<byte> this[int ordinal] => scanner[ordinal];
    }
}
