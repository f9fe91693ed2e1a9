using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ImpOps.Restarts;

namespace ImpOps.Tests.Restarts;

public class RestartRulesTests
{
    private static readonly Dictionary<string, string> Letters = new()
    {
        ["Cisco XCP Router"] = "R",
        ["Cisco SIP Proxy"] = "S",
        ["Cisco Presence Engine"] = "P",
        ["associated chat server"] = "chat",
        ["the certificate's own service"] = "own",
        ["IM and Presence Service"] = "all",
    };

    public static TheoryData<string, string> Published()
    {
        TheoryData<string, string> data = [];
        using Stream stream = typeof(RestartRulesTests).Assembly.GetManifestResourceStream("published-restart-rules.txt")!;
        using StreamReader reader = new(stream);
        while (reader.ReadLine() is string line)
        {
            if (line.Length > 0 && !line.StartsWith('#'))
            {
                int at = line.LastIndexOf(" = ", StringComparison.Ordinal);
                data.Add(line[..at], line[(at + 3)..]);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Published))]
    public void A_published_change_asks_for_what_the_guide_says(string change, string expected)
    {
        if (expected == "none")
        {
            Assert.Equal("RestartRuleNotFound", Assert.Throws<ImpOpsException>(() => RestartRules.Require(change)).ErrorId);
            return;
        }

        IEnumerable<string> actual = RestartRules.Require(change).Select(Short);

        Assert.Equal(expected.Split(',').Order(), actual.Order());
    }

    [Fact]
    public void Every_rule_is_met_by_the_transcription()
    {
        HashSet<string> met = [.. Published()
            .Where(row => row.Data.Item2 != "none")
            .SelectMany(row => RestartRules.Require(row.Data.Item1))
            .Select(requirement => requirement.Rule!)];

        Assert.Empty(RestartRules.All.Select(rule => rule.Id).Except(met));
    }

    [Fact]
    public void Every_row_of_the_guide_has_a_rule()
    {
        HashSet<string> rows = [.. RestartRules.All.SelectMany(rule => rule.Source[(rule.Source.LastIndexOf("row", StringComparison.Ordinal) + 4)..].Split(" and "))];

        Assert.Equal(Enumerable.Range(1, 56).Select(row => $"{row}").Order(), rows.Order());
    }

