using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace ImpOps.Tests.Cluster;

/// <summary>
/// A clock that stands still while anything is under way, and jumps to the next timer when nothing is: hours pass in milliseconds, and what waits waits
/// exactly as long as it should.
/// </summary>
internal sealed class SimulatedTime : TimeProvider
{
    // How often nothing must be seen to move before nothing is taken to be under way.
    private const int QuietLooks = 3;

    private readonly Lock _gate = new();
    private readonly List<SimulatedTimer> _timers = [];
    private DateTimeOffset _now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private int _busy;
    private long _activity;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Increment(ref _activity);
        SimulatedTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Holds the clock until it is disposed.</summary>
    public IDisposable Hold()
    {
        Interlocked.Increment(ref _busy);
        Interlocked.Increment(ref _activity);
        return new Holding(this);
    }

    /// <summary>Runs the clock until the work is done.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        Task<T> task = Task.Run(work);
        int quiet = 0;
        while (!task.IsCompleted)
        {
            long activity = Interlocked.Read(ref _activity);
            await Task.Delay(1);
            quiet = Volatile.Read(ref _busy) == 0 && Interlocked.Read(ref _activity) == activity ? quiet + 1 : 0;
            if (quiet == QuietLooks)
            {
                FireNext();
                quiet = 0;
            }
        }

        return await task;
    }

    public Task RunAsync(Func<Task> work) => RunAsync(async () =>
    {
        await work();
        return true;
    });

    private void FireNext()
    {
        SimulatedTimer[] due;
        lock (_gate)
        {
            DateTimeOffset? next = _timers.Min(timer => timer.Due);
            if (next is null)
            {
                return;
            }

            _now = next > _now ? next.Value : _now;
            due = [.. _timers.Where(timer => timer.Due <= _now)];
            foreach (SimulatedTimer timer in due)
            {
                timer.Due = timer.Period > TimeSpan.Zero ? _now + timer.Period : null;
            }
        }

        foreach (SimulatedTimer timer in due)
        {
            timer.Fire();
        }
    }

    private sealed class Holding(SimulatedTime time) : IDisposable
    {
        public void Dispose()
        {
            Interlocked.Increment(ref time._activity);
            Interlocked.Decrement(ref time._busy);
        }
    }

    private sealed class SimulatedTimer : ITimer
    {
        private readonly SimulatedTime _time;
        private readonly TimerCallback _callback;
        private readonly object? _state;

        public SimulatedTimer(SimulatedTime time, TimerCallback callback, object? state)
        {
            (_time, _callback, _state) = (time, callback, state);
            lock (time._gate)
            {
                time._timers.Add(this);
            }
        }

        public DateTimeOffset? Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => _callback(_state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_time._gate)
            {
                Period = period;
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : _time._now + dueTime;
                return true;
            }
        }

        public void Dispose()
        {
            lock (_time._gate)
            {
                _time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
