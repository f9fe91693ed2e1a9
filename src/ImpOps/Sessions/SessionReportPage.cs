using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ImpOps.Html;
using ImpOps.Text;

namespace ImpOps.Sessions;

/// <summary>
/// The report as one HTML file that reads like the portal's: cluster, groups and nodes, and on request the users of any of these with their device
/// types. The file holds all of its data and loads nothing.
/// </summary>
public sealed class SessionReportPage
{
    private static readonly StringComparer Loose = StringComparer.OrdinalIgnoreCase;

    private static readonly ReportTerm[] ScriptTerms =
    [
        ReportTerm.UsersOf, ReportTerm.UsersOfCluster, ReportTerm.ShowUsersOf, ReportTerm.RangeOf, ReportTerm.RangeFiltered, ReportTerm.NothingFound,
        ReportTerm.SortedUp, ReportTerm.SortedDown, ReportTerm.PerNodeNote, ReportTerm.DeviceTypes,
    ];

    private readonly SessionSummary[] _clusters;
    private readonly SessionSummary[][] _groups;
    private readonly Part[] _parts;
    private readonly Dictionary<string, NodeSessionLimit> _limits = new(Loose);
    private readonly string[] _devices;
    private readonly DateTimeOffset? _generatedAt;

    /// <summary>Takes the lines of a report.</summary>
    /// <param name="entries">The lines, in their order. Where there are users only, cluster, groups and nodes are counted out of them.</param>
    /// <param name="limits">What nodes support, for the chart; a node without is shown without.</param>
    /// <exception cref="ImpOpsException">Users that are to be counted are none: <c>SessionCountNotANumber</c>, <c>SessionCountAbsurd</c>, <c>SessionTextSpoilt</c> or <c>SessionNodesTooMany</c>.</exception>
    public SessionReportPage(IEnumerable<SessionReportEntry> entries, IEnumerable<NodeSessionLimit>? limits = null)
    {
        SessionReportEntry[] all = [.. entries];
        UserSessions[] users = [.. all.OfType<UserSessions>()];
        SessionSummary[] summaries = [.. all.OfType<SessionSummary>()];
        if (summaries.Length == 0)
        {
            SessionReport counted = new();
            foreach (UserSessions user in users)
            {
                counted.AddEntry(user);
            }

            summaries = [.. counted.Build().OfType<SessionSummary>()];
        }

        _clusters = [.. summaries.Where(summary => summary.Level == SessionLevel.Cluster)];
        _groups =
        [
            .. summaries.Where(summary => summary.Level != SessionLevel.Cluster)
                .GroupBy(summary => summary.PresenceRedundancyGroup ?? "", Loose)
                .Select(group => group.OrderBy(summary => summary.Level).ToArray()),
        ];
        _parts =
        [
            .. users.GroupBy(user => (user.PresenceRedundancyGroup?.ToUpperInvariant(), user.NodeName?.ToUpperInvariant()))
                .Select(part => new Part(part.First().PresenceRedundancyGroup ?? "", part.First().NodeName ?? "", [.. part])),
        ];
        foreach (NodeSessionLimit limit in limits ?? [])
        {
            _limits[limit.NodeName] = limit;
        }

        _devices =
        [
            .. DeviceTypes.InOrder(
                summaries.SelectMany(summary => summary.DeviceType.Where(device => device.Value > 0).Select(device => device.Key))
                    .Concat(users.SelectMany(user => user.DeviceType))
                    .Concat(users.Any(user => user.SessionCount > user.DeviceType.Count) ? [DeviceTypes.Unknown] : [])
                    .Concat(DeviceTypes.Names.Where(name => name != DeviceTypes.Unknown))
                    .Distinct(Loose),
                name => name),
        ];
        _generatedAt = all.Max(entry => entry.GeneratedAt);
    }

    /// <summary>Writes the page to a file: whole, or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">How; null takes the session's language.</param>
    /// <exception cref="ImpOpsException">
    /// <c>FileNotRegular</c>, <c>PathIsDirectory</c>, <c>FileExists</c>, <c>FileReadOnly</c>, <c>DirectoryNotFound</c> or <c>FileNotWritable</c>.
    /// </exception>
    public void Write(string path, ReportPageFormat? format = null)
    {
        format ??= new ReportPageFormat();
        OutputFile.WriteAll([new OutputFile(path, stream => Write(stream, format))], format.NoClobber, format.Force);
    }

