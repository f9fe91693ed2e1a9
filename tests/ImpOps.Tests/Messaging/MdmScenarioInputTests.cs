using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using ImpOps.Messaging;
using ImpOps.Tests.Text;

namespace ImpOps.Tests.Messaging;

public class MdmScenarioInputTests
{
    private const string Rows = "0:00,A,phone,sign in\n0:01,A,laptop,sign in\n0:02,A,,receive,B,m\n0:03,A,laptop,read\n";

    private static readonly string[] Expected = ["m phone 00:02:00 - - 00:03:00", "m laptop 00:02:00 - N 00:03:00"];

    [Theory]
    [InlineData("Time,User,Device,Event,Peer,Message")]
    [InlineData("\"time\", USER ,Device Name,Event_Name,From,Message ID")]
    [InlineData("时间,用户,设备,事件,对方,消息")]
    [InlineData("时间戳,用户 ID,客户端,操作,发件人,消息名称")]
    public void Headings_are_understood_in_both_languages(string headings)
    {
        Scenario scenario = Scenario.OfFile(Encoding.UTF8.GetBytes(headings + "\n" + Rows));
        Assert.Equal(Expected, scenario.Lines);
        Assert.Empty(scenario.Problems);
    }

    [Theory]
    [MemberData(nameof(CultureScope.All), MemberType = typeof(CultureScope))]
    public void Delimiters_encodings_and_line_ends_are_found_out_in_any_culture(string culture)
    {
        using CultureScope scope = new(culture);
        Encoding[] encodings = [new UTF8Encoding(false), new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32];
        foreach (char delimiter in ",;\t|")
        {
            foreach (string lineEnd in (string[])["\n", "\r\n", "\r"])
            {
                foreach (Encoding encoding in encodings)
                {
                    string text = (Scenario.Header + Rows).Replace(',', delimiter).Replace("\n", lineEnd);
                    Assert.Equal(Expected, Scenario.OfFile([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]).Lines);
                }
            }
        }
    }

    [Fact]
    public void An_encoding_can_be_named()
    {
        byte[] bytes = Encoding.Latin1.GetBytes("Time,User,Device,Event\n0:00,Zoë,phone,sign in\n0:01,Zoë,,receive\n");
        Assert.Equal("Zoë", Scenario.OfFile(bytes, encoding: Encoding.Latin1).Deliveries.Single().User);
        Assert.Equal(["MdmTextSpoilt", "MdmTextSpoilt"], Scenario.OfFile(bytes).ProblemIds);
    }

    [Fact]
    public void Columns_come_in_any_order_below_titles_and_between_empty_lines()
    {
        const string text = "Ticket 4711, Alice\n\nNote,Event,Device,User,Time\nx,sign in,phone,A,0:00\n\n,,,,\ny,receive,,A,0:01\n";
        Assert.Equal(["#1 phone 00:01:00 - N -"], Scenario.OfFile(Encoding.UTF8.GetBytes(text)).Lines);
    }

    [Fact]
    public void A_column_that_means_nothing_is_a_warning_and_rows_may_be_short_or_end_in_delimiters()
    {
        Scenario scenario = Scenario.OfFile(Encoding.UTF8.GetBytes("Time,User,Device,Event,Colour,With,From\n0:00,A,phone,sign in\n0:01,A,,receive,red,B,C,,\n"));
        Assert.Equal("B", scenario.Deliveries.Single().Peer);
        InputProblem problem = Assert.Single(scenario.Problems);
        Assert.Equal(("MdmColumnsUnrecognized", true), (problem.Problem.ErrorId, problem.IsWarning));
        Assert.Contains("Colour, From", problem.Problem.Message);
    }

