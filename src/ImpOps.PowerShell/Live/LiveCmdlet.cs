using System;
using System.Collections.Generic;
using System.Management.Automation;
using ImpOps.Cluster;
using ImpOps.PowerShell.Binding;
using ImpOps.PowerShell.Completion;

namespace ImpOps.PowerShell;

/// <summary>A cmdlet that works on live clusters.</summary>
public abstract class LiveCmdlet : ImpCmdlet
{
    private protected LiveCmdlet()
    {
    }

    /// <summary>The clusters: connections, or their names. Without it, the one that was connected last.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ConnectionTransformation]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public ClusterConnection[]? Connection { get; set; }

    /// <summary>The clock of all waits. Only tests have another one than the system's.</summary>
    internal static TimeProvider Time { get; set; } = TimeProvider.System;

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

    /// <summary>What the library finds, one after the other, as it is found.</summary>
    private protected IEnumerable<T> Stream<T>(IAsyncEnumerable<T> items)
    {
        IAsyncEnumerator<T> found = items.GetAsyncEnumerator(StopToken);
        try
        {
            while (Await(_ => found.MoveNextAsync().AsTask()))
            {
                yield return found.Current;
            }
        }
        finally
        {
            _ = Await(async _ =>
            {
                await found.DisposeAsync().ConfigureAwait(false);
                return true;
            });
        }
    }
}
