namespace ImpOps;

/// <summary>How the two nodes of a presence redundancy group share its users.</summary>
public enum HighAvailabilityMode : long
{
    /// <summary>Users are assigned to both nodes; each takes over the other's users when that one fails.</summary>
    ActiveActive,

    /// <summary>All users are assigned to one node; the other waits to take them over.</summary>
    ActiveStandby,
}
