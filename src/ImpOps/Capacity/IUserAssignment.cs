using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace ImpOps.Capacity;

/// <summary>Where users are assigned, and how that is changed. A problem of the target is an <see cref="ImpOpsException"/>.</summary>
public interface IUserAssignment
{
    /// <summary>What the cluster is called. It is the same tomorrow: moves that were cut short go on only on the cluster on which they were begun.</summary>
    public string ClusterName { get; }

    /// <summary>The nodes that users can be assigned to.</summary>
    public IReadOnlyCollection<string> NodeName { get; }

    /// <summary>The node that a user is assigned to; null for none.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<string?> FindNodeAsync(string userId, CancellationToken cancellationToken);

    /// <summary>Assigns a user to a node. Is not repeated by itself.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="nodeName">The node.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task AssignAsync(string userId, string nodeName, CancellationToken cancellationToken);

    /// <summary>Takes a user off the node that he is assigned to. Is not repeated by itself.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task UnassignAsync(string userId, CancellationToken cancellationToken);
}
