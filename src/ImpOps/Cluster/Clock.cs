#if NET
using System;
using System.Threading;
using System.Threading.Tasks;

namespace ImpOps.Cluster;

/// <summary>What netstandard2.0 gets from a package and .NET spells in another way.</summary>
internal static class Clock
{
    public static Task Delay(this TimeProvider time, TimeSpan delay, CancellationToken cancellationToken) => Task.Delay(delay, time, cancellationToken);

    public static CancellationTokenSource CreateCancellationTokenSource(this TimeProvider time, TimeSpan delay) => new(delay, time);
}
#endif
