using System.Collections.Generic;
using System.Linq;

namespace ImpOps.PowerShell.Completion;

/// <summary>Completes the names of the presence redundancy groups of the open connections, as they were read last.</summary>
public sealed class PresenceRedundancyGroupCompleter : WordCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<(string Text, string? ToolTip)> Words() =>
        ConnectionStore.Current.All.SelectMany(connection => connection.Groups).Select(group => (group.Name, group.Description));
}