    /// <summary>Writes the page to a stream, as UTF-8. The same lines give the same bytes.</summary>
    /// <param name="stream">The stream; it is left open.</param>
    /// <param name="format">Language and title.</param>
    public void Write(Stream stream, ReportPageFormat? format = null) =>
        HtmlPage.Write(stream, format ?? new ReportPageFormat(), ReportTerm.SessionReportTitle, WriteContent, WriteData);

    private void WriteContent(HtmlPage page)
    {
        WriteKeys(page);
        page.Start("section").With("aria-labelledby", "summary-title");
        page.Start("div", "bar-top").Start("h2").With("id", "summary-title").Text(page[ReportTerm.ClusterGroupsNodes]).End();
        Filter(page, "summary-find", ReportTerm.FilterNodes).End();
        WriteSummary(page);
        page.Start("p", "empty").With("id", "summary-empty").With("role", "status").End();
        page.End();
        if (_parts.Length > 0)
        {
            WriteUsers(page);
        }

        BarChart.Bar[] bars = [.. _groups.SelectMany(group => group).Where(line => line.Level == SessionLevel.Node).Select(line =>
        {
            NodeSessionLimit? limit = LimitOf(line);
            return new BarChart.Bar(NodeName(page, line), line.SessionCount, limit?.SessionLimit, limit?.ThresholdPercent ?? 0);
        })];
        if (bars.Length > 0)
        {
            page.Start("section").With("aria-labelledby", "chart-title");
            page.Start("h2").With("id", "chart-title").Text(page[ReportTerm.SessionsPerNode]).End();
            BarChart.Write(page, bars);
            page.End();
        }
    }

    private void WriteKeys(HtmlPage page)
    {
        page.Start("dl", "keys");
        if (_clusters.Length > 0)
        {
            SessionSummary cluster = _clusters[0];
            page.Key(page[ReportTerm.Users], Figures.Count(cluster.UserCount), page[ReportTerm.UsersHint]);
            page.Key(page[ReportTerm.Sessions], Figures.Count(cluster.SessionCount));
            if (cluster.UserCount > 0)
            {
                page.Key(page[ReportTerm.SessionsPerUser], Figures.Ratio((double)cluster.SessionCount / cluster.UserCount));
            }
        }

        page.Start("div").Line("dt", null, page[ReportTerm.Generated]).Start("dd", "time").Time(_generatedAt).End().End();
        page.End();
    }

    private static HtmlPage Filter(HtmlPage page, string id, ReportTerm label)
    {
        page.Start("label", "find").With("hidden", "").Line("span", "unseen", page[label]);
        return page.Start("input").With("id", id).With("type", "search").With("autocomplete", "off").With("spellcheck", "false")
            .With("placeholder", page[label]).EndVoid().End();
    }

    private void WriteSummary(HtmlPage page)
    {
        // Kinds of device that only some input knows share a column, as in the console: there may be any number.
        string[] known = [.. DeviceTypes.Names.Where(name => name != DeviceTypes.Unknown)];
        bool others = _devices.Length > known.Length;
        bool limits = _groups.SelectMany(group => group).Any(line => LimitOf(line) is not null);
        page.StartTable(page[ReportTerm.ClusterGroupsNodes], "tree").Start("thead").Start("tr");
        page.Column(ReportTerm.Name).Column(ReportTerm.Users, number: true).Column(ReportTerm.Sessions, number: true);
        foreach (string device in known)
        {
            page.Column(device, number: true, "device");
        }

        if (others)
        {
            page.Column(ReportTerm.DeviceOther, number: true, "device");
        }

        if (limits)
        {
            page.Column(ReportTerm.Limit, number: true).Column(ReportTerm.Used, number: true);
        }

        page.End().End();
        foreach (SessionSummary[] lines in _clusters.Select(cluster => new[] { cluster }).Concat(_groups))
        {
            page.Start("tbody");
            foreach (SessionSummary line in lines)
            {
                WriteLine(page, line, known, others, limits);
            }

            page.End();
        }

        page.EndTable();
    }