    [Theory]
    [InlineData("MdmTimeNotUnderstood", "soon,A,phone,iq", "soon")]
    [InlineData("MdmTimeNotUnderstood", ",A,phone,iq", "''")]
    [InlineData("MdmTimeNotUnderstood", "5,A,phone,iq", "'5'")]
    [InlineData("MdmEventUnknown", "0:05,A,phone,enter background mode", "enter background mode")]
    [InlineData("MdmEventUnknown", "0:05,A,phone,", "''")]
    [InlineData("MdmUserMissing", "0:05,,phone,iq", "User")]
    [InlineData("MdmDeviceMissing", "0:05,A,,iq", "Device")]
    [InlineData("MdmDeviceNotChosen", "0:05,A,phone,receive", "phone")]
    [InlineData("MdmDeviceUnknown", "0:05,A,phonw,iq", "phone, laptop")]
    [InlineData("MdmDeviceUnknown", "0:05,B,phone,iq", "-")]
    [InlineData("MdmDeviceSignedIn", "0:05,A,Phone,sign in", "Phone")]
    [InlineData("MdmDeviceSignedOut", "0:05,A,laptop,sign out", "laptop")]
    [InlineData("MdmDeviceSignedOut", "0:05,A,laptop,send", "laptop")]
    [InlineData("MdmRoomMissing", "0:05,A,phone,join room", "Peer")]
    [InlineData("MdmRoomMissing", "0:05,A,,receive group chat", "Peer")]
    [InlineData("MdmRoomNotJoined", "0:05,A,phone,leave room,Team", "Team")]
    [InlineData("MdmMessageNotUnread", "0:05,A,phone,read,,nothing", "nothing")]
    [InlineData("MdmEventOutOfOrder", "0:04:59,A,phone,iq", "00:04:59")]
    [InlineData("MdmRowTooLong", "0:05,A,phone,iq,,,,x", "8")]
    [InlineData("MdmQuotesUneven", "0:05,A,\"phone,iq", "test.csv")]
    [InlineData("MdmQuotesUneven", "0:05,A,\"phone\"x,iq", "test.csv")]
    [InlineData("MdmTextSpoilt", "0:05,A\u0001,phone,iq", "A?")]
    [InlineData("MdmTextSpoilt", "0:05,A,,receive,,\uFFFDx", "x")]
    public void A_row_that_does_not_fit_is_one_error_with_file_line_and_value_and_the_others_come(string id, string row, string value)
    {
        Scenario scenario = Scenario.Of("0:00,A,phone,sign in\n0:00,A,laptop,sign in\n0:05,A,laptop,sign out\n" + row + "\n0:06,A,,receive,B,m\n");

        Assert.Equal(["m phone 00:06:00 - N -", "m laptop - - - -"], scenario.Lines);
        InputProblem problem = Assert.Single(scenario.Problems);
        Assert.Equal((id, false, ErrorKind.InvalidData), (problem.Problem.ErrorId, problem.IsWarning, problem.Problem.Kind));
        Assert.Contains(value, problem.Problem.Message);
        Assert.Contains("test.csv", problem.Problem.Message);
        Assert.Contains("5", problem.Problem.Message);
    }

    [Fact]
    public void An_unknown_event_is_told_with_the_ones_that_are_most_like_it() =>
        Assert.Contains("Go to background", Scenario.Of("0:00,A,phone,gone to backgrund\n").Problems.Single().Problem.Message);

    [Fact]
    public void A_row_that_is_too_long_is_passed_over() =>
        Assert.Equal(["MdmRecordTooLong"], Scenario.Of("0:00,A,phone,sign in,," + new string('x', 1 << 17) + "\n0:00,A,phone,sign in\n").ProblemIds);