    [Fact]
    public void Ids_are_unique_and_find_their_rule()
    {
        Assert.Equal(RestartRules.All.Count, RestartRules.All.Select(rule => rule.Id).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(RestartRules.All, rule =>
        {
            Assert.Same(rule, RestartRules.Find(rule.Id.ToLowerInvariant()));
            Assert.Equal(rule.Id, RestartRules.Require(rule.Id).First(requirement => requirement.Rule == rule.Id).Rule);
        });
        Assert.Null(RestartRules.Find("Nonsense"));
    }

    [Theory]
    [InlineData("http port")]
    [InlineData("  HTTP-Port  ")]
    [InlineData("HTTPPORT")]
    [InlineData("ＨＴＴＰ　Ｐｏｒｔ")]
    [InlineData("Cisco SIP Proxy service parameters: HTTP Port")]
    [InlineData("System > Service Parameters > HTTP Port")]
    [InlineData("Cisco SIP Proxy 服务参数：HTTP 端口")]
    public void Case_blanks_and_punctuation_do_not_matter(string change) =>
        Assert.Equal("SipProxy.HttpPort", Assert.Single(RestartRules.Require(change)).Rule);

    [Theory]
    [InlineData("Cisco Unified CM IM and Presence Administration > System > Security > Incoming ACL", "Acl.Incoming")]
    [InlineData("Cisco Unified CM IM and Presence 管理 > 系统 > 安全 > 传入 ACL", "Acl.Incoming")]
    [InlineData("Cisco Unified IM and Presence OS Administration > Settings > IP > Publisher", "PublisherChanged")]
    [InlineData("Incoming ACL", "Acl.Incoming")]
    [InlineData("SIP Federation", "SipFederatedDomain")]
    [InlineData("Application Listeners", "ApplicationListener")]
    [InlineData("Edit LDAP search", "LdapServer.Search")]
    [InlineData("Regenerate the cup certificate", "Certificate.Cup")]
    public void A_path_may_begin_with_its_portal_or_be_its_last_words(string change, string id) =>
        Assert.Equal(id, Assert.Single(RestartRules.Require(change)).Rule);

    [Theory]
    [InlineData("Settings")]
    [InlineData("Edit the setting")]
    [InlineData("Any edit")]
    [InlineData("Enable or disable the setting")]
    [InlineData("Cisco Unified CM IM and Presence Administration")]
    public void Words_that_many_pages_share_mean_none_of_them(string change) =>
        Assert.Equal("RestartRuleNotFound", Assert.Throws<ImpOpsException>(() => RestartRules.Require(change)).ErrorId);

    [Theory]
    [InlineData("HTTP P*", new[] { "SipProxy.HttpPort" })]
    [InlineData("*watchers*", new[] { "PresenceSettings.MaximumWatchers", "Migration.MaximumWatchers" })]
    [InlineData("cup?mpp-s2s", new[] { "Certificate.CupXmppS2s" })]
    [InlineData("永久*连接", new[] { "SipProxy.PersistTcpConnections" })]
    [InlineData("cup*", new[] { "Certificate.Cup", "Certificate.CupXmpp", "Certificate.CupXmppS2s", "Certificate.CupTrust" })]
    [InlineData("*IPv6*", new[] { "Ethernet", "EnableIpv6" })]
    [InlineData("External Database*", new[] { "ExternalDatabase.CreateMssql", "ExternalDatabase.Edit", "ExternalDatabase.Merge", "ExternalDatabase.PgHba", "ExternalDatabase.PostgresqlConf" })]
    [InlineData("Enable IPv6?", new[] { "EnableIpv6" })]
    public void Wildcards_find_rules(string pattern, string[] ids) =>
        Assert.Equal(ids, RestartRules.Require(pattern).Select(requirement => requirement.Rule));

    [Fact]
    public void A_change_is_looked_for_among_rules_of_its_kind_only()
    {
        Assert.Single(RestartRules.Require("HTTP Port", ChangeKind.ServiceParameter));
        Assert.Single(RestartRules.Require("Enable IPv6", ChangeKind.ServiceParameter));
        Assert.Throws<ImpOpsException>(() => RestartRules.Require("HTTP Port", ChangeKind.Alert));
        Assert.Throws<ImpOpsException>(() => RestartRules.Require("cup", ChangeKind.ServiceParameter));
        Assert.Equal("Certificate.Exchange", Assert.Single(RestartRules.Require("MS Exchange certificates", ChangeKind.Certificate)).Rule);
    }

    [Theory]
    [InlineData("HTPP Port", "SipProxy.HttpPort")]
    [InlineData("Maximum Watcher", "PresenceSettings.MaximumWatchers")]
    [InlineData("永久连接", "SipProxy.PersistTcpConnections")]
    [InlineData("", null)]
    [InlineData("!?", null)]
    [InlineData("tomcat", null)]
    public void What_no_rule_knows_is_an_error_with_the_closest_rules(string change, string? closest)
    {
        ImpOpsException problem = Assert.Throws<ImpOpsException>(() => RestartRules.Require(change));

        Assert.Equal(("RestartRuleNotFound", ErrorKind.NotFound), (problem.ErrorId, problem.Kind));
        Assert.Equal(change, problem.Target);
        if (closest is not null)
        {
            Assert.Contains(closest, problem.Message);
        }
    }

    [Fact]
    public void Only_required_restarts_are_required()
    {
        Assert.True(RestartRules.Require("HTTP Port")[0].Required);
        Assert.False(RestartRules.Require("PEIDSQueryError")[0].Required);
        Assert.False(RestartRules.Require("Intercluster Peering")[0].Required);
        Assert.False(RestartRules.Require("Ethernet settings")[0].Required);
    }

    [Theory]
    [InlineData("en-US", "Proxy Configuration", "Any edit", "System > Security > Incoming ACL")]
    [InlineData("zh-CN", "代理配置", "对代理配置的任何编辑", "系统 > 安全 > 传入 ACL")]
    [InlineData("zh-SG", "代理配置", "对代理配置的任何编辑", "系统 > 安全 > 传入 ACL")]
    [InlineData("zh-TW", "Proxy Configuration", "Any edit", "System > Security > Incoming ACL")]
    [InlineData("de-DE", "Proxy Configuration", "Any edit", "System > Security > Incoming ACL")]
    public void Texts_are_in_the_language_of_the_session_and_services_always_in_English(string culture, string name, string trigger, string path)
    {
        using CultureScope scope = new(culture);
        RestartRule rule = RestartRules.Find("ProxyConfiguration")!;

        Assert.Equal((name, trigger, "Cisco SIP Proxy"), (rule.Name, rule.Trigger, Assert.Single(rule.Service)));
        Assert.Equal([path], RestartRules.Find("Acl.Incoming")!.MenuPath);
    }

    [Theory]
    [MemberData(nameof(CultureScope.All), MemberType = typeof(CultureScope))]
    public void Matching_does_not_depend_on_the_culture(string culture)
    {
        // Turkish has a capital dotted I of its own.
        using CultureScope scope = new(culture);
        Assert.Equal("ImAddressScheme", Assert.Single(RestartRules.Require("im address scheme")).Rule);
        Assert.Equal("PersistentChat.DatabaseUnreachable", Assert.Single(RestartRules.Require("PERSISTENT CHAT")).Rule);
    }

    [Fact]
    public void Names_and_services_are_found_in_both_languages()
    {
        RestartRule rule = RestartRules.Find("SipProxy.HttpPort")!;
        Assert.True(rule.IsNamed(text => text == "HTTP 端口"));
        Assert.True(rule.IsNamed(text => text == "Cisco SIP Proxy service parameters"));
        Assert.False(rule.IsNamed(text => text == "HTTP"));
        Assert.True(RestartRules.Find("SipFederatedDomain")!.RestartsService(text => text == "Cisco XCP 路由器"));
        Assert.True(RestartRules.Find("SipFederatedDomain")!.RestartsService(text => text == "XCP Router"));
        Assert.False(RestartRules.Find("SipFederatedDomain")!.RestartsService(text => text == "Cisco SIP Proxy"));
    }

    private static string Short(RestartRequirement requirement)
    {
        string what = requirement.Action switch
        {
            RestartAction.RestartNode => "node",
            RestartAction.RestartSystem => "system",
            _ => string.Join("+", requirement.Service.Select(service => Letters[service])),
        };
        return what + requirement.Certainty switch
        {
            RestartCertainty.Recommended => "~",
            RestartCertainty.Conditional => "?",
            RestartCertainty.Automatic => "!",
            _ => "",
        };
    }
}
