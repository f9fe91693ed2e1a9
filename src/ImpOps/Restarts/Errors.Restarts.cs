using System;
using System.Collections.Generic;
using ImpOps.Restarts;

namespace ImpOps;

internal static partial class Errors
{
    public static ImpOpsException RestartPlanGroupMissing(IEnumerable<string> groups) =>
        New(nameof(Messages.RestartPlanGroupMissing), ErrorKind.InvalidArgument, null, string.Join(", ", groups));

    public static ImpOpsException RestartPlanOutOfOrder(int step, int previous) =>
        New(nameof(Messages.RestartPlanOutOfOrder), ErrorKind.InvalidArgument, step, step, previous);

    public static ImpOpsException RestartPlanServiceUnknown(int step, string? service, IEnumerable<string> known) =>
        New(nameof(Messages.RestartPlanServiceUnknown), ErrorKind.InvalidArgument, service, step, service, string.Join(", ", known));

    public static ImpOpsException RestartPlanWaitMissing(int moved, int step) =>
        New(nameof(Messages.RestartPlanWaitMissing), ErrorKind.InvalidArgument, step, moved, step);

    public static ImpOpsException RestartPlanHighAvailabilityLeftOff(int step) =>
        New(nameof(Messages.RestartPlanHighAvailabilityLeftOff), ErrorKind.InvalidArgument, step, step);

    public static ImpOpsException RestartPlanNodeUnknown(string nodeName, string group, IEnumerable<string> nodes) =>
        New(nameof(Messages.RestartPlanNodeUnknown), ErrorKind.NotFound, nodeName, nodeName, group, string.Join(", ", nodes));

    public static ImpOpsException RestartHighAvailabilityOn(string group) =>
        New(nameof(Messages.RestartHighAvailabilityOn), ErrorKind.InvalidState, group, group);

    public static ImpOpsException RestartHighAvailabilityStaysOn(string group, TimeSpan waited) =>
        New(nameof(Messages.RestartHighAvailabilityStaysOn), ErrorKind.TimedOut, group, group, waited);

    public static ImpOpsException RestartHighAvailabilityStaysOff(string group, TimeSpan waited) =>
        New(nameof(Messages.RestartHighAvailabilityStaysOff), ErrorKind.TimedOut, group, group, waited);

    public static ImpOpsException RestartNodesNotNormal(string group, IEnumerable<string> nodes, TimeSpan waited) =>
        New(nameof(Messages.RestartNodesNotNormal), ErrorKind.TimedOut, group, group, string.Join(", ", nodes), waited);

    public static ImpOpsException RestartServiceNotStarted(string service, string nodeName, ServiceRunState state) =>
        New(nameof(Messages.RestartServiceNotStarted), ErrorKind.InvalidState, nodeName, service, nodeName, state);

    public static ImpOpsException RestartServiceAgeUnknown(string service, string nodeName) =>
        New(nameof(Messages.RestartServiceAgeUnknown), ErrorKind.InvalidState, nodeName, service, nodeName);

    public static ImpOpsException RestartServiceNotBack(string service, string nodeName, ServiceRunState state, TimeSpan waited) =>
        New(nameof(Messages.RestartServiceNotBack), ErrorKind.TimedOut, nodeName, service, nodeName, state, waited);

    public static ImpOpsException RestartNotCarriedOut(string service, string nodeName, TimeSpan waited) =>
        New(nameof(Messages.RestartNotCarriedOut), ErrorKind.TimedOut, nodeName, service, nodeName, waited);

    public static ImpOpsException RestartSessionsNotBack(string nodeName, int? sessions, int expected, string service) =>
        New(nameof(Messages.RestartSessionsNotBack), ErrorKind.TimedOut, nodeName, nodeName, (object?)sessions ?? "?", expected, service);
}
