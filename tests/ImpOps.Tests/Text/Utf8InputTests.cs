using System.IO;
using System.Linq;
using System.Text;
using ImpOps.Text;

namespace ImpOps.Tests.Text;

public class Utf8InputTests
{
    private const string Sample = "User ID,Device Type\r\nzhang.wei,Desktop\r\n张伟,iPhone\r\n😀,iPad\r\n";

    public static TheoryData<string, bool> Encodings => new()
    {
        { "utf-8", true }, { "utf-8", false },
        { "utf-16", true }, { "utf-16", false },
        { "utf-16BE", true }, { "utf-16BE", false },
        { "utf-32", true },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_text_is_read_as_utf8_whatever_it_is_written_in(string name, bool mark)
    {
        Encoding encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(string.Concat(Enumerable.Repeat(Sample, 2000)))];

        foreach (int chunk in new[] { 3, 4096, int.MaxValue })
        {
            Assert.Equal(string.Concat(Enumerable.Repeat(Sample, 2000)), Read(bytes, chunk));
        }
    }

    [Fact]
    public void An_encoding_without_mark_is_the_one_that_is_named()
    {
        byte[] bytes = Encoding.Latin1.GetBytes("müller,é");
        Assert.Equal("müller,é", Read(bytes, int.MaxValue, Encoding.Latin1));

        // A mark is believed before a name.
        Assert.Equal("é", Read([0xEF, 0xBB, 0xBF, .. "é"u8], int.MaxValue, Encoding.Latin1));
    }

    [Fact]
    public void What_cannot_be_decoded_becomes_the_replacement_character()
    {
        byte[] lone = [0xFF, 0xFE, (byte)'a', 0, 0x00, 0xD8, (byte)'b', 0];
        Assert.Equal("a\uFFFDb", Read(lone, int.MaxValue));
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF })]
    [InlineData(new byte[] { 0xFF, 0xFE })]
    public void Nothing_is_nothing(byte[] bytes) => Assert.Equal("", Read(bytes, int.MaxValue));

    private static string Read(byte[] bytes, int chunk, Encoding? encoding = null)
    {
        using Stream utf8 = Utf8Input.Open(new ChunkedStream(bytes, chunk), encoding);
        using MemoryStream copy = new();
        utf8.CopyTo(copy);
        return new UTF8Encoding(false, true).GetString(copy.ToArray());
    }
}
