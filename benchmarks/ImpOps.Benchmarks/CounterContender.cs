using System;
using System.IO;

namespace ImpOps.Benchmarks;

/// <summary>Count, minimum, maximum and mean of the counters of a performance log that fit wildcards, by ImpOps.</summary>
internal static class CounterContender
{
    /// <summary>The exit code that <c>Compare.ps1</c> knows as: ImpOps cannot do this yet.</summary>
    private const int NotBuilt = 3;

    /// <summary>
    /// Prints <c>counter,count,minimum,maximum,mean</c>, a line a counter, the mean with six decimals and all else as short as it goes. The library
    /// has no reader of performance logs; its place is here.
    /// </summary>
    public static int Run(string file, string[] wildcards, TextWriter output)
    {
        output.WriteLine($"not built yet: ImpOps has no reader of performance logs for {Path.GetFileName(file)} ({string.Join(", ", wildcards)})");
        return NotBuilt;
    }
}
