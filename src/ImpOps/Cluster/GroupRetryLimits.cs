using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace ImpOps.Cluster;

/// <summary>
/// The client re-login limits that the nodes of a live group are set to. Both nodes must hold the same, and the product has them set by hand on each: here
/// they are set on both or on neither.
/// </summary>
public sealed class GroupRetryLimits
{
    private readonly ClusterConnection _connection;
    private readonly Held[] _held;

    private GroupRetryLimits(ClusterConnection connection, string group, Held[] held, int? delay)
    {
        _connection = connection;
        _held = held;
        PresenceRedundancyGroup = group;
        CriticalServiceDownDelay = delay;
        Nodes =
        [
            .. held.Select(node => new NodeRetryLimit
            {
                PresenceRedundancyGroup = group,
                NodeName = node.NodeName,
                RetryLowerLimit = RecoveryManager.Seconds(node.Lower),
                RetryUpperLimit = RecoveryManager.Seconds(node.Upper),
                Connection = connection.Name,
            })
        ];
    }

    /// <summary>The group.</summary>
    public string PresenceRedundancyGroup { get; }

    /// <summary>What each node of the group is set to.</summary>
    public IReadOnlyList<NodeRetryLimit> Nodes { get; }

    /// <summary>Critical Service Down Delay of the cluster, in seconds, which the lower limit must equal; null where the server does not tell.</summary>
    public int? CriticalServiceDownDelay { get; }

