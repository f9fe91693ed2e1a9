using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace ImpOps.Capacity;

/// <summary>Finds the fewest moves that bring every node into its band.</summary>
/// <remarks>
/// At first the heaviest user goes from the fullest node to the emptiest, move after move. Where that takes more moves than the bound, and where it
/// comes to a dead end, the last moves are taken back and searched for: with the bound's number, then one more. So the plan is the shortest where
/// all users weigh the same, and where the search could begin at the start and was not cut; otherwise it tells how far it may be from it.
/// Deterministic: the effort is counted in steps and not in seconds.
/// </remarks>
internal sealed class RebalanceSearch
{
    // How many of the last moves are searched for anew.
    private const int Tail = 100;

    // How much is tried for one number of moves, and for how many numbers all of it.
    private const int MostSteps = 50_000;
    private const int MostGivenUp = 4;

    private readonly RebalanceState _state;
    private readonly int[] _group;
    private readonly CancellationToken _cancellation;
    private readonly int[,,] _moved;
    private readonly Stack<(int From, int Weight, int To)> _made = new();
    private (int From, int Weight, int To)[] _choices = [];
    private int _steps;

    private RebalanceSearch(RebalanceState state, int[] group, CancellationToken cancellation)
    {
        _state = state;
        _group = group;
        _cancellation = cancellation;
        _moved = new int[state.NodeCount, state.WeightCount, state.NodeCount];
    }

    /// <summary>Searches.</summary>
    /// <param name="state">The users on the nodes. Is changed.</param>
    /// <param name="group">The group of each node. What costs no move more stays within one.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns>The moves; null where none were found.</returns>
    public static RebalanceFlow? Find(RebalanceState state, int[] group, CancellationToken cancellation = default) =>
        new RebalanceSearch(state, group, cancellation).Find();

    private RebalanceFlow? Find()
    {
        int least = _state.Bound();
        bool balanced = least == 0;
        while (!balanced && MoveTowards())
        {
            _cancellation.ThrowIfCancellationRequested();
            balanced = _state.Bound() == 0;
        }

        int moves = _made.Count;
        if (balanced && moves == least)
        {
            return new RebalanceFlow(_moved, _group) { Minimum = least };
        }

        RebalanceFlow? good = balanced ? new RebalanceFlow(_moved, _group) : null;
        while (_made.Count > Math.Max(0, moves - Tail))
        {
            Undo();
        }

        RebalanceFlow? best = Improve(balanced ? moves - _made.Count - 1 : Tail, ref least) ?? good;
        return best is null ? null : best with { Minimum = Math.Min(least, best.MoveCount) };
    }

    /// <summary>Searches for the fewest moves that are left, up to a number. Raises the least number of moves where fewer are shown to be impossible.</summary>
    private RebalanceFlow? Improve(int most, ref int least)
    {
        bool fromStart = _made.Count == 0;
        _choices = Choices();
        most = Math.Min(most, _state.UnmovedCount);
        int givenUp = 0;
        for (int moves = _state.Bound(); moves <= most && givenUp < MostGivenUp; moves++)
        {
            _steps = 0;
            if (Complete(0, moves))
            {
                return new RebalanceFlow(_moved, _group);
            }

            if (_steps > MostSteps)
            {
                givenUp++;
            }
            else if (fromStart && givenUp == 0)
            {
                least = moves + 1;
            }
        }

        return null;
    }

    /// <summary>Makes a move that is good while many are left. False where no user fits anywhere.</summary>
    private bool MoveTowards()
    {
        int fullest = Fullest(node => _state.Excess(node), _ => true);
        return _state.Excess(fullest) > 0 ? Relieve(fullest) : FillUp(Fullest(node => _state.Deficit(node), _ => true));
    }

