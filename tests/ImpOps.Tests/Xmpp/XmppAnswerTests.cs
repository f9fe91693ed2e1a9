using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using ImpOps.Xmpp;

namespace ImpOps.Tests.Xmpp;

public class XmppAnswerTests
{
    private const string Server = "<iq type='result' from='example.com'><query xmlns='http://jabber.org/protocol/disco#info'><identity category='server' type='im'/>{0}</query></iq>";

    private static readonly string[] NotAnnounced = ["XEP-0071", "XEP-0082", "XEP-0106", "XEP-0114", "XEP-0124", "XEP-0126", "XEP-0170", "XEP-0178", "XEP-0220"];

    // What the two servers show is read off their own answers, by hand.
    [Theory]
    [InlineData("prosody.xml",
        "RFC 3920, RFC 3921, XEP-0012, XEP-0030, XEP-0045, XEP-0054, XEP-0060, XEP-0065, XEP-0092, XEP-0115, XEP-0160, XEP-0163",
        "XEP-0013, XEP-0016, XEP-0273",
        "XEP-0004, XEP-0055, XEP-0066, XEP-0068, XEP-0128")]
    [InlineData("ejabberd.xml",
        "RFC 3920, RFC 3921, XEP-0004, XEP-0012, XEP-0013, XEP-0016, XEP-0030, XEP-0045, XEP-0054, XEP-0055, XEP-0060, XEP-0065, XEP-0068, XEP-0092, XEP-0115, XEP-0128, XEP-0160, XEP-0163",
        "XEP-0273",
        "XEP-0066")]
    public void The_answers_of_real_servers_are_understood(string file, string announced, string missing, string silent)
    {
        XmppAnswers answers = new();
        XmppAnswerReader.ReadFile(Path.Combine(RepositoryRoot.Path, "examples", "data", "xmpp", file), answers);
        IReadOnlyList<XmppStandardFinding> findings = XmppCompliance.Check(answers);

        Assert.Equal(29, findings.Count);
        Assert.Equal("imp.example.com", Assert.Single(answers.Servers));
        Assert.Equal(announced.Split(", "), In(findings, XmppStandardState.Announced));
        Assert.Equal(missing.Split(", "), In(findings, XmppStandardState.Missing));
        Assert.Empty(In(findings, XmppStandardState.NotChecked));
        Assert.Equal([.. silent.Split(", ").Concat(NotAnnounced).Order()], In(findings, XmppStandardState.NotObservable));
        Assert.All(findings, finding =>
        {
            Assert.True(finding.Supported);
            Assert.Equal("imp.example.com", finding.Server);
            Assert.Equal(finding.State == XmppStandardState.Announced, finding.Announced);
            Assert.Equal(finding.State == XmppStandardState.Missing, finding.Missing);
            Assert.Equal(finding.Announced, finding.AnnouncedBy.Count > 0);
            Assert.NotEmpty(finding.Message);
        });
        Assert.Contains("conference.imp.example.com: http://jabber.org/protocol/muc", Of(findings, "XEP-0045").AnnouncedBy);
        Assert.Contains("alice@imp.example.com: pubsub/pep", Of(findings, "XEP-0163").AnnouncedBy);
        Assert.Contains(Of(findings, "RFC 3920").AnnouncedBy, shown => shown.EndsWith(": urn:ietf:params:xml:ns:xmpp-bind", StringComparison.Ordinal));
        Assert.Equal("imp.example.com: jabber:iq:last", Assert.Single(Of(findings, "XEP-0012").AnnouncedBy));
    }

    [Fact]
    public void Who_does_not_say_who_it_is_is_called_by_what_it_is()
    {
        using CultureScope scope = new("en-US");
        IReadOnlyList<XmppStandardFinding> findings = Check(
            "<query xmlns='http://jabber.org/protocol/disco#info'><identity category='server' type='im'/></query>"
            + "<query xmlns='http://jabber.org/protocol/disco#info'><identity category='account' type='registered'/><identity category='pubsub' type='pep'/></query>"
            + "<query xmlns='http://jabber.org/protocol/disco#info'><identity category='proxy' type='bytestreams'/></query>"
            + "<stream:features><c xmlns='http://jabber.org/protocol/caps'/></stream:features>");

        Assert.Equal("the server: http://jabber.org/protocol/disco#info", Of(findings, "XEP-0030").AnnouncedBy[0]);
        Assert.Equal(["an account: pubsub/pep"], Of(findings, "XEP-0163").AnnouncedBy);
        Assert.Equal(["a component: proxy/bytestreams"], Of(findings, "XEP-0065").AnnouncedBy);
        Assert.Equal(["the stream: http://jabber.org/protocol/caps"], Of(findings, "XEP-0115").AnnouncedBy);
        Assert.Null(findings[0].Server);
    }

