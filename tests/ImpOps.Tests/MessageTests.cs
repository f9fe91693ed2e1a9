using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Resources;
using System.Text.RegularExpressions;

namespace ImpOps.Tests;

public partial class MessageTests
{
    [GeneratedRegex(@"\{\d+[^}]*\}")]
    private static partial Regex Placeholder();

    private static Dictionary<string, string> In(string culture)
    {
        ResourceManager messages = new("ImpOps.Messages", typeof(ImpOpsException).Assembly);
        ResourceSet set = messages.GetResourceSet(CultureInfo.GetCultureInfo(culture), createIfNotExists: true, tryParents: false)!;
        return set.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
    }

    [Fact]
    public void Both_languages_have_the_same_messages_with_the_same_values_to_fill_in()
    {
        Dictionary<string, string> english = In("");
        Dictionary<string, string> chinese = In("zh-Hans");

        Assert.Equal(english.Keys.Order(), chinese.Keys.Order());
        Assert.All(english, message => Assert.Equal(Placeholders(message.Value), Placeholders(chinese[message.Key])));
    }

    [Fact]
    public void Messages_are_sentences_that_end()
    {
        string[] parts = ["SentenceSeparator", "AtLine", "AtObject", "TheSystem", "SecondsOfDelay", "TheCluster", "Clusterwide", "XmppInputText", "XmppPlaceAccount", "XmppPlaceComponent", "XmppPlaceComponents", "XmppPlaceServer", "XmppPlaceStream"];
        foreach ((string id, string text) in In("").Where(message => !parts.Contains(message.Key)))
        {
            Assert.True(text[^1] is '.' or '?' || text.EndsWith('}'), $"{id}: {text}");
        }
    }

    [Theory]
    [InlineData("zh-CN", "没有 OVA 大小 3000")]
    [InlineData("de-DE", "There is no OVA size 3000")]
    public void A_message_is_in_the_language_of_the_session(string culture, string begin)
    {
        using CultureScope scope = new(culture);
        ImpOpsException problem = Assert.Throws<ImpOpsException>(() => ImpOps.Capacity.OvaSize.Get(3000));

        Assert.StartsWith(begin, problem.Message);
        Assert.Equal("OvaSizeUnknown", problem.ErrorId);
    }

    private static IEnumerable<string> Placeholders(string message) => Placeholder().Matches(message).Select(match => match.Value).Distinct().Order();
}
