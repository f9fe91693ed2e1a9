using System.Collections.Generic;
using System.Linq;

namespace ImpOps.PowerShell.Completion;

/// <summary>Completes the names of the nodes of the open connections, as they were read last.</summary>
public sealed class NodeNameCompleter : WordCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<(string Text, string? ToolTip)> Words() =>
        ConnectionStore.Current.All.SelectMany(connection => connection.Nodes).Select(node => (node.Name, node.Description));
}
