using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using ImpOps.Cluster;

namespace ImpOps.PowerShell;

/// <summary>The open connections of a session, the default one last. Each runspace has its own, as it has its own variables.</summary>
internal sealed class ConnectionStore
{
    private static readonly ConditionalWeakTable<Runspace, ConnectionStore> Stores = new();

    private readonly List<ClusterConnection> _connections = [];

    /// <summary>The store of the running session.</summary>
    public static ConnectionStore Current => Stores.GetValue(Runspace.DefaultRunspace, _ => new ConnectionStore());

    /// <summary>The connections, in the order in which they were made.</summary>
    public IReadOnlyList<ClusterConnection> All => _connections;

    /// <summary>The connection that commands take where none is named: the one made last; null where there is none.</summary>
    public ClusterConnection? Default => _connections.LastOrDefault();

    /// <summary>The connection of that name, in any case; null where there is none.</summary>
    public ClusterConnection? Find(string name) =>
        _connections.FirstOrDefault(connection => string.Equals(connection.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Adds a connection, which becomes the default. One of the same name is closed.</summary>
    public void Add(ClusterConnection connection)
    {
        if (Find(connection.Name) is ClusterConnection before)
        {
            Close(before);
        }

        _connections.Add(connection);
    }

    /// <summary>Closes a connection, which no command takes any more.</summary>
    public void Close(ClusterConnection connection)
    {
        _ = _connections.Remove(connection);
        connection.Dispose();
    }
}
