using System;
using System.IO;

namespace ImpOps.Text;

/// <summary>Finds the headings of a CSV file of which nobody has told where they are and what separates its columns.</summary>
internal static class CsvHeadings
{
    /// <summary>How much of a file is looked at, in bytes.</summary>
    public const int PeekLength = 1 << 16;

    /// <summary>Records at the begin of a file among which the headings are.</summary>
    public const int MostTitleLines = 100;

    private static readonly byte[] Delimiters = [(byte)',', (byte)';', (byte)'\t', (byte)'|'];

    /// <summary>The delimiter that makes most of headings, and the line where they are; null where none makes any.</summary>
    /// <param name="head">The begin of the file, up to <see cref="PeekLength"/> bytes.</param>
    /// <param name="recognize">How many columns of headings are known; null for a record that is no headings.</param>
    public static (byte Delimiter, long Line)? Find(ReadOnlyMemory<byte> head, Func<string[], int?> recognize)
    {
        (byte Delimiter, long Line, int Recognized) best = default;
        foreach (byte delimiter in Delimiters)
        {
            using Utf8CsvScanner scanner = new(new PrefixedStream(head, Stream.Null), delimiter, PeekLength);
            for (int i = 0; i < MostTitleLines && scanner.Read(); i++)
            {
                if (scanner.Fault == CsvFault.None && recognize(scanner.Texts()) is int recognized)
                {
                    if (recognized > best.Recognized)
                    {
                        best = (delimiter, scanner.Line, recognized);
                    }

                    break;
                }
            }
        }

        return best.Recognized > 0 ? (best.Delimiter, best.Line) : null;
    }

    /// <summary>The first line of a file, to be shown in a message.</summary>
    public static string FirstLine(ReadOnlyMemory<byte> head)
    {
        int end = head.Span.IndexOfAny((byte)'\n', (byte)'\r');
        return Utf8Text.Printable(end < 0 ? head.Span : head.Span.Slice(0, end));
    }
}