    [Theory]
    [InlineData("", "MdmScenarioEmpty")]
    [InlineData("Time,User,Device\n0:00,A,phone\n", "MdmHeaderMissing")]
    [InlineData("hello", "MdmHeaderMissing")]
    public void A_file_that_is_no_scenario_is_refused(string text, string id)
    {
        ImpOpsException problem = Assert.Throws<ImpOpsException>(() => Scenario.OfFile(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(id, problem.ErrorId);
        Assert.Contains("test.csv", problem.Message);
    }

    [Fact]
    public void After_a_hundred_errors_they_are_only_counted()
    {
        Scenario scenario = Scenario.Of(string.Concat(Enumerable.Repeat("never,A,phone,iq\n", 250)));
        Assert.Equal(101, scenario.Problems.Count);
        Assert.Equal("InputErrorsOmitted", scenario.ProblemIds.Last());
        Assert.Contains("150", scenario.Problems[^1].Problem.Message);
    }

    [Theory]
    [InlineData("0:05", 300)]
    [InlineData("00:05:00", 300)]
    [InlineData("00:05:00.5", 300.5)]
    [InlineData("00:05:00,250", 300.25)]
    [InlineData("00:05:00.1234567", 300.1234567)]
    [InlineData("30:00:00", 108000)]
    [InlineData("1.06:00:00", 108000)]
    [InlineData("0:5:7", 307)]
    public void Times_since_the_begin_count_from_the_start(string text, double seconds)
    {
        DateTimeOffset start = new(2026, 11, 20, 8, 0, 0, TimeSpan.FromHours(1));
        Assert.True(MdmTime.TryParse(Encoding.UTF8.GetBytes(text), start, out DateTimeOffset time));
        Assert.Equal((start + TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)), TimeSpan.FromHours(1)), (time, time.Offset));
    }

    [Theory]
    [InlineData("2026-11-20T08:05:00Z", "2026-11-20T08:05:00.0000000+00:00")]
    [InlineData("2026-11-20T08:05:00+01:00", "2026-11-20T08:05:00.0000000+01:00")]
    [InlineData("2026-11-20 08:05:00 -0530", "2026-11-20T08:05:00.0000000-05:30")]
    [InlineData("2026-11-20 08:05+08", "2026-11-20T08:05:00.0000000+08:00")]
    [InlineData("2026/11/20 08:05", "2026-11-20T08:05:00.0000000+02:00")]
    [InlineData("2026-11-20t8:05:00.25", "2026-11-20T08:05:00.2500000+02:00")]
    public void Dates_and_times_have_their_offset_or_that_of_the_start(string text, string expected)
    {
        Assert.True(MdmTime.TryParse(Encoding.UTF8.GetBytes(text), new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.FromHours(2)), out DateTimeOffset time));
        Assert.Equal(expected, time.ToString("o", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("300")]
    [InlineData("-0:05")]
    [InlineData("0:60")]
    [InlineData("0:05:60")]
    [InlineData("0:05:00.")]
    [InlineData("0:05:00.12345678")]
    [InlineData("0:05:")]
    [InlineData(":05")]
    [InlineData("1.24:00:00")]
    [InlineData("0:05 PM")]
    [InlineData("0:05Z")]
    [InlineData("999999999:00")]
    [InlineData("9999999999999999999:00")]
    [InlineData("2026-11-20")]
    [InlineData("2026-11-20T")]
    [InlineData("2026-11-20T24:00")]
    [InlineData("2026-11-31T08:00")]
    [InlineData("2026-13-01T08:00")]
    [InlineData("2026-11/20 08:00")]
    [InlineData("0000-01-01T08:00")]
    [InlineData("2026-11-20T08:05:00+15:00")]
    [InlineData("2026-11-20T08:05:00+1")]
    [InlineData("2026-11-20T08:05:00+01:60")]
    [InlineData("2026-11-20T08:05:00 CET")]
    [InlineData("2026-11-20T1.08:05:00")]
    [InlineData("0001-01-01T00:30:00+01:00")]
    [InlineData("9999-12-31T23:30:00-01:00")]
    [InlineData("20.11.2026 08:05")]
    public void What_is_no_time_is_none(string text) => Assert.False(MdmTime.TryParse(Encoding.UTF8.GetBytes(text), default, out _));

    [Theory]
    [InlineData("0:05", "00:05:00")]
    [InlineData("1.06:00:07", "1.06:00:07")]
    [InlineData("2026-11-20T08:05:00+01:00", "2026-11-20 08:05:00")]
    public void Times_are_shown_as_they_were_written(string text, string shown)
    {
        Assert.True(MdmTime.TryParse(Encoding.UTF8.GetBytes(text), default, out DateTimeOffset time));
        Assert.Equal(shown, MdmTime.Format(time));
    }

    [Fact]
    public void Every_event_is_understood_by_its_names_in_both_languages_and_by_its_id()
    {
        Assert.All(MdmEventType.All, type =>
        {
            Assert.All([type.Name.English!, type.Name.Chinese!, type.Kind.ToString(), .. type.Aliases], name => Assert.Equal(type.Kind, MdmEventType.Find(name)));
            Assert.Equal(type.Kind, MdmEventType.Find(" " + type.Name.English!.ToUpperInvariant() + "! "));
        });
        Assert.Null(MdmEventType.Find(""));
        Assert.Null(MdmEventType.Find("explode"));
    }

    [Fact]
    public void Records_are_what_rows_are()
    {
        static KeyValuePair<string, string?>[] Record(params string?[] values) => [.. new[] { "Time", "User", "Device", "Event", "Peer", "Message" }.Zip(values, KeyValuePair.Create)];

        Scenario scenario = Scenario.Play(null, played =>
        {
            played.AddRecord(Record("0:00", "A", "phone", "SignIn", null, ""));
            played.AddRecord([new("Event", "登录"), new("Device", "laptop"), new("User", "A"), new("Time", "00:01:00")]);
            played.AddRecord([new("Event", "iq")]);
            played.AddRecord(Record("0:02", "A", "", "Receive", "B", "m"));
            played.AddRecord(Record("0:01", "A", "phone", "iq"));
            played.AddRecord(Record("0:03", "A", "laptop", "Read"));
        });

        Assert.Equal(Expected, scenario.Lines);
        Assert.Equal(["MdmRecordNotUnderstood", "MdmEventOutOfOrder"], scenario.ProblemIds);
        Assert.Contains("3", scenario.Problems[0].Problem.Message);
        Assert.Contains("5", scenario.Problems[1].Problem.Message);
    }

    [Fact]
    public void Reading_tells_how_far_it_is_and_can_be_ended()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Scenario.Header + string.Concat(Enumerable.Repeat("0:00,A,,receive\n", 20_000)));
        List<long> read = [];
        new MdmScenario().AddStream(new MemoryStream(bytes), "test.csv", progress: progress => read.Add(progress.BytesRead));
        Assert.Equal(bytes.Length, read[^1]);
        Assert.True(read.Count > 2);

