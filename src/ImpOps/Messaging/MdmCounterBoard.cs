using System;
using ImpOps.Counters;

namespace ImpOps.Messaging;

/// <summary>
/// Counts as the product does, and takes a sample of all counters at each end of an interval. A sample tells how things were after all that happened
/// at its time.
/// </summary>
internal sealed class MdmCounterBoard(string? node, TimeSpan interval, Action<CounterSample>? sampled)
{
    private readonly CounterPath[] _paths = [.. Array.ConvertAll(
        [
            MdmCounters.Sessions, MdmCounters.SilentSessions, MdmCounters.QuietSessions, MdmCounters.Flushes, MdmCounters.FlushesAtLimit,
            MdmCounters.FlushPackets, MdmCounters.QueuedTime,
        ],
        (string counter) => new CounterPath(node, MdmCounters.Group, null, counter))];

    private DateTimeOffset? _next;
    private long _flushes;
    private long _flushesAtLimit;
    private long _packets;
    private long _waitedTicks;

    public int Sessions { get; set; }

    public int SilentSessions { get; set; }

    public int QuietSessions { get; set; }

    public void CountFlush(int packets, long waitedTicks, bool atLimit)
    {
        _flushes++;
        _flushesAtLimit += atLimit ? 1 : 0;
        _packets += packets;
        _waitedTicks += waitedTicks;
    }

    /// <summary>Takes the samples of all times before <paramref name="now"/>; the first time is when something first happens.</summary>
    public void Advance(DateTimeOffset now)
    {
        if (sampled is null)
        {
            return;
        }

        _next ??= now;
        while (_next < now)
        {
            Sample();
        }
    }

    /// <summary>Takes the last sample, after everything has happened.</summary>
    public void Complete()
    {
        if (_next is not null)
        {
            Sample();
        }
    }

    private void Sample()
    {
        DateTimeOffset time = _next!.Value;
        ReadOnlySpan<double> values =
        [
            Sessions, SilentSessions, QuietSessions, _flushes, _flushesAtLimit, _packets,
            _packets == 0 ? 0 : (double)_waitedTicks / _packets / TimeSpan.TicksPerSecond,
        ];
        (_packets, _waitedTicks) = (0, 0);

        // At the end of the calendar there is no next time.
        _next = DateTimeOffset.MaxValue - time > interval ? time + interval : DateTimeOffset.MaxValue;
        for (int i = 0; i < _paths.Length; i++)
        {
            sampled!(new CounterSample(time, _paths[i], values[i]));
        }
    }
}
