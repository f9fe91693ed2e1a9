using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ImpOps.Cluster;

namespace ImpOps.Tests.Cluster;

public class RequestPacerTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(4)]
    public async Task No_window_sees_more_requests_than_it_allows(double secondsPerRequest)
    {
        SimulatedTime time = new();
        RequestPacer pacer = new(50, Minute, time);
        List<DateTimeOffset> sent = [];
        await time.RunAsync(() => Task.WhenAll(Enumerable.Range(0, 300).Select(async _ =>
        {
            await pacer.EnterAsync(CancellationToken.None);
            lock (sent)
            {
                sent.Add(time.GetUtcNow());
            }

            await Task.Delay(TimeSpan.FromSeconds(secondsPerRequest), time);
            pacer.Leave();
        })));

        sent.Sort();
        Assert.Equal(300, sent.Count);
        Assert.All(sent.Zip(sent.Skip(50)), pair => Assert.True(pair.Second - pair.First >= Minute));
        Assert.True(sent[^1] - sent[0] <= 5 * (Minute + TimeSpan.FromSeconds(secondsPerRequest)));
    }

    [Fact]
    public async Task Who_stops_waiting_leaves_the_slot_to_others()
    {
        SimulatedTime time = new();
        RequestPacer pacer = new(1, Minute, time);
        await pacer.EnterAsync(CancellationToken.None);
        pacer.Leave();
        using CancellationTokenSource stop = new();
        Task stopped = pacer.EnterAsync(stop.Token);
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);

        DateTimeOffset begin = time.GetUtcNow();
        await time.RunAsync(() => pacer.EnterAsync(CancellationToken.None));
        Assert.Equal(Minute, time.GetUtcNow() - begin);
    }
}
