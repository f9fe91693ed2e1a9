using System;
using System.IO;
using ImpOps.Text;

namespace ImpOps.Messaging;

/// <summary>Reads the rows of a scenario out of a file: any order of columns, delimited by commas, semicolons, tabs or bars, with lines above the headings or none.</summary>
internal sealed class MdmScenarioFileReader(string fileName, MdmRowReader rows, ProblemLog log)
{
    /// <summary>More errors of one file than anyone reads: after these they are only counted.</summary>
    public const int MostErrors = 100;

    private const int MaximumRecordLength = 1 << 16;
    private const int RowsBetweenLooks = 4096;

    /// <summary>Reads the whole file.</summary>
    /// <param name="utf8">The file as UTF-8 without a byte order mark.</param>
    /// <param name="take">Takes an event; gives what is wrong with it, or null.</param>
    /// <param name="look">Is called every so often: for progress, and to end the reading by an exception.</param>
    /// <exception cref="ImpOpsException"><c>MdmScenarioEmpty</c> or <c>MdmHeaderMissing</c>: there is nothing in it that could be read.</exception>
    public void Read(Stream utf8, MdmEventTaker take, Action look)
    {
        ReadOnlyMemory<byte> head = PrefixedStream.Peek(utf8, CsvHeadings.PeekLength);
        if (head.IsEmpty)
        {
            throw Errors.MdmScenarioEmpty(fileName);
        }

        (byte delimiter, _) = CsvHeadings.Find(head, headings => MdmScenarioLayout.TryCreate(headings)?.RecognizedCount)
            ?? throw Errors.MdmHeaderMissing(fileName, CsvHeadings.FirstLine(head));
        using Utf8CsvScanner scanner = new(new PrefixedStream(head, utf8), delimiter, MaximumRecordLength);
        MdmScenarioLayout layout = ReadHeader(scanner);
        MdmRowReader.FieldOf field = ordinal => scanner[ordinal];
        for (int row = 0; scanner.Read(); row++)
        {
            if (row % RowsBetweenLooks == 0)
            {
                look();
            }

            InputLocation at = new(fileName, scanner.Line);
            if (scanner.Fault != CsvFault.None)
            {
                log.Error(scanner.Fault == CsvFault.RecordTooLong ? Errors.MdmRecordTooLong(at, MaximumRecordLength) : Errors.MdmQuotesUneven(at));
            }
            else if (!scanner.IsEmpty && (rows.Read(field, scanner.FieldCount, layout, at, out MdmEvent happened) ?? take(happened, at)) is ImpOpsException problem)
            {
                log.Error(problem);
            }
        }

        look();
        log.End(fileName);
    }

    private MdmScenarioLayout ReadHeader(Utf8CsvScanner scanner)
    {
        // It was found in the same bytes before.
        MdmScenarioLayout layout = TryReadHeader(scanner)!;
        if (layout.Unrecognized.Count > 0)
        {
            log.Warn(Errors.MdmColumnsUnrecognized(new InputLocation(fileName, scanner.Line), layout.Unrecognized));
        }

        return layout;
    }

    private static MdmScenarioLayout? TryReadHeader(Utf8CsvScanner scanner)
    {
        for (int i = 0; i < CsvHeadings.MostTitleLines && scanner.Read(); i++)
        {
            if (scanner.Fault == CsvFault.None && MdmScenarioLayout.TryCreate(scanner.Texts()) is MdmScenarioLayout layout)
            {
                return layout;
            }
        }

        return null;
    }
}