    [Fact]
    public void What_was_not_asked_is_not_missing()
    {
        IReadOnlyList<XmppStandardFinding> findings = Check(string.Format(Server, "<feature var='jabber:iq:version'/>"));

        Assert.Equal(["XEP-0030", "XEP-0092"], In(findings, XmppStandardState.Announced));
        Assert.Equal(["XEP-0012", "XEP-0013", "XEP-0016", "XEP-0273"], In(findings, XmppStandardState.Missing));
        Assert.Equal(["XEP-0045", "XEP-0054", "XEP-0060", "XEP-0065", "XEP-0115", "XEP-0163"], In(findings, XmppStandardState.NotChecked));
    }

    [Fact]
    public void A_component_that_has_not_answered_is_named()
    {
        using CultureScope scope = new("en-US");
        string list = "<iq type='result' from='example.com'><query xmlns='http://jabber.org/protocol/disco#items'><item jid='a.example.com'/><item jid='B.example.com'/><item jid='x@example.com'/><item jid='example.com' node='n'/></query></iq>";
        string answer = "<iq type='result' from='{0}'><query xmlns='http://jabber.org/protocol/disco#info'><identity category='gateway' type='sms'/></query></iq>";

        XmppStandardFinding half = Of(Check(string.Format(Server, "") + list + string.Format(answer, "b.example.com")), "XEP-0045");
        XmppStandardFinding whole = Of(Check(list + string.Format(answer, "b.example.com") + string.Format(answer, "A.example.com") + string.Format(Server, "")), "XEP-0045");
        XmppStandardFinding unlisted = Of(Check(string.Format(Server, "")), "XEP-0045");

        Assert.Equal((XmppStandardState.NotChecked, "What would announce it has not answered: a.example.com."), (half.State, half.Message));
        Assert.Equal(XmppStandardState.Missing, whole.State);
        Assert.Contains("http://jabber.org/protocol/muc", whole.Message);
        Assert.Equal(XmppStandardState.NotChecked, unlisted.State);
        Assert.Contains("disco#items", unlisted.Message);
    }

    [Theory]
    [InlineData("<query xmlns='http://jabber.org/protocol/disco#info'><identity category='server' type='im'/><feature var='jabber:iq:last'/></query>")]
    [InlineData("<iq type='result'><query xmlns='http://jabber.org/protocol/disco#info'><identity category='server' type='im'/><feature var='jabber:iq:last'/></query></iq>")]
    [InlineData("<iq xmlns='jabber:client' type='result' from='example.com'><query xmlns='http://jabber.org/protocol/disco#info'><feature var='jabber:iq:last'/></query></iq>")]
    [InlineData("12:00 RECV: <iq type='result' from='example.com'><query xmlns='http://jabber.org/protocol/disco#info'><feature var='jabber:iq:last'/></query></iq>\n12:01 SENT: <presence/>")]
    [InlineData("<?xml version='1.0' encoding='UTF-8'?>\r\n<!-- a note --><d:query xmlns:d='http://jabber.org/protocol/disco#info'><d:feature var='jabber:iq:last'/></d:query>")]
    [InlineData("<stream:stream xmlns:stream='http://etherx.jabber.org/streams'><iq type='result'><query xmlns='http://jabber.org/protocol/disco#info'><feature var='jabber:iq:last'/></query></iq></stream:stream>")]
    public void Answers_are_understood_in_any_wrapping(string xml) => Assert.True(Of(Check(xml), "XEP-0012").Announced);

