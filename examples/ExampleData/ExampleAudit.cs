using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ImpOps.ExampleData;

/// <summary>
/// Audit logs of two days: logins, edits of users, and a few changes that ask for a restart, as administrators make them. The file form is that of the
/// one node on which they work, the syslog form that of the Unified CM publisher.
/// </summary>
internal static class ExampleAudit
{
    private const ulong Seed = 20261122;
    private const string Node = "imp-east-1";
    private const string Publisher = "cucm-pub";

    private static readonly (int Day, string Time, string User, string Status, string Details)[] Changes =
    [
        (19, "16:42:07.118", "k.vogel", "Success", "record in table pebackendgateway with key field name = exch-01 updated"),
        (20, "09:14:55.402", "m.huang", "Failure", "record in table pebackendgateway with key field name = exch-02 added"),
        (20, "09:16:12.731", "m.huang", "Success", "record in table pebackendgateway with key field name = exch-02 added"),
        (20, "10:31:40.005", "m.huang", "Success", "record in table processconfig with key field paramname = RoutingCommunicationType updated"),
        (20, "14:05:33.877", "k.vogel", "Success", "record in table enterprisesubcluster with key field name = PRG-West updated"),
        (20, "17:20:01.250", "k.vogel", "Success", "record in table cupsinterclusterpeers with key field address = imp-north-1.example.com updated"),
    ];

    /// <summary>The file of a day in November 2026.</summary>
    public static string File(int day, string[] administrators)
    {
        List<(string Time, string Line)> lines = [.. Routine(day, administrators), .. Changes.Where(change => change.Day == day).Select(change =>
            (change.Time, Line(change.Time, change.User, "GeneralConfigurationUpdate", change.Status, "", change.Details)))];
        if (day == 20)
        {
            lines.AddRange(Fragments("15:47:10.6", administrators[1]));
        }

        return FormattableString.Invariant($"HDR|11/{day}/2026 ,Audit,{Node}\n") + string.Concat(lines.OrderBy(line => line.Time, StringComparer.Ordinal).Select(line => line.Line + "\n"));
    }

    /// <summary>What the publisher sent to a syslog server on those days and the day after them.</summary>
    public static string Syslog(string[] administrators)
    {
        Numbers numbers = new(Seed);
        List<(string Stamp, string Line)> lines = [];
        for (int i = 0; i < 24; i++)
        {
            TimeSpan time = TimeSpan.FromMinutes(490 + (25 * i) + numbers.Next(20));
            string phone = numbers.Next(0xFFFFFF).ToString("X6", CultureInfo.InvariantCulture);
            lines.Add(Event(19 + (i % 2), time, administrators[i % 2], "GeneralConfigurationUpdate", $"record in table device, with key field name = SEP0000{phone}AA updated"));
        }

        lines.Add(Event(20, new TimeSpan(11, 2, 9), administrators[0], "CLICommand", "CLI Command Issued-> show version active"));
        lines.Add(Event(21, new TimeSpan(9, 40, 27), administrators[0], "CLICommand", "CLI Command Issued-> utils remotesyslog set protocol tcp"));
        return string.Concat(lines.OrderBy(line => line.Stamp, StringComparer.Ordinal).Select(line => line.Line + "\n"));
    }

    private static IEnumerable<(string Time, string Line)> Routine(int day, string[] administrators)
    {
        Numbers numbers = new(Seed + (ulong)day);
        for (int i = 0; i < 40; i++)
        {
            TimeSpan time = new(0, 7, 15 + (14 * i), numbers.Next(60), numbers.Next(1000));
            string stamp = time.ToString("hh\\:mm\\:ss\\.fff", CultureInfo.InvariantCulture);
            string user = administrators[numbers.Next(2)];
            yield return (stamp, (i % 4) switch
            {
                0 => Line(stamp, user, "UserLogging", "Success", "", "Successfully Logged into Cisco Unified CM Admin Webpages"),
                3 => Line(stamp, user, "UserLogging", "Success", "", "Successfully Logged out Cisco Unified Administration Web Pages"),
                _ => Line(stamp, user, "GeneralConfigurationUpdate", "Success", "", FormattableString.Invariant($"record in table enduser with key field userid = user{numbers.Next(5000)} updated")),
            });
        }
    }

    /// <summary>Details that are too long for one line.</summary>
    private static IEnumerable<(string Time, string Line)> Fragments(string time, string user)
    {
        string[] pieces =
        [
            "record in table applicationuser with key field name = perfmon-reader updated, the permission information of the gro",
            "ups Standard CCM Admin Users, Standard AXL API Access and Standard CCMADMIN Read O",
            "nly has been updated",
        ];
        return pieces.Select((piece, i) => (time + i + "0", Line(time + i + "0", user, "GeneralConfigurationUpdate", "Success", "4711", piece)));
    }

    private static string Line(string time, string user, string type, string status, string correlation, string details) =>
        $"{time} |LogMessage   UserID : {user}  ClientAddress : 192.0.2.{(user[0] == 'k' ? 17 : 23)}  Severity : 5  EventType : {type}  ResourceAccessed: CUCMAdmin  EventStatus : {status}  "
        + $"CompulsoryEvent : No  AuditCategory : AdministrativeEvent  ComponentID : Cisco CUCM Administration  CorrelationID : {correlation}  "
        + $"AuditDetails :  {details}  App ID: Cisco Tomcat Cluster ID:  Node ID: {Node}";

    private static (string Stamp, string Line) Event(int day, TimeSpan time, string user, string type, string details)
    {
        string stamp = new DateTime(2026, 11, day).Add(time).ToString("MMM d yyyy hh:mm:ss tt", CultureInfo.InvariantCulture);
        bool command = type == "CLICommand";
        return (
            new DateTime(2026, 11, day).Add(time).ToString("s", CultureInfo.InvariantCulture),
            $"<189>{stamp}.000 UTC :  %UC_AUDITLOG-5-AdministrativeEvent: %[ UserID ={user}][ ClientAddress =192.0.2.{(user[0] == 'k' ? 17 : 23)}][ Severity =5][ EventType ={type}]"
            + $"[ ResourceAccessed={(command ? "GenericCLI" : "CUCMAdmin")}][ EventStatus =Success][ CompulsoryEvent =No][ AuditCategory =AdministrativeEvent]"
            + $"[ ComponentID ={(command ? "CLI" : "Cisco CUCM Administration")}][ AuditDetails ={details}]"
            + $"[App ID={(command ? "Command Line" : "Cisco Tomcat")}][Cluster ID=][Node ID={Publisher}]: Audit Event is generated by this application");
    }
}
