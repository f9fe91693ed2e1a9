using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace ImpOps.Cluster;

/// <summary>Runs what is slow for each of several nodes or clusters at the same time.</summary>
public static class SideBySide
{
    /// <summary>The items of all sources, each as soon as it is there. Whoever stops listening stops the sources.</summary>
    /// <typeparam name="T">What the sources give.</typeparam>
    /// <param name="sources">What makes each source, out of the token that stops it.</param>
    /// <param name="cancellationToken">Stops all of them.</param>
    public static async IAsyncEnumerable<T> MergeAsync<T>(
        IEnumerable<Func<CancellationToken, IAsyncEnumerable<T>>> sources, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using SemaphoreSlim ready = new(0);
        ConcurrentQueue<T> items = new();
        int open = 0;

        async Task RunAsync(Func<CancellationToken, IAsyncEnumerable<T>> source)
        {
            try
            {
                await foreach (T item in source(stop.Token).ConfigureAwait(false))
                {
                    items.Enqueue(item);
                    ready.Release();
                }
            }
            finally
            {
                Interlocked.Decrement(ref open);
                ready.Release();
            }
        }

        Func<CancellationToken, IAsyncEnumerable<T>>[] all = [.. sources];
        open = all.Length;
        Task[] runs = [.. all.Select(source => Task.Run(() => RunAsync(source), CancellationToken.None))];
        try
        {
            while (Volatile.Read(ref open) > 0 || !items.IsEmpty)
            {
                await ready.WaitAsync(cancellationToken).ConfigureAwait(false);
                while (items.TryDequeue(out T? item))
                {
                    yield return item;
                }
            }

            await Task.WhenAll(runs).ConfigureAwait(false);
        }
        finally
        {
            stop.Cancel();
            await Task.WhenAny(Task.WhenAll(runs)).ConfigureAwait(false);
        }
    }
}