    [Theory]
    [InlineData("<iq type='get' to='example.com'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>")]
    [InlineData("<iq type='error' from='example.com'><query xmlns='http://jabber.org/protocol/disco#info'/><error type='cancel'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>")]
    [InlineData("<query xmlns='http://jabber.org/protocol/disco#info'/>")]
    [InlineData("<query xmlns='jabber:iq:roster'><item jid='a@example.com'/></query>")]
    [InlineData("<iq type='result' from='a@example.com/phone'><query xmlns='http://jabber.org/protocol/disco#info'><identity category='client' type='phone'/><feature var='jabber:iq:last'/></query></iq>")]
    [InlineData("<iq type='result' from='a@example.com/phone'><query xmlns='http://jabber.org/protocol/disco#info'><feature var='jabber:iq:last'/></query></iq>")]
    [InlineData("<iq type='result'/>")]
    [InlineData("")]
    [InlineData("server.xml")]
    public void What_is_no_answer_of_a_server_is_none(string xml)
    {
        ImpOpsException problem = Assert.Throws<ImpOpsException>(() => Check(xml));

        Assert.Equal(("XmppNoAnswer", ErrorKind.InvalidData), (problem.ErrorId, problem.Kind));
    }

    public static TheoryData<string, string> Hostile => new()
    {
        { "<!DOCTYPE q [<!ENTITY a 'x'>]><query/>", "XmppXmlMalformed" },
        { "<?xml version='1.0'?><!DOCTYPE lolz [<!ENTITY lol 'lol'><!ENTITY lol2 '&lol;&lol;'>]><lolz>&lol2;</lolz>", "XmppXmlMalformed" },
        { "<!DOCTYPE q SYSTEM 'file:///etc/passwd'><query/>", "XmppXmlMalformed" },
        { "<query>&lol;</query>", "XmppXmlMalformed" },
        { string.Concat(Enumerable.Repeat("<a>", 100_000)), "XmppXmlHostile" },
        { "<query " + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"a{i}='' ")) + "/>", "XmppXmlHostile" },
        { "<query a='1' a='2'/>", "XmppXmlMalformed" },
        { "<iq type='result'><query xmlns='http://jabber.org/protocol/disco#info'><feat", "XmppXmlMalformed" },
        { "<iq type='result'><query xmlns='http://jabber.org/protocol/disco#info'><feature var='x'/></query>", "XmppXmlMalformed" },
        { "<iq></query>", "XmppXmlMalformed" },
        { "<iq \u0001/>", "XmppXmlMalformed" },
        { "<x:iq/>", "XmppXmlMalformed" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Hostile_text_is_one_error_and_what_stands_before_it_counts(string xml, string id)
    {
        XmppAnswers answers = new();
        List<InputProblem> problems = [];
        XmppAnswerReader.ReadText(string.Format(Server, "<feature var='jabber:iq:last'/>") + "\n" + xml, answers, problems.Add);

        ImpOpsException problem = Assert.Single(problems).Problem;
        Assert.Equal((id, ErrorKind.InvalidData), (problem.ErrorId, problem.Kind));
        Assert.True(problem.Message.Length < 1000);
        Assert.True(Of(XmppCompliance.Check(answers), "XEP-0012").Announced);
    }

    [Theory]
    [InlineData("<query a='", "'/>")]
    [InlineData("<query>", "</query>")]
    [InlineData("", "")]
    public void Not_more_is_read_than_is_bearable(string begin, string end)
    {
        string xml = string.Format(Server, "<feature var='jabber:iq:last'/>") + begin + new string('x', 5_000_000) + end;

        Assert.Equal("XmppXmlHostile", Assert.Throws<ImpOpsException>(() => Check(xml)).ErrorId);
        Assert.True(Of(XmppCompliance.Check(ReadBytes(Encoding.UTF8.GetBytes(xml), out List<InputProblem> problems)), "XEP-0012").Announced);
        Assert.Equal("XmppXmlHostile", Assert.Single(problems).Problem.ErrorId);
    }

    [Fact]
    public void An_error_names_the_line()
    {
        using CultureScope scope = new("en-US");
        ImpOpsException problem = Assert.Throws<ImpOpsException>(() => Check("<a/>\n<b/>\n<c></d>"));

        Assert.Contains("line 3", problem.Message);
    }

    [Theory]
    [MemberData(nameof(CultureScope.All), MemberType = typeof(CultureScope))]
    public void It_does_not_depend_on_the_culture(string culture)
    {
        using CultureScope scope = new(culture);

        Assert.Equal(["XEP-0012", "XEP-0013", "XEP-0030"], In(Check(string.Format(Server, "<feature var='jabber:iq:last'/><feature var='http://jabber.org/protocol/offline'/>")), XmppStandardState.Announced));
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("iso-8859-1", false)]
    public void A_file_is_read_in_the_encoding_that_it_declares(string encoding, bool mark)
    {
        Encoding named = Encoding.GetEncoding(encoding);
        byte[] bytes = [.. mark ? named.GetPreamble() : [], .. named.GetBytes($"<?xml version='1.0' encoding='{encoding}'?>" + string.Format(Server, "<feature var='jabber:iq:last'/><feature var='\u00e4'/>"))];

        Assert.True(Of(XmppCompliance.Check(ReadBytes(bytes, out List<InputProblem> problems)), "XEP-0012").Announced);
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("no-such-encoding")]
    public void A_file_in_another_encoding_than_it_declares_is_an_error(string declared)
    {
        byte[] bytes = Encoding.Latin1.GetBytes($"<?xml version='1.0' encoding='{declared}'?>" + string.Format(Server, "<feature var='\u00e4'/>"));

        Assert.True(ReadBytes(bytes, out List<InputProblem> problems).IsEmpty);
        Assert.Equal("XmppXmlMalformed", Assert.Single(problems).Problem.ErrorId);
    }

    [Fact]
    public void A_file_that_is_not_there_says_so()
    {
        Assert.Equal("FileNotFound", Assert.Throws<ImpOpsException>(() => XmppAnswerReader.ReadFile("/no/such/file.xml", new XmppAnswers())).ErrorId);
        Assert.Equal("PathIsDirectory", Assert.Throws<ImpOpsException>(() => XmppAnswerReader.ReadFile(Path.GetTempPath(), new XmppAnswers())).ErrorId);
    }

    [Fact]
    public void What_is_shown_of_an_answer_is_fit_for_a_terminal()
    {
        XmppStandardFinding finding = Of(Check("<iq type='result' from='a&#x9b;31m&#10;b'><query xmlns='http://jabber.org/protocol/disco#info'><identity category='server' type='im'/><feature var='urn:xmpp:sift:&#x85;" + new string('x', 9999) + "'/></query></iq>"), "XEP-0273");

        string shown = Assert.Single(finding.AnnouncedBy);
        Assert.True(shown.Length < 500);
        Assert.DoesNotContain(shown + finding.Server + finding.Message, char.IsControl);
    }

    [Fact]
    public void Answers_of_thousands_of_components_are_put_together_at_once()
    {
        StringBuilder text = new(string.Format(Server, ""));
        text.Append("<iq type='result' from='example.com'><query xmlns='http://jabber.org/protocol/disco#items'>");
        foreach (int i in Enumerable.Range(0, 20_000))
        {
            text.Append("<item jid='").Append(i).Append(".example.com'/>");
        }

        text.Append("</query></iq>");
        foreach (int i in Enumerable.Range(0, 19_999))
        {
            text.Append("<iq type='result' from='").Append(i).Append(".example.com'><query xmlns='http://jabber.org/protocol/disco#info'><feature var='f'/></query></iq>");
        }

        XmppStandardFinding finding = Of(Check(text.ToString()), "XEP-0045");
        Assert.Equal(XmppStandardState.NotChecked, finding.State);
        Assert.Contains("19999.example.com", finding.Message);
    }

    [Fact]
    public void Answers_of_two_servers_name_both()
    {
        XmppAnswers answers = new();
        XmppAnswerReader.ReadText(string.Format(Server, "") + string.Format(Server, "").Replace("example.com", "example.org") + string.Format(Server, "").Replace("example.com", "EXAMPLE.com"), answers);

        Assert.Equal(["example.com", "example.org"], answers.Servers);
    }

    private static IReadOnlyList<XmppStandardFinding> Check(string xml)
    {
        XmppAnswers answers = new();
        XmppAnswerReader.ReadText(xml, answers);
        return XmppCompliance.Check(answers);
    }

    private static XmppAnswers ReadBytes(byte[] bytes, out List<InputProblem> problems)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, bytes);
            XmppAnswers answers = new();
            problems = [];
            XmppAnswerReader.ReadFile(file, answers, problems.Add);
            return answers;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string[] In(IEnumerable<XmppStandardFinding> findings, XmppStandardState state) => [.. findings.Where(finding => finding.State == state).Select(finding => finding.Id)];

    private static XmppStandardFinding Of(IEnumerable<XmppStandardFinding> findings, string id) => findings.Single(finding => finding.Id == id);
}
