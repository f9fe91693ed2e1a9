using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using ImpOps.Cli;
using ImpOps.Cluster;
using ImpOps.Counters;

namespace ImpOps.Tests.Cli;

public class CliOutputReaderTests
{
    private const string Nodes = """
        admin:run sql select name, tkhaserverstate, isprimary from enterprisenode
        name                tkhaserverstate isprimary 
        =================== =============== ========= 
        imp-1.example.com   3               t         
        imp 2 with blanks   4               NULL      
        imp-3                               f
        imp-4
        admin:
        """;

    private static readonly string[][] NodeRows =
    [
        ["name=imp-1.example.com", "tkhaserverstate=3", "isprimary=t", "HighAvailabilityState=Normal"],
        ["name=imp 2 with blanks", "tkhaserverstate=4", "isprimary=", "HighAvailabilityState=RunningInBackupMode"],
        ["name=imp-3", "tkhaserverstate=", "isprimary=f", "HighAvailabilityState=Unknown"],
        ["name=imp-4", "tkhaserverstate=", "isprimary=", "HighAvailabilityState=Unknown"],
    ];

    private const string Status = """
        admin: utils ha status
        Subcluster Name: DefaultCluster
        Node 1 Name : kal-cup1 State: Failed Over with Critical Services not Running Reason: 
        Critical Service Down
        Node 2 Name : shorty-cups State: Running in Backup Mode Reason: Critical Service Down
        """;

    private static readonly string[] StatusNodes =
    [
        "DefaultCluster/kal-cup1 FailedOverCriticalServicesNotRunning (Critical Service Down)",
        "DefaultCluster/shorty-cups RunningInBackupMode (Critical Service Down)",
    ];

    private static (List<object> Read, List<InputProblem> Problems) Read(params string[] texts)
    {
        List<object> read = [];
        List<InputProblem> problems = [];
        CliOutputReader reader = new(read.Add, problems.Add) { NodeName = "n1", Timestamp = new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero) };
        foreach (string text in texts)
        {
            reader.Add(text);
        }

