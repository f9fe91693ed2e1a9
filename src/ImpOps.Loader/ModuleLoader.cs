using System;
using System.IO;
using System.Management.Automation;
using System.Reflection;
#if NET
using System.Runtime.Loader;
#endif

namespace ImpOps.Loader;

/// <summary>
/// Lets the module assembly find the library and what that stands on. It is a nested module of its own because the types of the module assembly
/// cannot be looked at, not even for an initializer, before the library can be found.
/// </summary>
public sealed class ModuleLoader : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private const string Library = "ImpOps";

    private static readonly string Dependencies =
        Path.Combine(Path.GetDirectoryName(typeof(ModuleLoader).Assembly.Location)!, "dependencies");

#if NET
    private static readonly DependencyContext Context = new();

    /// <summary>Called by PowerShell when the module is imported.</summary>
    public void OnImport() => AssemblyLoadContext.Default.Resolving += Resolve;

    /// <summary>Called by PowerShell when the module is removed.</summary>
    public void OnRemove(PSModuleInfo psModuleInfo) => AssemblyLoadContext.Default.Resolving -= Resolve;

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        name.Name == Library ? Context.LoadFromAssemblyName(name) : null;

    /// <summary>Where the library and its dependencies live: another module's CsvHelper, of whatever version, does not meet ours here.</summary>
    private sealed class DependencyContext() : AssemblyLoadContext(Library)
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            string path = Path.Combine(Dependencies, assemblyName.Name + ".dll");
            return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
        }
    }
#else
    /// <summary>Called by PowerShell when the module is imported.</summary>
    public void OnImport() => AppDomain.CurrentDomain.AssemblyResolve += Resolve;

    /// <summary>Called by PowerShell when the module is removed.</summary>
    public void OnRemove(PSModuleInfo psModuleInfo) => AppDomain.CurrentDomain.AssemblyResolve -= Resolve;

    /// <summary>
    /// Windows PowerShell has no binding redirects for modules, so an assembly is given to whoever of ours asks for any version of it. To others it
    /// is not given.
    /// </summary>
    private static Assembly? Resolve(object sender, ResolveEventArgs request)
    {
        string name = new AssemblyName(request.Name).Name;
        string path = Path.Combine(Dependencies, name + ".dll");
        bool ours = request.RequestingAssembly is { IsDynamic: false } requesting
            ? requesting.Location.StartsWith(Path.GetDirectoryName(Dependencies) + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase)
            : name == Library;
        return ours && File.Exists(path) ? Assembly.LoadFrom(path) : null;
    }
#endif
}
