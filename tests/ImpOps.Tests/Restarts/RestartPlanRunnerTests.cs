using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ImpOps.Restarts;

namespace ImpOps.Tests.Restarts;

public sealed class RestartPlanRunnerTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 20, 0, 0, TimeSpan.Zero);

    private const string Memory = "/dev/shm";

    // In memory where there is such a place: thousands of journals are flushed to the disk.
    private readonly string _directory =
        Directory.CreateDirectory(Path.Combine(Directory.Exists(Memory) ? Memory : Path.GetTempPath(), $"ImpOps-{Guid.NewGuid():N}")).FullName;
    private int _files;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static IReadOnlyList<RestartStep> Plan(string[] changes, string[]? nodes = null, bool highAvailability = true) => RestartPlan.Create(
        changes.SelectMany(change => RestartRules.Require(change)),
        new RestartPlanOptions { HighAvailability = highAvailability, PresenceRedundancyGroup = "A", NodeName = nodes ?? [] });

    /// <summary>SIP Proxy, XCP Router and Presence Engine, one node after the other.</summary>
    private static IReadOnlyList<RestartStep> WholePlan(params string[] nodes) => Plan(["HTTP Port", "Maximum Watchers"], nodes.Length > 0 ? nodes : ["n1", "n2"]);

    private static FakeGroup NewGroup() => new(new InstantTime(Start));

    private static RestartPlanRunner Runner(FakeGroup group, IProgress<RestartProgress>? progress = null, bool trust = false) =>
        new(group, new RestartRunOptions { TimeProvider = group.Time, PollInterval = TimeSpan.FromSeconds(30), Progress = progress, TrustAdministrator = trust });

    private static async Task<List<RestartStepResult>> Collect(IAsyncEnumerable<RestartStepResult> results, List<RestartStepResult>? into = null)
    {
        List<RestartStepResult> all = into ?? [];
        await foreach (RestartStepResult result in results)
        {
            all.Add(result);
        }

        return all;
    }

    private static string[] Texts(IEnumerable<RestartStepResult> results) =>
        [.. results.Select(result => string.Join(' ', new[] { $"{result.Step}", $"{result.Action}", result.NodeName, result.Service?.Replace("Cisco ", ""), $"{result.State}" }.Where(text => text is not null)))];

    private string NewPath() => Path.Combine(_directory, $"{_files++}.journal");

    private static void AssertEverythingOnce(FakeGroup group, string path)
    {
        Assert.Empty(group.Violations);
        Assert.Equal(group.Nodes.SelectMany(node => new[] { FakeGroup.Engine, FakeGroup.Proxy, FakeGroup.Router }.Select(service => $"{node} {service} 1")).Order(StringComparer.Ordinal), group.Restarts);
        group.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(group.HighAvailability);
        RestartJournal journal = RestartJournal.Read(path);
        Assert.True(journal.IsFinished);
        Assert.False(journal.HighAvailabilityOff);
        Assert.Null(journal.Warning);
        Assert.False(journal.IsRunning);
    }

    [Fact]
    public async Task A_plan_is_run_in_its_order_and_leaves_high_availability_on()
    {
        FakeGroup group = NewGroup();
        string path = NewPath();
        List<RestartStepResult> results = await Collect(Runner(group).RunAsync(WholePlan(), path));

        Assert.Equal(
            [
                "1 RecordAssignedUsers Done",
                "2 DisableHighAvailability Done",
                "3 RestartService n1 SIP Proxy Done",
                "4 RestartService n1 XCP Router Done",
                "5 WaitForJsmSessions n1 Done",
                "6 RestartService n1 Presence Engine Done",
                "7 WaitForJsmSessions n1 Done",
                "8 RestartService n2 SIP Proxy Done",
                "9 RestartService n2 XCP Router Done",
                "10 WaitForJsmSessions n2 Done",
                "11 RestartService n2 Presence Engine Done",
                "12 WaitForJsmSessions n2 Done",
                "13 EnableHighAvailability Done",
            ],
            Texts(results));
        AssertEverythingOnce(group, path);
        Assert.Equal("n1: 100, n2: 101", results[0].Detail);
        Assert.Equal("100 JSM sessions of 100 assigned users.", results[4].Detail);
        Assert.All(results, result => Assert.True(result.StartedAt <= result.EndedAt && result.PresenceRedundancyGroup == "A"));
        Assert.True(results[1].EndedAt - results[1].StartedAt >= TimeSpan.FromMinutes(2));
        Assert.False(File.Exists(path + ".lock"));
    }

    [Fact]
    public async Task A_plan_without_nodes_is_run_on_all_nodes_of_the_group()
    {
        FakeGroup group = NewGroup();
        string path = NewPath();
        List<RestartStepResult> results = await Collect(Runner(group).RunAsync(Plan(["Maximum Watchers", "HTTP Port"]), path));

        Assert.Equal(
            [
                "1 RecordAssignedUsers Done",
                "2 DisableHighAvailability Done",
                "3 RestartService n1 SIP Proxy Done",
                "3 RestartService n2 SIP Proxy Done",
                "4 RestartService n1 XCP Router Done",
                "4 RestartService n2 XCP Router Done",
                "5 WaitForJsmSessions n1 Done",
                "5 WaitForJsmSessions n2 Done",
                "6 RestartService n1 Presence Engine Done",
                "6 RestartService n2 Presence Engine Done",
                "7 WaitForJsmSessions n1 Done",
                "7 WaitForJsmSessions n2 Done",
                "8 EnableHighAvailability Done",
            ],
            Texts(results));
        AssertEverythingOnce(group, path);
    }

    [Fact]
    public async Task Where_sessions_do_not_come_back_the_presence_engine_restarts_once_and_not_again_for_its_own_step()
    {
        FakeGroup group = NewGroup();
        group.Stuck.Add("n1");
        string path = NewPath();
        List<RestartStepResult> results = await Collect(Runner(group).RunAsync(WholePlan(), path));

        Assert.Equal("6 RestartService n1 Presence Engine Skipped", Texts(results)[5]);
        Assert.Equal("Cisco Presence Engine was restarted by this plan already, when the sessions did not come back.", results[5].Detail);
        Assert.Equal("The sessions did not come back in time, so Cisco Presence Engine is restarted. 100 JSM sessions of 100 assigned users.", results[4].Detail);
        Assert.True(results[4].EndedAt - results[4].StartedAt >= TimeSpan.FromMinutes(30));
        AssertEverythingOnce(group, path);
    }

    [Fact]
    public async Task Sessions_that_never_come_back_fail_after_one_restart_of_the_presence_engine()
    {
        FakeGroup group = NewGroup();
        group.Lost.Add("n1");
        string path = NewPath();
        List<RestartStepResult> results = [];
        RestartPlanRunner runner = Runner(group);
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => Collect(runner.RunAsync(WholePlan(), path), results));

        Assert.Equal("RestartSessionsNotBack", problem.ErrorId);
        Assert.Contains("n1 has 0 JSM sessions for 100 assigned users", problem.Message);
        Assert.Equal("5 WaitForJsmSessions n1 Failed", Texts(results)[^1]);
        Assert.Equal((problem.ErrorId, problem.Message), (results[^1].ErrorId, results[^1].Detail));
        Assert.Contains($"its journal is {path}.", runner.Journal!.Warning);
        Assert.Equal(1, group["n1", FakeGroup.Engine].Restarts);

        // Again it waits, and restarts nothing.
        problem = await Assert.ThrowsAsync<ImpOpsException>(() => Collect(runner.ResumeAsync(path)));
        Assert.Equal("RestartSessionsNotBack", problem.ErrorId);
        Assert.Equal(1, group["n1", FakeGroup.Engine].Restarts);

        group.Lost.Clear();
        Assert.Equal("5 WaitForJsmSessions n1 Done", Texts(await Collect(runner.ResumeAsync(path)))[0]);
        AssertEverythingOnce(group, path);
    }

    [Fact]
    public async Task Users_that_move_while_sessions_come_back_are_counted_again()
    {
        FakeGroup group = NewGroup();
        group.Calling = number => group.Users["n1"] = group["n1", FakeGroup.Router].Restarts > 0 ? 90 : 100;
        string path = NewPath();
        List<RestartStepResult> results = await Collect(Runner(group).RunAsync(WholePlan(), path));

        Assert.Equal("90 JSM sessions of 90 assigned users.", results[4].Detail);
        AssertEverythingOnce(group, path);
    }

    [Fact]
    public async Task Progress_says_what_is_waited_for_and_how_many_sessions_are_there()
    {
        FakeGroup group = NewGroup();
        Progress progress = new();
        _ = await Collect(Runner(group, progress).RunAsync(WholePlan(), NewPath()));

        RestartProgress waiting = progress.All.First(report => report.Step.Action == RestartStepAction.WaitForJsmSessions && report.SessionCount == 0);
        Assert.Equal(("n1", 100, TimeSpan.FromMinutes(30), 4, 13), (waiting.NodeName!, waiting.ExpectedSessionCount, waiting.Limit, waiting.ResultsDone, waiting.ResultsTotal));
        Assert.Contains(progress.All, report => report is { Service: FakeGroup.Router, NodeName: "n2" });
        Assert.Contains(progress.All, report => report.Step.Action == RestartStepAction.DisableHighAvailability && report.Limit == TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task A_journal_tells_the_state_of_a_plan_while_it_runs_and_cannot_be_used_twice()
    {
        FakeGroup group = NewGroup();
        string path = NewPath();
        RestartPlanRunner runner = Runner(group);
        await using (IAsyncEnumerator<RestartStepResult> results = runner.RunAsync(WholePlan(), path).GetAsyncEnumerator())
        {
            for (int i = 0; i < 4; i++)
            {
                Assert.True(await results.MoveNextAsync());
            }

            RestartJournal journal = RestartJournal.Read(path);
            Assert.True(journal.IsRunning);
            Assert.True(journal.HighAvailabilityOff);
            Assert.Equal(Enumerable.Repeat(RestartStepState.Done, 4).Concat(Enumerable.Repeat(RestartStepState.Pending, 9)), journal.Step.Select(step => step.State));
            Assert.Equal(("imp-cluster", "A", "n1, n2"), (journal.ClusterName, journal.PresenceRedundancyGroup, journal.NodeName.ToString()));
            Assert.Equal("JournalInUse", (await Assert.ThrowsAsync<ImpOpsException>(() => Collect(Runner(group).ResumeAsync(path)))).ErrorId);
        }

        Assert.NotNull(runner.Journal!.Warning);
        Assert.Equal("JournalExists", (await Assert.ThrowsAsync<ImpOpsException>(() => Collect(Runner(group).RunAsync(WholePlan(), path)))).ErrorId);
        _ = await Collect(runner.ResumeAsync(path));
        AssertEverythingOnce(group, path);
        Assert.Empty(await Collect(runner.ResumeAsync(path)));
    }

    [Fact]
    public async Task High_availability_that_someone_enables_in_between_is_disabled_again_before_the_next_restart()
    {
        FakeGroup group = NewGroup();
        string path = NewPath();
        List<RestartStepResult> results = [];
        group.Calling = number =>
        {
            if (group["n1", FakeGroup.Engine].Restarts == 1 && group.Calling is not null)
            {
                group.Calling = null;
                group.Switch(true);
            }
        };
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => Collect(Runner(group).RunAsync(WholePlan(), path), results));
        Assert.Equal("RestartHighAvailabilityOn", problem.ErrorId);
        Assert.Equal("8 RestartService n2 SIP Proxy Failed", Texts(results)[^1]);

        results = await Collect(Runner(group).ResumeAsync(path));
        Assert.Equal("2 DisableHighAvailability Done", Texts(results)[0]);
        AssertEverythingOnce(group, path);
    }

    [Fact]
    public async Task High_availability_that_is_off_already_is_said_to_be()
    {
        FakeGroup group = NewGroup();
        group.Switch(false);
        group.Time.Advance(TimeSpan.FromHours(1));
        string path = NewPath();
        List<RestartStepResult> results = await Collect(Runner(group).RunAsync(WholePlan(), path));
        Assert.Equal("It was off already.", results[1].Detail);
        AssertEverythingOnce(group, path);
    }

    [Fact]
    public async Task What_the_administrator_has_to_do_ends_the_run_until_the_nodes_show_it()
    {
        FakeGroup group = NewGroup();
        string path = NewPath();
        RestartPlanRunner runner = Runner(group);
        List<RestartStepResult> results = await Collect(runner.RunAsync(Plan(["Switch back to the previous version after an upgrade"]), path));
        Assert.Equal("3 RestartSystem ActionNeeded", Texts(results)[^1]);
        Assert.StartsWith("Do this by hand, then resume the plan: Restart the system: utils system restart on every node", results[^1].Detail);
        Assert.NotNull(runner.Journal!.Warning);
        Assert.Equal(RestartStepState.ActionNeeded, RestartJournal.Read(path).Step[2].State);

        // Not done, and half done.
        foreach (string node in group.Nodes)
        {
            results = await Collect(runner.ResumeAsync(path));
            Assert.Equal("3 RestartSystem ActionNeeded", Assert.Single(Texts(results)));
            Assert.StartsWith("The restart cannot be seen on the nodes", results[0].Detail);
            group.RestartNode(node);
        }

        results = await Collect(runner.ResumeAsync(path));
        Assert.Equal(["3 RestartSystem Done", "4 WaitForJsmSessions n1 Done", "4 WaitForJsmSessions n2 Done", "5 EnableHighAvailability Done"], Texts(results));
        Assert.True(RestartJournal.Read(path).IsFinished);
        Assert.Empty(group.Restarts);
    }

    [Fact]
    public async Task A_step_of_the_administrator_can_be_taken_on_trust()
    {
        FakeGroup group = NewGroup();
        string path = NewPath();
        _ = await Collect(Runner(group).RunAsync(Plan(["utils remotesyslog set protocol tcp"]), path));
        Assert.Equal("3 RestartNode ActionNeeded", Assert.Single(Texts(await Collect(Runner(group).ResumeAsync(path)))));
        Assert.Equal("3 RestartNode Done", Texts(await Collect(Runner(group, trust: true).ResumeAsync(path)))[0]);

        // Which node it is only the change tells.
        path = NewPath();
        group.Time.Advance(TimeSpan.FromHours(1));
        _ = await Collect(Runner(group).RunAsync(Plan(["utils remotesyslog set protocol tcp"]), path));
        group.RestartNode("n2");
        Assert.Equal("3 RestartNode Done", Texts(await Collect(Runner(group).ResumeAsync(path)))[0]);
    }

    [Fact]
    public async Task A_step_of_the_administrator_that_was_not_read_is_asked_for_again()
    {
        FakeGroup group = NewGroup();
        string path = NewPath();
        IReadOnlyList<RestartStep> plan = Plan(["TLS Context"]);
        await foreach (RestartStepResult result in Runner(group).RunAsync(plan, path))
        {
            if (result.State == RestartStepState.ActionNeeded)
            {
                // The process ends before it is shown.
                break;
            }
        }

        List<RestartStepResult> results = await Collect(Runner(group).ResumeAsync(path));
        Assert.Equal("3 RestartService n1 associated chat server ActionNeeded", Assert.Single(Texts(results)));
        results = await Collect(Runner(group).ResumeAsync(path));
        Assert.Equal(["3 RestartService n1 associated chat server Done", "3 RestartService n2 associated chat server ActionNeeded"], Texts(results));
        results = await Collect(Runner(group).ResumeAsync(path));
        Assert.Equal("3 RestartService n2 associated chat server Done", Texts(results)[0]);
        Assert.True(RestartJournal.Read(path).IsFinished);
    }

    [Fact]
    public async Task What_restarts_by_itself_is_looked_at_by_the_administrator()
    {
        FakeGroup group = NewGroup();
        string path = NewPath();
        Assert.Equal("1 VerifyRestart Cisco SIP Proxy ActionNeeded".Replace("Cisco ", ""), Assert.Single(Texts(await Collect(Runner(group).RunAsync(Plan(["Partitioned Intradomain Routing Mode"]), path)))));
        List<RestartStepResult> results = await Collect(Runner(group).ResumeAsync(path));
        Assert.Equal("1 VerifyRestart SIP Proxy Done", Texts(results)[0]);
        Assert.Equal("6 EnableHighAvailability Done", Texts(results)[^1]);
        Assert.Equal(["n1 Cisco XCP Router 1", "n2 Cisco XCP Router 1"], group.Restarts);
    }

    [Fact]
    public async Task What_no_rule_knows_is_looked_at_by_the_administrator_before_anything_is_done()
    {
        FakeGroup group = NewGroup();
        string path = NewPath();
        IReadOnlyList<RestartStep> plan = RestartPlan.Create(
            [new RestartRequirement("enduser updated", null), .. RestartRules.Require("SIP Federated Domain")],
            new RestartPlanOptions { HighAvailability = true, PresenceRedundancyGroup = "A", NodeName = ["n1", "n2"] });

        RestartStepResult first = Assert.Single(await Collect(Runner(group).RunAsync(plan, path)));
        Assert.Equal((RestartStepAction.CheckChange, RestartStepState.ActionNeeded), (first.Action, first.State));
        Assert.Contains("System > Notifications", first.Detail);
        Assert.Empty(group.Restarts);

        List<RestartStepResult> results = await Collect(Runner(group).ResumeAsync(path));
        Assert.Equal((RestartStepAction.CheckChange, RestartStepState.Done), (results[0].Action, results[0].State));
        Assert.Equal(["n1 Cisco XCP Router 1", "n2 Cisco XCP Router 1"], group.Restarts);
    }

    [Fact]
    public async Task A_service_that_is_not_activated_is_skipped()
    {
        FakeGroup group = NewGroup();
        group["n2", FakeGroup.Proxy].Fixed = ServiceRunState.NotActivated;
        List<RestartStepResult> results = await Collect(Runner(group).RunAsync(WholePlan(), NewPath()));
        Assert.Equal("8 RestartService n2 SIP Proxy Skipped", Texts(results)[7]);
        Assert.Equal("Cisco SIP Proxy is not activated on this node.", results[7].Detail);
    }

    [Theory]
    [InlineData("stopped", "RestartServiceNotStarted")]
    [InlineData("ageless", "RestartServiceAgeUnknown")]
    public async Task A_service_that_cannot_be_restarted_safely_is_found_before_anything_is_done(string fault, string errorId)
    {
        FakeGroup group = NewGroup();
        FakeGroup.FakeService service = group["n2", FakeGroup.Engine];
        (service.Fixed, service.TellsAge) = fault == "stopped" ? ((ServiceRunState?)ServiceRunState.Stopped, true) : (null, false);
        string path = NewPath();
        RestartPlanRunner runner = Runner(group);
        Assert.Equal(errorId, (await Assert.ThrowsAsync<ImpOpsException>(() => Collect(runner.RunAsync(WholePlan(), path)))).ErrorId);
        Assert.Null(runner.Journal);
        Assert.False(File.Exists(path));
        Assert.DoesNotContain(group.Calls, call => call.StartsWith("ha ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_that_stays_down_or_hears_nothing_fails_the_step()
    {
        FakeGroup group = NewGroup();
        group["n1", FakeGroup.Proxy].StaysDown = true;
        string path = NewPath();
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => Collect(Runner(group).RunAsync(WholePlan(), path)));
        Assert.Equal("RestartServiceNotBack", problem.ErrorId);
        Assert.Equal("RestartServiceNotBack", (await Assert.ThrowsAsync<ImpOpsException>(() => Collect(Runner(group).ResumeAsync(path)))).ErrorId);

        // Started by hand.
        group["n1", FakeGroup.Proxy].StaysDown = false;
        group["n1", FakeGroup.Router].Deaf = true;
        problem = await Assert.ThrowsAsync<ImpOpsException>(() => Collect(Runner(group).ResumeAsync(path)));
        Assert.Equal("RestartNotCarriedOut", problem.ErrorId);
        Assert.Equal(1, group["n1", FakeGroup.Proxy].Restarts);
    }

    [Fact]
    public void A_start_time_that_wavers_is_no_restart()
    {
        ServiceRun before = new() { State = ServiceRunState.Started, StartTime = new DateTime(2026, 3, 1, 12, 0, 0), UpTime = TimeSpan.FromHours(1) };
        ServiceRun Later(int seconds, bool tells = true) => new()
        {
            State = ServiceRunState.Started,
            StartTime = tells ? before.StartTime!.Value.AddSeconds(seconds) : null,
            UpTime = TimeSpan.FromHours(2) - TimeSpan.FromSeconds(seconds),
        };
        Assert.False(Later(-1).IsOtherRunThan(before));
        Assert.False(Later(1).IsOtherRunThan(before));
        Assert.True(Later(60).IsOtherRunThan(before));
        Assert.False(Later(60, tells: false).IsOtherRunThan(before));
        Assert.True(Later(4000, tells: false).IsOtherRunThan(before));
    }

    [Fact]
    public async Task A_plan_that_is_not_whole_is_refused_before_anything_is_done()
    {
        RestartStep[] plan = [.. WholePlan()];
        RestartStep[] other = [.. RestartPlan.Create(RestartRules.Require("HTTP Port"), new RestartPlanOptions { PresenceRedundancyGroup = "B" })];
        RestartStep named = new() { Step = 1, Action = RestartStepAction.RestartService, PresenceRedundancyGroup = "A", Service = "Cisco Tomcat", Certainty = RestartCertainty.Required, Description = "", Check = "", Reason = [] };
        (string, RestartStep[])[] cases =
        [
            ("RestartPlanWaitMissing", [.. plan.Where(step => step.Step != 5)]),
            ("RestartPlanWaitMissing", [.. plan.Where(step => step.Step != 12)]),
            ("RestartPlanHighAvailabilityLeftOff", [.. plan.Take(12)]),
            ("RestartPlanOutOfOrder", [.. plan.Concat(plan)]),
            ("RestartPlanOutOfOrder", [.. plan.Reverse()]),
            ("RestartPlanGroupMissing", [.. RestartPlan.Create(RestartRules.Require("HTTP Port"))]),
            ("RestartPlanGroupMissing", [.. plan, .. other]),
            ("RestartPlanServiceUnknown", [named]),
            ("RestartPlanNodeUnknown", [.. WholePlan("n1", "n3")]),
            ("RestartHighAvailabilityOn", [.. Plan(["HTTP Port"], highAvailability: false)]),
        ];
        foreach ((string errorId, RestartStep[] steps) in cases)
        {
            FakeGroup group = NewGroup();
            string path = NewPath();
            Assert.Equal(errorId, (await Assert.ThrowsAsync<ImpOpsException>(() => Collect(Runner(group).RunAsync(steps, path)))).ErrorId);
            Assert.False(File.Exists(path));
            Assert.All(group.Calls, call => Assert.Equal("group A", call));
        }

        Assert.Empty(await Collect(Runner(NewGroup()).RunAsync([], NewPath())));
    }

    [Fact]
    public async Task A_journal_of_another_cluster_is_refused()
    {
        FakeGroup group = NewGroup();
        string path = NewPath();
        group.Fault = Fail(30, Moment.Before);
        _ = await Assert.ThrowsAsync<ImpOpsException>(() => Collect(Runner(group).RunAsync(WholePlan(), path)));

        FakeGroup other = new(group.Time, "x1", "x2");
        Assert.Equal("RestartPlanNodeUnknown", (await Assert.ThrowsAsync<ImpOpsException>(() => Collect(Runner(other).ResumeAsync(path)))).ErrorId);
        other.ClusterName = "other";
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => Collect(Runner(other).ResumeAsync(path)));
        Assert.Equal("JournalOtherCluster", problem.ErrorId);
        Assert.Contains("imp-cluster", problem.Message);
    }

    /// <summary>What a run without faults asks, and how long its journal is at each call.</summary>
    private async Task<(int Calls, long[] Lengths)> Measure(IReadOnlyList<RestartStep> plan, Action<FakeGroup>? prepare = null)
    {
        FakeGroup group = NewGroup();
        prepare?.Invoke(group);
        string path = NewPath();
        List<long> lengths = [];
        group.Calling = _ => lengths.Add(File.Exists(path) ? new FileInfo(path).Length : 0);
        _ = await Collect(Runner(group).RunAsync(plan, path));
        lengths.Add(new FileInfo(path).Length);
        return (group.Calls.Count, [.. lengths]);
    }

    [Fact]
    public async Task A_node_that_dies_is_waited_for_and_then_fails_the_step_and_the_plan_goes_on_when_it_is_back()
    {
        FakeGroup group = NewGroup();
        string path = NewPath();
        Progress progress = new();
        List<RestartStepResult> results = [];
        group.Fault = (number, _) => group["n2", FakeGroup.Router].Restarts > 0 && group.Calls[number].Contains(" n2", StringComparison.Ordinal)
            ? new ImpOpsException("Away", ErrorKind.ConnectionFailed, null, "n2 is away.") : null;
        ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(() => Collect(Runner(group, progress).RunAsync(WholePlan(), path), results));

        Assert.Equal("Away", problem.ErrorId);
        Assert.Equal("9 RestartService n2 XCP Router Failed", Texts(results)[^1]);
        Assert.True(results[^1].EndedAt - results[^1].StartedAt >= TimeSpan.FromMinutes(15));
        Assert.Equal("Away", progress.All[^1].Problem!.ErrorId);
        await Finish(group, WholePlan(), path);
        AssertEverythingOnce(group, path);
    }

    private static Func<int, Moment, Exception?> Fail(int at, Moment moment, Exception? with = null) =>
        (number, when) => number == at && when == moment ? with ?? new ImpOpsException("Broken", ErrorKind.ReadFailed, null, "Broken.") : null;

    /// <summary>The next run, after one that ended somehow: from the journal, or anew where none was begun.</summary>
    private static async Task Finish(FakeGroup group, IReadOnlyList<RestartStep> plan, string path)
    {
        group.Fault = null;
        group.Calling = null;
        _ = await Collect(File.Exists(path) ? Runner(group).ResumeAsync(path) : Runner(group).RunAsync(plan, path));
    }

    private static async Task<Exception?> Break(FakeGroup group, IReadOnlyList<RestartStep> plan, string path, int at, Moment moment, Exception? with, List<RestartStepResult>? results = null)
    {
        group.Fault = Fail(at, moment, with);
        return await Record.ExceptionAsync(() => Collect(Runner(group).RunAsync(plan, path), results));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_failure_of_any_call_the_plan_is_finished_and_nothing_restarts_twice(bool passing)
    {
        IReadOnlyList<RestartStep> plan = WholePlan();
        void Prepare(FakeGroup group) => group.Stuck.Add("n1");
        (int calls, _) = await Measure(plan, Prepare);
        for (int at = 0; at < calls; at++)
        {
            foreach (Moment moment in (Moment[])[Moment.Before, Moment.After])
            {
                FakeGroup group = NewGroup();
                Prepare(group);
                string path = NewPath();
                List<RestartStepResult> results = [];
                ImpOpsException fault = new("Broken", passing ? ErrorKind.ConnectionFailed : ErrorKind.AuthenticationFailed, null, "Broken.");
                Exception? problem = await Break(group, plan, path, at, moment, fault, results);

                // A request whose answer is lost is no failure where the service shows that it came; nor is a node that answers later.
                bool answerLost = moment == Moment.After && group.Calls[at].StartsWith("restart ", StringComparison.Ordinal);
                Assert.True(problem == fault || (problem is null && (answerLost || passing)));
                if (problem is not null && File.Exists(path))
                {
                    Assert.Equal(RestartStepState.Failed, results[^1].State);
                    RestartJournal journal = RestartJournal.Read(path);
                    Assert.Equal("Broken", journal.Step.Single(step => step.State == RestartStepState.Failed).ErrorId);
                    Assert.True(group.HighAvailability || journal.Warning is not null);
                    await Finish(group, plan, path);
                }
                else if (problem is not null)
                {
                    await Finish(group, plan, path);
                }

                AssertEverythingOnce(group, path);
            }
        }
    }

    [Fact]
    public async Task After_a_cancellation_in_any_call_the_plan_is_finished_and_nothing_restarts_twice()
    {
        IReadOnlyList<RestartStep> plan = WholePlan();
        (int calls, _) = await Measure(plan);
        for (int at = 0; at < calls; at++)
        {
            foreach (Moment moment in (Moment[])[Moment.Before, Moment.After])
            {
                FakeGroup group = NewGroup();
                string path = NewPath();
                using CancellationTokenSource stop = new();
                group.Fault = (number, when) =>
                {
                    if (number == at && when == moment)
                    {
                        stop.Cancel();
                        return new OperationCanceledException(stop.Token);
                    }

                    return null;
                };
                RestartPlanRunner runner = Runner(group);
                _ = await Assert.ThrowsAsync<OperationCanceledException>(() => Collect(runner.RunAsync(plan, path, stop.Token)));
                Assert.True(group.HighAvailability || runner.Journal!.Warning is not null);
                await Finish(group, plan, path);
                AssertEverythingOnce(group, path);
            }
        }
    }

    /// <summary>
    /// The process is killed before each call, which is after the call before, with every state of the file that can be on the disk in between: all
    /// records, any of those less that were written since, and the last of them cut.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_kill_at_any_moment_the_plan_is_finished_and_nothing_restarts_twice(bool stuck)
    {
        IReadOnlyList<RestartStep> plan = WholePlan();
        void Prepare(FakeGroup group) => group.Stuck.UnionWith(stuck ? group.Nodes : []);
        (int calls, long[] lengths) = await Measure(plan, Prepare);
        int cuts = 0;
        for (int at = 0; at <= calls; at++)
        {
            foreach (int cut in await CutsOf(at))
            {
                FakeGroup group = NewGroup();
                Prepare(group);
                string path = NewPath();
                _ = await Break(group, plan, path, at, Moment.Before, new Killed());
                if (cut > 0)
                {
                    using FileStream file = new(path, FileMode.Open);
                    file.SetLength(file.Length - cut);
                }

                cuts++;
                await Finish(group, plan, path);
                AssertEverythingOnce(group, path);
            }
        }

        Assert.True(cuts > calls);

        async Task<IEnumerable<int>> CutsOf(int at)
        {
            FakeGroup group = NewGroup();
            Prepare(group);
            string path = NewPath();
            _ = await Break(group, plan, path, at, Moment.Before, new Killed());
            long since = at == 0 ? 0 : lengths[at - 1];
            if (!File.Exists(path) || since == 0)
            {
                return [0];
            }

            // Cut anywhere, a record is no record: in the middle stands for all places; RestartJournalTests has them all.
            byte[] text = File.ReadAllBytes(path);
            int[] ends = [.. Enumerable.Range(0, text.Length).Where(i => i + 1 > since && text[i] == '\n').Select(i => i + 1)];
            return ends.SelectMany(end => new[] { text.Length - end, text.Length - end + 1 }).Append((int)(text.Length - since)).Distinct();
        }
    }

    [Fact]
    public async Task After_two_kills_at_any_two_moments_nothing_restarts_twice()
    {
        IReadOnlyList<RestartStep> plan = Plan(["Maximum Watchers"], ["n1"]);
        (int calls, _) = await Measure(plan);
        for (int first = 8; first < calls; first++)
        {
            for (int second = 1; second < 10; second += 2)
            {
                FakeGroup group = NewGroup();
                string path = NewPath();
                _ = await Break(group, plan, path, first, Moment.After, new Killed());
                group.Fault = Fail(group.Calls.Count + second, Moment.After, new Killed());
                _ = await Record.ExceptionAsync(() => Collect(Runner(group).ResumeAsync(path)));
                await Finish(group, plan, path);
                Assert.Empty(group.Violations);
                Assert.Equal(["n1 Cisco Presence Engine 1", "n1 Cisco XCP Router 1"], group.Restarts);
                Assert.True(RestartJournal.Read(path).IsFinished);
            }
        }
    }

    private sealed class Killed : Exception;

    private sealed class Progress : IProgress<RestartProgress>
    {
        public List<RestartProgress> All { get; } = [];

        public void Report(RestartProgress value) => All.Add(value);
    }
}