        reader.Complete();
        return (read, problems);
    }

    private static List<object> ReadAll(params string[] texts)
    {
        (List<object> read, List<InputProblem> problems) = Read(texts);
        Assert.Empty(problems.Select(problem => problem.Problem.Message));
        return read;
    }

    private static string[] Cells(CliRow row) => [.. row.Columns.Zip(row.Values, (column, value) => $"{column}={value}")];

    private static string[][] Rows(IEnumerable<object> read) => [.. read.Cast<CliRow>().Select(Cells)];

    private static string Show(object read) => read switch
    {
        CliRow row => string.Join("|", Cells(row)),
        CounterSample sample => $"{sample.Path}={sample.Value?.ToString(CultureInfo.InvariantCulture)}",
        HighAvailabilityStatus status => $"{status.PresenceRedundancyGroup}/{status.NodeName} {status.State}" + (status.Reason is null ? "" : $" ({status.Reason})"),
        _ => throw new InvalidOperationException(read.GetType().Name),
    };

    private static string[] Show(IEnumerable<object> read) => [.. read.Select(Show)];

    private static string[] Told((List<object> Read, List<InputProblem> Problems) result) => [.. result.Problems.Select(problem => problem.Problem.ErrorId)];

    public static TheoryData<string, string> Ways => new()
    {
        { "as it is", Nodes },
        { "CR LF", Nodes.Replace("\n", "\r\n") },
        { "CR CR LF", Nodes.Replace("\n", "\r\r\n") },
        { "CR", Nodes.Replace("\n", "\r") },
        { "byte order mark", "\uFEFF" + Nodes },
        { "no prompts", string.Join("\n", Nodes.Split('\n')[1..^1]) },
        { "command without prompt", Nodes.Replace("admin:", "") },
        { "blanks at the ends cut off", string.Join("\n", Nodes.Split('\n').Select(line => line.TrimEnd())) },
        { "command broken by the terminal", Nodes.Replace("from enterprisenode", "from\nenterprisenode") },
        { "blank lines", Nodes.Replace("\n", "\n\n") },
        { "greeting of the session", "Command Line Interface is starting up, please wait ...\n\n   Welcome to the Platform Command Line Interface\n\nVMware Installation:\n\t4 vCPU: Intel\n\tDisk 1: 80GB\n\n" + Nodes },
        { "pager", Nodes.Replace("imp 2", "\u001b[1mPress <enter> for 1 line, <space> for one page, or <q> to quit\u001b[0m\u001b[K\nimp 2") },
        { "pager that was overwritten", Nodes.Replace("imp 2", "Press <enter> for 1 line, <space> for one page, or <q> to quit\r                                        \rimp 2") },
        { "viewer", Nodes.Replace("imp 2", "options: q=quit, n=next, p=prev, b=begin, e=end (lines 1 - 20 of 57) : \nimp 2") },
        { "end of the viewer", Nodes.Replace("\nadmin:", "\nend of the file reached\noptions: q=quit, n=next, p=prev, b=begin, e=end (lines 1 - 7 of 7) : \nadmin:") },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_table_is_read_however_it_was_pasted(string way, string text)
    {
        Assert.NotEmpty(way);
        Assert.Equal(NodeRows, Rows(ReadAll(text)));
        Assert.Equal(NodeRows, Rows(ReadAll(text.Split("\r\n").Length > 1 ? text.Split("\r\n") : text.Split('\n'))));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(37)]
    [InlineData(36)]
    [InlineData(35)]
    [InlineData(24)]
    [InlineData(20)]
    [InlineData(19)]
    [InlineData(11)]
    public void A_table_that_the_terminal_has_broken_is_put_together_again(int width)
    {
        string[] lines = string.Join("\n", Nodes.Split('\n')[1..6]).Split('\n');
        int whole = lines.Max(line => line.Length);
        string[] padded = [.. lines.Select(line => line.PadRight(whole)), "imp-5".PadRight(whole)];
        IEnumerable<string> broken = padded.SelectMany(line => line.Chunk(width).Select(chunk => new string(chunk)));
        string[] expected = [.. NodeRows.Take(3).Select(row => string.Join("|", row)), "name=imp-5|tkhaserverstate=|isprimary=|HighAvailabilityState=Unknown"];

        Assert.Equal(expected, Show(ReadAll(["admin:run sql select name,", "tkhaserverstate", .. broken, "admin:"])));

        // Most clipboards drop the blanks at the end of each line.
        Assert.Equal(expected, Show(ReadAll(["admin:run sql select", .. broken.Select(line => line.TrimEnd())])));
    }

    [Fact]
    public void Columns_are_as_wide_as_the_line_below_the_header()
    {
        string wide = new('x', 4000);
        List<object> read = ReadAll(
            "a b    " + "wide".PadRight(4000) + " c",
            "= ==== " + new string('=', 4000) + " =",
            "1 t o  " + wide + " 3",
            "2 text " + wide[..10]);

        Assert.Equal([$"a=1|b=t o|wide={wide}|c=3", $"a=2|b=text|wide={wide[..10]}|c="], Show(read));
    }

    [Theory]
    [InlineData("张三     部门一        x")]
    [InlineData("张三   部门一     x")]
    public void Chinese_characters_are_counted_as_the_server_counted_them(string row) =>
        // One each, or the two cells of the terminal that each of them takes.
        Assert.Equal(["name=张三|department=部门一|x=x"], Show(ReadAll("name   department x", "====== ========== =", row)));

    [Fact]
    public void Bytes_are_counted_where_the_server_counted_bytes()
    {
        // Two characters are six bytes, so there is no room left in the column.
        Assert.Equal(["name=张三|x=müller|y=1"], Show(ReadAll("name   x        y", "====== ======== =", "张三 müller  1")));
    }

    [Fact]
    public void Columns_of_one_name_and_of_none_get_names_of_their_own()
    {
        Assert.Equal(
            ["name=a|NAME_2=b|Column3=c|(count(*))=4|name_2_2=e"],
            Show(ReadAll("name NAME   (count(*)) name_2", "==== ==== = ========== ======", "a    b    c 4          e")));
    }

    [Theory]
    [InlineData("admin:run sql select name from device where 1=0\nadmin:")]
    [InlineData("admin:run sql select name from device where 1=0\nNo records found\nadmin:")]
    [InlineData("admin:run sql update enduser set status=1\nRows: 1\nadmin:")]
    [InlineData("No records found")]
    [InlineData("admin:run sql select name from device\nname\n====\n\nadmin:")]
    [InlineData("admin:show perf query counter x y\n==>query counter :\n\nadmin:")]
    [InlineData("")]
    [InlineData("\r\n\r\n")]
    [InlineData("admin:")]
    public void Nothing_found_is_nothing(string text) => Assert.Empty(ReadAll(text));

    [Theory]
    [InlineData(" - Perf class ReportingEngineInfo(ReportsUsersLoggedin) has values:\n    -> ReportsUsersLoggedin = 3\n", @"\\n1\ReportingEngineInfo\ReportsUsersLoggedin=3")]
    [InlineData("- Perf class X(C) has values: -> C = 3", @"\\n1\X\C=3")]
    [InlineData("==>query counter :\n\n - Perf class (Cisco XCP JSM) has values:\n  -> JsmIMSessions = 160", @"\\n1\Cisco XCP JSM\JsmIMSessions=160")]
    [InlineData(" - Perf class (Number of Replicates Created and State of \nReplication) \nhas instances and values:\nReplicateCount  -> Number of Replicates Created   = 344\nReplicateCount  -> Replicate_State                = 2", @"\\n1\Number of Replicates Created and State of Replication(ReplicateCount)\Number of Replicates Created=344", @"\\n1\Number of Replicates Created and State of Replication(ReplicateCount)\Replicate_State=2")]
    [InlineData("- Perf class (Memory) has instances and values:\n                    -> % Mem Used                     = 53\n                    -> Free KBytes                    = 116360", @"\\n1\Memory\% Mem Used=53", @"\\n1\Memory\Free KBytes=116360")]
    [InlineData("- Perf class Process(% CPU Time) has values:\n  java#1 (a) -> % CPU Time = 1.5\n  init       -> % CPU Time = 0", @"\\n1\Process(java#1 (a))\% CPU Time=1.5", @"\\n1\Process(init)\% CPU Time=0")]
    [InlineData("- Perf class Processor(_Total) has values:\n -> % CPU Time = 7\n -> Idle Percentage = 93", @"\\n1\Processor(_Total)\% CPU Time=7", @"\\n1\Processor(_Total)\Idle Percentage=93")]
    [InlineData("- Perf class (M) has instances and values: M_1 -> A = 0 M_1 -> B = 2 M_2 -> A = 3", @"\\n1\M(M_1)\A=0", @"\\n1\M(M_1)\B=2", @"\\n1\M(M_2)\A=3")]
    [InlineData("- Perf class (M) has instances and values:\nM_1 -> A\n  = 5\nM_1 ->\nB = 6", @"\\n1\M(M_1)\A=5", @"\\n1\M(M_1)\B=6")]
    public void Counters_are_samples(string text, params string[] samples)
    {
        Assert.Equal(samples, Show(ReadAll(text)));
        Assert.Equal(samples, Show(ReadAll("admin:show perf query counter x\n" + text.Replace("\n", "\r\n") + "\r\nadmin:")));
        Assert.All(ReadAll(text).Cast<CounterSample>(), sample => Assert.Equal(8, sample.Timestamp.Hour));
    }

    [Theory]
    [InlineData(Status)]
    [InlineData("Subcluster Name: DefaultCluster\n\nNode 1 Name : kal-cup1\n    State: Failed Over with Critical Services not Running\n    Reason: Critical Service Down\n\nNode 2 Name : shorty-cups\n    State: Running in Backup Mode\n    Reason: Critical Service Down\n")]
    [InlineData("Presence Redundancy Group: DefaultCluster\nNode 1:\n\tName: kal-cup1\n\tServer State: Failed Over with Critical\n Services not Running\n\tServer State Reason: Critical Service Down\nNode 2:\n\tName: shorty-cups\n\tAssigned Users: 12\n\tServer State: Running in Backup Mode\n\tServer State Reason: Critical Service Down\n")]
    [InlineData("Subcluster Name: DefaultCluster\n\tName: kal-cup1\n\tState: failed over with critical services not running\n\tReason: Critical Service Down\n\n\tName: shorty-cups\n\tState: Backup\n\tReason: Critical Service Down\n")]
    public void The_status_of_nodes_is_read_from_one_line_or_several(string text) => Assert.Equal(StatusNodes, Show(ReadAll(text)));

    [Fact]
    public void Nodes_without_a_reason_and_states_that_nobody_has_published_are_read()
    {
        List<object> read = ReadAll(
            "Subcluster Name: A\nNode 1 Name : n1 State: Normal\nNode 2 Name : n2 State: Unknown Reason: High Availability Not Enabled\n\nSubcluster Name: B\nNode 1 Name : n3 State: Failed Reason: -\nNode 2 Name : n4 State: Sleeping\nadmin:");

        Assert.Equal(["A/n1 Normal", "A/n2 Unknown (High Availability Not Enabled)", "B/n3 RunningInFailedMode", "B/n4 Unknown"], Show(read));
        Assert.Equal(["Normal", "Unknown", "Running in Failed Mode", "Sleeping"], read.Cast<HighAvailabilityStatus>().Select(status => status.StateText));
    }

    [Fact]
    public void Several_outputs_in_one_paste_are_told_apart()
    {
        string counters = "- Perf class X(C) has values:\n -> C = 3\n";
        string[] expected = [.. NodeRows.Select(row => string.Join("|", row)), @"\\n1\X\C=3", .. StatusNodes, "a=1"];

        Assert.Equal(expected, Show(ReadAll(Nodes.Replace("\nadmin:", "\n") + "\nadmin:show perf query counter X C\n" + counters + Status + "\nadmin:run sql select a from b\na\n=\n1")));

        // Without prompts, and without anything between them.
        string bare = string.Join("\n", Nodes.Split('\n')[1..^1]);
        Assert.Equal(expected, Show(ReadAll(bare + "\n" + counters + string.Join("\n", Status.Split('\n')[1..]) + "\na\n=\n1")));
        Assert.Equal([.. expected[..4], "a=1", .. expected[..4]], Show(ReadAll(bare + "\n" + "a\n=\n1\n" + bare)));
    }

    [Fact]
    public void What_is_not_understood_is_one_error_with_its_line_and_the_rest_is_read()
    {
        (List<object> Read, List<InputProblem> Problems) result = Read("what is this?\nand this?\n" + Nodes + "\nadmin:run sql select x\nThe column (x) must be in the table.\nadmin:");

        Assert.Equal(NodeRows, Rows(result.Read));
        Assert.Equal(["CliLineNotUnderstood", "CliLineNotUnderstood"], Told(result));
        Assert.StartsWith("Line 1 ", result.Problems[0].Problem.Message);
        Assert.Contains("'what is this?'", result.Problems[0].Problem.Message);
        Assert.StartsWith("Line 12 ", result.Problems[1].Problem.Message);
        Assert.Contains("'The column (x) must be in the table.'", result.Problems[1].Problem.Message);
    }

    [Fact]
    public void The_output_of_another_command_is_passed_over_with_a_warning()
    {
        (List<object> Read, List<InputProblem> Problems) result = Read("admin:show status\n\nHost Name : n1\n=====\nUptime: 3\n" + Nodes + "\nadmin:exit\n");

        Assert.Equal(NodeRows, Rows(result.Read));
        InputProblem warning = Assert.Single(result.Problems);
        Assert.True(warning.IsWarning);
        Assert.Equal("CliCommandNotRead", warning.Problem.ErrorId);
        Assert.Contains("'show status'", warning.Problem.Message);
    }

    [Theory]
    [InlineData("a    b\n==== ====\n1    2\nabcdefgh\n3    4", "CliRowMisaligned", "Line 4 ", 2)]
    [InlineData("a    b\n==== ====\n张三李四王五赵六 x\n3    4", "CliRowMisaligned", "Line 3 ", 1)]
    [InlineData("aaaa\nbbbb\n====\n====\n1\n2\n3", "CliRowCut", "The row at line 7 ", 1)]
    [InlineData("- Perf class X(C) has values:\n -> C = three\n -> C = 4", "CliCounterNotANumber", "Line 2: 'three'", 1)]
    [InlineData("- Perf class X(C) has values:\n -> C = 4\n -> C =", "CliLineNotUnderstood", "Line 3 ", 1)]
    [InlineData("- Perf class X(C) has values:\n\nadmin:", "CliCounterMissing", "Line 1: ", 0)]
    [InlineData("- Perf class X(C", "CliLineNotUnderstood", "Line 1 ", 0)]
    [InlineData("- Perf class X(C) has values:\n -> C = 4\nsomething else\n -> C = 5", "CliLineNotUnderstood", "Line 3 ", 2)]
    [InlineData("Subcluster Name: A\nNode 1 Name : n1\nNode 2 Name : n2 State: Normal", "CliNodeStateMissing", "Line 2: the node 'n1'", 1)]
    [InlineData("Subcluster Name: A\nNode 1 Name : n2 State: Normal\n\nsomething else", "CliLineNotUnderstood", "Line 4 ", 1)]
    public void What_is_cut_off_or_malformed_is_an_error_that_names_its_line(string text, string errorId, string message, int read)
    {
        (List<object> Read, List<InputProblem> Problems) result = Read(text);
        Assert.Equal([errorId], Told(result));
        Assert.StartsWith(message, result.Problems[0].Problem.Message);
        Assert.False(result.Problems[0].IsWarning);
        Assert.Equal(read, result.Read.Count);
    }

    [Fact]
    public void Without_anyone_to_tell_the_first_error_is_thrown()
    {
        CliOutputReader reader = new(_ => { });
        reader.Add("what is this?");

        Assert.Equal("CliLineNotUnderstood", Assert.Throws<ImpOpsException>(reader.Complete).ErrorId);
    }

    [Theory]
    [MemberData(nameof(CultureScope.All), MemberType = typeof(CultureScope))]
    public void Reading_does_not_depend_on_the_culture(string culture)
    {
        using CultureScope scope = new(culture);

        Assert.Equal(NodeRows, Rows(ReadAll(Nodes)));
        Assert.Equal([@"\\n1\X\C=1.5"], Show(ReadAll("- Perf class X(C) has values:\n -> C = 1.5")));
        Assert.Equal(StatusNodes, Show(ReadAll(Status)));
    }

    [Fact]
    public void Random_tables_are_read_as_they_were_printed()
    {
        Random random = new(20261126);
        string[] words = ["a", "t", "NULL!", "two words", "imp-1.example.com", "伟", "müller", "-", "=", "0", "", "user@example.com/Jabber", "😀"];
        for (int i = 0; i < 300; i++)
        {
            int columns = random.Next(1, 6);
            string[][] table =
            [
                [.. Enumerable.Range(0, columns).Select(column => $"column{column}")],
                .. Enumerable.Range(0, random.Next(0, 6)).Select(_ => Enumerable.Range(0, columns).Select(column => column == 0 ? $"row{random.Next(99)}" : words[random.Next(words.Length)]).ToArray()),
            ];
            bool inCells = random.Next(2) == 0;
            int Length(string text) => inCells ? text.EnumerateRunes().Sum(rune => rune.Value > 0x2000 ? 2 : 1) : text.EnumerateRunes().Count();
            int[] widths = [.. Enumerable.Range(0, columns).Select(column => table.Max(row => Length(row[column])))];
            IEnumerable<string> lines = table.Select(row => string.Join(" ", row.Select((cell, column) => cell + new string(' ', widths[column] - Length(cell)))));
            string[] text = [lines.First(), string.Join(" ", widths.Select(width => new string('=', width))), .. lines.Skip(1)];

            Assert.Equal(table.Skip(1).Select(row => string.Join("|", row.Select((cell, column) => $"column{column}={cell}"))), Show(ReadAll(text)));
        }
    }

    [Fact]
    public void Hostile_text_ends_in_errors_and_never_in_another_exception()
    {
        Random random = new(20261127);
        string[] pieces =
        [
            "admin:", "run sql x", "show perf query counter", "utils ha status", "====", "==== ===", "=", "name", "- Perf class", "(", ")", " has values:", "->", "=", "3", "\n", "\r", "\r\n", "\t",
            "Node 1 Name :", "State:", "Reason:", "Subcluster Name:", "\u001b[1m", "\uFEFF", "\uD83D", "\uDE00", "张", " ", "   ", "Press <enter> for 1 line, <space> for one page, or <q> to quit", "\0",
        ];
        for (int i = 0; i < 3000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => pieces[random.Next(pieces.Length)]));

            Assert.All(Read(text).Problems, problem => Assert.NotEmpty(problem.Problem.Message));
        }
    }

    [Fact]
    public void Rows_go_out_before_the_paste_ends()
    {
        List<object> read = [];
        CliOutputReader reader = new(read.Add);
        reader.Add("a\n=");
        for (int i = 0; i < 1000; i++)
        {
            reader.Add("1");
        }

        Assert.InRange(read.Count, 800, 999);
        reader.Complete();
        Assert.Equal(1000, read.Count);
        Assert.Equal(1002, ((CliRow)read[^1]).Line);
    }

    [Fact]
    public void Long_lines_that_mean_no_good_are_read_in_one_go()
    {
        // A reader that tries every way to part the blanks is not done with one of these within a day.
        const int Length = 1_000_000;
        string blanks = new(' ', Length);
        string[] lines =
        [
            $"admin:a{blanks}b",
            $"- Perf class X{blanks}x",
            $"- Perf class X(C) has values:\n-> C{blanks}x",
            "- Perf class X(C) has values:\n" + string.Concat(Enumerable.Repeat("-> ", Length / 3)),
            $"Subcluster Name: s\nrows{blanks}x",
            $"Subcluster Name: s\n{blanks}x",
            $"rows{blanks}x",
            $"{blanks}rows",
        ];
        List<InputProblem> problems = [];
        foreach (string text in lines)
        {
            CliOutputReader reader = new(_ => { }, problems.Add);
            reader.Add(text);
            reader.Complete();
        }

        Assert.NotEmpty(problems);
        Assert.All(problems, problem => Assert.InRange(problem.Problem.Message.Length, 1, 1000));
    }

    [Fact]
    public void The_example_files_are_read()
    {
        string data = Path.Combine(RepositoryRoot.Path, "examples", "data", "cli");

        Assert.Equal(8, ReadAll(File.ReadAllLines(Path.Combine(data, "nodes.txt"))).Count);
        Assert.Equal(10, ReadAll(File.ReadAllText(Path.Combine(data, "counters.txt"))).OfType<CounterSample>().Count());
        Assert.Equal(4, ReadAll(File.ReadAllText(Path.Combine(data, "ha-status.txt"), Encoding.UTF8)).OfType<HighAvailabilityStatus>().Count(status => status.State != HighAvailabilityState.Unknown));
    }
}
