using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using CsvHelper;
using ImpOps.Counters;
using ImpOps.Tests.Text;

namespace ImpOps.Tests.Counters;

public sealed class CounterLogTests : IDisposable
{
    private const string Zone = "(PDH-CSV 4.0) (Eastern Daylight Time)(240)";
    private const string A = @"\\imp-1\Cisco XCP JSM\JsmClientSessionsActive";
    private const string B = @"\\imp-1\Memory\% VM Used";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("impops-");
    private readonly List<InputProblem> _problems = [];

    public void Dispose() => _directory.Delete(recursive: true);

    private string Write(string name, string text, Encoding? encoding = null)
    {
        string path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, text, encoding ?? new UTF8Encoding(false));
        return path;
    }

    private static string Log(string zone, string[] counters, params string[][] rows) =>
        string.Concat(rows.Prepend([zone, .. counters]).Select(row => string.Join(",", row.Select(field => $"\"{field}\"")) + "\r\n"));

    private CounterSample[] Read(params string[] files) => Read(new CounterLogQuery(), files);

    private CounterSample[] Read(CounterLogQuery query, params string[] files) => [.. CounterLog.Read(files, query, _problems.Add)];

    private static string Show(CounterSample sample) =>
        string.Create(CultureInfo.InvariantCulture, $"{sample.Timestamp:MM-dd HH:mm:ss zzz} {sample.Counter} {(sample.Value is double value ? value : "-")}");

    [Theory]
    [InlineData("en-US")]
    [InlineData("de-DE")]
    [InlineData("zh-CN")]
    public void Samples_have_the_time_of_the_node_and_missing_ones_have_no_value(string culture)
    {
        using CultureScope scope = new(culture);
        string file = Write("x.csv", Log(Zone, [A, B], ["11/20/2026 08:00:00.500", "12", "3.25"], ["11/20/2026 08:00:15", " ", ""], ["11/20/2026 08:00:30.000", "-1", "1e3"]));

        Assert.Equal(
            [
                "11-20 08:00:00 -04:00 JsmClientSessionsActive 12", "11-20 08:00:00 -04:00 % VM Used 3.25",
                "11-20 08:00:15 -04:00 JsmClientSessionsActive -", "11-20 08:00:15 -04:00 % VM Used -",
                "11-20 08:00:30 -04:00 JsmClientSessionsActive -1", "11-20 08:00:30 -04:00 % VM Used 1000",
            ],
            Read(file).Select(Show));
        Assert.Equal(500, Read(file)[0].Timestamp.Millisecond);
        Assert.Empty(_problems);
    }

    [Fact]
    public void Only_what_is_wanted_comes()
    {
        string file = Write("x.csv", Log(Zone, [A, B, @"\\imp-2\Memory\% VM Used"], ["11/20/2026 08:00:00", "1", "2", "3"], ["11/20/2026 08:00:15", "4", "5", "6"], ["11/20/2026 08:00:30", "7", "8", "9"]));
        DateTimeOffset second = new(2026, 11, 20, 12, 0, 15, TimeSpan.Zero);

        Assert.Equal([2, 5, 8], Read(new CounterLogQuery { Counter = path => path is { Object: "Memory", NodeName: "imp-1" } }, file).Select(sample => sample.Value));
        Assert.Equal([4, 5, 6, 7, 8, 9], Read(new CounterLogQuery { StartTime = second }, file).Select(sample => sample.Value));
        Assert.Equal([1, 2, 3, 4, 5, 6], Read(new CounterLogQuery { EndTime = second }, file).Select(sample => sample.Value));
        Assert.Empty(Read(new CounterLogQuery { Counter = _ => false }, file));
    }

    [Fact]
    public void Files_come_in_the_order_of_their_times_and_counters_come_and_go()
    {
        string later = Write("PerfMon_imp-1_01_02_2027_00_00.csv", Log(Zone, [B, A], ["01/02/2027 00:00:00", "20", "21"]));
        string first = Write("PerfMon_imp-1_12_31_2026_00_00.csv", Log(Zone, [A], ["12/31/2026 00:00:00", "1"], ["12/31/2026 00:00:15", "2"]));
        string between = Write("PerfMon_imp-1_01_01_2027_00_00.csv", Log(Zone, [@"\New\Counter", A], ["01/01/2027 00:00:00", "10", "11"]));

        CounterSample[] samples = Read(later, first, between);

        Assert.Equal([1, 2, 10, 11, 20, 21], samples.Select(sample => sample.Value));
        Assert.Equal("imp-1", samples[2].NodeName);
        Assert.Empty(_problems);
    }

    [Fact]
    public void What_overlaps_comes_once_and_a_warning_counts_it()
    {
        string first = Write("1.csv", Log(Zone, [A], ["11/20/2026 08:00:00", "1"], ["11/20/2026 08:00:15", "2"], ["11/20/2026 08:00:30", "3"]));
        string second = Write("2.csv", Log(Zone, [A, B], ["11/20/2026 08:00:15", "20", "5"], ["11/20/2026 08:00:30", "30", "6"], ["11/20/2026 08:00:45", "4", "7"]));

        Assert.Equal([1, 2, 3, 5, 6, 4, 7], Read(second, first).Select(sample => sample.Value));
        InputProblem problem = Assert.Single(_problems);
        Assert.Equal(("CounterSamplesRepeated", true), (problem.Problem.ErrorId, problem.IsWarning));
        Assert.Contains("2 ", problem.Problem.Message.Replace(second, ""));
    }

    [Theory]
    [InlineData("(PDH-CSV 4.0)")]
    [InlineData("(PDH-CSV 4.0) (Eastern Daylight Time)")]
    [InlineData("(PDH-CSV 4.0) (Eastern Daylight Ti")]
    [InlineData("(PDH-CSV 4.0) (Eastern Daylight Time)(9999)")]
    public void A_zone_that_is_missing_is_this_computers_with_a_warning_or_the_one_that_is_given(string zone)
    {
        string file = Write("x.csv", Log(zone, [A], ["11/20/2026 08:00:00", "1"]));

        Assert.Equal(TimeSpan.FromHours(-5), Read(new CounterLogQuery { UtcOffset = TimeSpan.FromHours(-5) }, file).Single().Timestamp.Offset);
        Assert.Empty(_problems);
        Assert.Equal(TimeZoneInfo.Local.GetUtcOffset(new DateTime(2026, 11, 20, 8, 0, 0)), Read(file).Single().Timestamp.Offset);
        Assert.Equal("CounterZoneMissing", Assert.Single(_problems).Problem.ErrorId);
    }

    [Fact]
    public void A_cut_last_row_is_a_warning()
    {
        string text = Log(Zone, [A, B], ["11/20/2026 08:00:00", "1", "2"], ["11/20/2026 08:00:15", "33", "44"]);
        foreach (int cut in Enumerable.Range(3, 28))
        {
            _problems.Clear();
            string file = Write("x.csv", text.Substring(0, text.Length - cut));
            Assert.Equal([1, 2], Read(file).Select(sample => sample.Value));
            Assert.Equal(("CounterRowCut", true), (_problems.Single().Problem.ErrorId, _problems[0].IsWarning));
        }

        // Without the end of the line alone, nothing is missing.
        Assert.Equal([1, 2, 33, 44], Read(Write("x.csv", text.Substring(0, text.Length - 2))).Select(sample => sample.Value));
    }

    [Theory]
    [InlineData("CounterRowUneven", "\"11/20/2026 08:00:15\",\"5\"")]
    [InlineData("CounterRowUneven", "\"11/20/2026 08:00:15\",\"5\",\"6\",\"7\"")]
    [InlineData("CounterTimeNotUnderstood", "\"20.11.2026 08:00:15\",\"5\",\"6\"")]
    [InlineData("CounterTimeNotUnderstood", "\"02/30/2026 08:00:15\",\"5\",\"6\"")]
    [InlineData("CounterTimeNotUnderstood", "\"\",\"5\",\"6\"")]
    [InlineData("CounterTimeNotUnderstood", "\"11/20/2026 08:00:15,\",\"5\",\"6\"")]
    public void A_row_that_is_not_understood_is_an_error_with_its_line_and_the_others_come(string id, string row)
    {
        string good = Log(Zone, [A, B], ["11/20/2026 08:00:00", "1", "2"]);
        string file = Write("x.csv", good + row + "\n\n\"11/20/2026 08:00:30\",\"3\",\"4\"\n");

        Assert.Equal([1, 2, 3, 4], Read(file).Select(sample => sample.Value));
        InputProblem problem = Assert.Single(_problems);
        Assert.Equal((id, false), (problem.Problem.ErrorId, problem.IsWarning));
        Assert.Contains("x.csv", problem.Problem.Message);
        Assert.Contains("3", problem.Problem.Message);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("1.5 GB")]
    [InlineData("NaN")]
    [InlineData("1e999")]
    [InlineData("1\"\"2")]
    [InlineData("1,5")]
    public void A_value_that_is_no_number_is_an_error_and_a_missing_sample(string value)
    {
        string file = Write("x.csv", Log(Zone, [A, B], ["11/20/2026 08:00:00", value, "2"]));

        Assert.Equal([null, 2], Read(file).Select(sample => sample.Value));
        Assert.Equal("CounterValueNotANumber", Assert.Single(_problems).Problem.ErrorId);
        Assert.Contains("JsmClientSessionsActive", _problems[0].Problem.Message);
    }

    [Fact]
    public void A_column_that_is_no_counter_is_left_out()
    {
        string file = Write("x.csv", Log(Zone, ["", A, "Comment"], ["11/20/2026 08:00:00", "9", "1", "hello, \"\"you\"\""]));

        Assert.Equal(1, Read(file).Single().Value);
        Assert.Empty(_problems);
    }

    [Theory]
    [InlineData("", "CounterLogEmpty")]
    [InlineData("<html>", "CounterHeaderMissing")]
    [InlineData("User,Node\nalice,e1\n", "CounterHeaderMissing")]
    public void What_is_no_log_is_an_error_and_the_other_files_are_read(string text, string id)
    {
        string bad = Write("bad.csv", text);
        string good = Write("good.csv", Log(Zone, [A], ["11/20/2026 08:00:00", "1"]));

        Assert.Single(Read(bad, Path.Combine(_directory.FullName, "none.csv"), _directory.FullName, good));
        Assert.Equal([id, "FileNotFound", "PathIsDirectory"], _problems.Select(problem => problem.Problem.ErrorId));
        Assert.Equal(id, Assert.Throws<ImpOpsException>(() => CounterLog.Read([bad]).Count()).ErrorId);
    }

    [Fact]
    public void Encodings_and_line_ends_and_fields_out_of_quotes_do_not_matter()
    {
        string text = Log(Zone, [A, B], ["11/20/2026 08:00:00", "1", "2"], ["11/20/2026 08:00:15", "3", "4"]);
        foreach (string file in new[]
        {
            Write("1.csv", text, new UTF8Encoding(true)),
            Write("2.csv", text, Encoding.Unicode),
            Write("3.csv", text, Encoding.BigEndianUnicode),
            Write("4.csv", text.Replace("\r\n", "\n")),
            Write("5.csv", text.Replace("\"", "")),
            Write("6.csv", text.Replace("\",\"", "\";\"")),
            Write("7.csv", text.Replace("\",\"", "\"\t\"")),
        })
        {
            Assert.Equal([1, 2, 3, 4], Read(file).Select(sample => sample.Value));
        }

        Assert.Empty(_problems);
    }

    [Fact]
    public void More_errors_than_anyone_reads_are_counted()
    {
        string file = Write("x.csv", Log(Zone, [A], [.. Enumerable.Range(0, 250).Select(_ => new[] { "never", "1" })]));

        Assert.Empty(Read(file));
        Assert.Equal(101, _problems.Count);
        Assert.Equal("InputErrorsOmitted", _problems[^1].Problem.ErrorId);
        Assert.Contains("150", _problems[^1].Problem.Message);
    }

    [Fact]
    public void Reading_is_watched_and_ended()
    {
        string file = Write("x.csv", Log(Zone, [A], [.. Enumerable.Range(0, 100_000).Select(i => new[]
        {
            new DateTime(2026, 11, 20).AddSeconds(i).ToString("MM/dd/yyyy HH:mm:ss", CultureInfo.InvariantCulture), "1",
        })]));
        List<ReadProgress> seen = [];
        Assert.Equal(100_000, CounterLog.Read([file], progress: seen.Add).Count());
        Assert.Equal(new FileInfo(file).Length, seen[^1].BytesRead);
        Assert.Equal(seen.Select(progress => progress.BytesRead).Order(), seen.Select(progress => progress.BytesRead));

        using CancellationTokenSource source = new();
        Assert.Throws<OperationCanceledException>(() => CounterLog.Read([file], progress: _ => source.Cancel(), cancellation: source.Token).Count());
    }

    [Fact]
    public void The_reader_agrees_with_a_plain_one_on_random_logs()
    {
        Random random = new(20261122);
        for (int round = 0; round < 150; round++)
        {
            string[] counters = [.. Enumerable.Range(0, random.Next(1, 200)).Select(i => $@"\\n{i % 3}\Obj(in, ""{i}"")\C{i}".Replace("\"", "\"\""))];
            string[][] rows = [.. Enumerable.Range(0, random.Next(0, 20)).Select(i => (string[])
            [
                new DateTime(2026, 11, 20).AddSeconds(15 * i).ToString("MM/dd/yyyy HH:mm:ss.fff", CultureInfo.InvariantCulture),
                .. counters.Select(_ => random.Next(6) switch
                {
                    0 => "",
                    1 => " ",
                    2 => random.Next(100_000).ToString(CultureInfo.InvariantCulture),
                    3 => (random.NextDouble() * 1e6).ToString("R", CultureInfo.InvariantCulture),
                    4 => " 7 ",
                    _ => random.Next(8) == 0 ? "x, \"\"y\"\"" : "0",
                }),
            ])];
            string text = Log(Zone, counters, rows);
            HashSet<string> wanted = [.. counters.Where(_ => random.Next(4) == 0).Select(counter => counter.Replace("\"\"", "\""))];

            using CounterLogReader reader = new(new ChunkedStream(Encoding.UTF8.GetBytes(text), random.Next(1, 5000)), "x.csv", _ => { });
            reader.ReadHeader(path => wanted.Contains(path.ToString()));
            using CsvParser plain = new(new StringReader(text), CultureInfo.InvariantCulture);
            Assert.True(plain.Read());
            int[] columns = [.. plain.Record!.Select((name, i) => (name, i)).Where(column => wanted.Contains(column.name)).Select(column => column.i)];
            while (plain.Read())
            {
                Assert.True(reader.Read());
                double[] expected = [.. columns.Select(column => double.TryParse(plain[column].Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN)];
                Assert.Equal(expected, reader.Values.ToArray());
            }

            Assert.False(reader.Read());
        }
    }

    [Fact]
    public void Rubbish_never_breaks_the_reader()
    {
        Random random = new(7);
        byte[] sound = Encoding.UTF8.GetBytes(Log(Zone, [A, B], [.. Enumerable.Range(0, 20).Select(i => new[] { $"11/20/2026 08:00:{i:00}.000", "1", "2.5" })]));
        byte[] nasty = [(byte)'"', (byte)',', (byte)'\n', (byte)'\r', 0, 0xFF, 0xC3, (byte)'\\', (byte)'(', (byte)')'];
        for (int round = 0; round < 3000; round++)
        {
            byte[] bytes = [.. sound.Take(random.Next(sound.Length + 1))];
            for (int i = random.Next(20); i > 0 && bytes.Length > 0; i--)
            {
                bytes[random.Next(bytes.Length)] = round % 2 == 0 ? nasty[random.Next(nasty.Length)] : (byte)random.Next(256);
            }

            using CounterLogReader reader = new(new ChunkedStream(bytes, random.Next(1, 300)), "x.csv", _ => { });
            try
            {
                reader.ReadHeader();
                while (reader.Read())
                {
                    Assert.DoesNotContain(reader.Values.ToArray(), double.IsInfinity);
                }
            }
            catch (ImpOpsException problem)
            {
                Assert.Contains(problem.ErrorId, (string[])["CounterLogEmpty", "CounterHeaderMissing"]);
            }
        }
    }

    [Fact]
    public void A_row_without_end_is_passed_over_and_kept_in_no_memory()
    {
        const long Endless = 200L << 20;
        using CounterLogReader reader = new(
            new LongLine(Log(Zone, [A], ["11/20/2026 08:00:00", "1"]), (byte)'7', Endless, "\n\"11/20/2026 08:00:15\",\"2\"\n"), "x.csv", _problems.Add);
        reader.ReadHeader();

        Assert.True(reader.Read());
        Assert.Equal(1, reader.Values[0]);
        Assert.True(reader.Read());
        Assert.Equal(2, reader.Values[0]);
        Assert.False(reader.Read());
        Assert.Equal("CounterRowTooLong", Assert.Single(_problems).Problem.ErrorId);
    }

    [Fact]
    public void A_log_of_a_hundred_thousand_counters_is_read()
    {
        string[] counters = [.. Enumerable.Range(0, 100_000).Select(i => $@"\\n\O({i})\C")];
        string file = Write("x.csv", Log(Zone, counters, ["11/20/2026 08:00:00", .. counters.Select((_, i) => i.ToString(CultureInfo.InvariantCulture))]));

        Assert.Equal([99_998, 99_999], Read(new CounterLogQuery { Counter = path => path.Instance is "99998" or "99999" }, file).Select(sample => sample.Value));
    }
}
