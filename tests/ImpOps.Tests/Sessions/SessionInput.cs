using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using ImpOps.Sessions;

namespace ImpOps.Tests.Sessions;

/// <summary>Reads text as a report, and keeps what was not understood.</summary>
internal sealed class SessionInput
{
    public List<InputProblem> Problems { get; } = [];

    public SessionReport Report { get; }

    public SessionInput(bool keepUsers = true)
    {
        Report = new SessionReport(Problems.Add, keepUsers);
    }

    public static SessionInput Of(string text, string name = "test.csv") => Of(Encoding.UTF8.GetBytes(text), name);

    public static SessionInput Of(byte[] bytes, string name = "test.csv", Encoding? encoding = null)
    {
        SessionInput input = new();
        input.Report.AddStream(new MemoryStream(bytes), name, encoding);
        return input;
    }

    /// <summary>Reads with so many threads, in blocks of so many bytes. In the smallest blocks no row is plain: each is read by itself, one after the other.</summary>
    public static SessionInput Of(Stream stream, int throttleLimit, int blockSize, Encoding? encoding = null, string name = "test.csv")
    {
        SessionInput input = new();
        input.Report.ThrottleLimit = throttleLimit;
        input.Report.BlockSize = blockSize;
        try
        {
            input.Report.AddStream(stream, name, encoding);
        }
        catch (ImpOpsException problem)
        {
            input.Refused = problem.Message;
        }

        return input;
    }

    /// <summary>Why nothing could be read; null where something was.</summary>
    public string? Refused { get; private set; }

    /// <summary>All that came out: what was told, and the lines of the report.</summary>
    public string[] Everything =>
        [Refused ?? "", .. Problems.Select(found => $"{found.IsWarning}: {found.Problem.Message}"), .. Summaries, .. Users, $"{Report.Build().FirstOrDefault()?.GeneratedAt:O}"];

    public IEnumerable<string> ErrorIds => Problems.Where(found => !found.IsWarning).Select(found => found.Problem.ErrorId);

    public IEnumerable<string> ErrorMessages => Problems.Where(found => !found.IsWarning).Select(found => found.Problem.Message);

    public IEnumerable<string> WarningIds => Problems.Where(found => found.IsWarning).Select(found => found.Problem.ErrorId);

    /// <summary>The summary lines in short: level, group, node, users, sessions, and the device types that have sessions.</summary>
    public string[] Summaries => [.. Report.Build().Cast<SessionSummary>().Select(Short)];

    public string[] Users => [.. Report.Build(new SessionReportQuery { Level = [SessionLevel.User] }).Cast<UserSessions>().Select(
        user => $"{user.PresenceRedundancyGroup}/{user.NodeName}/{user.UserId}: {string.Join('+', user.DeviceType)}")];

    public static string Short(SessionSummary summary) =>
        $"{summary.Level} {summary.PresenceRedundancyGroup}/{summary.NodeName}: {summary.UserCount} users, {summary.SessionCount} sessions ({string.Join(", ", summary.DeviceType.Where(type => type.Value > 0).Select(type => $"{type.Key} {type.Value}"))})";
}
