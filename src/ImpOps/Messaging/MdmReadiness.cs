using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using ImpOps.Capacity;
using ImpOps.Relogin;
using ImpOps.Tables;
using ImpOps.Text;

namespace ImpOps.Messaging;

/// <summary>Whether a deployment is ready for multiple device messaging: its clients, Expressway, instant messaging, retry limits and capacity.</summary>
public sealed class MdmReadiness(MdmReadinessOptions options)
{
    /// <summary>Clients are listed, and the versions of all that are Jabber are known.</summary>
    public const string ClientsKnown = nameof(ClientsKnown);

    /// <summary>A version of Jabber supports multiple device messaging.</summary>
    public const string ClientVersion = nameof(ClientVersion);

    /// <summary>A client is not Jabber: it works, without multiple device messaging.</summary>
    public const string ThirdPartyClient = nameof(ThirdPartyClient);

    /// <summary>Expressway is new enough for clients that come through it.</summary>
    public const string Expressway = nameof(Expressway);

    /// <summary>Instant messaging is enabled.</summary>
    public const string InstantMessaging = nameof(InstantMessaging);

    /// <summary>The nodes are listed.</summary>
    public const string NodesKnown = nameof(NodesKnown);

    /// <summary>The retry limits of a group are set right.</summary>
    public const string RetryLimits = nameof(RetryLimits);

    /// <summary>A failover, which takes about twice as long with multiple device messaging, is short enough.</summary>
    public const string FailoverTime = nameof(FailoverTime);

    /// <summary>A group has the nodes that its clients need, and not only those that its users need.</summary>
    public const string ClientCapacity = nameof(ClientCapacity);

    private const int MostNamedUsers = 5;

    private readonly Dictionary<(string Name, ProductVersion? Version), Clients> _clients = [];
    private readonly HashSet<string> _users = new(StringComparer.OrdinalIgnoreCase);
    private long _clientCount;
    private long _withoutUser;

    /// <summary>Clients that were added.</summary>
    public long ClientCount => _clientCount;

    /// <summary>Takes a client.</summary>
    public void Add(MdmClient client)
    {
        _clientCount++;
        (string, ProductVersion?) software = (client.Name, client.Version);
        if (!_clients.TryGetValue(software, out Clients? clients))
        {
            _clients.Add(software, clients = new Clients(client));
        }

        clients.Count++;
        if (client.UserId is null)
        {
            _withoutUser++;
        }
        else
        {
            _users.Add(client.UserId);
            if (clients.Users.Count < MostNamedUsers && !clients.Users.Contains(client.UserId, StringComparer.OrdinalIgnoreCase))
            {
                clients.Users.Add(client.UserId);
            }
        }
    }

