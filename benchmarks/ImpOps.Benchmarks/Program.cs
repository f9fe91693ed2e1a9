// no words, or BenchmarkDotNet's own options   the inner paths under BenchmarkDotNet
// generate-sessions <file> <rows>               seeded data: a list of sessions
// generate-counters <file> <rows> <counters>    seeded data: a performance log in PDH-CSV
// report <file>                                 the report of a list of sessions by ImpOps, as CSV
// csvhelper <file>                              the same by CsvHelper's typed reader
// counters <file> <wildcard>...                 figures of counters by ImpOps, as CSV

using System;
using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ImpOps.Benchmarks;

switch (args)
{
    case ["generate-sessions", string file, string rows]:
        SessionData.Write(file, int.Parse(rows, CultureInfo.InvariantCulture));
        return 0;
    case ["generate-counters", string file, string rows, string counters]:
        CounterData.Write(file, int.Parse(rows, CultureInfo.InvariantCulture), int.Parse(counters, CultureInfo.InvariantCulture));
        return 0;
    case ["report", string file]:
        SessionContenders.ByImpOps(file, Console.Out);
        return 0;
    case ["csvhelper", string file]:
        SessionContenders.ByCsvHelper(file, Console.Out);
        return 0;
    case ["counters", string, ..]:
        CounterContender.Run(args[1], args[2..], Console.Out);
        return 0;
    default:
        RunBenchmarks(args);
        return 0;
}

// A method of its own, so that no contender loads BenchmarkDotNet. In this process, because BenchmarkDotNet's own project would be built by the
// rules of this repository.
static void RunBenchmarks(string[] args) =>
    BenchmarkSwitcher.FromAssembly(typeof(SessionPaths).Assembly).Run(
        args,
        DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)));
