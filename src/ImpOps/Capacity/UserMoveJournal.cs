using System;
using System.Collections.Generic;
using System.Linq;
using ImpOps.Text;

namespace ImpOps.Capacity;

/// <summary>
/// The journal of moves: which are done, which are not. It is a file of JSON lines; that a user is about to be moved is on the disk before anything is
/// changed.
/// </summary>
public sealed class UserMoveJournal
{
    private readonly UserMoveJournalMove[] _moves;
    private readonly UserMoveJournalState[] _states;

    /// <exception cref="FormatException">It is none.</exception>
    internal UserMoveJournal(string path, UserMoveJournalHeader header)
    {
        Path = path;
        CreatedAt = JournalLine.Time(header.CreatedAt);
        ClusterName = header.ClusterName ?? throw new FormatException();
        _moves = header.Move ?? throw new FormatException();
        if (_moves.Any(move => move.UserId is null || move.FromNode is null || move.ToNode is null))
        {
            throw new FormatException();
        }

        _states = [.. _moves.Select((_, index) => new UserMoveJournalState { Index = index, State = nameof(UserMoveState.Pending) })];
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>When the moves were begun.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>The cluster on which they run, as its target calls it.</summary>
    public string ClusterName { get; }

    /// <summary>Every move, in the order of the plan.</summary>
    public IReadOnlyList<UserMoveResult> Move => [.. _moves.Select((_, index) => Result(index))];

    /// <summary>Whether there is nothing left to do or to try again.</summary>
    public bool IsFinished => Open.Count == 0;

    /// <summary>Whether a run has the journal in use.</summary>
    public bool IsRunning => JournalFile.IsLocked(Path);

    /// <summary>The length of the file without a line that was cut off while it was written.</summary>
    internal long WholeLength { get; private set; }

    /// <summary>The moves that are neither done nor passed over: those that failed go last.</summary>
    internal IReadOnlyList<int> Open =>
    [
        .. _states.Where(state => StateOf(state.Index) is UserMoveState.Begun).Select(state => state.Index),
        .. _states.Where(state => StateOf(state.Index) is UserMoveState.Pending).Select(state => state.Index),
        .. _states.Where(state => StateOf(state.Index) is UserMoveState.Failed).Select(state => state.Index),
    ];

    /// <summary>Reads a journal, also while its moves are carried out. A last record that was cut off while it was written does not count.</summary>
    /// <exception cref="ImpOpsException">
    /// <c>FileNotFound</c>, <c>FileNotReadable</c>, <c>PathIsDirectory</c>, <c>JournalInvalid</c>, <c>JournalVersion</c> or <c>JournalDamaged</c>.
    /// </exception>
    public static UserMoveJournal Read(string path)
    {
        UserMoveJournal? journal = null;
        long length = JournalFile.Read<UserMoveJournalHeader, UserMoveJournalRecord>(
            path,
            UserMoveJournalHeader.FormatName,
            UserMoveJournalHeader.CurrentVersion,
            header => journal = new UserMoveJournal(path, header),
            record => journal!.Apply(record));
        journal!.WholeLength = length;
        return journal;
    }

    internal UserMoveState StateOf(int index) => JournalLine.Word<UserMoveState>(_states[index].State);

    internal UserMoveResult Result(int index) => new()
    {
        UserId = _moves[index].UserId!,
        FromNode = _moves[index].FromNode!,
        ToNode = _moves[index].ToNode!,
        Connection = _moves[index].Connection,
        State = StateOf(index),
        NodeName = _states[index].NodeName,
        ErrorId = _states[index].ErrorId,
        Message = _states[index].Message,
    };

    internal UserMoveProgress Progress()
    {
        int[] counts = new int[Enum.GetValues(typeof(UserMoveState)).Length];
        for (int index = 0; index < _states.Length; index++)
        {
            counts[(int)StateOf(index)]++;
        }

        return new UserMoveProgress(_states.Length, counts[(int)UserMoveState.Done] + counts[(int)UserMoveState.Skipped], counts[(int)UserMoveState.Failed]);
    }

    /// <exception cref="FormatException">The record is of no move of the plan, or is none.</exception>
    internal void Apply(UserMoveJournalRecord record)
    {
        foreach (UserMoveJournalState state in record.Move ?? throw new FormatException())
        {
            _ = JournalLine.Word<UserMoveState>(state.State);
            _states[state.Index >= 0 && state.Index < _states.Length ? state.Index : throw new FormatException()] = state;
        }
    }
}
