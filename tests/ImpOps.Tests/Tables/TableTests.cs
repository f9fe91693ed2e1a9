using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using CsvHelper;
using ImpOps.Capacity;
using ImpOps.Cluster;
using ImpOps.Messaging;
using ImpOps.Relogin;
using ImpOps.Restarts;
using ImpOps.Sessions;
using ImpOps.Tables;
using ImpOps.Xmpp;

namespace ImpOps.Tests.Tables;

public class TableTests
{
    [Fact]
    public void Every_embedded_table_is_read()
    {
        string[] tables = [.. typeof(ImpOpsException).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".csv", StringComparison.Ordinal)).Order()];

        Assert.Equal(
            [
                "audit-changes.csv",
                "audit-fields.csv",
                "device-types.csv",
                "ha-states.csv",
                "login-profile-rows.csv",
                "login-profiles.csv",
                "mdm-client-terms.csv",
                "mdm-columns.csv",
                "mdm-delivery-rules.csv",
                "mdm-events.csv",
                "mdm-interactions.csv",
                "mdm-limits.csv",
                "mdm-requirements.csv",
                "metrics.csv",
                "ova-sizes.csv",
                "portals.csv",
                "published-defaults.csv",
                "report-terms.csv",
                "restart-rules.csv",
                "restart-steps.csv",
                "service-limits.csv",
                "service-parameters.csv",
                "services.csv",
                "session-terms.csv",
                "xmpp-announcements.csv",
                "xmpp-standards.csv",
            ],
            tables);
        Assert.Equal(12, LoginProfiles.All.Count);
        Assert.Equal(6, OvaSize.All.Count);
        Assert.Equal(93, RestartRules.All.Count);
        Assert.Equal(6, RestartableService.All.Count);
        Assert.Equal(29, XmppStandards.All.Count);
        Assert.Equal(9, MdmInteractions.All.Count);
        Assert.Equal(("11.7", "X8.8"), (MdmRequirements.Jabber.ToString(), MdmRequirements.Expressway.ToString()));
        Assert.Equal(MdmClientColumn.Version, MdmClientTerms.FindColumn("客户端版本"));
        Assert.Equal(["Desktop", "iPhone", "iPad", "Android", "Unknown"], DeviceTypes.Names);
        Assert.Equal(SessionColumn.NodeName, SessionTerms.FindColumn("节点名称"));
        Assert.All(
            typeof(ServiceLimits).GetProperties(BindingFlags.Static | BindingFlags.Public),
            limit => Assert.True(Convert.ToInt64(limit.GetValue(null) is TimeSpan time ? time.Ticks : limit.GetValue(null)) > 0));
        Assert.Equal((TimeSpan.FromMinutes(5), 100, 15), (MdmLimits.Active, MdmLimits.BufferLimit, (int)MdmLimits.CounterInterval.TotalSeconds));
        Assert.True(MdmLimits.BufferLimitMost > MdmLimits.BufferLimit && MdmLimits.HeldDeliveries > 0);
        Assert.Equal(Enum.GetValues<MdmEventKind>(), MdmEventType.All.Select(type => type.Kind));
        Assert.All(Enum.GetValues<HighAvailabilityState>(), state => Assert.NotEmpty(HaStateNames.TextOf(state)));
        Assert.Equal((537, 90, 2, 80), (PublishedDefaults.ClientReLoginUpperLimit, PublishedDefaults.CriticalServiceDownDelay, PublishedDefaults.MdmFailoverFactor, PublishedDefaults.JsmAlertThresholdPercent));
    }

    [Fact]
    public void Every_row_names_its_source()
    {
        Assert.All(LoginProfiles.All.SelectMany(profile => profile.Rows), row => Assert.Contains($"table {row.Table} > {row.UserCount} users", row.Source));
        Assert.All(RestartRules.All, rule => Assert.Contains("row ", rule.Source));
        Assert.All(OvaSize.All, size => Assert.NotEmpty(size.Source));
        Assert.All(MdmInteractions.All, row => Assert.NotEmpty(row.Source));
    }

    /// <summary>Columns of words that have no twin, and why.</summary>
    private static readonly Dictionary<string, string> InOneLanguage = new()
    {
        ["Alias"] = "other names, in any language",
        ["audit-changes.Details"] = "what the server writes",
        ["audit-fields.Label"] = "what the server writes",
        ["CoveredBy"] = "English names of services",
        ["Help"] = "for the machines that read metrics",
        ["Service"] = "English names of services",
        ["Source"] = "where it stands in the English guide",
        ["CpuClock"] = "a figure with its unit",
        ["Unit"] = "of a value in a table, never shown",
        ["device-types.Name"] = "as clients report them",
        ["xmpp-standards.Id"] = "as it is cited everywhere",
        ["xmpp-standards.ObsoletedBy"] = "as it is cited everywhere",
        ["xmpp-standards.PrintedTitle"] = "as the Chinese guide prints it: English but for the RFCs",
        ["xmpp-announcements.Standard"] = "as it is cited everywhere",
        ["service-parameters.Name"] = "in Chinese where the guide prints it; nobody has published the others",
    };

    public static TheoryData<string> Names =>
        [.. typeof(ImpOpsException).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".csv", StringComparison.Ordinal)).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_text_of_a_table_is_there_in_both_languages(string table)
    {
        using Stream stream = typeof(ImpOpsException).Assembly.GetManifestResourceStream(table)!;
        using CsvReader csv = new(new StreamReader(stream, Encoding.UTF8), CultureInfo.InvariantCulture);
        Dictionary<string, string>[] rows = [.. csv.GetRecords<dynamic>().Select(row => ((IDictionary<string, object>)row).ToDictionary(cell => cell.Key, cell => (string)cell.Value))];
        Assert.NotEmpty(rows);

        string name = table[..^".csv".Length];
        foreach (string column in rows[0].Keys.Where(column => !column.EndsWith("Zh", StringComparison.Ordinal)))
        {
            if (rows[0].ContainsKey(column + "Zh"))
            {
                Assert.All(rows, row => Assert.True(
                    row[column].Length == 0 == (row[column + "Zh"].Length == 0) || (row[column + "Zh"].Length == 0 && InOneLanguage.ContainsKey($"{name}.{column}")), row[column]));
                Assert.All(rows, row => Assert.DoesNotMatch("[\u4E00-\u9FFF]", row[column]));
            }
            else if (!InOneLanguage.ContainsKey(column) && !InOneLanguage.ContainsKey($"{name}.{column}"))
            {
                Assert.All(rows, row => Assert.DoesNotContain(' ', row[column]));
            }
        }
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("A,Source\n1\n", "line 2")]
    [InlineData("A,Source\n1,x,y\n", "line 2")]
    [InlineData("A,Source\n1,\n", "no source")]
    [InlineData("A,A,Source\n1,2,x\n", "two columns 'A'")]
    [InlineData("B,Source\n1,x\n", "no column 'A'")]
    [InlineData("A,Source\n1,x\none,x\n", "line 3: 'A' is 'one', not a whole number")]
    [InlineData("A,Source\n-1,x\n", "not a whole number")]
    [InlineData("A,Source\n1,x\n2,\"x\n", "line 3: QuoteNotClosed")]
    public void A_malformed_table_says_where_and_why(string csv, string said)
    {
        InvalidDataException problem = Assert.Throws<InvalidDataException>(() => Read(csv, row => row.Int("A")));

        Assert.Contains(said, problem.Message);
        Assert.Contains("'test'", problem.Message);
    }

    [Fact]
    public void Cells_are_read_in_every_type()
    {
        TableRow row = Read("I,D,B,E,L,T,TZh,O,Source\n1,1.5,true,ActiveStandby,a;b,text,文本,,here\n", cells => cells)[0];

        Assert.Equal((1, 1.5m, true), (row.Int("I"), row.Decimal("D"), row.Bool("B")));
        Assert.Equal(HighAvailabilityMode.ActiveStandby, row.Enum<HighAvailabilityMode>("E"));
        Assert.Equal(["a", "b"], row.List("L"));
        Assert.Equal(("text", "文本"), (row.Text("T").English, row.Text("T").Chinese));
        Assert.Null(row.Optional("O"));
        Assert.Null(row.OptionalInt("O"));
        Assert.Null(row.OptionalDecimal("O"));
        Assert.Empty(row.List("O"));
        Assert.Throws<InvalidDataException>(() => row.Required("O"));
        Assert.Throws<InvalidDataException>(() => row.Decimal("T"));
        Assert.Throws<InvalidDataException>(() => row.Bool("T"));
        Assert.Throws<InvalidDataException>(() => row.Enum<HighAvailabilityMode>("T"));
        Assert.Throws<InvalidDataException>(() => row.Enum<HighAvailabilityMode>("I"));
        Assert.Throws<InvalidDataException>(() => TableReader.Read("nonsense", cells => cells));
    }

    private static T[] Read<T>(string csv, Func<TableRow, T> map) =>
        TableReader.Read("test", new MemoryStream(Encoding.UTF8.GetBytes(csv)), map);
}
