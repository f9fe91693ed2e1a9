using System.Collections.Generic;

namespace ImpOps;

/// <content>Failures of planning.</content>
internal static partial class Errors
{
    public static ImpOpsException ToleranceOutOfRange(double percent, int widest) =>
        New(nameof(Messages.ToleranceOutOfRange), ErrorKind.InvalidArgument, percent, percent, widest);

    public static ImpOpsException SessionPerUserOutOfRange(double sessions, double most) =>
        New(nameof(Messages.SessionPerUserOutOfRange), ErrorKind.InvalidArgument, sessions, sessions, most);

    public static ImpOpsException RebalanceNoUsers() =>
        New(nameof(Messages.RebalanceNoUsers), ErrorKind.InvalidArgument, null);

    public static ImpOpsException RebalanceUserMissing(string? node) =>
        New(nameof(Messages.RebalanceUserMissing), ErrorKind.InvalidData, node, node);

    public static ImpOpsException RebalanceNodeMissing(string user) =>
        New(nameof(Messages.RebalanceNodeMissing), ErrorKind.InvalidData, user, user);

    public static ImpOpsException RebalanceUserTwice(string user, string? first, string? second) =>
        New(nameof(Messages.RebalanceUserTwice), ErrorKind.InvalidData, user, user, first ?? "-", second ?? "-");

    public static ImpOpsException RebalanceNodeInTwoGroups(string node, string first, string second) =>
        New(nameof(Messages.RebalanceNodeInTwoGroups), ErrorKind.InvalidData, node, node, first, second);

    public static ImpOpsException RebalanceOvaSizeMissing(IEnumerable<string> nodes) =>
        New(nameof(Messages.RebalanceOvaSizeMissing), ErrorKind.InvalidArgument, null, string.Join(", ", nodes));

    public static ImpOpsException RebalanceGroupModesDiffer(string group, IEnumerable<string> nodes) =>
        New(nameof(Messages.RebalanceGroupModesDiffer), ErrorKind.InvalidArgument, group, group, string.Join(", ", nodes));

    public static ImpOpsException RebalanceStandbyHasUsers(string group, IEnumerable<string> nodes) =>
        New(nameof(Messages.RebalanceStandbyHasUsers), ErrorKind.InvalidArgument, group, group, string.Join(", ", nodes));

    public static ImpOpsException RebalanceGroupOfOneNode(string group, string node) =>
        New(nameof(Messages.RebalanceGroupOfOneNode), ErrorKind.InvalidData, group, group, node);

    public static ImpOpsException RebalanceSessionsAssumed(int users) =>
        New(nameof(Messages.RebalanceSessionsAssumed), ErrorKind.InvalidData, null, users);

    public static ImpOpsException RebalanceUsersOfReport(int users) =>
        New(nameof(Messages.RebalanceUsersOfReport), ErrorKind.InvalidData, null, users);

    public static ImpOpsException RebalanceReportUsersUnknown(int users) =>
        New(nameof(Messages.RebalanceReportUsersUnknown), ErrorKind.InvalidData, null, users);

    public static ImpOpsException RebalanceReportNodesUnknown(IEnumerable<string> nodes) =>
        New(nameof(Messages.RebalanceReportNodesUnknown), ErrorKind.InvalidData, null, string.Join(", ", nodes));

    public static ImpOpsException BatchSizeOutOfRange(int size) =>
        New(nameof(Messages.BatchSizeOutOfRange), ErrorKind.InvalidArgument, size, size);

    public static ImpOpsException MoveUserTwice(string user) =>
        New(nameof(Messages.MoveUserTwice), ErrorKind.InvalidArgument, user, user);

    public static ImpOpsException MoveNodeUnknown(string user, string node, IEnumerable<string> nodes) =>
        New(nameof(Messages.MoveNodeUnknown), ErrorKind.NotFound, node, user, node, string.Join(", ", nodes));

    public static ImpOpsException MoveUserElsewhere(string user, string? node, string from) =>
        New(nameof(Messages.MoveUserElsewhere), ErrorKind.InvalidState, user, user, node ?? "-", from);

    public static ImpOpsException MoveNotDone(string user, string to, string? node) =>
        New(nameof(Messages.MoveNotDone), ErrorKind.RequestRefused, user, user, to, node ?? "-");

    public static ImpOpsException RebalanceUsersUnassigned(int users) =>
        New(nameof(Messages.RebalanceUsersUnassigned), ErrorKind.InvalidData, null, users);
}
