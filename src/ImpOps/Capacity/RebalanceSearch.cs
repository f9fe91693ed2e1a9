using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace ImpOps.Capacity;

/// <summary>Finds the fewest moves that bring every node into its band.</summary>
/// <remarks>
/// While many moves are left, the heaviest user goes from the fullest node to the emptiest: any good order does. How the sums come out is decided by
/// the last moves, so those are searched for in full, with one move more each time that fewer are shown to be impossible. Where all users weigh
/// the same the bound is met without any search. Deterministic: the effort is counted in steps and not in seconds.
/// </remarks>
internal sealed class RebalanceSearch
{
    /// <summary>How many moves are searched for in full.</summary>
    public const int DefaultTail = 48;

    // Deeper than the tail and what may go wrong before it, there is no hope within the steps.
    private const int Deepest = 1000;
    private const int MostSteps = 50_000;

    private readonly RebalanceState _state;
    private readonly int[] _group;
    private readonly CancellationToken _cancellation;
    private readonly int[,,] _moved;
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
    /// <param name="tail">How many moves are searched for in full.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns>The moves; null where none were found.</returns>
    public static RebalanceFlow? Find(RebalanceState state, int[] group, int tail = DefaultTail, CancellationToken cancellation = default) =>
        new RebalanceSearch(state, group, cancellation).Find(tail);

    private RebalanceFlow? Find(int tail)
    {
        int least = _state.Bound();
        int bound = least;
        bool fromStart = true;
        while (bound > tail && bound < RebalanceState.Never && MoveTowards())
        {
            _cancellation.ThrowIfCancellationRequested();
            fromStart = false;
            bound = _state.Bound();
        }

        if (bound > Deepest)
        {
            return null;
        }

        _choices = Choices();
        bool everyFewer = fromStart;
        int most = Math.Min(_state.UnmovedCount, bound + Math.Max(tail, _state.NodeCount));
        for (int moves = bound; moves <= most; moves++)
        {
            _steps = 0;
            if (Complete(0, moves))
            {
                RebalanceFlow flow = new(_moved, _group);
                return flow with { Minimum = everyFewer ? flow.MoveCount : Math.Min(least, flow.MoveCount) };
            }

            if (_steps > MostSteps)
            {
                // A few moves more make it easier, or nothing does.
                most = everyFewer || moves == bound ? Math.Min(most, moves + _state.NodeCount) : most;
                everyFewer = false;
            }
            else if (everyFewer)
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

    /// <summary>Moves the heaviest user that can be spared to a node that is too empty, within the group first.</summary>
    private bool FillUp(int to)
    {
        for (int weight = 0; weight < _state.WeightCount; weight++)
        {
            bool Spares(int node) => node != to && _state.CountOf(node, weight) > 0 && -_state.Deficit(node) >= _state.WeightAt(weight)
                && -_state.Excess(to) >= _state.WeightAt(weight);
            foreach (Func<int, bool> kind in new Func<int, bool>[] { node => Spares(node) && _group[node] == _group[to], Spares })
            {
                int from = Fullest(node => -_state.Deficit(node), kind);
                if (from >= 0)
                {
                    Move(from, weight, to);
                    return true;
                }
            }
        }

        return false;
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

                _moved[from, weight, to]--;
                _state.Undo(from, weight, to);
            }
        }

        return false;
    }

    private void Move(int from, int weight, int to)
    {
        _state.Move(from, weight, to);
        _moved[from, weight, to]++;
    }
}
