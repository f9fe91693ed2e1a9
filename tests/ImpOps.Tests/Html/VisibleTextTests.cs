using System;
using ImpOps.Html;

namespace ImpOps.Tests.Html;

public class VisibleTextTests
{
    [Theory]
    [InlineData("alice", "alice")]
    [InlineData("", "")]
    [InlineData("张伟 müller 😀", "张伟 müller 😀")]
    [InlineData("<b>&amp;\"'", "<b>&amp;\"'")]
    [InlineData("a\u202Egnp.exe", "a[U+202E]gnp.exe")]
    [InlineData("\u0000\u001B[31m\r\n\t\u007F\u0085", "[U+0000][U+001B][31m[U+000D][U+000A][U+0009][U+007F][U+0085]")]
    [InlineData("a\u2028b\u2029c\uFEFF", "a[U+2028]b[U+2029]c[U+FEFF]")]
    [InlineData("\u2066x\u2069\u200F\u061C\u200B", "[U+2066]x[U+2069][U+200F][U+061C][U+200B]")]
    [InlineData("می\u200Cخواهم", "می\u200Cخواهم")]
    public void What_nobody_sees_is_written_out(string text, string shown) => Assert.Equal(shown, VisibleText.Of(text));

    [Fact]
    public void Halves_of_characters_are_written_out_and_whole_ones_are_not()
    {
        // Not as theory data: these strings are no text, and runners trip over them.
        Assert.Equal("a[U+D83D]", VisibleText.Of("a\uD83D"));
        Assert.Equal("[U+DE00]\uD83D\uDE00[U+D83D]b", VisibleText.Of("\uDE00\uD83D\uDE00\uD83Db"));
    }

    [Fact]
    public void A_text_without_any_is_the_same_object()
    {
        string text = "alice" + Environment.NewLine.Length;
        Assert.Same(text, VisibleText.Of(text));
    }
}
