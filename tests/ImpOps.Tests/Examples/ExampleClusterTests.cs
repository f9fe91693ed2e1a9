using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ImpOps.ExampleData;
using ImpOps.Sessions;

namespace ImpOps.Tests.Examples;

public class ExampleClusterTests
{
    private static readonly string Data = Path.Combine(RepositoryRoot.Path, "examples", "data");

    [Fact]
    public void The_committed_files_are_those_that_the_generator_writes()
    {
        // The scenarios in mdm/ are written by hand, and xmpp/ holds what real servers have answered.
        Assert.Equal(ExampleCluster.Files().Keys.Order(), Directory.GetFiles(Data, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Data, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("mdm/", StringComparison.Ordinal) && !file.StartsWith("xmpp/", StringComparison.Ordinal)).Order());
        Assert.All(ExampleCluster.Files(), file => Assert.Equal(file.Value, File.ReadAllText(Path.Combine(Data, file.Key))));
    }

    [Fact]
    public void The_cluster_has_two_groups_four_nodes_and_about_five_thousand_users_with_one_to_three_sessions()
    {
        SessionReport report = new(keepUsers: true);
        report.AddFile(Path.Combine(Data, "sessions.csv"));
        SessionSummary[] summaries = [.. report.Build().Cast<SessionSummary>()];
        IEnumerable<UserSessions> users = report.Build(new SessionReportQuery { Level = [SessionLevel.User] }).Cast<UserSessions>();

        Assert.Equal([1, 2, 4], summaries.GroupBy(line => line.Level).OrderBy(level => level.Key).Select(level => level.Count()));
        Assert.InRange(summaries[0].UserCount, 4750, 5000);
        Assert.Equal([1, 2, 3], users.GroupBy(user => user.UserId).Select(user => (int)user.Sum(line => line.SessionCount)).Distinct().Order());
        Assert.Equal(["Desktop", "iPhone", "iPad", "Android"], summaries[0].DeviceType.Where(type => type.Value > 0).Select(type => type.Key));

        // Some users have sessions on both nodes of their group, so the nodes have more users than the group.
        Assert.True(summaries.Where(line => line.Level == SessionLevel.Node).Sum(line => line.UserCount) > summaries[0].UserCount);
    }
}
