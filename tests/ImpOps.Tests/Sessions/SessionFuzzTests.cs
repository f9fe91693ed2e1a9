using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using ImpOps.Sessions;
using ImpOps.Tests.Text;

namespace ImpOps.Tests.Sessions;

/// <summary>Whatever a file holds, and however it is shared out among threads: the same figures and the same problems in the same order.</summary>
public class SessionFuzzTests
{
    /// <summary>Blocks so small that each row is read by itself.</summary>
    private const int NoBlocks = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly string[] Lines =
    [
        "East,e1,alice,Desktop,1\n", "East,e1,bob,iPhone,1\n", "West,w1,alice,\"Desktop, iPad\",2\r\n", "\"West\",\"w1\",\"carol\",\"iPad\",\"1\"\n",
        "East,e1,dora,Desktop,1\r", "East,E1, alice ,Desktop,3\n", "North,n1,张伟,Android,1\n", "East,e1,'=x,Desktop,1\n", "East,e1,d'o\"x,iPad,1\n",
        "East,e1,,Desktop,1\n", "East,e1,zed\n", "East,e1,zed,Desktop,1,more\n", "East,e1,zed,Desktop,many\n", "East,e1,zed,Desktop,-1\n",
        "East,e1,\"zed\"x,Desktop,1\n", "East,e1,\"z\"\"ed\",Desktop,1\n", "East,e1,\"z\ned\",Desktop,1\n", "East,e1,\"never closed,Desktop,1\n",
        "East,e1,\0zed,Desktop,1\n", "East,e1,zed,\"Desktop (9)\",1\n", "East,e1,zed,Desktop (2),2\n", "East,e1,zed,,0\n", ",,zed,,\n",
        "\n", "\r\n", ",,,,\n", " , , , , \n", "\nNode Name: w7\n", "\nEast,Users\n", "\n2026-11-21 08:00:00\n", "Group,Node,User,Device,Sessions\n",
        "Node;User\n", "User,Node\n", "\nGroup,Node,Users,Total sessions\nEast,e1,2,3\n\n", "\"", "\"\"", ",", "\r", "East,e1,frank,Toaster,1\n",
        "East,e1,grace,Desktop,100001\n", "\nUser,Report Generated,Device\n", "alice,2026-11-20 09:00:00,iPad\n", "bob,2026-11-20 09:00:00,iPad\n",
        "bob,2026-11-22 09:00:00,iPad\n", "bob,yesterday,iPad\n",
    ];

    [Fact]
    public void The_report_does_not_depend_on_threads_and_blocks()
    {
        Random random = new(20261122);
        Stopwatch watch = Stopwatch.StartNew();
        for (int round = 0; round < 1500 && watch.Elapsed < Patience; round++)
        {
            byte[] bytes = RandomFile(random);
            string[] expected = SessionInput.Of(new MemoryStream(bytes), 1, NoBlocks).Everything;
            foreach (int throttleLimit in new[] { 1, 2, 3, 8 })
            {
                int blockSize = random.Next(4) == 0 ? 1 << 18 : random.Next(3, 400);
                SessionInput input = SessionInput.Of(new ChunkedStream(bytes, random.Next(1, 1000)), throttleLimit, blockSize);
                Assert.Equal(expected, input.Everything);
                Assert.All(input.ErrorMessages, message => Assert.Contains("test.csv", message));
            }
        }
    }

    [Fact]
    public void Random_bytes_are_read_or_refused_the_same_way_by_any_number_of_threads()
    {
        Random random = new(7);
        Stopwatch watch = Stopwatch.StartNew();
        byte[] letters = "ab,,\"\n\r\0;\xFF'="u8.ToArray();
        for (int round = 0; round < 1500 && watch.Elapsed < Patience; round++)
        {
            byte[] bytes = [.. "User,Node\n"u8, .. Enumerable.Range(0, random.Next(400)).Select(_ => letters[random.Next(letters.Length)])];
            string[] expected = SessionInput.Of(new MemoryStream(bytes), 1, NoBlocks).Everything;
            Assert.Equal(expected, SessionInput.Of(new MemoryStream(bytes), 1, 1 << 18).Everything);
            Assert.Equal(expected, SessionInput.Of(new MemoryStream(bytes), 3, random.Next(3, 100)).Everything);
        }
    }

    /// <summary>Enough rows for many blocks at once, and the count of a naive reader.</summary>
    [Theory]
    [InlineData("utf-8", "\n", false)]
    [InlineData("utf-8", "\r\n", true)]
    [InlineData("utf-8", "\r", false)]
    [InlineData("utf-16", "\r\n", true)]
    public void Large_files_are_counted_right_by_any_number_of_threads(string encodingName, string newLine, bool quoted)
    {
        Random random = new(3);
        (string Node, string User)[] rows = [.. Enumerable.Range(0, 12_000).Select(i => ($"n{i / 400 + random.Next(3)}", $"user{random.Next(5_000)}@例え.example.com"))];
        string quote = quoted ? "\"" : "";
        StringBuilder text = new($"Node,User{newLine}");
        for (int i = 0; i < rows.Length; i++)
        {
            text.Append($"{quote}{rows[i].Node}{quote},{quote}{rows[i].User}{quote}{newLine}");
            text.Append(i % 7919 == 0 ? $",{newLine}n1{newLine}n1,\"a{newLine}b\"{newLine}" : "");
        }

        Encoding encoding = Encoding.GetEncoding(encodingName);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(text.ToString())];
        string[]? expected = null;
        foreach ((int throttleLimit, int blockSize) in new[] { (1, NoBlocks), (1, 1 << 18), (2, 1 << 12), (3, 5000), (8, 300) })
        {
            SessionInput input = SessionInput.Of(new MemoryStream(bytes), throttleLimit, blockSize);
            Assert.Equal(expected ??= input.Everything, input.Everything);
        }

