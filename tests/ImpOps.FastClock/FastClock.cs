using System;
using System.Threading;

namespace ImpOps.Tests;

/// <summary>A clock that runs faster than the machine's.</summary>
/// <param name="speed">Its seconds in a second of the machine.</param>
public sealed class FastClock(double speed) : TimeProvider
{
    private readonly DateTimeOffset _start = System.GetUtcNow();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _start + TimeSpan.FromTicks((long)((System.GetUtcNow() - _start).Ticks * speed));

    /// <inheritdoc/>
    public override long GetTimestamp() => (long)(System.GetTimestamp() * speed);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, OfMachine(dueTime), OfMachine(period));

    private TimeSpan OfMachine(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : TimeSpan.FromTicks((long)(time.Ticks / speed));
}