        using CancellationTokenSource source = new();
        int deliveries = 0;
        MdmScenario scenario = new(null, _ =>
        {
            deliveries++;
            source.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => scenario.AddStream(new MemoryStream(bytes), "test.csv", cancellation: source.Token));
        Assert.InRange(deliveries, 1, 10_000);
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error_of_its_own() =>
        Assert.Equal("FileNotFound", Assert.Throws<ImpOpsException>(() => new MdmScenario().AddFile(Path.Combine(Path.GetTempPath(), "impops-no-such-file.csv"))).ErrorId);

    [Fact]
    public void Whatever_a_file_holds_it_is_played_or_told_of()
    {
        Random random = new(20261126);
        string[] parts =
        [
            "0:00", "0:01", "0:02", "00:03:00", "2026-11-20T08:00:00Z", "A", "B", "phone", "laptop", "sign in", "sign out", "receive", "send", "read", "iq", "background",
            "foreground", "join room", "Team", "receive group chat", "receive file", ",", ",", ",", ",", ",", "\n", "\n", "\r\n", "\"", "\"\"", "\0", "\uFFFD", "静默", ";", "9999-12-31T23:59:59Z", "99999:00",
        ];
        for (int round = 0; round < 3000; round++)
        {
            string text = (random.Next(10) == 0 ? "" : Scenario.Header) + string.Concat(Enumerable.Range(0, random.Next(80)).Select(_ => parts[random.Next(parts.Length)]));
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            try
            {
                // In the year 9999 there is no end of samples.
                MdmScenario scenario = new(new MdmScenarioOptions { CounterInterval = TimeSpan.FromDays(3650) }, _ => { }, _ => { }, problem => Assert.StartsWith("Mdm", problem.Problem.ErrorId));
                scenario.AddStream(new ChunkedStream(bytes, random.Next(1, 100)), "test.csv");
                scenario.Complete();
            }
            catch (ImpOpsException problem)
            {
                Assert.Contains(problem.ErrorId, (string[])["MdmScenarioEmpty", "MdmHeaderMissing"]);
            }
        }
    }
}