    /// <summary>Takes the clients of a CSV file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="encoding">The encoding of a file without byte order mark that is not UTF-8.</param>
    /// <param name="tell">Takes rows that are not understood; null throws the first.</param>
    /// <param name="progress">Is told how far the reading has come.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="ImpOpsException"><c>FileNotFound</c>, <c>FileNotReadable</c>, <c>PathIsDirectory</c>, <c>MdmClientHeaderMissing</c>, and what a row throws.</exception>
    public void AddFile(string path, Encoding? encoding = null, Action<InputProblem>? tell = null, Action<ReadProgress>? progress = null, CancellationToken cancellation = default)
    {
        using FileStream file = InputFile.Open(path);
        try
        {
            MdmClientFile.Read(file, path, encoding, new ProblemLog(tell ?? InputProblem.ThrowErrors, MdmClientFile.MostErrors), Add, () =>
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Invoke(new ReadProgress(path, file.Position, file.Length));
            });
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Errors.FileNotReadable(path, problem);
        }
    }

    /// <summary>Makes the checks: of the whole deployment first, then of each group.</summary>
    public IEnumerable<Finding> Check()
    {
        yield return CheckClientsKnown();
        foreach (Clients clients in _clients.Values.OrderBy(clients => clients.Client.Name, StringComparer.OrdinalIgnoreCase).ThenBy(clients => clients.Client.Version))
        {
            if (!clients.Client.IsJabber)
            {
                yield return Of(ThirdPartyClient, true, Software(clients.Client), null, Errors.Format(Messages.ThirdPartyClientPass, clients.Count, Software(clients.Client)));
            }
            else if (clients.Client.Version is ProductVersion version)
            {
                yield return CheckVersion(clients, version);
            }
        }

        yield return CheckExpressway();
        yield return options.InstantMessagingEnabled switch
        {
            null => NotKnown(InstantMessaging, Messages.InstantMessagingUnknown),
            true => Of(InstantMessaging, true, true, true, Messages.InstantMessagingPass),
            false => Of(InstantMessaging, false, false, true, Messages.InstantMessagingFail),
        };
        if (options.Node.Count == 0)
        {
            yield return NotKnown(NodesKnown, Messages.NodesUnknown);
            yield break;
        }

        yield return Of(NodesKnown, true, options.Node.Count, null, Errors.Format(Messages.NodesKnownPass, options.Node.Count));
        foreach (IGrouping<string, MdmNode> group in options.Node.GroupBy(node => (node.PresenceRedundancyGroup ?? "").Trim(), StringComparer.OrdinalIgnoreCase))
        {
            foreach (Finding finding in CheckGroup(group.Key.Length > 0 ? group.Key : null, [.. group]))
            {
                yield return finding;
            }
        }
    }

    private static Finding Of(string check, bool passed, object? actual, object? expected, string message, string? group = null, string? erratum = null) => new()
    {
        Check = check,
        PresenceRedundancyGroup = group,
        Passed = passed,
        Actual = actual,
        Expected = expected,
        Erratum = erratum,
        Message = message,
    };

    private static Finding NotKnown(string check, string message, string? group = null) => Of(check, false, null, null, message, group);

    private static string Software(MdmClient client) => client.Version is null ? client.Name : $"{client.Name} {client.Version}";

    private Finding CheckClientsKnown()
    {
        Clients[] unknown = [.. _clients.Values.Where(clients => clients.Client is { IsJabber: true, Version: null })];
        return _clientCount == 0 ? NotKnown(ClientsKnown, Messages.ClientsUnknown)
            : unknown.Length > 0 ? NotKnown(ClientsKnown, WithUsers(Errors.Format(Messages.ClientVersionsUnknown, unknown.Sum(clients => clients.Count), _clientCount), unknown))
            : Of(ClientsKnown, true, _clientCount, null, Errors.Format(Messages.ClientsKnownPass, _clientCount));
    }

    private static Finding CheckVersion(Clients clients, ProductVersion version)
    {
        ProductVersion needed = MdmRequirements.Jabber;
        return version >= needed
            ? Of(ClientVersion, true, version.ToString(), needed.ToString(), Errors.Format(Messages.ClientVersionPass, clients.Count, Software(clients.Client)))
            : Of(ClientVersion, false, version.ToString(), needed.ToString(), WithUsers(Errors.Format(Messages.ClientVersionFail, clients.Count, Software(clients.Client), needed), clients));
    }

    private Finding CheckExpressway()
    {
        ProductVersion needed = MdmRequirements.Expressway;
        return !options.MobileAndRemoteAccess ? Of(Expressway, true, null, null, Messages.ExpresswayNotUsed)
            : options.ExpresswayVersion is not ProductVersion version ? NotKnown(Expressway, Errors.Format(Messages.ExpresswayUnknown, needed))
            : version >= needed ? Of(Expressway, true, version.ToString(), needed.ToString(), Errors.Format(Messages.ExpresswayPass, version))
            : Of(Expressway, false, version.ToString(), needed.ToString(), Errors.Format(Messages.ExpresswayFail, version, needed));
    }

    private IEnumerable<Finding> CheckGroup(string? name, MdmNode[] nodes)
    {
        MdmNode[] withoutMode = Array.FindAll(nodes, node => node.HighAvailabilityMode is null);
        if (withoutMode.Length == 0)
        {
            NodeRetrySettings[] settings = [.. nodes.Select(Settings)];
            string[] failed = [.. RetryLimitAudit.Check(settings).Where(finding => !finding.Passed).Select(finding => finding.Check).Distinct()];
            yield return failed.Length == 0
                ? Of(RetryLimits, true, 0, 0, Messages.RetryLimitsPass, name)
                : Of(RetryLimits, false, failed.Length, 0, Errors.Format(Messages.RetryLimitsFail, string.Join(", ", failed)), name);
            yield return CheckFailover(name, nodes);
        }
        else if (withoutMode.Length < nodes.Length)
        {
            yield return NotKnown(RetryLimits, Errors.Format(Messages.MdmNodeModeMissing, string.Join(", ", withoutMode.Select(node => node.NodeName ?? "-"))), name);
        }

        yield return CheckCapacity(name, nodes);
    }

    private static NodeRetrySettings Settings(MdmNode node) => new()
    {
        PresenceRedundancyGroup = node.PresenceRedundancyGroup,
        NodeName = node.NodeName,
        OvaSize = node.OvaSize,
        HighAvailabilityMode = node.HighAvailabilityMode!.Value,
        UserCount = node.UserCount,
        RetryLowerLimit = node.RetryLowerLimit,
        RetryUpperLimit = node.RetryUpperLimit,
        CriticalServiceDownDelay = node.CriticalServiceDownDelay,
    };

    /// <summary>The last client is back when the upper limit has passed that is set; where none is known, the one that should be.</summary>
    private Finding CheckFailover(string? name, MdmNode[] nodes)
    {
        int upper;
        try
        {
            upper = nodes.Max(node => node.RetryUpperLimit) ?? RetryLimit.For(new RetryLimitRequest
            {
                OvaSize = nodes[0].OvaSize,
                HighAvailabilityMode = nodes[0].HighAvailabilityMode!.Value,
                NodeUserCount = [.. nodes.Select(node => node.UserCount ?? throw Errors.UserCountMissing())],
                CriticalServiceDownDelay = nodes.Max(node => node.CriticalServiceDownDelay),
            }).RetryUpperLimit;
        }
        catch (ImpOpsException problem)
        {
            return NotKnown(FailoverTime, problem.Message, name);
        }

        // An inventory may hold any number: one that is too large must not come out as a small one.
        int seconds = (int)Math.Min((long)upper * PublishedDefaults.MdmFailoverFactor, int.MaxValue);
        int? most = options.MaximumFailoverTime is TimeSpan time ? (int)Math.Min(time.TotalSeconds, int.MaxValue) : null;
        bool passed = !(seconds > most);
        string message = Errors.Format(Messages.FailoverTimeInWords, seconds, upper);
        return Of(FailoverTime, passed, seconds, most, passed ? message : message + Messages.SentenceSeparator + Errors.Format(Messages.FailoverTimeFail, most), name);
    }

    private Finding CheckCapacity(string? name, MdmNode[] nodes)
    {
        if (Array.Exists(nodes, node => node.UserCount is null))
        {
            return NotKnown(ClientCapacity, Messages.ClientCapacityUsersUnknown, name);
        }

        double? perUser = options.ClientPerUser ?? (_clientCount > 0 && _withoutUser == 0 ? (double)_clientCount / _users.Count : null);
        if (perUser is not double clients)
        {
            return NotKnown(ClientCapacity, Messages.ClientPerUserUnknown, name);
        }

        try
        {
            // Where the sizes differ, the smallest is what each node can be relied on for.
            JsmCapacityPlan plan = JsmCapacityPlan.For(nodes.Min(node => node.OvaSize), nodes.Sum(node => node.UserCount!.Value), clients, nodes[0].HighAvailabilityMode);
            bool passed = nodes.Length >= plan.NodeCount;
            return Of(ClientCapacity, passed, nodes.Length, plan.NodeCount,
                Errors.Format(passed ? Messages.ClientCapacityPass : Messages.ClientCapacityFail, plan.UserCount, clients, plan.TotalSessionCount, plan.NodeCount, plan.OvaSize), name);
        }
        catch (ImpOpsException problem)
        {
            return Of(ClientCapacity, false, null, null, problem.Message, name);
        }
    }

    /// <summary>Adds a few of the users, so that one knows where to begin.</summary>
    private static string WithUsers(string message, params Clients[] clients)
    {
        string[] users = [.. clients.SelectMany(some => some.Users).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostNamedUsers)];
        return users.Length == 0 ? message : message + Messages.SentenceSeparator + Errors.Format(Messages.ClientsOfUsers, string.Join(", ", users));
    }

    private sealed class Clients(MdmClient client)
    {
        public MdmClient Client { get; } = client;

        public List<string> Users { get; } = [];

        public long Count { get; set; }
    }
}
