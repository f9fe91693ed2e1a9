using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using ImpOps.Text;

namespace ImpOps.Tests.Text;

public class Utf8CsvScannerTests
{
    private const string Alphabet = "ab,;\"\n\r\t |'=é中😀 ";

    private static List<(long Line, CsvFault Fault, string[] Fields)> Scan(
        byte[] bytes, char delimiter = ',', int bufferSize = 1 << 12, int chunk = int.MaxValue, int longest = Utf8CsvScanner.DefaultMaximumRecordLength)
    {
        List<(long, CsvFault, string[])> records = [];
        using Utf8CsvScanner scanner = new(new ChunkedStream(bytes, chunk), (byte)delimiter, longest, bufferSize);
        while (scanner.Read())
        {
            string[] fields = new string[scanner.FieldCount];
            for (int i = 0; i < fields.Length; i++)
            {
                fields[i] = Encoding.UTF8.GetString(scanner[i]);
            }

            records.Add((scanner.Line, scanner.Fault, fields));
        }

        Assert.Equal(bytes.Length, scanner.BytesRead);
        return records;
    }

    private static List<(long Line, CsvFault Fault, string[] Fields)> Scan(string text, char delimiter = ',') => Scan(Encoding.UTF8.GetBytes(text), delimiter);

    private static string[][] Fields(string text, char delimiter = ',') => [.. Scan(text, delimiter).Select(record => record.Fields)];

    [Fact]
    public void Fields_and_records_are_taken_apart()
    {
        Assert.Equal([["a", "b", "c"], ["d", "", "f"]], Fields("a,b,c\nd,,f\n"));
        Assert.Equal([["a", "b"]], Fields("a;b", ';'));
        Assert.Equal([["a", ""]], Fields("a,"));
        Assert.Equal([["", ""]], Fields(","));
        Assert.Equal([[""], ["a"]], Fields("\na"));
        Assert.Empty(Fields(""));
    }

    [Fact]
    public void Lines_end_as_they_like()
    {
        Assert.Equal([["a"], ["b"], ["c"], ["d"]], Fields("a\nb\r\nc\rd"));
        Assert.Equal([1L, 2, 3, 4], Scan("a\nb\r\nc\rd").Select(record => record.Line));
    }

    [Fact]
    public void Quoted_fields_hold_anything()
    {
        Assert.Equal([["a,b", "c\"d", "e\nf"], ["g"]], Fields("\"a,b\",\"c\"\"d\",\"e\nf\"\ng"));
        Assert.Equal([["", "\"", "\"\""]], Fields("\"\",\"\"\"\",\"\"\"\"\"\""));
        Assert.Equal([["a", "b"]], Fields("\"a\" \t,\"b\" "));
    }

    [Fact]
    public void A_quote_within_an_unquoted_field_is_a_character() => Assert.Equal([["a\"b", "c\"\"d"]], Fields("a\"b,c\"\"d"));

    [Fact]
    public void The_line_is_that_on_which_the_record_begins()
    {
        Assert.Equal([1L, 4, 5], Scan("a,\"b\nc\r\nd\"\ne\nf").Select(record => record.Line));
    }

    [Fact]
    public void Text_behind_a_closing_quote_is_the_fault_of_its_record_only()
    {
        List<(long Line, CsvFault Fault, string[] Fields)> records = Scan("a,b\n\"c\"d,e\nf,g\n");

        Assert.Equal([(1L, CsvFault.None), (2, CsvFault.TextAfterQuote), (3, CsvFault.None)], records.Select(record => (record.Line, record.Fault)));
        Assert.Equal(["f", "g"], records[2].Fields);
        Assert.Empty(records[1].Fields);
    }

    [Fact]
    public void A_quote_that_nothing_closes_takes_its_own_line_only()
    {
        List<(long Line, CsvFault Fault, string[] Fields)> records = Scan("a\nb,\"c\nd\ne\n");

        Assert.Equal(
            [(1L, CsvFault.None), (2, CsvFault.QuoteNotClosed), (3, CsvFault.None), (4, CsvFault.None)],
            records.Select(record => (record.Line, record.Fault)));
        Assert.Equal(["e"], records[3].Fields);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_record_that_is_too_long_is_passed_over_in_the_memory_of_the_longest(bool quoted)
    {
        byte[] bytes = Encoding.UTF8.GetBytes($"a\n{(quoted ? "\"" : "")}{new string('x', 100_000)}\nb\n");
        foreach (int chunk in new[] { 7, int.MaxValue })
        {
            List<(long Line, CsvFault Fault, string[] Fields)> records = Scan(bytes, bufferSize: 64, chunk: chunk, longest: 1000);

            Assert.Equal(
                [(1L, CsvFault.None), (2, quoted ? CsvFault.QuoteNotClosed : CsvFault.RecordTooLong), (3, CsvFault.None)],
                records.Select(record => (record.Line, record.Fault)));
            Assert.Equal(["b"], records[2].Fields);
        }
    }