        Assert.Contains($"Cluster /: {rows.Select(row => row.User).Distinct().Count()} users, {rows.Length} sessions (Unknown {rows.Length})", expected!);
        foreach (var node in rows.GroupBy(row => row.Node))
        {
            Assert.Contains($"Node /{node.Key}: {node.Select(row => row.User).Distinct().Count()} users, {node.Count()} sessions (Unknown {node.Count()})", expected!);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_follows_an_error_that_ends_the_reading_is_not_counted(int throttleLimit)
    {
        byte[] bytes = Encoding.UTF8.GetBytes("User,Node\n" + string.Concat(Enumerable.Range(0, 3000).Select(i => $"u{i},n{i}\nu{i},n0\n")));
        foreach (int blockSize in new[] { NoBlocks, 50, 1 << 18 })
        {
            SessionInput input = SessionInput.Of(new MemoryStream(bytes), throttleLimit, blockSize);
            Assert.Contains("2002", input.Refused);
            input.Report.AddEntry(new UserSessions { Level = SessionLevel.User, NodeName = "n0", UserId = "u0", SessionCount = 1, DeviceType = [] });
            Assert.Equal("Cluster /: 1000 users, 2001 sessions (Unknown 2001)", input.Summaries[0]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Problems_and_progress_are_told_on_the_thread_that_reads(int throttleLimit)
    {
        int here = Environment.CurrentManagedThreadId;
        HashSet<int> threads = [];
        List<long> bytesRead = [];
        SessionReport report = new(_ => threads.Add(Environment.CurrentManagedThreadId)) { ThrottleLimit = throttleLimit, BlockSize = 1 << 12 };
        byte[] bytes = Encoding.UTF8.GetBytes("User,Node\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => i % 500 == 0 ? ",e1\n" : $"user{i},e1\n")));
        report.AddStream(new MemoryStream(bytes), "test.csv", progress: progress =>
        {
            threads.Add(Environment.CurrentManagedThreadId);
            bytesRead.Add(progress.BytesRead);
        });

        Assert.Equal([here], threads);
        Assert.Equal(bytesRead.Order(), bytesRead);
        Assert.InRange(bytesRead.Count, 10, 1000);
    }

    [Fact]
    public void No_threads_are_too_few() => Assert.Throws<ArgumentOutOfRangeException>(() => new SessionReport { ThrottleLimit = 0 });

    [Fact]
    public void A_hundred_thousand_columns_are_an_error()
    {
        string wide = string.Join(",", Enumerable.Range(0, 100_000));
        Assert.Contains("test.csv", SessionInput.Of(new MemoryStream(Encoding.UTF8.GetBytes($"User,Node,{wide}\na,b\n")), 2, 1 << 16).Refused);

        SessionInput input = SessionInput.Of(new MemoryStream(Encoding.UTF8.GetBytes($"User,Node\na,b\n{wide}\nb,b\n")), 2, 1 << 16);
        Assert.Equal(["SessionRowTooLong"], input.ErrorIds);
        Assert.Contains("Cluster /: 2 users, 2 sessions (Unknown 2)", input.Summaries);
    }

    private static byte[] RandomFile(Random random)
    {
        StringBuilder text = new(random.Next(5) == 0 ? "IM and Presence\n2026-11-20 08:00:00\n\n" : "");
        text.Append(random.Next(4) == 0 ? "" : "Group,Node,User,Device,Sessions\n");
        int common = random.Next(1, 10);
        for (int i = random.Next(60); i > 0; i--)
        {
            text.Append(Lines[random.Next(random.Next(3) == 0 ? Lines.Length : common)]);
        }

        List<byte> bytes = [.. Encoding.UTF8.GetBytes(text.ToString())];
        for (int i = random.Next(3); i > 0 && bytes.Count > 0; i--)
        {
            switch (random.Next(3))
            {
                case 0:
                    bytes.RemoveRange(random.Next(bytes.Count), 1);
                    break;
                case 1:
                    bytes[random.Next(bytes.Count)] = (byte)random.Next(256);
                    break;
                default:
                    bytes.RemoveRange(bytes.Count * 9 / 10, bytes.Count - (bytes.Count * 9 / 10));
                    break;
            }
        }

        // Half of a surrogate pair cannot be said in UTF-8, but in UTF-16.
        return random.Next(6) == 0
            ? [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Encoding.UTF8.GetString([.. bytes])), .. random.Next(2) == 0 ? new byte[] { 0x00, 0xD8 } : []]
            : [.. bytes];
    }
}
