using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ImpOps.Tests;

/// <summary>
/// Reads the sources for texts that a user would see in one language only: resources without a twin, and sentences in code, where no translation can
/// reach them.
/// </summary>
public partial class SourceTextTests
{
    private static readonly string Source = Path.Combine(RepositoryRoot.Path, "src");

    /// <summary>English in code that nobody is told of.</summary>
    private static readonly Dictionary<string, string> Allowed = new()
    {
        ["ImpOps move journal"] = "the mark of a file",
        ["ImpOps restart journal"] = "the mark of a file",
        ["Exceeded allowed rate"] = "what the server says",
        ["SELECT name, tkhaserverstate FROM enterprisenode"] = "what the server is asked",
    };

    /// <summary>A fault of the module's own tables or code, for who works on them; and patterns, which are held against what others say.</summary>
    private static readonly string[] Internal =
        ["Malformed(", "new InvalidDataException(", "new InvalidOperationException(", "new ArgumentException(", "new NotSupportedException(", "new UnreachableException(", "Obsolete(", "static readonly Regex "];

    public static TheoryData<string> Resources =>
        [.. Directory.GetFiles(Source, "Messages.resx", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Source, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Fact]
    public void There_are_resources_of_library_and_module()
    {
        Assert.Equal(["ImpOps.PowerShell/Messages.resx", "ImpOps/Messages.resx"], Resources.Select(row => row.Data).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public void Every_message_is_there_in_both_languages_with_the_same_values(string path)
    {
        Dictionary<string, string> english = Messages(path);
        Dictionary<string, string> chinese = Messages(path.Replace(".resx", ".zh-Hans.resx", StringComparison.Ordinal));

        Assert.Equal(english.Keys, chinese.Keys);
        Assert.All(english, message =>
        {
            string other = chinese[message.Key];
            Assert.Equal(Placeholders(message.Value), Placeholders(other));
            Assert.DoesNotMatch(Chinese(), message.Value);
            Assert.True(Chinese().IsMatch(other) || !Letters().IsMatch(Placeholder().Replace(message.Value, "")), $"{message.Key} is not Chinese: {other}");
            Assert.DoesNotMatch("(?<!-[A-Z][a-z]+ )'\\{|  |[\u4E00-\u9FFF][,;?!]", other);
        });
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public void Every_message_is_used(string path)
    {
        string code = string.Join('\n', Directory.GetFiles(Path.GetDirectoryName(Path.Combine(Source, path))!, "*.cs", SearchOption.AllDirectories).Where(IsSource).Select(File.ReadAllText));
        HashSet<string> used = [.. Regex.Matches(code, @"\bMessages\.(\w+)").Select(match => match.Groups[1].Value)];

        Assert.Empty(Messages(path).Keys.Except(used));
    }

    [Fact]
    public void No_code_has_a_sentence_in_it()
    {
        string[] files = [.. Directory.GetFiles(Source, "*.cs", SearchOption.AllDirectories).Where(IsSource)];
        Assert.NotEmpty(files);

        Assert.Empty(files.SelectMany(file => Sentences(File.ReadAllText(file)).Select(text => $"{Path.GetRelativePath(Source, file)}: {text}")));
    }

    [Fact]
    public void What_is_allowed_is_still_there()
    {
        string code = string.Join('\n', Directory.GetFiles(Source, "*.cs", SearchOption.AllDirectories).Where(IsSource).Select(File.ReadAllText));

        Assert.All(Allowed.Keys, text => Assert.Contains($"\"{text}\"", code));
    }

    [Fact]
    public void No_property_looks_for_its_language_when_it_is_read()
    {
        // An object keeps the language in which it was made: a text is made with the object, or in the language that the object has kept.
        string[] files = [.. Directory.GetFiles(Path.Combine(Source, "ImpOps"), "*.cs", SearchOption.AllDirectories).Where(IsSource)];
        string[] properties = [.. files.Select(File.ReadAllText)
            .Where(code => PublicClass().IsMatch(code))
            .SelectMany(code => Property().Matches(code).Select(match => match.Value))
            .Where(property => SaysSomething().IsMatch(property))];

        Assert.NotEmpty(properties);
        Assert.All(properties, property => Assert.Contains("using LanguageScope scope = Languages.Use(", property));
    }

    [Fact]
    public void No_view_has_a_word_in_it()
    {
        // Headings are the names of properties, which are English in every PowerShell. Words in cells come from ViewText.
        string views = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "formats", "ImpOps.Format.ps1xml"));

        Assert.Contains("ViewText]::Assumed", views);
        Assert.DoesNotMatch(@"'\(?[a-z]{4,}[ a-z]*\)?'", views);
    }

    [Theory]
    [InlineData("""x = "The node is full.";""", "The node is full.")]
    [InlineData("""Write($"{count} nodes are too full");""", "{count} nodes are too full")]
    [InlineData("x = \"\"\"\n  <p>No user is signed in</p>\n  \"\"\";", "<p>No user is signed in</p>")]
    [InlineData("x = '\"'; y = \"it is so\"; // \"not this one\"", "it is so")]
    public void A_sentence_is_found(string code, string text)
    {
        Assert.Equal([text], Sentences(code));
    }

    [Theory]
    [InlineData("// \"The node is full.\"")]
    [InlineData("""throw row.Malformed("a rule needs a name and a trigger");""")]
    [InlineData("""throw new InvalidDataException($"Table '{name}' has rows of no table.");""")]
    [InlineData("""format = "yyyy-MM-dd HH:mm:ss zzz";""")]
    [InlineData("""name = "Cisco XCP Router";""")]
    [InlineData("""journal = "ImpOps move journal";""")]
    [InlineData("""space = "urn:ietf:params:xml:ns:xmpp-sasl";""")]
    [InlineData("""open = $"<stream:stream to='{to}' version='1.0' xml:lang='en'>";""")]
    public void What_is_no_sentence_for_a_user_is_not(string code)
    {
        Assert.Empty(Sentences(code));
    }

    /// <summary>The sentences in the literals of C# code: three words, of which two begin small.</summary>
    private static IEnumerable<string> Sentences(string code)
    {
        foreach (Match token in Token().Matches(code))
        {
            string text = token.Groups["text"].Value.Trim();
            if (text.Length > 0 && Sentence().IsMatch(Markup().Replace(text, "<>")) && !DateFormat().IsMatch(text) && !Allowed.ContainsKey(text))
            {
                string statement = code[(code.LastIndexOfAny([';', '{', '}'], Math.Max(0, token.Index - 1)) + 1)..token.Index];
                if (!Internal.Any(statement.Contains))
                {
                    yield return text;
                }
            }
        }
    }

    private static Dictionary<string, string> Messages(string path) =>
        XDocument.Load(Path.Combine(Source, path)).Root!.Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static IEnumerable<string> Placeholders(string message) => Placeholder().Matches(message).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);

    private static bool IsSource(string path) => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    [GeneratedRegex(@"\{\d+[^}]*\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"[\u4E00-\u9FFF]")]
    private static partial Regex Chinese();

    [GeneratedRegex("[a-z]{3}")]
    private static partial Regex Letters();

    [GeneratedRegex("^public (sealed |abstract )?(partial )?(class|record)", RegexOptions.Multiline)]
    private static partial Regex PublicClass();

    [GeneratedRegex(@"^    public (?!static)[^(=;{}]+(=>[^;]+;|\{\s+get\s+(=>[^;]+;|\{[\s\S]*?\n        \}))", RegexOptions.Multiline)]
    private static partial Regex Property();

    [GeneratedRegex(@"\bMessages\.|Errors\.Format|\bLanguages\.Current|Text\.Current|_\w+\.Current\b")]
    private static partial Regex SaysSomething();

    // Comments and characters are taken along, so that a quotation mark in them begins no text.
    [GeneratedRegex("""
        //.*|/\*[\s\S]*?\*/|\$*\"{3}(?<text>[\s\S]*?)\"{3}|[$@]*"(?<text>(?:[^"\\\n]|\\.)*)"|'(?:[^'\\]|\\.)+'
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Token();

    [GeneratedRegex(@"[A-Za-z]{2,}[,;:]? [a-z]+[,;:]? [a-z]{2,}")]
    private static partial Regex Sentence();

    // Names of namespaces, and the inside of tags: nobody is told of them. What stands between tags is told.
    [GeneratedRegex(@"\b(urn|jabber):[a-z0-9:._-]+|<[^>]*>")]
    private static partial Regex Markup();

    [GeneratedRegex(@"^[dfFghHmMKstyz年月日'T:/.,\- ]+$")]
    private static partial Regex DateFormat();
}
