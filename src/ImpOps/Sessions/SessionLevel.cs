namespace ImpOps.Sessions;

/// <summary>What one line of the user sessions report is about.</summary>
public enum SessionLevel : long
{
    /// <summary>The whole cluster.</summary>
    Cluster,

    /// <summary>A subcluster, which administrators know as a presence redundancy group.</summary>
    SubCluster,

    /// <summary>A node.</summary>
    Node,

    /// <summary>A user on a node.</summary>
    User,
}
