using System;
using System.Collections.Generic;
using System.Threading;

namespace ImpOps.Lab;

/// <summary>
/// Time that runs faster than the wall clock, and that can be put forward by hand. With speed 0 it stands still until
/// <see cref="Advance"/>. Timers fire in the clock's own time.
/// </summary>
public sealed class LabClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<LabTimer> _timers = [];
    private readonly double _speed;
    private readonly DateTimeOffset _start;
    private readonly long _realStart;
    private TimeSpan _ahead;

    /// <summary>A clock that starts now.</summary>
    /// <param name="speed">Seconds of the clock in a second of the wall clock; 0 for a clock that only <see cref="Advance"/> moves.</param>
    public LabClock(double speed = 1)
        : this(speed, System.GetUtcNow())
    {
    }

    /// <summary>A clock that starts at a given time.</summary>
    public LabClock(double speed, DateTimeOffset start)
    {
        if (!(speed >= 0) || double.IsInfinity(speed))
        {
            throw new ArgumentOutOfRangeException(nameof(speed), speed, "The speed must be 0 or more.");
        }

        _speed = speed;
        _start = start;
        _realStart = System.GetTimestamp();
    }

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    private TimeSpan Elapsed => (System.GetElapsedTime(_realStart) * _speed) + _ahead;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _start + Elapsed;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return Elapsed.Ticks;
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        LabTimer timer = new(this, callback, state);
        _ = timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Puts the clock forward. What falls due fires in the order of its time, and sees the clock at that time.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        TimeSpan left = by;
        while (true)
        {
            LabTimer? next = null;
            lock (_gate)
            {
                foreach (LabTimer timer in _timers)
                {
                    next = timer.Due is TimeSpan due && (next is null || due < next.Due) ? timer : next;
                }

                TimeSpan step = next?.Due - Elapsed ?? TimeSpan.MaxValue;
                if (step > left)
                {
                    _ahead += left;
                    Rearm();
                    return;
                }

                step = step > TimeSpan.Zero ? step : TimeSpan.Zero;
                _ahead += step;
                left -= step;
            }

            next!.FireIfDue();
        }
    }

    private void Rearm()
    {
        foreach (LabTimer timer in _timers)
        {
            timer.ArmReal();
        }
    }

    private sealed class LabTimer : ITimer
    {
        private readonly LabClock _clock;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly Timer _real;
        private TimeSpan _period;

        public LabTimer(LabClock clock, TimerCallback callback, object? state)
        {
            (_clock, _callback, _state) = (clock, callback, state);
            _real = new Timer(static timer => ((LabTimer)timer!).FireIfDue(), this, Timeout.Infinite, Timeout.Infinite);
            lock (clock._gate)
            {
                clock._timers.Add(this);
            }
        }

        public TimeSpan? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_clock._gate)
            {
                _period = period;
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : _clock.Elapsed + dueTime;
                ArmReal();
                return true;
            }
        }

        public void FireIfDue()
        {
            lock (_clock._gate)
            {
                if (Due is not TimeSpan due)
                {
                    return;
                }

                if (due > _clock.Elapsed)
                {
                    ArmReal();
                    return;
                }

                Due = _period > TimeSpan.Zero ? due + _period : null;
                ArmReal();
            }

            _callback(_state);
        }

        public void ArmReal()
        {
            if (Due is not TimeSpan due || _clock._speed == 0)
            {
                // A clock that stands still fires nothing but what is due already.
                _ = _real.Change(Due <= _clock.Elapsed ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                return;
            }

            double wait = Math.Ceiling((due - _clock.Elapsed).TotalMilliseconds / _clock._speed);
            _ = _real.Change(TimeSpan.FromMilliseconds(Math.Clamp(wait, 0, int.MaxValue)), Timeout.InfiniteTimeSpan);
        }

        public void Dispose()
        {
            lock (_clock._gate)
            {
                Due = null;
                _ = _clock._timers.Remove(this);
            }

            _real.Dispose();
        }

        public System.Threading.Tasks.ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
