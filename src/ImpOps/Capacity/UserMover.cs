using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImpOps.Text;

namespace ImpOps.Capacity;

/// <summary>Carries moves of users out, batch by batch, with a journal from which a run that was cut short goes on.</summary>
/// <remarks>
/// Before a user is moved, it is read where he is, and afterwards again: a user who is on the new node already is left alone, so that nobody is moved
/// twice, and one who is somewhere else is passed over. What concerns a single user does not keep the others from being moved; what concerns the
/// server ends the run, with everything in the journal.
/// </remarks>
public sealed class UserMover
{
    private readonly IUserAssignment _target;
    private readonly UserMoverOptions _options;

    /// <summary>Moves users on a target.</summary>
    /// <exception cref="ImpOpsException"><c>BatchSizeOutOfRange</c> or <c>DurationOutOfRange</c>.</exception>
    public UserMover(IUserAssignment target, UserMoverOptions? options = null)
    {
        _target = target;
        _options = options ?? new UserMoverOptions();
        if (_options.BatchSize < 1)
        {
            throw Errors.BatchSizeOutOfRange(_options.BatchSize);
        }

        if (_options.Pause < TimeSpan.Zero)
        {
            throw Errors.DurationOutOfRange(nameof(UserMoverOptions.Pause), _options.Pause);
        }
    }

    /// <summary>The journal of the last run, as far as it came; null where nothing was begun.</summary>
    public UserMoveJournal? Journal { get; private set; }

    /// <summary>Begins with moves. Each result comes with its batch.</summary>
    /// <param name="moves">The moves, in order.</param>
    /// <param name="journalPath">The journal to write. There must be no such file.</param>
    /// <param name="cancellationToken">Stops it; the journal tells how far it came.</param>
    /// <exception cref="ImpOpsException">
    /// <c>MoveUserTwice</c>, <c>MoveNodeUnknown</c>, <c>JournalExists</c>, <c>JournalInUse</c>, <c>DirectoryNotFound</c>, <c>FileNotWritable</c>, and what the
    /// target throws that does not concern a single user.
    /// </exception>
    public async IAsyncEnumerable<UserMoveResult> RunAsync(
        IEnumerable<RebalanceMove> moves, string journalPath, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Journal = null;
        UserMoveJournalHeader header = new()
        {
            CreatedAt = JournalLine.Time(_options.Time.GetUtcNow()),
            ClusterName = _target.ClusterName,
            Move = [.. moves.Select(move => new UserMoveJournalMove { UserId = move.UserId, FromNode = move.FromNode, ToNode = move.ToNode, Connection = move.Connection })],
        };
        Check(header.Move);
        using JournalFile file = JournalFile.Create(journalPath, header);
        await foreach (UserMoveResult result in RunAsync(new UserMoveJournal(journalPath, header), file, cancellationToken).ConfigureAwait(false))
        {
            yield return result;
        }
    }

    /// <summary>Goes on with moves: those of which nobody knows how they ended, those that are left, and those that failed.</summary>
    /// <param name="journalPath">The journal.</param>
    /// <param name="cancellationToken">Stops it; the journal tells how far it came.</param>
    /// <exception cref="ImpOpsException">
    /// <c>JournalInUse</c>, <c>JournalOtherCluster</c>, <c>FileNotWritable</c>, what <see cref="UserMoveJournal.Read"/> throws, and what the target throws
    /// that does not concern a single user.
    /// </exception>
    public async IAsyncEnumerable<UserMoveResult> ResumeAsync(string journalPath, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Journal = null;
        UserMoveJournal? journal = null;
        using JournalFile file = JournalFile.Resume(journalPath, () =>
        {
            journal = UserMoveJournal.Read(journalPath);
            return journal.WholeLength;
        });
        if (!Same(journal!.ClusterName, _target.ClusterName))
        {
            throw Errors.JournalOtherCluster(journalPath, journal.ClusterName, _target.ClusterName);
        }

        await foreach (UserMoveResult result in RunAsync(journal, file, cancellationToken).ConfigureAwait(false))
        {
            yield return result;
        }
    }

