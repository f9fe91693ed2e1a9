using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace ImpOps.Tests.Metrics;

/// <summary>One sample as a monitoring system reads it.</summary>
internal sealed record ReadSample(string Family, string Name, IReadOnlyDictionary<string, string> Labels, double Value, string? Timestamp);

/// <summary>A family with its metadata.</summary>
internal sealed record ReadFamily(string Name, string Type, string? Unit, string? Help, IReadOnlyList<ReadSample> Samples);

/// <summary>
/// Reads expositions strictly, by the ABNF and the rules of OpenMetrics 1.0 (sections ABNF, Text Format, Metric Types), and by Prometheus's
/// description of its text format 0.0.4. Written from these texts, not from the code that writes.
/// </summary>
internal static partial class Exposition
{
    private static readonly Dictionary<string, string[]> SuffixesOfType = new()
    {
        ["gauge"] = [""],
        ["unknown"] = [""],
        ["counter"] = ["_total", "_created"],
        ["info"] = ["_info"],
    };

    [GeneratedRegex("^[a-zA-Z_:][a-zA-Z0-9_:]*$")]
    private static partial Regex MetricName();

    [GeneratedRegex("^[+-]?([0-9]+(\\.[0-9]*)?|[0-9]*\\.[0-9]+)(e[+-]?[0-9]+)?$", RegexOptions.IgnoreCase)]
    private static partial Regex RealNumber();

    [GeneratedRegex("^([+-]?inf(inity)?|nan)$", RegexOptions.IgnoreCase)]
    private static partial Regex NotFinite();

    public static IReadOnlyList<ReadFamily> ReadOpenMetrics(string text)
    {
        string[] lines = (text.EndsWith('\n') ? text[..^1] : text).Split('\n');
        Assert.Equal("# EOF", lines[^1]);
        Assert.Single(lines, line => line == "# EOF");
        return Read(lines[..^1], openMetrics: true);
    }

    public static IReadOnlyList<ReadFamily> ReadPrometheus(string text)
    {
        Assert.EndsWith("\n", text);
        return Read(text[..^1].Split('\n'), openMetrics: false);
    }

    private static List<ReadFamily> Read(string[] lines, bool openMetrics)
    {
        List<ReadFamily> families = [];
        HashSet<string> seen = [];
        HashSet<string> sampleNames = [];
        string? name = null, type = null, unit = null, help = null;
        List<ReadSample> samples = [];

        void End()
        {
            if (name is not null)
            {
                Assert.True(seen.Add(name), $"the family {name} is there twice, or interleaved with another");
                Assert.All(samples.Select(sample => sample.Name).Distinct(), sample => Assert.True(sampleNames.Add(sample), $"{sample} belongs to two families"));
                Assert.Equal(samples.Count, samples.Select(Key).Distinct().Count());
                families.Add(new ReadFamily(name, type ?? "unknown", unit, help, samples));
            }

            (name, type, unit, help, samples) = (null, null, null, null, []);
        }

        foreach (string line in lines)
        {
            if (line.StartsWith("# "))
            {
                string[] words = line.Split(' ', 4);
                Assert.Equal(4, words.Length);
                Assert.Matches(MetricName(), words[2]);
                if (words[2] != name)
                {
                    End();
                    name = words[2];
                }

                Assert.Empty(samples);
                switch (words[1])
                {
                    case "TYPE":
                        Assert.Null(type);
                        type = words[3];
                        Assert.Contains(type, openMetrics ? ["gauge", "counter", "info", "unknown"] : new[] { "gauge", "counter", "untyped" });
                        break;
                    case "HELP":
                        Assert.Null(help);
                        help = openMetrics ? Unescape(words[3]) : words[3];
                        break;
                    case "UNIT":
                        Assert.True(openMetrics, line);
                        Assert.Null(unit);
                        unit = words[3];
                        Assert.EndsWith("_" + unit, name);
                        break;
                    default:
                        Assert.Fail(line);
                        break;
                }

                continue;
            }

            Assert.NotNull(name);
            ReadSample sample = ReadLine(name, line, openMetrics);
            string[] suffixes = openMetrics ? SuffixesOfType[type ?? "unknown"] : [""];
            Assert.Contains(sample.Name, suffixes.Select(suffix => name + suffix));
            Assert.True(type != "counter" || sample.Value >= 0, line);
            Assert.True(type != "info" || sample.Value == 1, line);
            samples.Add(sample);
        }

        End();
        return families;
    }

    private static string Key(ReadSample sample) => sample.Name + string.Concat(sample.Labels.OrderBy(label => label.Key).Select(label => $"\0{label.Key}\0{label.Value}"));

    private static ReadSample ReadLine(string family, string line, bool openMetrics)
    {
        int at = 0;
        while (at < line.Length && line[at] is not ('{' or ' '))
        {
            at++;
        }

        string name = line[..at];
        Assert.Matches(MetricName(), name);
        Dictionary<string, string> labels = [];
        if (line[at] == '{')
        {
            at++;
            while (line[at] != '}')
            {
                int equals = line.IndexOf('=', at);
                string label = line[at..equals];
                Assert.Matches("^[a-zA-Z_][a-zA-Z0-9_]*$", label);
                Assert.Equal('"', line[equals + 1]);
                int end = equals + 2;
                while (line[end] != '"')
                {
                    end += line[end] == '\\' ? 2 : 1;
                }

                Assert.True(labels.TryAdd(label, Unescape(line[(equals + 2)..end])), $"the label {label} is there twice: {line}");
                at = end + 1;
                if (line[at] == ',')
                {
                    at++;
                    Assert.NotEqual('}', line[at]);
                }
            }

            at++;
        }

        Assert.Equal(' ', line[at]);
        string[] numbers = line[(at + 1)..].Split(' ');
        Assert.InRange(numbers.Length, 1, 2);
        Assert.True(RealNumber().IsMatch(numbers[0]) || NotFinite().IsMatch(numbers[0]), line);
        string? time = numbers.ElementAtOrDefault(1);
        if (time is not null)
        {
            Assert.Matches(openMetrics ? RealNumber() : new Regex("^-?[0-9]+$"), time);
        }

        double value = numbers[0] switch
        {
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            string number => double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture),
        };
        return new ReadSample(family, name, labels, value, time);
    }

    private static string Unescape(string text)
    {
        StringBuilder value = new();
        for (int i = 0; i < text.Length; i++)
        {
            Assert.NotEqual('"', text[i]);
            if (text[i] != '\\')
            {
                value.Append(text[i]);
                continue;
            }

            i++;
            value.Append(text[i] switch { 'n' => '\n', '\\' => '\\', '"' => '"', char other => throw new Xunit.Sdk.XunitException($"\\{other} is no escape") });
        }

        return value.ToString();
    }
}
