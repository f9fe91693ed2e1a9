using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ImpOps.Capacity;

namespace ImpOps.Tests.Capacity;

public sealed class UserMoverTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("impops-moves-").FullName;

    private string Journal => Path.Combine(_directory, "moves.jsonl");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Every_user_is_moved_once_and_read_back()
    {
        Cluster cluster = new(10);
        List<UserMoveProgress> progress = [];
        UserMover mover = new(cluster, new UserMoverOptions { BatchSize = 4, Pause = TimeSpan.Zero, Progress = new Reporter(progress.Add) });
        List<UserMoveResult> results = await mover.RunAsync(Moves(10), Journal).ToListAsync();

        Assert.Equal(Enumerable.Range(0, 10).Select(user => $"u{user}"), results.Select(result => result.UserId));
        Assert.All(results, result => Assert.Equal((UserMoveState.Done, "n2", "n1", "n2", null), (result.State, result.NodeName, result.FromNode, result.ToNode, result.ErrorId)));
        Assert.All(cluster.Home, user => Assert.Equal("n2", user.Value));
        Assert.Equal(10, cluster.Assigned.Count);
        Assert.Equal(["0/10", "4/10", "8/10", "10/10"], progress.Select(one => $"{one.Settled}/{one.Total}"));
        UserMoveJournal journal = UserMoveJournal.Read(Journal);
        Assert.Equal((true, false, "cluster", 10), (journal.IsFinished, journal.IsRunning, journal.ClusterName, journal.Move.Count(move => move.State == UserMoveState.Done)));
        Assert.Empty(await mover.ResumeAsync(Journal).ToListAsync());
        Assert.Equal(["moves.jsonl"], Directory.GetFiles(_directory).Select(Path.GetFileName));
    }

    // What a killed process leaves is what is on the disk at that moment.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_that_is_killed_at_any_call_is_finished_by_the_next_and_nobody_is_moved_twice(bool unassignFirst)
    {
        int cut = 0;
        bool finished = false;
        while (!finished)
        {
            cut++;
            foreach (bool afterwards in new[] { true, false })
            {
                Cluster cluster = new(5) { UnassignFirst = unassignFirst };
                byte[] left = [];
                cluster.BeforeReturn = (call, done) =>
                {
                    if (call == cut && done == afterwards)
                    {
                        left = File.ReadAllBytes(Journal);
                        throw new ImpOpsException("ConnectionLost", ErrorKind.ConnectionFailed, null, "killed");
                    }
                };
                UserMover mover = new(cluster, new UserMoverOptions { BatchSize = 2, Pause = TimeSpan.Zero });
                try
                {
                    await mover.RunAsync(Moves(5), Journal).ToListAsync();

                    // A call that is refused never returns.
                    finished = !afterwards;
                }
                catch (ImpOpsException problem) when (problem.ErrorId == "ConnectionLost")
                {
                    await File.WriteAllBytesAsync(Journal, left);
                    cluster.BeforeReturn = (_, _) => { };
                    Assert.False(UserMoveJournal.Read(Journal).IsFinished);
                    await mover.ResumeAsync(Journal).ToListAsync();
                }

                Assert.All(cluster.Home, user => Assert.Equal("n2", user.Value));
                Assert.Equal(5, cluster.Assigned.Count);
                Assert.True(UserMoveJournal.Read(Journal).Move.All(move => move.State == UserMoveState.Done));
                File.Delete(Journal);
            }
        }

        Assert.Equal(unassignFirst ? 26 : 16, cut);
    }

    [Fact]
    public async Task A_journal_that_is_cut_at_any_byte_is_still_resumed()
    {
        await new UserMover(new Cluster(3), new UserMoverOptions { BatchSize = 1, Pause = TimeSpan.Zero }).RunAsync(Moves(3), Journal).ToListAsync();
        byte[] whole = await File.ReadAllBytesAsync(Journal);
        int header = Array.IndexOf(whole, (byte)'\n') + 1;
        for (int length = header; length < whole.Length; length += 7)
        {
            await File.WriteAllBytesAsync(Journal, whole[..length]);
            Cluster cluster = new(3);
            await new UserMover(cluster, new UserMoverOptions { Pause = TimeSpan.Zero }).ResumeAsync(Journal).ToListAsync();

            Assert.True(UserMoveJournal.Read(Journal).IsFinished);
        }
    }

    [Fact]
    public async Task A_user_who_is_somewhere_else_is_left_there()
    {
        using CultureScope scope = new("en-US");
        Cluster cluster = new(4);
        cluster.Home["u1"] = "n3";
        cluster.Home["u2"] = null;
        cluster.Home["u3"] = "N2";
        List<UserMoveResult> results = await new UserMover(cluster).RunAsync(Moves(4), Journal).ToListAsync();

        Assert.Equal([UserMoveState.Done, UserMoveState.Skipped, UserMoveState.Skipped, UserMoveState.Done], results.Select(result => result.State));
        Assert.Equal(["u0"], cluster.Assigned);
        Assert.Equal(("MoveUserElsewhere", "n3"), (results[1].ErrorId, results[1].NodeName));
        Assert.StartsWith("User 'u1' is on node 'n3' and not on 'n1' any more.", results[1].Message);
        Assert.True(UserMoveJournal.Read(Journal).IsFinished);
    }

    [Fact]
    public async Task What_the_server_refuses_is_put_back_and_tried_again_by_the_next_run()
    {
        Cluster cluster = new(3) { Refused = { "u1" } };
        UserMover mover = new(cluster, new UserMoverOptions { Pause = TimeSpan.Zero });
        List<UserMoveResult> results = await mover.RunAsync(Moves(3), Journal).ToListAsync();

        Assert.Equal([UserMoveState.Done, UserMoveState.Failed, UserMoveState.Done], results.Select(result => result.State));
        Assert.Equal(("Refused", "n1"), (results[1].ErrorId, cluster.Home["u1"]));
        Assert.False(UserMoveJournal.Read(Journal).IsFinished);
        cluster.Refused.Clear();
        Assert.Equal(["u1: n1 -> n2: Done"], (await mover.ResumeAsync(Journal).ToListAsync()).Select(result => result.ToString()));
        Assert.True(UserMoveJournal.Read(Journal).IsFinished);
    }

    [Fact]
    public async Task A_move_that_the_server_takes_and_does_not_do_has_failed()
    {
        Cluster cluster = new(1) { Ignored = true };
        UserMoveResult result = (await new UserMover(cluster).RunAsync(Moves(1), Journal).ToListAsync()).Single();

        Assert.Equal((UserMoveState.Failed, "MoveNotDone", "n1"), (result.State, result.ErrorId, result.NodeName));
    }

    [Fact]
    public async Task Batches_are_apart_by_the_pause()
    {
        ImpOps.Tests.Cluster.SimulatedTime time = new();
        DateTimeOffset start = time.GetUtcNow();
        UserMover mover = new(new Cluster(10), new UserMoverOptions { BatchSize = 3, Pause = TimeSpan.FromMinutes(5), Time = time });
        await time.RunAsync(() => mover.RunAsync(Moves(10), Journal).ToListAsync().AsTask());

        Assert.Equal(TimeSpan.FromMinutes(15), time.GetUtcNow() - start);
    }

    [Fact]
    public async Task A_run_that_is_stopped_tells_what_it_has_done()
    {
        using CancellationTokenSource stop = new();
        Cluster cluster = new(6)
        {
            BeforeReturn = (call, _) =>
            {
                if (call == 8)
                {
                    stop.Cancel();
                }
            },
        };
        UserMover mover = new(cluster, new UserMoverOptions { BatchSize = 6 });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => mover.RunAsync(Moves(6), Journal, stop.Token).ToListAsync().AsTask());

        UserMoveJournal journal = UserMoveJournal.Read(Journal);
        Assert.Equal(2, journal.Move.Count(move => move.State == UserMoveState.Done));
        Assert.Equal(4, journal.Move.Count(move => move.State == UserMoveState.Begun));
    }

    [Fact]
    public async Task What_cannot_be_run_is_an_error_before_anything_is_changed()
    {
        Cluster cluster = new(2);
        UserMover mover = new(cluster);
        async Task<string> Problem(Func<IAsyncEnumerable<UserMoveResult>> run) =>
            (await Assert.ThrowsAsync<ImpOpsException>(() => run().ToListAsync().AsTask())).ErrorId;

        Assert.Equal("MoveUserTwice", await Problem(() => mover.RunAsync(Moves(1).Concat(Moves(1)), Journal)));
        Assert.Equal("MoveNodeUnknown", await Problem(() => mover.RunAsync([Move("u0", "n1", "n9")], Journal)));
        Assert.Equal("DirectoryNotFound", await Problem(() => mover.RunAsync(Moves(1), Path.Combine(_directory, "no", "j"))));
        Assert.Equal("FileNotFound", await Problem(() => mover.ResumeAsync(Journal)));
        Assert.Empty(Directory.GetFiles(_directory));

        await File.WriteAllTextAsync(Journal, "{}\n");
        Assert.Equal("JournalExists", await Problem(() => mover.RunAsync(Moves(1), Journal)));
        Assert.Equal("JournalInvalid", await Problem(() => mover.ResumeAsync(Journal)));
        File.Delete(Journal);
        await mover.RunAsync(Moves(1), Journal).ToListAsync();
        string[] lines = await File.ReadAllLinesAsync(Journal);
        Assert.Equal("JournalOtherCluster", await Problem(() => new UserMover(new Cluster(1) { ClusterName = "other" }).ResumeAsync(Journal)));
        await File.WriteAllTextAsync(Journal, lines[0].Replace("\"Version\":1", "\"Version\":2", StringComparison.Ordinal) + "\n");
        Assert.Equal("JournalVersion", await Problem(() => mover.ResumeAsync(Journal)));
        await File.WriteAllTextAsync(Journal, lines[0] + "\nnonsense\n" + lines[1] + "\n", new UTF8Encoding(false));
        Assert.Equal("JournalDamaged", await Problem(() => mover.ResumeAsync(Journal)));
        await File.WriteAllTextAsync(Journal, lines[0] + "\n" + lines[1].Replace("\"Index\":0", "\"Index\":5", StringComparison.Ordinal) + "\n" + lines[2] + "\n");
        Assert.Equal("JournalDamaged", await Problem(() => mover.ResumeAsync(Journal)));

        Assert.Equal("BatchSizeOutOfRange", Assert.Throws<ImpOpsException>(() => new UserMover(cluster, new UserMoverOptions { BatchSize = 0 })).ErrorId);
        Assert.Equal("DurationOutOfRange", Assert.Throws<ImpOpsException>(() => new UserMover(cluster, new UserMoverOptions { Pause = TimeSpan.FromSeconds(-1) })).ErrorId);
        Assert.Single(cluster.Assigned);
    }

    [Fact]
    public async Task A_journal_is_in_use_while_its_run_goes_on()
    {
        UserMover mover = new(new Cluster(2), new UserMoverOptions { BatchSize = 1, Pause = TimeSpan.Zero });
        await foreach (UserMoveResult _ in mover.RunAsync(Moves(2), Journal))
        {
            Assert.True(UserMoveJournal.Read(Journal).IsRunning);
            Assert.Equal("JournalInUse", (await Assert.ThrowsAsync<ImpOpsException>(() => mover.ResumeAsync(Journal).ToListAsync().AsTask())).ErrorId);
        }

        Assert.False(UserMoveJournal.Read(Journal).IsRunning);
    }

    private static RebalanceMove Move(string user, string from, string to) => new() { UserId = user, FromNode = from, ToNode = to, SessionCount = 1 };

    private static IEnumerable<RebalanceMove> Moves(int count) => Enumerable.Range(0, count).Select(user => Move($"u{user}", "n1", "n2"));

    private sealed class Reporter(Action<UserMoveProgress> report) : IProgress<UserMoveProgress>
    {
        public void Report(UserMoveProgress value) => report(value);
    }

    private sealed class Cluster(int users) : IUserAssignment
    {
        private int _calls;

        public Dictionary<string, string?> Home { get; } = Enumerable.Range(0, users).ToDictionary(user => $"u{user}", _ => (string?)"n1");

        public List<string> Assigned { get; } = [];

        public HashSet<string> Refused { get; } = [];

        public bool UnassignFirst { get; init; }

        public bool Ignored { get; init; }

        /// <summary>Is told the number of each call, before it is done and afterwards.</summary>
        public Action<int, bool> BeforeReturn { get; set; } = (_, _) => { };

        public string ClusterName { get; init; } = "cluster";

        public IReadOnlyCollection<string> NodeName => ["n1", "n2", "n3"];

        public Task<string?> FindNodeAsync(string userId, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Call(() => Home[userId]);
        }

        public Task AssignAsync(string userId, string nodeName, CancellationToken cancellationToken) => Call(() =>
        {
            if ((UnassignFirst && Home[userId] is not null) || (nodeName != "n1" && Refused.Contains(userId)))
            {
                throw new ImpOpsException("Refused", ErrorKind.RequestRefused, null, "refused");
            }

            if (!Ignored)
            {
                Home[userId] = nodeName;
            }

            Assigned.Add(userId);
            return nodeName;
        });

        public Task UnassignAsync(string userId, CancellationToken cancellationToken) => Call(() => Home[userId] = null);

        private Task<T> Call<T>(Func<T> what)
        {
            int call = ++_calls;
            BeforeReturn(call, false);
            T result = what();
            BeforeReturn(call, true);
            return Task.FromResult(result);
        }
    }
}
