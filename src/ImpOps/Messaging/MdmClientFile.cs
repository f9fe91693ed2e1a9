using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using ImpOps.Text;

namespace ImpOps.Messaging;

/// <summary>Reads a list of clients out of a CSV file: whatever its delimiter, the order of its columns and the lines above its header.</summary>
internal static class MdmClientFile
{
    /// <summary>What may stand between the columns.</summary>
    public static readonly char[] Delimiters = [',', ';', '\t', '|'];

    /// <summary>Errors of one file that are told one by one.</summary>
    public const int MostErrors = 100;

    private const int MostTitleLines = 8;
    private const int RowsOfProgress = 4096;

    /// <exception cref="ImpOpsException"><c>MdmClientHeaderMissing</c>.</exception>
    public static void Read(Stream stream, string fileName, Encoding? encoding, ProblemLog log, Action<MdmClient> add, Action progress)
    {
        using Stream utf8 = Utf8Input.Open(stream, encoding);
        ReadOnlyMemory<byte> head = PrefixedStream.Peek(utf8, CsvHeadings.PeekLength);
        (byte delimiter, long headerLine) = FindHeader(head, fileName);
        using Utf8CsvScanner scanner = new(new PrefixedStream(head, utf8), delimiter);
        string[] header = [];
        long rows = 0;
        while (scanner.Read())
        {
            if (scanner.Line < headerLine || scanner.IsBlank)
            {
                continue;
            }

            if (scanner.Line == headerLine)
            {
                header = scanner.Texts();
                continue;
            }

            if (rows++ % RowsOfProgress == 0)
            {
                progress();
            }

            InputLocation at = new(fileName, scanner.Line);
            try
            {
                if (scanner.Fault != CsvFault.None || scanner.FieldCount > header.Length)
                {
                    throw Errors.MdmClientRowMalformed(at, scanner.FieldCount, header.Length);
                }

                string[] cells = scanner.Texts();
                add(MdmClient.FromRecord([.. cells.Select((cell, i) => new KeyValuePair<string, string?>(header[i], cell))], at));
            }
            catch (ImpOpsException problem)
            {
                log.Error(problem);
            }
        }

        log.End(fileName);
    }

    /// <summary>The delimiter and line by which most columns are known.</summary>
    private static (byte Delimiter, long Line) FindHeader(ReadOnlyMemory<byte> head, string fileName)
    {
        (byte Delimiter, long Line, int Known) best = default;
        foreach (byte delimiter in Delimiters.Select(delimiter => (byte)delimiter))
        {
            using Utf8CsvScanner scanner = new(new PrefixedStream(head, Stream.Null), delimiter);
            for (int i = 0; i < MostTitleLines && scanner.Read(); i++)
            {
                MdmClientColumn[] columns = [.. scanner.Texts().Select(MdmClientTerms.FindColumn).OfType<MdmClientColumn>()];
                if (columns.Length > best.Known && Array.Exists(columns, column => column != MdmClientColumn.UserId))
                {
                    best = (delimiter, scanner.Line, columns.Length);
                }
            }
        }

        return best.Known > 0 ? (best.Delimiter, best.Line) : throw Errors.MdmClientHeaderMissing(fileName);
    }
}
