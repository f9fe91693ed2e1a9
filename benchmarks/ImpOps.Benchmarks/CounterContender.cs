using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using ImpOps.Counters;

namespace ImpOps.Benchmarks;

/// <summary>Count, minimum, maximum and mean of the counters of a performance log that fit wildcards, by ImpOps.</summary>
internal static class CounterContender
{
    /// <summary>Prints <c>counter,count,minimum,maximum,mean</c>, a line a counter, the mean with six decimals and all else as short as it goes.</summary>
    public static void Run(string file, string[] wildcards, TextWriter output)
    {
        Regex[] patterns = [.. wildcards.Select(wildcard => new Regex($"^{Regex.Escape(wildcard).Replace(@"\*", ".*")}$"))];
        Dictionary<CounterPath, Figures> counters = [];
        foreach (CounterSample sample in CounterLog.Read([file], new CounterLogQuery { Counter = path => patterns.Any(pattern => pattern.IsMatch(path.ToString())) }))
        {
            if (!counters.TryGetValue(sample.Path, out Figures? figures))
            {
                counters.Add(sample.Path, figures = new Figures());
            }

            if (sample.Value is double value)
            {
                figures.Add(value);
            }
        }

        foreach ((CounterPath path, Figures figures) in counters)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{path},{figures.Count},{figures.Minimum},{figures.Maximum},{figures.Sum / figures.Count:F6}"));
        }
    }

    private sealed class Figures
    {
        public long Count { get; private set; }

        public double Minimum { get; private set; } = double.PositiveInfinity;

        public double Maximum { get; private set; } = double.NegativeInfinity;

        public double Sum { get; private set; }

        public void Add(double value)
        {
            Count++;
            Minimum = Math.Min(Minimum, value);
            Maximum = Math.Max(Maximum, value);
            Sum += value;
        }
    }
}
