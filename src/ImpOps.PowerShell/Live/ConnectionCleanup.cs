using System.Linq;
using System.Management.Automation;

namespace ImpOps.PowerShell;

/// <summary>Closes what is open when the module is removed from a session: credentials do not outlive it.</summary>
public sealed class ConnectionCleanup : IModuleAssemblyCleanup
{
    /// <summary>Called by PowerShell when the module is removed.</summary>
    /// <param name="psModuleInfo">The module.</param>
    public void OnRemove(PSModuleInfo psModuleInfo) => ConnectionStore.Current.All.ToList().ForEach(ConnectionStore.Current.Close);
}