    /// <summary>Reads the limits of a group.</summary>
    /// <param name="connection">The cluster.</param>
    /// <param name="groupName">The group, in any case.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<GroupRetryLimits> ReadAsync(ClusterConnection connection, string groupName, CancellationToken cancellationToken = default)
    {
        PresenceRedundancyGroup group = await connection.ReadGroupAsync(groupName, cancellationToken).ConfigureAwait(false);
        List<Held> held = [];
        foreach (string node in group.NodeName)
        {
            held.Add(new Held(
                node,
                await connection.GetServiceParameterAsync(RecoveryManager.Service, RecoveryManager.LowerLimit, node, cancellationToken).ConfigureAwait(false),
                await connection.GetServiceParameterAsync(RecoveryManager.Service, RecoveryManager.UpperLimit, node, cancellationToken).ConfigureAwait(false)));
        }

        return new GroupRetryLimits(connection, group.Name, [.. held], await ReadDelayAsync(connection, group, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Whether every node of the group holds these limits.</summary>
    /// <param name="lowerLimit">Client Re-Login Lower Limit, in seconds.</param>
    /// <param name="upperLimit">Client Re-Login Upper Limit, in seconds.</param>
    public bool Hold(int lowerLimit, int upperLimit) => Nodes.All(node => node.RetryLowerLimit == lowerLimit && node.RetryUpperLimit == upperLimit);

    /// <summary>
    /// Sets the limits on every node of the group and reads them back. What fails, or is stopped, half-way is put back, and the error says so; where putting
    /// back fails too, the error says which node holds what.
    /// </summary>
    /// <param name="lowerLimit">Client Re-Login Lower Limit, in seconds: above 0.</param>
    /// <param name="upperLimit">Client Re-Login Upper Limit, in seconds: above the lower one.</param>
    /// <param name="cancellationToken">Stops it between two nodes or limits.</param>
    /// <returns>The limits as they were read back.</returns>
    /// <exception cref="ImpOpsException"><c>RetryLimitWindowInvalid</c>, <c>RetryLimitNotSet</c> or <c>RetryLimitUneven</c>.</exception>
    public async Task<GroupRetryLimits> SetAsync(int lowerLimit, int upperLimit, CancellationToken cancellationToken = default)
    {
        if (lowerLimit <= 0 || lowerLimit >= upperLimit)
        {
            throw Errors.RetryLimitWindowInvalid(PresenceRedundancyGroup, lowerLimit, upperLimit);
        }

        List<Write> sent = [];
        Dictionary<ServiceParameter, ServiceParameter> set = [];
        try
        {
            foreach (Write write in _held.SelectMany(node => node.Writes(lowerLimit, upperLimit)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                sent.Add(write);

                // One that is under way is not cut off: nobody could tell whether it was done.
                set[write.Before] = await _connection.SetServiceParameterAsync(write.Before, write.Value, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception problem) when (problem is ImpOpsException || (problem is OperationCanceledException && sent.Count > 0))
        {
            await PutBackAsync(sent, problem).ConfigureAwait(false);
            throw;
        }

        ServiceParameter Now(ServiceParameter before) => set.TryGetValue(before, out ServiceParameter? now) ? now : before;
        Held[] held = [.. _held.Select(node => new Held(node.NodeName, Now(node.Lower), Now(node.Upper)))];
        return new GroupRetryLimits(_connection, PresenceRedundancyGroup, held, CriticalServiceDownDelay);
    }

    private async Task PutBackAsync(List<Write> sent, Exception reason)
    {
        List<Write> restored = [];
        ImpOpsException? failure = null;
        foreach (Write write in sent.AsEnumerable().Reverse())
        {
            try
            {
                if (await ReadAsync(write).ConfigureAwait(false) != write.Before.Value)
                {
                    _ = await _connection.SetServiceParameterAsync(write.Before, write.Before.Value ?? "", CancellationToken.None).ConfigureAwait(false);
                    restored.Add(write);
                }
            }
            catch (ImpOpsException problem)
            {
                failure = problem;
            }
        }

        if (failure is not null)
        {
            throw Errors.RetryLimitUneven(PresenceRedundancyGroup, reason, failure, await DescribeAsync(sent).ConfigureAwait(false));
        }

        if (reason is ImpOpsException refused)
        {
            throw Errors.RetryLimitNotSet(PresenceRedundancyGroup, refused, restored.Select(write => write.Before));
        }
    }

    /// <summary>What each node holds now; where that cannot be read, what it may hold.</summary>
    private async Task<string[]> DescribeAsync(List<Write> sent)
    {
        List<string> nodes = [];
        foreach (Held node in _held)
        {
            nodes.Add(Errors.Format(
                Messages.RetryLimitHeld,
                node.NodeName,
                await DescribeAsync(node.Lower, sent).ConfigureAwait(false),
                await DescribeAsync(node.Upper, sent).ConfigureAwait(false)));
        }

        return [.. nodes];
    }

    private async Task<string?> DescribeAsync(ServiceParameter before, List<Write> sent)
    {
        if (sent.Find(write => write.Before == before) is not { } write)
        {
            return before.Value;
        }

        try
        {
            return await ReadAsync(write).ConfigureAwait(false);
        }
        catch (ImpOpsException)
        {
            return Errors.Format(Messages.RetryLimitUncertain, before.Value, write.Value);
        }
    }

    private async Task<string?> ReadAsync(Write write) =>
        (await _connection.GetServiceParameterAsync(write.Before.Service, write.Before.InternalName, write.Before.NodeName, CancellationToken.None).ConfigureAwait(false)).Value;

    private static async Task<int?> ReadDelayAsync(ClusterConnection connection, PresenceRedundancyGroup group, CancellationToken cancellationToken)
    {
        try
        {
            return RecoveryManager.Seconds(await connection.GetServiceParameterAsync(RecoveryManager.Service, RecoveryManager.Delay, group.NodeName.FirstOrDefault(), cancellationToken).ConfigureAwait(false));
        }
        catch (ImpOpsException problem) when (problem.Kind == ErrorKind.NotFound)
        {
            return null;
        }
    }

    private sealed record Write(ServiceParameter Before, string Value);

    private sealed record Held(string NodeName, ServiceParameter Lower, ServiceParameter Upper)
    {
        /// <summary>What is to be written, in an order that keeps the lower limit below the upper one all the while.</summary>
        public IEnumerable<Write> Writes(int lowerLimit, int upperLimit)
        {
            (ServiceParameter Parameter, int Value)[] both = upperLimit > RecoveryManager.Seconds(Lower)
                ? [(Upper, upperLimit), (Lower, lowerLimit)]
                : [(Lower, lowerLimit), (Upper, upperLimit)];
            return both
                .Where(limit => RecoveryManager.Seconds(limit.Parameter) != limit.Value)
                .Select(limit => new Write(limit.Parameter, limit.Value.ToString(CultureInfo.InvariantCulture)));
        }
    }
}
