using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using ImpOps.Html;

namespace ImpOps.Tests.Html;

public partial class ReportTermTests
{
    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Placeholder();

    [Fact]
    public void Every_term_is_there_in_both_languages_with_the_same_values_to_fill_in()
    {
        ReportTerms english = new(Language.En), chinese = new(Language.Zh);
        Assert.All(Enum.GetValues<ReportTerm>(), term =>
        {
            Assert.NotEmpty(english[term]);
            Assert.NotEmpty(chinese[term]);
            Assert.Equal(Placeholders(english[term]), Placeholders(chinese[term]));
        });
        Assert.Equal(("en", "zh-Hans"), (english.Tag, chinese.Tag));
    }

    [Fact]
    public void A_term_is_filled_in() => Assert.Equal("Users of imp-1", new ReportTerms(Language.En).Format(ReportTerm.UsersOf, "imp-1"));

    private static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(match => match.Value).Order();
}
