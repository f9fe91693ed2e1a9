using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace ImpOps.Cluster;

/// <summary>
/// Lets no more than so many requests pass within a time. A request takes a slot, and gives it back for use a whole window after its response: whenever
/// in between the server has counted it, and however it counts, it has seen no more requests than the window allows.
/// </summary>
internal sealed class RequestPacer
{
    private readonly TimeSpan _window;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _slots;
    private readonly Queue<DateTimeOffset> _free = new();

    public RequestPacer(int requests, TimeSpan window, TimeProvider time)
    {
        _window = window;
        _time = time;
        _slots = new SemaphoreSlim(requests);
        for (int i = 0; i < requests; i++)
        {
            _free.Enqueue(DateTimeOffset.MinValue);
        }
    }

    /// <summary>Waits for a slot. <see cref="Leave"/> must follow.</summary>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        DateTimeOffset free;
        lock (_free)
        {
            free = _free.Dequeue();
        }

        TimeSpan wait = free - _time.GetUtcNow();
        if (wait > TimeSpan.Zero)
        {
            try
            {
                await _time.Delay(wait, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                GiveBack(free);
                throw;
            }
        }
    }

    /// <summary>Gives the slot back when the response is there.</summary>
    public void Leave() => GiveBack(_time.GetUtcNow() + _window);

    private void GiveBack(DateTimeOffset free)
    {
        lock (_free)
        {
            _free.Enqueue(free);
        }

        _slots.Release();
    }
}
