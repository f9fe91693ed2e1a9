using System;
using System.Collections.Generic;
using System.Threading;

namespace ImpOps.Lab.State;

/// <summary>What is still to happen, in the order of its time. Everything runs under the one lock of the cluster's state.</summary>
internal sealed class Timeline : IDisposable
{
    private readonly PriorityQueue<Action, (DateTimeOffset Due, long Order)> _events = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _order;

    public Timeline(TimeProvider time)
    {
        _time = time;
        Now = time.GetUtcNow();
        // What is due must happen without a request to notice it: a node that dies closes its port.
        _timer = time.CreateTimer(
            _ =>
            {
                lock (Gate)
                {
                    CatchUp();
                }
            },
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    /// <summary>The lock that guards the whole state.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The time of the event that runs, else of the last <see cref="CatchUp"/>.</summary>
    public DateTimeOffset Now { get; private set; }

    public void After(TimeSpan delay, Action action)
    {
        _events.Enqueue(action, (Now + delay, _order++));
        Arm();
    }

    /// <summary>Lets everything happen that is due by now.</summary>
    public void CatchUp()
    {
        DateTimeOffset now = _time.GetUtcNow();
        while (_events.TryPeek(out _, out (DateTimeOffset Due, long Order) next) && next.Due <= now)
        {
            Action action = _events.Dequeue();
            Now = next.Due;
            action();
        }

        Now = now;
        Arm();
    }

    public void Dispose() => _timer.Dispose();

    private void Arm()
    {
        if (_events.TryPeek(out _, out (DateTimeOffset Due, long Order) next))
        {
            TimeSpan wait = next.Due - _time.GetUtcNow();
            _ = _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
