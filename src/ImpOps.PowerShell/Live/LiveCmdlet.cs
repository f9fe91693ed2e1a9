using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using ImpOps.Cluster;
using ImpOps.PowerShell.Binding;
using ImpOps.PowerShell.Completion;

namespace ImpOps.PowerShell;

/// <summary>A cmdlet that works on live clusters.</summary>
public abstract class LiveCmdlet : ImpCmdlet
{
    private readonly Dictionary<ClusterConnection, bool> _refreshed = [];

    private protected LiveCmdlet()
    {
    }

    /// <summary>The clusters: connections, or their names. Without it, the one that was connected last.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ConnectionTransformation]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public ClusterConnection[]? Connection { get; set; }

    /// <summary>The connections to work on. Where there is none, the command ends with an error.</summary>
    private protected IReadOnlyList<ClusterConnection> Connections()
    {
        if (Connection is { Length: > 0 } named)
        {
            return named;
        }

        if (ConnectionStore.Current.Default is not ClusterConnection connection)
        {
            ThrowTerminatingError(ErrorRecords.NotConnected());
            throw new InvalidOperationException();
        }

        return [connection];
    }

    /// <summary>
    /// The connections, with nodes and groups as they are now: each is read once, however many records come. One that cannot be read is an error, and
    /// is left out.
    /// </summary>
    private protected IReadOnlyList<ClusterConnection> Refreshed() =>
        [.. Connections().Where(connection => _refreshed.TryGetValue(connection, out bool done) ? done : _refreshed[connection] = Refresh(connection))];

    /// <summary>What names mean in the connections, each thing once. A name without wildcards that none of them knows is an error.</summary>
    /// <param name="connections">Where to look.</param>
    /// <param name="names">Names and patterns.</param>
    /// <param name="all">The things of a connection.</param>
    /// <param name="nameOf">The name of a thing.</param>
    /// <param name="get">The one thing of that name, or an error that says what there is.</param>
    private protected IReadOnlyList<T> Named<T>(
        IReadOnlyList<ClusterConnection> connections,
        string[] names,
        Func<ClusterConnection, IEnumerable<T>> all,
        Func<T, string> nameOf,
        Func<ClusterConnection, string, T> get)
    {
        List<T> found = [];
        foreach (NamePattern name in Patterns(names))
        {
            if (name.IsWildcard)
            {
                found.AddRange(connections.SelectMany(all).Where(item => name.Matches(nameOf(item))));
                continue;
            }

            List<ImpOpsException> problems = [];
            foreach (ClusterConnection connection in connections)
            {
                try
                {
                    found.Add(get(connection, name.Text));
                }
                catch (ImpOpsException problem)
                {
                    problems.Add(problem);
                }
            }

            if (problems.Count == connections.Count)
            {
                problems.ForEach(WriteError);
            }
        }

        return [.. found.Distinct()];
    }

    /// <summary>What the library finds, one after the other, as it is found.</summary>
    private protected IEnumerable<T> Stream<T>(IAsyncEnumerable<T> items) => Stream(items, new ReportQueue<T>(_ => { }));

    /// <summary>What the library finds, one after the other, as it is found; and meanwhile what it reports is shown.</summary>
    private protected IEnumerable<T> Stream<T, TReport>(IAsyncEnumerable<T> items, ReportQueue<TReport> reports)
    {
        IAsyncEnumerator<T> found = items.GetAsyncEnumerator(StopToken);
        try
        {
            while (reports.Await(Task.Run(() => found.MoveNextAsync().AsTask())))
            {
                yield return found.Current;
            }
        }
        finally
        {
            Task.Run(() => found.DisposeAsync().AsTask()).GetAwaiter().GetResult();
        }
    }

    /// <summary>Writes a warning that must be seen, also after Ctrl+C, after which nothing can be written to the pipeline.</summary>
    private protected void WarnInAnyCase(string warning)
    {
        if (StopToken.IsCancellationRequested)
        {
            Host.UI.WriteWarningLine(warning);
        }
        else
        {
            WriteWarning(warning);
        }
    }

    private bool Refresh(ClusterConnection connection) => Attempt(() => Await(async token =>
    {
        await connection.RefreshAsync(token).ConfigureAwait(false);
        return true;
    }));
}
