using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;

namespace ImpOps.PowerShell.Tests;

/// <summary>The module out of its package, in a clean folder, as Install-Module lays it down.</summary>
internal static class PackagedModule
{
    private static readonly string[] PackageParts = ["_rels/", "package/", "[Content_Types].xml", "ImpOps.nuspec"];

    /// <summary>The files of the package that make up the module.</summary>
    public static string[] Files()
    {
        using ZipArchive package = ZipFile.OpenRead(Repository.Package);
        return [.. package.Entries.Select(entry => entry.FullName).Where(IsOfModule).Order(StringComparer.Ordinal)];
    }

    /// <summary>What is in a file of the package.</summary>
    public static byte[] Read(string file)
    {
        using ZipArchive package = ZipFile.OpenRead(Repository.Package);
        using Stream content = package.GetEntry(file)!.Open();
        using MemoryStream bytes = new();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>What the package says of itself: an element of its nuspec.</summary>
    public static string Metadata(string element)
    {
        using ZipArchive package = ZipFile.OpenRead(Repository.Package);
        using Stream nuspec = package.GetEntry("ImpOps.nuspec")!.Open();
        return XDocument.Load(nuspec).Descendants().Single(found => found.Name.LocalName == element).Value;
    }

    /// <summary>Lays the module down and returns the path of its manifest.</summary>
    /// <param name="build">
    /// The build to load. PowerShell 7 takes net8.0; for netstandard2.0, which Windows PowerShell 5.1 takes, the manifest is made to say so.
    /// </param>
    public static string Install(string build)
    {
        string target = Path.Combine(Repository.Root, "artifacts", "test", build, "ImpOps", Repository.Version);
        if (Directory.Exists(target))
        {
            Directory.Delete(target, recursive: true);
        }

        using ZipArchive package = ZipFile.OpenRead(Repository.Package);
        foreach (ZipArchiveEntry entry in package.Entries.Where(entry => IsOfModule(entry.FullName)))
        {
            string path = Path.Combine(target, entry.FullName);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            entry.ExtractToFile(path);
        }

        string manifest = Path.Combine(target, "ImpOps.psd1");
        if (build == "netstandard2.0")
        {
            string text = File.ReadAllText(manifest);
            Assert.Equal(3, text.Split("bin/$PSEdition/").Length);
            File.WriteAllText(manifest, text.Replace("bin/$PSEdition/", "bin/Desktop/", StringComparison.Ordinal));
        }

        return manifest;
    }

    private static bool IsOfModule(string entry) => !PackageParts.Any(part => entry.StartsWith(part, StringComparison.Ordinal));
}