    private void WriteLine(HtmlPage page, SessionSummary line, string[] known, bool others, bool limits)
    {
        string level = line.Level switch { SessionLevel.Cluster => "cluster", SessionLevel.SubCluster => "group", _ => "node" };
        page.Start("tr", level);
        page.Start("th").With("scope", "row");
        _ = line.Level switch
        {
            SessionLevel.Cluster => page.Text(page[ReportTerm.Cluster]),
            SessionLevel.SubCluster => line.PresenceRedundancyGroup is string group ? page.Name(group) : page.Text(page[ReportTerm.GroupUnnamed]),
            _ => line.NodeName is string node ? page.Name(node) : page.Text(page[ReportTerm.NodeUnnamed]),
        };
        page.End();

        int[] parts = [.. Enumerable.Range(0, _parts.Length).Where(part => _parts[part].BelongsTo(line))];
        page.Start("td", "number");
        if (parts.Length > 0)
        {
            page.With("data-parts", string.Join(",", parts));
        }

        page.Text(Figures.Count(line.UserCount)).End();
        page.Start("td", "number").WithLines("data-tip", Tip(page, line)).Text(Figures.Count(line.SessionCount)).End();
        foreach (string device in known)
        {
            page.Line("td", "number device", Figures.Count(Sessions(line, device)));
        }

        if (others)
        {
            page.Line("td", "number device", Figures.Count(line.DeviceType.Where(device => !known.Contains(device.Key, Loose)).Sum(device => device.Value)));
        }

        if (limits)
        {
            NodeSessionLimit? limit = LimitOf(line);
            page.Line("td", "number", limit is null ? "" : Figures.Count(limit.SessionLimit));
            page.Line("td", "number", limit is null ? "" : Figures.Percent(100.0 * line.SessionCount / limit.SessionLimit));
        }

        page.End();
    }

    private static long Sessions(SessionSummary line, string device) => line.DeviceType.TryGetValue(device, out long count) ? count : 0;

    private static IEnumerable<string[]> Tip(HtmlPage page, SessionSummary line) => DeviceTypes.InOrder(line.DeviceType, device => device.Key)
        .Where(device => device.Value > 0)
        .Select(device => new[] { DeviceName(page, device.Key), Figures.Count(device.Value), Figures.Percent(100.0 * device.Value / Math.Max(1, line.SessionCount)) });

    private static string DeviceName(HtmlPage page, string device) => device == DeviceTypes.Unknown ? page[ReportTerm.DeviceUnknown] : device;

    private static string NodeName(HtmlPage page, SessionSummary line) => line.NodeName ?? page[ReportTerm.NodeUnnamed];

    private NodeSessionLimit? LimitOf(SessionSummary line) =>
        line is { Level: SessionLevel.Node, NodeName: string node } && _limits.TryGetValue(node, out NodeSessionLimit? limit) ? limit : null;

    /// <summary>The frame of the list of users. The script fills it, a page of rows at a time.</summary>
    private void WriteUsers(HtmlPage page)
    {
        page.Start("section", "users").With("id", "users").With("aria-labelledby", "users-title").With("hidden", "");
        page.Start("div", "bar-top").Start("h2").With("id", "users-title").With("tabindex", "-1").End();
        page.Start("button", "quiet").With("type", "button").With("id", "users-close").Text(page[ReportTerm.Close]).End().End();

        page.Start("div", "tools").With("role", "search");
        Filter(page, "users-find", ReportTerm.FilterUsers);
        page.Start("select").With("id", "users-device").With("aria-label", page[ReportTerm.DeviceTypes]);
        page.Start("option").With("value", "").Text(page[ReportTerm.AnyDevice]).End();
        for (int device = 0; device < _devices.Length; device++)
        {
            page.Start("option").With("value", Figures.Plain(device)).Text(DeviceName(page, _devices[device])).End();
        }

        page.End();
        page.Start("select").With("id", "users-sessions").With("aria-label", page[ReportTerm.Sessions]);
        page.Start("option").With("value", "0").Text(page[ReportTerm.AnySessions]).End();
        foreach (int least in new[] { 2, 3, 4, 5, 10 })
        {
            page.Start("option").With("value", Figures.Plain(least)).Text(page.Terms.Format(ReportTerm.SessionsAtLeast, least)).End();
        }

        page.End().End();
        page.Start("div", "scroll").With("role", "region").With("aria-labelledby", "users-title").With("tabindex", "0");
        page.Start("table").With("id", "users-table");
        page.Line("caption", "unseen", page[ReportTerm.Users]);
        page.Start("thead").Start("tr");
        page.Column(ReportTerm.User).Column(ReportTerm.Node, @class: "place").Column(ReportTerm.Group, @class: "place");
        page.Column(ReportTerm.Sessions, number: true).Column(ReportTerm.DeviceTypes, @class: "wide");
        page.End().End().Start("tbody").End().End().End();
        page.Start("p", "note").With("id", "users-note").End();
        page.Start("div", "pager");
        page.Start("span").With("id", "users-range").With("role", "status").End();
        page.Start("button").With("type", "button").With("id", "users-previous").Text(page[ReportTerm.Previous]).End();
        page.Start("button").With("type", "button").With("id", "users-next").Text(page[ReportTerm.Next]).End();
        page.Start("label").Text(page[ReportTerm.PageSize]).Text(" ").Start("select").With("id", "users-size");
        foreach (string size in new[] { "50", "100", "250", "500" })
        {
            page.Start("option").With("value", size).Text(size).End();
        }

        page.End().End().End().End();
    }