    private async IAsyncEnumerable<UserMoveResult> RunAsync(UserMoveJournal journal, JournalFile file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Journal = journal;
        _options.Progress?.Report(journal.Progress());
        IReadOnlyList<int> open = journal.Open;
        for (int first = 0; first < open.Count; first += _options.BatchSize)
        {
            if (first > 0)
            {
                await _options.Time.Delay(_options.Pause, cancellationToken).ConfigureAwait(false);
            }

            int[] batch = [.. open.Skip(first).Take(_options.BatchSize)];

            // What an earlier run began may have left a user on no node. One that was not begun is left where he is.
            HashSet<int> begun = [.. batch.Where(index => journal.StateOf(index) is not UserMoveState.Pending)];
            Note(journal, file, batch.Select(index => new UserMoveJournalState { Index = index, State = nameof(UserMoveState.Begun) }));
            List<UserMoveJournalState> ended = [];
            try
            {
                foreach (int index in batch)
                {
                    ended.Add(await MoveAsync(journal.Result(index), index, begun.Contains(index), cancellationToken).ConfigureAwait(false));
                }
            }
            finally
            {
                Note(journal, file, ended);
            }

            _options.Progress?.Report(journal.Progress());
            foreach (int index in batch)
            {
                yield return journal.Result(index);
            }
        }
    }

    private void Note(UserMoveJournal journal, JournalFile file, IEnumerable<UserMoveJournalState> states)
    {
        UserMoveJournalRecord record = new() { At = JournalLine.Time(_options.Time.GetUtcNow()), Move = [.. states] };
        file.Append(record);
        journal.Apply(record);
    }

    private async Task<UserMoveJournalState> MoveAsync(UserMoveResult move, int index, bool begun, CancellationToken cancellationToken)
    {
        string? node = null;
        try
        {
            node = await _target.FindNodeAsync(move.UserId, cancellationToken).ConfigureAwait(false);
            if (!Same(node, move.ToNode))
            {
                if (!Same(node, move.FromNode) && !(node is null && begun))
                {
                    return Ended(UserMoveState.Skipped, node, Errors.MoveUserElsewhere(move.UserId, node, move.FromNode));
                }

                await AssignAsync(move, node, cancellationToken).ConfigureAwait(false);
                node = await _target.FindNodeAsync(move.UserId, cancellationToken).ConfigureAwait(false);
            }

            return Same(node, move.ToNode)
                ? Ended(UserMoveState.Done, node, null)
                : Ended(UserMoveState.Failed, node, Errors.MoveNotDone(move.UserId, move.ToNode, node));
        }
        catch (ImpOpsException problem) when (ConcernsUser(problem))
        {
            return Ended(UserMoveState.Failed, node, problem);
        }

        UserMoveJournalState Ended(UserMoveState state, string? at, ImpOpsException? problem) => new()
        {
            Index = index,
            State = state.ToString(),
            NodeName = at,
            ErrorId = problem?.ErrorId,
            Message = problem?.Message,
        };
    }

    /// <summary>Assigns a user to the new node. A server that wants him off the old one first gets it so; what it then refuses is undone.</summary>
    private async Task AssignAsync(UserMoveResult move, string? node, CancellationToken cancellationToken)
    {
        try
        {
            await _target.AssignAsync(move.UserId, move.ToNode, cancellationToken).ConfigureAwait(false);
        }
        catch (ImpOpsException problem) when (ConcernsUser(problem) && node is not null)
        {
            await _target.UnassignAsync(move.UserId, cancellationToken).ConfigureAwait(false);
            try
            {
                await _target.AssignAsync(move.UserId, move.ToNode, cancellationToken).ConfigureAwait(false);
            }
            catch (ImpOpsException again) when (ConcernsUser(again))
            {
                await _target.AssignAsync(move.UserId, node, cancellationToken).ConfigureAwait(false);
                throw;
            }
        }
    }

    private void Check(UserMoveJournalMove[] moves)
    {
        HashSet<string> nodes = new(_target.NodeName, StringComparer.OrdinalIgnoreCase);
        HashSet<string> users = new(StringComparer.OrdinalIgnoreCase);
        foreach (UserMoveJournalMove move in moves)
        {
            if (!users.Add(move.UserId!))
            {
                throw Errors.MoveUserTwice(move.UserId!);
            }

            foreach (string node in new[] { move.FromNode!, move.ToNode! })
            {
                if (!nodes.Contains(node))
                {
                    throw Errors.MoveNodeUnknown(move.UserId!, node, _target.NodeName);
                }
            }
        }
    }

    /// <summary>Whether a problem is one of the user who is moved. Of the others each would be one of the next user as well.</summary>
    private static bool ConcernsUser(ImpOpsException problem) => problem.Kind is ErrorKind.RequestRefused or ErrorKind.NotFound or ErrorKind.InvalidState;

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
