using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace ImpOps.Lab.Faults;

/// <summary>The faults in force. When a task of this list has ended, ports and certificates are as the faults say.</summary>
public sealed class FaultList
{
    private readonly Lock _gate = new();
    private readonly List<PlacedFault> _faults = [];
    private readonly Func<string, bool> _isNode;
    private readonly Func<Task> _apply;
    private int _last;

    internal FaultList(Func<string, bool> isNode, Func<Task> apply) => (_isNode, _apply) = (isNode, apply);

    /// <summary>Adds a fault and returns its number.</summary>
    /// <exception cref="ArgumentException">The fault makes no sense as given.</exception>
    public async Task<int> AddAsync(LabFault fault)
    {
        Check(fault);
        int id;
        lock (_gate)
        {
            id = ++_last;
            _faults.Add(new PlacedFault(id, fault));
        }

        await _apply().ConfigureAwait(false);
        return id;
    }

    /// <summary>Removes a fault; false where there is none of this number.</summary>
    public async Task<bool> RemoveAsync(int id)
    {
        bool found;
        lock (_gate)
        {
            found = _faults.RemoveAll(placed => placed.Id == id) > 0;
        }

        await _apply().ConfigureAwait(false);
        return found;
    }

    /// <summary>Removes every fault.</summary>
    public Task ClearAsync()
    {
        lock (_gate)
        {
            _faults.Clear();
        }

        return _apply();
    }

    /// <summary>What is in force, oldest first.</summary>
    public IReadOnlyList<PlacedFault> Placed()
    {
        lock (_gate)
        {
            return [.. _faults.Select(placed => placed with { })];
        }
    }

    internal bool Stands(FaultKind kind, string node)
    {
        lock (_gate)
        {
            return _faults.Exists(placed => placed.Fault.Kind == kind && IsFor(placed.Fault, node));
        }
    }

    /// <summary>The fault that strikes this request, if any. It counts.</summary>
    internal LabFault? Strike(string node, string operation)
    {
        lock (_gate)
        {
            foreach (PlacedFault placed in _faults)
            {
                LabFault fault = placed.Fault;
                if (IsLasting(fault.Kind) || !IsFor(fault, node) || (fault.Operation is not null && fault.Operation != operation))
                {
                    continue;
                }

                if (placed.Passed < fault.After)
                {
                    placed.Passed++;
                    continue;
                }

                Spend(placed);
                return fault;
            }

            return null;
        }
    }

    /// <summary>The share of sessions that is to stay away on a node.</summary>
    internal double Shortfall(string node)
    {
        lock (_gate)
        {
            return _faults.Find(placed => placed.Fault.Kind == FaultKind.SessionsStayShort && IsFor(placed.Fault, node)) is { } found
                ? found.Fault.Share ?? 0.05
                : 0;
        }
    }

    /// <summary>Counts a restart of Presence Engine against a shortfall, and says whether it is over.</summary>
    internal bool SpendShortfall(string node)
    {
        lock (_gate)
        {
            PlacedFault? placed = _faults.Find(placed => placed.Fault.Kind == FaultKind.SessionsStayShort && IsFor(placed.Fault, node));
            if (placed is not null)
            {
                Spend(placed);
            }

            return placed is null || !_faults.Contains(placed);
        }
    }

    private static bool IsFor(LabFault fault, string node) => fault.Node is null || fault.Node == node;

    private static bool IsLasting(FaultKind kind) => kind is FaultKind.Refused or FaultKind.WrongCertificate or FaultKind.SessionsStayShort;

    private void Spend(PlacedFault placed)
    {
        placed.Struck++;
        int? count = placed.Fault.Kind == FaultKind.SessionsStayShort ? placed.Fault.Count ?? 1 : placed.Fault.Count;
        if (placed.Struck >= count)
        {
            _ = _faults.Remove(placed);
        }
    }

    private void Check(LabFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (!Enum.IsDefined(fault.Kind))
        {
            throw new ArgumentException($"There is no fault {fault.Kind}.");
        }

        if (fault.Node is string node && !_isNode(node))
        {
            throw new ArgumentException($"The lab has no node '{node}'.");
        }

        if (IsLasting(fault.Kind) && (fault.Operation is not null || fault.After != 0 || (fault.Count is not null && fault.Kind != FaultKind.SessionsStayShort)))
        {
            throw new ArgumentException($"{fault.Kind} lasts until it is removed: it takes a node, and no operation.");
        }

        if (fault.Operation is string operation && !Contracts.Contract.All.Any(contract => contract.Operation == operation))
        {
            throw new ArgumentException($"The lab has no operation '{operation}'.");
        }

        if (fault.Count < 1 || fault.After < 0 || fault.Seconds is < 0 or double.NaN || fault.Megabytes < 1 || fault.Share is <= 0 or > 1 or double.NaN)
        {
            throw new ArgumentException("Count and megabytes are 1 or more, after and seconds 0 or more, a share is above 0 and up to 1.");
        }
    }
}
