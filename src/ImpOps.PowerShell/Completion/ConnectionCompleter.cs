using System.Collections.Generic;
using System.Linq;

namespace ImpOps.PowerShell.Completion;

/// <summary>Completes the names of the open connections.</summary>
public sealed class ConnectionCompleter : WordCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<(string Text, string? ToolTip)> Words() =>
        ConnectionStore.Current.All.Select(connection => (connection.Name, (string?)$"{connection.UserName}@{connection.Server}"));
}
