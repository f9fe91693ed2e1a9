using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using ImpOps.Text;

namespace ImpOps.Tests.Text;

public class Utf8LineReaderTests
{
    private static string[] Lines(string text, int chunk = 1000, int longest = 100, int block = 16)
    {
        using Utf8LineReader reader = new(new ChunkedStream(Encoding.UTF8.GetBytes(text), chunk), longest, null, block);
        List<string> lines = [];
        while (reader.Read())
        {
            lines.Add($"{reader.Number}{(reader.IsWhole ? "" : " cut")}{(reader.IsTooLong ? " long" : "")}:{Encoding.UTF8.GetString(reader.Line)}");
        }

        Assert.False(reader.Read());
        return [.. lines];
    }

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("\n", new[] { "1:" })]
    [InlineData("a\r\nb\n\nc", new[] { "1:a", "2:b", "3:", "4 cut:c" })]
    [InlineData("a\rb\r\n", new[] { "1:a\rb" })]
    [InlineData("\r", new[] { "1 cut:" })]
    public void Lines_end_with_LF_or_CR_LF(string text, string[] lines)
    {
        for (int chunk = 1; chunk < 5; chunk++)
        {
            Assert.Equal(lines, Lines(text, chunk));
        }
    }

    [Fact]
    public void A_line_that_is_too_long_is_passed_over_and_the_others_come()
    {
        string text = "short\n" + new string('x', 1000) + "\nnext\n" + new string('y', 101) + "\n" + new string('z', 100) + "\r\n" + new string('e', 500);
        foreach (int block in new[] { 1, 16, 4096 })
        {
            Assert.Equal(["1:short", "2 long:", "3:next", "4 long:", "5:" + new string('z', 100), "6 cut long:"], Lines(text, 7, 101 - 1, block).Select(line => line));
        }
    }

    [Fact]
    public void Any_text_gives_its_lines()
    {
        Random random = new(1126);
        for (int round = 0; round < 300; round++)
        {
            string[] lines = [.. Enumerable.Range(0, random.Next(1, 20)).Select(_ => new string((char)random.Next('a', 'z'), random.Next(60)))];
            string text = string.Concat(lines.Select(line => line + (random.Next(2) == 0 ? "\n" : "\r\n")));
            Assert.Equal(lines, Lines(text, random.Next(1, 50), 100, random.Next(1, 40)).Select(line => line[(line.IndexOf(':') + 1)..]));
        }
    }
}
