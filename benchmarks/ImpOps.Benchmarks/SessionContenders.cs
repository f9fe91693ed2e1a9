using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using CsvHelper;
using CsvHelper.Configuration.Attributes;
using ImpOps.Sessions;

namespace ImpOps.Benchmarks;

/// <summary>
/// The report of a list of sessions: users and sessions of the cluster, of each group and of each node. Every contender prints
/// <c>level,group,node,users,sessions</c>, in whatever order.
/// </summary>
internal static class SessionContenders
{
    public static void ByImpOps(string file, TextWriter output)
    {
        SessionReport report = new();
        report.AddFile(file);
        foreach (SessionReportEntry entry in report.Build())
        {
            SessionSummary summary = (SessionSummary)entry;
            Print(output, summary.Level, summary.PresenceRedundancyGroup, summary.NodeName, summary.UserCount, summary.SessionCount);
        }
    }

    public static void ByCsvHelper(string file, TextWriter output)
    {
        Part cluster = new();
        Dictionary<string, Part> groups = [];
        Dictionary<(string Group, string Node), Part> nodes = [];
        using StreamReader text = new(file);
        using CsvReader csv = new(text, CultureInfo.InvariantCulture);
        foreach (Session session in csv.GetRecords<Session>())
        {
            cluster.Add(session.User);
            Of(groups, session.Group).Add(session.User);
            Of(nodes, (session.Group, session.Node)).Add(session.User);
        }

        Print(output, SessionLevel.Cluster, null, null, cluster.Users, cluster.Sessions);
        foreach ((string group, Part part) in groups)
        {
            Print(output, SessionLevel.SubCluster, group, null, part.Users, part.Sessions);
        }

        foreach (((string group, string node), Part part) in nodes)
        {
            Print(output, SessionLevel.Node, group, node, part.Users, part.Sessions);
        }
    }

    private static Part Of<TKey>(Dictionary<TKey, Part> parts, TKey key)
        where TKey : notnull
    {
        if (!parts.TryGetValue(key, out Part? part))
        {
            parts.Add(key, part = new Part());
        }

        return part;
    }

    private static void Print(TextWriter output, SessionLevel level, string? group, string? node, long users, long sessions) =>
        output.WriteLine(FormattableString.Invariant($"{level},{group},{node},{users},{sessions}"));

    private sealed class Part
    {
        private readonly HashSet<string> _users = new(StringComparer.OrdinalIgnoreCase);

        public long Users => _users.Count;

        public long Sessions { get; private set; }

        public void Add(string user)
        {
            _users.Add(user);
            Sessions++;
        }
    }

    private sealed class Session
    {
        [Name("group")]
        public string Group { get; set; } = "";

        [Name("node")]
        public string Node { get; set; } = "";

        [Name("user")]
        public string User { get; set; } = "";

        [Name("device")]
        public string Device { get; set; } = "";

        [Name("time")]
        public DateTimeOffset Time { get; set; }
    }
}