    private void WriteData(PageData data)
    {
        // Few users differ in what devices they have, so a user is a name and the number of a combination.
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        List<long[]> combinations = [];
        Dictionary<string, int> deviceNumbers = new(Loose);
        foreach (string device in _devices)
        {
            deviceNumbers.Add(device, deviceNumbers.Count);
        }

        data.Name("terms").Object(() =>
        {
            ReportTerms terms = data.Terms;
            foreach (ReportTerm term in ScriptTerms)
            {
                data.Name(term.ToString()).Text(terms[term]);
            }
        });
        data.Name("devices").List(() =>
        {
            foreach (string device in _devices)
            {
                data.Text(device == DeviceTypes.Unknown ? data.Terms[ReportTerm.DeviceUnknown] : device);
            }
        });
        data.Name("parts").List(() =>
        {
            foreach (Part part in _parts)
            {
                data.Object(() =>
                {
                    data.Name("node").Text(part.Node).Name("group").Text(part.Group);
                    data.Name("users").List(() =>
                    {
                        foreach (UserSessions user in part.Users)
                        {
                            data.Text(user.UserId).Number(Combination(user));
                        }
                    });
                });
            }
        });
        data.Name("combinations").List(() =>
        {
            foreach (long[] combination in combinations)
            {
                data.Numbers(combination);
            }
        });

        int Combination(UserSessions user)
        {
            string key = $"{user.SessionCount} {string.Join("\n", user.DeviceType)}";
            if (!numbers.TryGetValue(key, out int number))
            {
                numbers.Add(key, number = combinations.Count);
                combinations.Add(Count(user, deviceNumbers));
            }

            return number;
        }
    }

    /// <summary>Sessions by device, in the order of the devices, as far as the last one that has any; sessions of which nothing is told are unknown.</summary>
    private static long[] Count(UserSessions user, Dictionary<string, int> deviceNumbers)
    {
        long[] counts = new long[deviceNumbers.Count];
        foreach (string device in user.DeviceType)
        {
            counts[deviceNumbers[device]]++;
        }

        if (user.SessionCount > user.DeviceType.Count)
        {
            counts[deviceNumbers[DeviceTypes.Unknown]] += user.SessionCount - user.DeviceType.Count;
        }

        return counts;
    }

    /// <summary>The users of a node.</summary>
    private sealed class Part(string group, string node, UserSessions[] users)
    {
        public string Group { get; } = group;

        public string Node { get; } = node;

        public UserSessions[] Users { get; } = users;

        public bool BelongsTo(SessionSummary line) => line.Level switch
        {
            SessionLevel.Cluster => true,
            SessionLevel.SubCluster => Loose.Equals(Group, line.PresenceRedundancyGroup ?? ""),
            _ => Loose.Equals(Group, line.PresenceRedundancyGroup ?? "") && Loose.Equals(Node, line.NodeName ?? ""),
        };
    }
}
