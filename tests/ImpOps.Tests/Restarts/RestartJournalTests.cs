using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using ImpOps.Restarts;

namespace ImpOps.Tests.Restarts;

public sealed class RestartJournalTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ImpOps").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private string PathOf(string name) => Path.Combine(_directory, name);

    private async Task<string> Whole(string name = "whole")
    {
        InstantTime time = new(new DateTimeOffset(2026, 3, 1, 20, 0, 0, TimeSpan.Zero));
        FakeGroup group = new(time);
        group.Stuck.Add("n1");
        IReadOnlyList<RestartStep> plan = RestartPlan.Create(
            RestartRules.Require("HTTP Port").Concat(RestartRules.Require("Maximum Watchers")),
            new RestartPlanOptions { HighAvailability = true, PresenceRedundancyGroup = "A", NodeName = ["n1", "n2"] });
        await foreach (RestartStepResult result in new RestartPlanRunner(group, new RestartRunOptions { TimeProvider = time }).RunAsync(plan, PathOf(name)))
        {
            Assert.True(result.State is RestartStepState.Done or RestartStepState.Skipped);
        }

        return PathOf(name);
    }

    private static string[] States(RestartJournal journal) => [.. journal.Step.Select(step => $"{step.Step} {step.NodeName} {step.State} {step.StartedAt:o} {step.EndedAt:o} {step.Detail}")];

    [Fact]
    public async Task A_journal_that_is_cut_at_any_byte_is_the_journal_of_its_whole_records()
    {
        byte[] text = File.ReadAllBytes(await Whole());
        int header = Array.IndexOf(text, (byte)'\n') + 1;
        string[] whole = [];
        int records = 0;
        for (int length = header; length <= text.Length; length++)
        {
            File.WriteAllBytes(PathOf("cut"), text[..length]);
            RestartJournal journal = RestartJournal.Read(PathOf("cut"));
            if (text[length - 1] == '\n')
            {
                whole = States(journal);
                records++;
            }

            Assert.Equal(whole, States(journal));
            Assert.Equal(length == text.Length, journal.IsFinished);
        }

        Assert.Equal(1 + (12 * 2) + 1 + 2, records);
        Assert.All(Enumerable.Range(0, header), length =>
        {
            File.WriteAllBytes(PathOf("cut"), text[..length]);
            Assert.Equal("JournalInvalid", Assert.Throws<ImpOpsException>(() => RestartJournal.Read(PathOf("cut"))).ErrorId);
        });
    }

    [Fact]
    public async Task The_plan_comes_back_from_the_journal_as_it_was()
    {
        string[] lines = File.ReadAllLines(await Whole());
        Assert.StartsWith("""{"Format":"ImpOps restart journal","Version":1,"CreatedAt":"2026-03-01T20:00:00""", lines[0]);
        RestartStep[] plan = [.. RestartPlan.Create(
            RestartRules.Require("HTTP Port").Concat(RestartRules.Require("Maximum Watchers")),
            new RestartPlanOptions { HighAvailability = true, PresenceRedundancyGroup = "A", NodeName = ["n1", "n2"] })];
        RestartStep[] read = [.. RestartJournal.Read(PathOf("whole")).Tasks.Select(task => task.Step)];
        Assert.Equal(plan.Select(Describe), read.Select(Describe));

        static string Describe(RestartStep step) => string.Join('|', typeof(RestartStep).GetProperties().Select(property => $"{property.Name}={property.GetValue(step)}"));
    }

    [Fact]
    public async Task The_last_record_may_be_spoilt_and_no_other()
    {
        string path = await Whole();
        string[] lines = File.ReadAllLines(path);
        File.WriteAllText(path, string.Join('\n', lines[..^1]) + "\n\0\0\0\0\n");
        Assert.False(RestartJournal.Read(path).IsFinished);

        foreach (string spoilt in (string[])["", "{}", "{\"At\":\"x\"}", lines[1].Replace("Begun", "Began"), lines[1].Replace("\"Step\":1", "\"Step\":99"), "\0\0"])
        {
            File.WriteAllText(path, string.Join('\n', [lines[0], spoilt, .. lines[1..]]) + "\n");
            ImpOpsException problem = Assert.Throws<ImpOpsException>(() => RestartJournal.Read(path));
            Assert.Equal("JournalDamaged", problem.ErrorId);
            Assert.Contains("line 2", problem.Message);
        }
    }

    [Theory]
    [InlineData("", "JournalInvalid")]
    [InlineData("Step,Action\n1,RestartService\n", "JournalInvalid")]
    [InlineData("{\"Format\":\"something else\",\"Version\":1}\n", "JournalInvalid")]
    [InlineData("{\"Format\":\"ImpOps restart journal\",\"Version\":1}\n", "JournalInvalid")]
    [InlineData("{\"Format\":\"ImpOps restart journal\",\"Version\":2}\n", "JournalVersion")]
    public void A_file_that_is_no_journal_is_said_to_be_none(string text, string errorId)
    {
        File.WriteAllText(PathOf("other"), text);
        Assert.Equal(errorId, Assert.Throws<ImpOpsException>(() => RestartJournal.Read(PathOf("other"))).ErrorId);
        Assert.Equal(text, File.ReadAllText(PathOf("other")));
    }

    [Fact]
    public async Task A_journal_where_none_can_be_is_an_error_before_anything_is_done()
    {
        InstantTime time = new(DateTimeOffset.UnixEpoch.AddYears(50));
        foreach ((string path, string errorId) in new[] { (PathOf("missing/journal"), "DirectoryNotFound"), (_directory, "JournalExists") })
        {
            FakeGroup group = new(time);
            IReadOnlyList<RestartStep> plan = RestartPlan.Create(RestartRules.Require("HTTP Port"), new RestartPlanOptions { HighAvailability = true, PresenceRedundancyGroup = "A" });
            RestartPlanRunner runner = new(group, new RestartRunOptions { TimeProvider = time });
            ImpOpsException problem = await Assert.ThrowsAsync<ImpOpsException>(async () => await runner.RunAsync(plan, path).GetAsyncEnumerator().MoveNextAsync());
            Assert.Equal(errorId, problem.ErrorId);
            Assert.DoesNotContain(group.Calls, call => call.StartsWith("ha ", StringComparison.Ordinal));
        }

        RestartPlanRunner resumed = new(new FakeGroup(time));
        ImpOpsException missing = await Assert.ThrowsAsync<ImpOpsException>(async () => await resumed.ResumeAsync(PathOf("none")).GetAsyncEnumerator().MoveNextAsync());
        Assert.Equal("FileNotFound", missing.ErrorId);
        Assert.Empty(Directory.GetFileSystemEntries(_directory));
    }

    [Fact]
    public async Task A_lock_that_a_killed_run_has_left_locks_nothing()
    {
        string path = await Whole();
        File.WriteAllText(path + ".lock", "");
        Assert.False(RestartJournal.Read(path).IsRunning);
    }

    [Fact]
    public async Task A_journal_is_utf8_lines_that_other_tools_read()
    {
        using CultureScope scope = new("zh-CN");
        string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(await Whole()));
        Assert.Contains("记下分配给每个节点的用户数。", text);
        Assert.All(text.TrimEnd('\n').Split('\n'), line => Assert.Equal(System.Text.Json.JsonValueKind.Object, System.Text.Json.JsonDocument.Parse(line).RootElement.ValueKind));
        Assert.NotEqual(0xEF, File.ReadAllBytes(PathOf("whole"))[0]);
    }

    [Fact]
    public void The_services_that_a_run_knows_by_name_are_in_the_table() =>
        Assert.All([RestartableService.XcpRouter, RestartableService.PresenceEngine], name => Assert.True(RestartableService.Get(name).MovesJsmSessions));
}