    [Fact]
    public void A_record_cut_at_the_end_of_the_file_is_known()
    {
        using Utf8CsvScanner scanner = new(new MemoryStream("a,b\nc,d"u8.ToArray()), (byte)',');
        Assert.True(scanner.Read());
        Assert.False(scanner.EndsWithoutNewLine);
        Assert.True(scanner.Read());
        Assert.True(scanner.EndsWithoutNewLine);
        Assert.False(scanner.Read());
    }

    [Fact]
    public void A_field_that_a_record_does_not_have_is_refused()
    {
        using Utf8CsvScanner scanner = new(new MemoryStream("a,b,c\nd\n"u8.ToArray()), (byte)',');
        scanner.Read();
        scanner.Read();
        Assert.Throws<ArgumentOutOfRangeException>(() => scanner[1].Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => scanner[-1].Length);
    }

    /// <summary>Whatever CsvHelper writes is read back as it was, wherever the buffer ends.</summary>
    [Fact]
    public void What_CsvHelper_writes_is_read_back_identically_at_every_buffer_boundary()
    {
        Random random = new(20261121);
        for (int round = 0; round < 400; round++)
        {
            string[][] table = RandomTable(random);
            char delimiter = ",;\t|"[random.Next(4)];
            string newLine = new[] { "\n", "\r\n", "\r" }[random.Next(3)];
            byte[] bytes = Write(table, delimiter, newLine, quoteAll: random.Next(2) == 0);

            foreach (int bufferSize in new[] { 16, 32, 1 << 12 })
            {
                foreach (int chunk in new[] { 1, 2, 3, 5, 17, int.MaxValue })
                {
                    string[][] actual = [.. Scan(bytes, delimiter, bufferSize, chunk).Select(record => record.Fields)];
                    Assert.Equal(table, actual);
                }
            }
        }
    }

    [Fact]
    public void Random_bytes_never_crash_or_hang_it_and_lines_only_go_up()
    {
        Random random = new(42);
        byte[] letters = "a,\"\n\r\0\xFF"u8.ToArray();
        for (int round = 0; round < 3000; round++)
        {
            byte[] bytes = new byte[random.Next(200)];
            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] = random.Next(8) == 0 ? (byte)random.Next(256) : letters[random.Next(letters.Length)];
            }

            List<(long Line, CsvFault Fault, string[] Fields)> whole = Scan(bytes, longest: 50);
            for (int i = 1; i < whole.Count; i++)
            {
                Assert.True(whole[i].Line > whole[i - 1].Line);
            }

            // The same records come out however the bytes come in.
            List<(long Line, CsvFault Fault, string[] Fields)> pieces = Scan(bytes, bufferSize: 16, chunk: 3, longest: 50);
            Assert.Equal(whole.Select(record => (record.Line, record.Fault, string.Join('\u0001', record.Fields))), pieces.Select(record => (record.Line, record.Fault, string.Join('\u0001', record.Fields))));
        }
    }

    [Fact]
    public void Reading_a_record_allocates_nothing()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("PRG-East,imp-east-1,\"user \"\"one\"\"\",Desktop\r\n", 10_000)));

        // A collection that another test causes leaves what a thread had reserved as if it were allocated.
        long[] allocated = [.. Enumerable.Range(0, 5).Select(_ =>
        {
            using Utf8CsvScanner scanner = new(new MemoryStream(bytes), (byte)',');
            for (int i = 0; i < 5_000; i++)
            {
                scanner.Read();
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            int fields = 0;
            while (scanner.Read())
            {
                fields += scanner.FieldCount;
            }

            long after = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal(20_000, fields);
            return after - before;
        })];
        Assert.Contains(0, allocated);
    }

    private static string[][] RandomTable(Random random)
    {
        int columns = random.Next(1, 6);
        return [.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => Enumerable.Range(0, columns).Select(_ => RandomText(random)).ToArray())];
    }

    private static string RandomText(Random random)
    {
        StringBuilder text = new();
        Rune[] runes = [.. Alphabet.EnumerateRunes()];
        for (int i = random.Next(12); i > 0; i--)
        {
            text.Append(runes[random.Next(runes.Length)]);
        }

        return text.ToString();
    }

    private static byte[] Write(string[][] table, char delimiter, string newLine, bool quoteAll)
    {
        using MemoryStream stream = new();
        using (StreamWriter text = new(stream, new UTF8Encoding(false)))
        using (CsvWriter csv = new(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            NewLine = newLine,
            ShouldQuote = quoteAll ? _ => true : ConfigurationFunctions.ShouldQuote,
        }))
        {
            foreach (string[] row in table)
            {
                foreach (string field in row)
                {
                    // With a line end of its own CsvHelper quotes a field for that one only, and any of them ends a line.
                    csv.WriteField(field, quoteAll || field.AsSpan().ContainsAny('\r', '\n') || csv.Configuration.ShouldQuote(new ShouldQuoteArgs(field, typeof(string), csv)));
                }

                csv.NextRecord();
            }
        }

        return stream.ToArray();
    }
}
