using System;
using System.Collections.Generic;
using System.Linq;
using ImpOps.Lab.State;

namespace ImpOps.Lab.Soap;

/// <summary>A counter of a set.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value for an instance; null while what it counts is down.</param>
internal sealed record CounterDefinition(string Name, Func<string, long?> Value);

/// <summary>A PerfMon object of a node.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Instances">Its instances; null where it has none.</param>
/// <param name="Counters">Its counters.</param>
internal sealed record CounterSet(string Name, IReadOnlyList<string>? Instances, IReadOnlyList<CounterDefinition> Counters)
{
    /// <summary>Clients in every ten users, and what comes on top of them.</summary>
    private const int ClientsInTen = 12;

    private const int PhantomsInTen = 1;

    private static readonly string[] Processors = ["_Total", "0", "1", "2", "3"];

    /// <summary>What a node offers.</summary>
    public static IReadOnlyList<CounterSet> Of(ClusterState state, LabNode node)
    {
        List<CounterSet> sets =
        [
            new("Processor", Processors, [new("% CPU Time", instance => 7 + instance.Length), new("Idle Percentage", instance => 93 - instance.Length)]),
            new("Memory", null, [new("% Mem Used", _ => 61), new("Total KBytes", _ => 8_010_164)]),
        ];
        if (node.IsPresence)
        {
            sets.AddRange(OfPresence(state, node));
        }

        return sets;
    }

    private static IEnumerable<CounterSet> OfPresence(ClusterState state, LabNode node)
    {
        long sessions = state.Sessions(node);
        long clients = sessions * ClientsInTen / 10;
        long phantoms = sessions * PhantomsInTen / 10;
        long hybrids = phantoms / 2;
        bool messagingToSeveral = state.Parameters.First(parameter => parameter.Kind.Name == "EnableMultiDeviceMessaging").Value == "True";
        long upSeconds = node.RouterSince is DateTimeOffset since ? (long)(state.Timeline.Now - since).TotalSeconds : 0;

        long? Engine(long value) => node.IsUp(ServiceKind.PresenceEngine) ? value : null;
        long? Router(long value) => node.IsUp(ServiceKind.Router) ? value : null;
        long? Mdm(long value) => Router(messagingToSeveral ? value : 0);

        yield return new CounterSet("Cisco Presence Engine", null,
        [
            new("ActiveCalendarSubscriptions", _ => Engine(0)),
            new("ActiveJsmSessions", _ => Engine(sessions)),
            new("ActiveSubscriptions", _ => Engine(sessions * 20)),
        ]);
        yield return new CounterSet("Cisco XCP JSM", null,
        [
            new("JsmIMSessions", _ => Router(sessions + clients)),
            new("JsmClientSessionsActive", _ => Router(clients)),
            new("JsmPhantomSessionsActive", _ => Router(phantoms)),
            new("JsmHybridSessionsActive", _ => Router(hybrids)),
            new("JSMSessionsExceedsThreshold", _ => Router(0)),
            new("JsmTotalMessagePackets", _ => Router(upSeconds * 3)),
        ]);
        yield return new CounterSet(
            "Cisco XCP JSM Session Counters",
            [.. state.Users.Where(user => user.Node == node).Take(3).Select(user => $"{user.Id}@lab.example/composed")],
            [new("SessMsgInLast60Sec", _ => Router(2))]);
        yield return new CounterSet("Cisco XCP CM", null, [new("CmConnectedSockets", _ => Router(clients)), new("CmFailedRequests", _ => Router(0))]);
        yield return new CounterSet("Cisco XCP MDM Counters", null,
        [
            new("MDMSessions", _ => Mdm(clients)),
            new("MDMSilentModeSessions", _ => Mdm(clients / 10)),
            new("MDMQuietModeSessions", _ => Mdm(clients / 20)),
            new("MDMBufferFlushes", _ => Mdm(upSeconds / 6)),
            new("MDMBufferFlushesLimitReached", _ => Mdm(upSeconds / 600)),
            new("MDMBufferFlushPacketCount", _ => Mdm(clients / 4)),
            new("MDMBufferAvgQueuedTime", _ => Mdm(clients == 0 ? 0 : 4)),
        ]);
    }
}
