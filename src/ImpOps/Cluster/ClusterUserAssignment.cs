using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ImpOps.Capacity;

namespace ImpOps.Cluster;

/// <summary>The assigned users of a live cluster, to be moved.</summary>
public sealed class ClusterUserAssignment : IUserAssignment
{
    private readonly ClusterConnection _connection;

    /// <summary>Moves users over <paramref name="connection"/>, which stays the caller's to dispose.</summary>
    public ClusterUserAssignment(ClusterConnection connection)
    {
        _connection = connection;
    }

    /// <summary>The database publisher of the cluster: the name of a connection may be another one tomorrow. Where it is not known, the server.</summary>
    public string ClusterName => _connection.ClusterName;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> NodeName => [.. _connection.Nodes.Select(node => node.Name)];

    /// <inheritdoc/>
    public async Task<string?> FindNodeAsync(string userId, CancellationToken cancellationToken) =>
        (await _connection.FindAssignedUserAsync(userId, cancellationToken).ConfigureAwait(false))?.NodeName;

    /// <inheritdoc/>
    public Task AssignAsync(string userId, string nodeName, CancellationToken cancellationToken) =>
        _connection.AssignUserAsync(userId, nodeName, cancellationToken);

    /// <inheritdoc/>
    public Task UnassignAsync(string userId, CancellationToken cancellationToken) => _connection.UnassignUserAsync(userId, cancellationToken);
}
