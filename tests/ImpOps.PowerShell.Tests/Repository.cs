using System.IO;
using System.Linq;
using System.Reflection;
using ImpOps.Tests;

namespace ImpOps.PowerShell.Tests;

/// <summary>Where things are, and what the build told of itself.</summary>
internal static class Repository
{
    public static string Root => RepositoryRoot.Path;

    public static string Version => Metadata("Version");

    public static string OtherCsvHelper => Metadata("OtherCsvHelper");

    public static string Lab => Path.Combine(Root, "tests", "ImpOps.Lab", "bin", Configuration, "net10.0", "ImpOps.Lab.dll");

    public static string HelpBuilder => Path.Combine(Root, "build", "ImpOps.HelpBuilder", "bin", Configuration, "net8.0", "ImpOps.HelpBuilder.dll");

    public static string Package => Path.Combine(Root, "artifacts", "package", $"ImpOps.{Version}.nupkg");

    /// <summary>The folder of a PowerShell out of packages; null where the installed one is to be taken.</summary>
    public static string? PowerShellHost =>
        FindMetadata("PowerShellSdkVersion") is null ? null : Path.Combine(Root, "tests", "ImpOps.PowerShellHost", "bin", Configuration, "net10.0");

    private static string Configuration => Metadata("Configuration");

    private static string Metadata(string key) => FindMetadata(key) ?? throw new InvalidDataException($"The build told no '{key}'.");

    private static string? FindMetadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().SingleOrDefault(attribute => attribute.Key == key)?.Value;
}
