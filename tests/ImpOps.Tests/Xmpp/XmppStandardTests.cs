using System;
using System.IO;
using System.Linq;
using ImpOps.Xmpp;

namespace ImpOps.Tests.Xmpp;

public class XmppStandardTests
{
    [Fact]
    public void They_are_those_that_the_guide_lists()
    {
        using StreamReader published = new(typeof(XmppStandardTests).Assembly.GetManifestResourceStream("published-xmpp-standards.txt")!);
        string[] lines = published.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        Assert.Equal(29, lines.Length);
        Assert.Equal(lines, XmppStandards.All.Select(standard => $"{standard.Id} {standard.PrintedTitle}"));
    }

    [Fact]
    public void Each_has_a_kind_a_status_and_a_source()
    {
        Assert.All(XmppStandards.All, standard =>
        {
            Assert.Equal(standard.Id.StartsWith("RFC ", StringComparison.Ordinal) ? XmppStandardKind.Rfc : XmppStandardKind.Xep, standard.Kind);
            Assert.StartsWith("Additional Requirements > XMPP Standards Compliance; status: ", standard.Source);
            Assert.Contains(standard.Kind == XmppStandardKind.Rfc ? "(March 2011)" : $"{standard.Id} version ", standard.Source);
            Assert.Equal(standard.Id, standard.ToString());
        });
        Assert.Equal(["RFC 3920", "RFC 3921"], Ids(XmppStandardStatus.Obsolete));
        Assert.Equal(["XEP-0013", "XEP-0016", "XEP-0071", "XEP-0126"], Ids(XmppStandardStatus.Deprecated));
        Assert.Equal(["XEP-0273"], Ids(XmppStandardStatus.Deferred));
        Assert.Equal(["XEP-0004", "XEP-0012", "XEP-0030"], Ids(XmppStandardStatus.Final));
        Assert.Equal(
            ["RFC 3920>RFC 6120", "RFC 3921>RFC 6121", "XEP-0016>XEP-0191", "XEP-0126>XEP-0186"],
            XmppStandards.All.Where(standard => standard.ObsoletedBy is not null).Select(standard => $"{standard.Id}>{standard.ObsoletedBy}"));

        static string[] Ids(XmppStandardStatus status) => [.. XmppStandards.All.Where(standard => standard.Status == status).Select(standard => standard.Id)];
    }

    [Fact]
    public void What_need_not_be_announced_says_how_it_can_be_seen()
    {
        Assert.All(XmppStandards.All, standard => Assert.Equal(standard.Observable, standard.Note is null));
        Assert.Equal(
            ["XEP-0012", "XEP-0013", "XEP-0016", "XEP-0030", "XEP-0045", "XEP-0054", "XEP-0060", "XEP-0065", "XEP-0092", "XEP-0115", "XEP-0163", "XEP-0273"],
            XmppStandards.All.Where(standard => standard.Observable).Select(standard => standard.Id));
    }

    [Theory]
    [InlineData("XEP-0065", "SOCKS5 Bytestreams", "SOCKS5 Bystreams")]
    [InlineData("XEP-0066", "Out of Band Data", "Archive OOB requests")]
    public void A_misprint_is_corrected_and_named(string id, string title, string printed)
    {
        using CultureScope scope = new("en-US");
        XmppStandard standard = XmppStandards.All.Single(one => one.Id == id);

        Assert.Equal(title, standard.Title);
        Assert.Contains(printed, standard.Erratum);
        Assert.Contains(printed, standard.PrintedTitle);
        Assert.Equal(2, XmppStandards.All.Count(one => one.Erratum is not null));
    }

    [Fact]
    public void It_speaks_the_language_of_the_session()
    {
        foreach ((string culture, string title) in new[] { ("zh-CN", "服务发现"), ("de-DE", "Service Discovery") })
        {
            using CultureScope scope = new(culture);
            XmppStandard standard = XmppStandards.All.Single(one => one.Id == "XEP-0030");

            Assert.Equal(title, standard.Title);
            Assert.True(standard.IsTitled(one => one == "服务发现"));
            Assert.True(standard.IsTitled(one => one == "Service Discovery"));
        }
    }

    [Theory]
    [InlineData("XEP-0045", "XEP-0045")]
    [InlineData("XEP-45", "XEP-0045")]
    [InlineData("XEP0045", "XEP-0045")]
    [InlineData("xep 45", "XEP-0045")]
    [InlineData("0045", "XEP-0045")]
    [InlineData("45", "XEP-0045")]
    [InlineData("RFC 3920", "RFC 3920")]
    [InlineData("rfc3920", "RFC 3920")]
    [InlineData("RFC-3920", "RFC 3920")]
    [InlineData("3920", "RFC 3920")]
    [InlineData("4", "XEP-0004")]
    [InlineData("XEP-3920", null)]
    [InlineData("XEP-0046", null)]
    public void An_id_may_be_shortened(string text, string? id)
    {
        string[] found = [.. XmppStandards.All.Where(standard => standard.HasId(one => one.Equals(text, StringComparison.OrdinalIgnoreCase))).Select(standard => standard.Id)];

        Assert.Equal(id is null ? [] : [id], found);
    }
}
