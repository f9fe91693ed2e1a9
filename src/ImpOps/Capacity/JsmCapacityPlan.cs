using System;
using ImpOps.Tables;

namespace ImpOps.Capacity;

/// <summary>How many nodes a number of users with a number of clients each needs, and how full each of them will be.</summary>
public sealed class JsmCapacityPlan : JsmCapacity
{
    private JsmCapacityPlan(OvaSize size, long perNode, JsmCapacityRequest request, int userCount, double clientPerUser, long clients, int nodeCount)
        : base(size, perNode, request)
    {
        UserCount = userCount;
        ClientPerUser = clientPerUser;
        TotalSessionCount = clients;
        NodeCount = nodeCount;
    }

    /// <summary>The users that were planned for.</summary>
    public int UserCount { get; }

    /// <summary>Clients that each user is signed in with, on average.</summary>
    public double ClientPerUser { get; }

    /// <summary>Sessions of the whole deployment: users times clients, rounded up.</summary>
    public long TotalSessionCount { get; }

    /// <summary>
    /// Nodes that are needed so that no node is over the threshold and none has more clients than its OVA is made for users;
    /// with high availability always whole groups of two.
    /// </summary>
    public int NodeCount { get; }

    /// <summary>Plans the nodes for a deployment. It is sized by clients, not by users, as the guide asks where users have several.</summary>
    /// <param name="ovaSize">The OVA size of every node.</param>
    /// <param name="userCount">Users, at least 1.</param>
    /// <param name="clientPerUser">Clients per user, on average; more than 0.</param>
    /// <param name="mode">The mode of the groups; null without high availability.</param>
    /// <param name="thresholdPercent">The fill that no node may exceed, in percent; null takes the alert's default.</param>
    /// <exception cref="ImpOpsException">
    /// <c>OvaSizeUnknown</c>, <c>UserCountNotPositive</c>, <c>UserCountAbsurd</c>, <c>ClientPerUserOutOfRange</c> or <c>ThresholdOutOfRange</c>.
    /// </exception>
    public static JsmCapacityPlan For(int ovaSize, int userCount, double clientPerUser, HighAvailabilityMode? mode = null, int? thresholdPercent = null)
    {
        if (userCount <= 0)
        {
            throw Errors.UserCountNotPositive(userCount);
        }

        if (userCount > Plausible.MostUsers)
        {
            throw Errors.UserCountAbsurd(userCount, Plausible.MostUsers);
        }

        if (!(clientPerUser > 0 && clientPerUser <= Plausible.MostClientsPerUser))
        {
            throw Errors.ClientPerUserOutOfRange(clientPerUser, Plausible.MostClientsPerUser);
        }

        // Exact where a double is not: 3 users with 1.2 clients are 3.6 clients, and 4 at the end.
        long clients = Math.Max(1, (long)Math.Ceiling(userCount * (decimal)clientPerUser));
        CheckThreshold(thresholdPercent);
        OvaSize size = Capacity.OvaSize.Get(ovaSize);
        long threshold = thresholdPercent ?? PublishedDefaults.JsmAlertThresholdPercent;

        // A group of two has the user capacity of one node, however its users are spread: either node must be able to carry them all.
        // So a node counts for half an OVA in active/active, and in active/standby every active node brings one that waits.
        bool bothActive = mode == ImpOps.HighAvailabilityMode.ActiveActive;
        long forSessions = DivideUp(clients, threshold * size.LimitFor(mode) / 100);
        long forUsers = DivideUp(clients * (bothActive ? 2 : 1), size.Users);
        long active = Math.Max(forSessions, forUsers);
        long nodes = mode switch
        {
            null => active,
            ImpOps.HighAvailabilityMode.ActiveActive => active = DivideUp(active, 2) * 2,
            _ => active * 2,
        };

        JsmCapacityRequest request = new() { OvaSize = ovaSize, HighAvailabilityMode = mode, ThresholdPercent = thresholdPercent };
        return new JsmCapacityPlan(size, DivideUp(clients, active), request, userCount, clientPerUser, clients, checked((int)nodes));
    }

    private protected override string FillAdvice() => Errors.Format(Messages.AdvicePlan, NodeCount, OvaSize, TotalSessionCount, SessionCount);

    private static long DivideUp(long dividend, long divisor) => (dividend + divisor - 1) / divisor;
}