    /// <summary>Moves the heaviest user that fits away from a node that is too full: where one is too empty to there, within the group first.</summary>
    private bool Relieve(int from)
    {
        for (int weight = 0; weight < _state.WeightCount; weight++)
        {
            if (_state.CountOf(from, weight) > 0)
            {
                bool Fits(int node) => node != from && -_state.Excess(node) >= _state.WeightAt(weight);
                bool Lacks(int node) => Fits(node) && _state.Deficit(node) > 0;
                bool Near(int node) => _group[node] == _group[from];
                foreach (Func<int, bool> kind in new Func<int, bool>[] { node => Lacks(node) && Near(node), Lacks, node => Fits(node) && Near(node), Fits })
                {
                    int to = Fullest(node => -_state.Excess(node), kind);
                    if (to >= 0)
                    {
                        Move(from, weight, to);
                        return true;
                    }
                }
            }
        }

        return false;
    }

    /// <summary>Moves the heaviest user that can be spared to a node that is too empty, within the group first; at last the lightest that is enough.</summary>
    private bool FillUp(int to)
    {
        (int From, int Weight)? found = null;
        for (int weight = 0; weight < _state.WeightCount; weight++)
        {
            bool Spares(int node) => node != to && _state.CountOf(node, weight) > 0 && -_state.Deficit(node) >= _state.WeightAt(weight)
                && -_state.Excess(to) >= _state.WeightAt(weight);
            int near = Fullest(node => -_state.Deficit(node), node => Spares(node) && _group[node] == _group[to]);
            int from = near >= 0 ? near : Fullest(node => -_state.Deficit(node), Spares);
            if (from >= 0 && (found is null || _state.WeightAt(weight) >= _state.Deficit(to)))
            {
                found = (from, weight);
            }
        }

        if (found is (int giver, int kind))
        {
            Move(giver, kind, to);
        }

        return found is not null;
    }

    /// <summary>Of the nodes of a kind the first that has the most of something; -1 where there is none.</summary>
    private int Fullest(Func<int, long> amount, Func<int, bool> kind)
    {
        int found = -1;
        for (int node = 0; node < _state.NodeCount; node++)
        {
            if (kind(node) && (found < 0 || amount(node) > amount(found)))
            {
                found = node;
            }
        }

        return found;
    }

    /// <summary>What a move can be, the likely ones first.</summary>
    private (int From, int Weight, int To)[] Choices()
    {
        List<(int From, int Weight, int To)> choices = [];
        for (int from = 0; from < _state.NodeCount; from++)
        {
            for (int weight = 0; weight < _state.WeightCount; weight++)
            {
                for (int to = 0; to < _state.NodeCount; to++)
                {
                    if (from != to && _state.CountOf(from, weight) > 0)
                    {
                        choices.Add((from, weight, to));
                    }
                }
            }
        }

        return
        [
            .. choices
                .OrderBy(choice => _state.Excess(choice.From) > 0 ? 0 : 1)
                .ThenBy(choice => choice.Weight)
                .ThenBy(choice => _state.Deficit(choice.To) > 0 ? 0 : 1)
                .ThenBy(choice => _group[choice.From] == _group[choice.To] ? 0 : 1)
                .ThenBy(choice => choice.From)
                .ThenBy(choice => choice.To),
        ];
    }

    /// <summary>Whether a number of moves, taken from the choices in their order, brings every node into its band. Leaves them made where it does.</summary>
    private bool Complete(int first, int moves)
    {
        int bound = _state.Bound();
        if (bound == 0)
        {
            return true;
        }

        if (bound > moves)
        {
            return false;
        }

        for (int i = first; i < _choices.Length; i++)
        {
            (int from, int weight, int to) = _choices[i];
            if (_state.CountOf(from, weight) > 0)
            {
                if (++_steps > MostSteps)
                {
                    return false;
                }

                _cancellation.ThrowIfCancellationRequested();
                Move(from, weight, to);
                if (Complete(i, moves - 1))
                {
                    return true;
                }

                Undo();
            }
        }

        return false;
    }

    private void Move(int from, int weight, int to)
    {
        _state.Move(from, weight, to);
        _moved[from, weight, to]++;
        _made.Push((from, weight, to));
    }

    private void Undo()
    {
        (int from, int weight, int to) = _made.Pop();
        _moved[from, weight, to]--;
        _state.Undo(from, weight, to);
    }
}
