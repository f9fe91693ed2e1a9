using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using ImpOps.Html;

namespace ImpOps.Tests.Html;

public class PageDataTests
{
    private static string Write(Action<PageData> write)
    {
        using StringWriter output = new();
        write(new PageData(output, new ReportTerms(Language.En)));
        return output.ToString();
    }

    [Fact]
    public void Objects_lists_texts_and_numbers_are_JSON() => Assert.Equal(
        """{"a":[1,-2,"x"],"b":{},"c":[[],[3]],"d":9223372036854775807}""",
        Write(data => data.Object(() =>
        {
            data.Name("a").List(() => data.Number(1).Number(-2).Text("x"));
            data.Name("b").Object(() => { });
            data.Name("c").List(() => data.Numbers([]).Numbers([3]));
            data.Name("d").Number(long.MaxValue);
        })));

    [Fact]
    public void Any_text_reads_back_as_it_is_shown_and_none_can_leave_its_element()
    {
        Random random = new(20261126);
        string[] parts = ["</script>", "<!--", "-->", "<script", "]]>", "\"", "\\", "\\u003c", "&lt;", "'", "\u2028", "\0", "\n", "张", "\uD83D\uDE00", "\uD83D", "\u202E", "{0}", "a"];
        for (int i = 0; i < 500; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => parts[random.Next(parts.Length)]));
            string json = Write(data => data.Text(text));

            Assert.Equal(VisibleText.Of(text), JsonSerializer.Deserialize<string>(json));
            Assert.DoesNotContain(json, c => c is '<' or '>' or '&' || char.IsControl(c) || c is '\u2028' or '\u2029' or '\u202E');
        }
    }
}
