using System;
using System.IO;
using System.Linq;
using System.Reflection;

namespace ImpOps.PowerShell.Tests;

/// <summary>Where things are, and what the build told of itself.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Version => Metadata("Version");

    public static string OtherCsvHelper => Metadata("OtherCsvHelper");

    public static string Package => Path.Combine(Root, "artifacts", "package", $"ImpOps.{Version}.nupkg");

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    private static string FindRoot()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "ImpOps.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new DirectoryNotFoundException("The repository is not above the tests.");
    }
}
