// The four jobs of ImpOps on the example cluster: sessions, capacity, retry limits, restarts.
// dotnet run --project examples/QuickStart

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CsvHelper;
using ImpOps;
using ImpOps.Capacity;
using ImpOps.QuickStart;
using ImpOps.Relogin;
using ImpOps.Restarts;
using ImpOps.Sessions;

string data = Path.Combine(AppContext.BaseDirectory, "data");
string output = Path.Combine(Environment.CurrentDirectory, "artifacts", "quickstart");
Directory.CreateDirectory(output);
Node[] nodes = ReadCsv<Node>("nodes.csv");

// 1. Sessions: how many users and sessions has the cluster, each group, each node?
SessionReport sessions = new(problem => Console.Error.WriteLine(problem.Problem.Message), keepUsers: true);
sessions.AddFile(Path.Combine(data, "sessions.csv"));
SessionSummary[] summaries = [.. sessions.Build().Cast<SessionSummary>()];

Table.Print(
    "Sessions",
    [("Level", 11), ("Group", 9), ("Node", 11), ("Users", -6), ("Sessions", -9), ("Devices", 50)],
    summaries.Select(line => new object?[] { line.Level, line.PresenceRedundancyGroup, line.NodeName, line.UserCount, line.SessionCount, line.DeviceType }));

// The same as CSV: the three levels, and the users of each node.
IReadOnlyList<SessionReportFile> files = SessionReportFile.Plan(
    sessions.Build(new SessionReportQuery { Level = Enum.GetValues<SessionLevel>() }),
    Path.Combine(output, "session-report.csv"));
SessionReportFile.Write(files);
foreach (SessionReportFile file in files)
{
    Console.WriteLine($"  written: {Path.GetRelativePath(Environment.CurrentDirectory, file.Path)}");
}

// 2. Capacity: is a node running out of JSM sessions?
Table.Print(
    "Capacity",
    [("Node", 11), ("OVA", -6), ("Sessions", -9), ("Limit", -6), ("Used", -7), ("Alert at", -9), ("", 1), ("Advice", 46)],
    nodes.Select(node => JsmCapacity.Measure(new JsmCapacityRequest
    {
        NodeName = node.NodeName,
        OvaSize = node.OvaSize,
        HighAvailabilityMode = node.HighAvailabilityMode,
        SessionCount = summaries.Single(line => line.Level == SessionLevel.Node && line.NodeName == node.NodeName).SessionCount,
    }).Cells()));

// 3. Retry limits: what should each group have, and what is set wrongly?
foreach (IGrouping<string, Node> group in nodes.GroupBy(node => node.PresenceRedundancyGroup))
{
    RetryLimit limit = RetryLimit.For(new RetryLimitRequest
    {
        OvaSize = group.First().OvaSize,
        HighAvailabilityMode = group.First().HighAvailabilityMode,
        NodeUserCount = [.. group.Select(node => node.UserCount)],
        CriticalServiceDownDelay = group.Max(node => node.CriticalServiceDownDelay),
    });
    Console.WriteLine();
    Console.WriteLine($"Retry limits of {group.Key}: {limit.RetryLowerLimit} and {limit.RetryUpperLimit} s for {limit.UserCount} users, by profile {limit.Profile}");

    IEnumerable<Finding> wrong = RetryLimitAudit.Check(group.Select(node => node.Settings())).Where(finding => !finding.Passed);
    foreach (string line in wrong.Select(finding => $"  WRONG {finding.NodeName ?? "both nodes"}: {finding.Message}").DefaultIfEmpty("  All settings are right."))
    {
        Console.WriteLine(line);
    }
}

// 4. Restarts: what do this week's changes ask for, and in which order is it safe?
RestartRequirement[] requirements = [.. ReadCsv<LoggedChange>("changes.csv").SelectMany(entry => RestartRules.Require(entry.Change))];
IReadOnlyList<RestartStep> plan = RestartPlan.Create(requirements, new RestartPlanOptions { HighAvailability = true });

Table.Print(
    $"Restart plan for {requirements.Select(requirement => requirement.Change).Distinct().Count()} changes",
    [("Step", -4), ("Action", 23), ("Service", 22), ("Wait", -9), ("", 1), ("Because of", 60)],
    plan.Select(step => step.Cells()));

T[] ReadCsv<T>(string name)
{
    using StreamReader text = new(Path.Combine(data, name));
    using CsvReader csv = new(text, CultureInfo.InvariantCulture);
    return [.. csv.GetRecords<T>()];
}
