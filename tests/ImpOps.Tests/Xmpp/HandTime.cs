using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace ImpOps.Tests.Xmpp;

/// <summary>A clock whose timers run out when the test says so.</summary>
internal sealed class HandTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<HandTimer> _timers = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        HandTimer timer = new(this, () => callback(state));
        lock (_gate)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    /// <summary>Lets every timer run out.</summary>
    public void RunOut()
    {
        HandTimer[] due;
        lock (_gate)
        {
            due = [.. _timers];
        }

        Array.ForEach(due, timer => timer.Ring());
    }

    private sealed class HandTimer(HandTime time, Action ring) : ITimer
    {
        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
            lock (time._gate)
            {
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
