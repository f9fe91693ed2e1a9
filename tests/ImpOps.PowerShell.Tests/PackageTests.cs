using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ImpOps.PowerShell.Tests;

public class PackageTests
{
    [Fact]
    public void The_package_has_the_module_and_nothing_else()
    {
        string[] expected =
        [
            "CHANGELOG.md", "ImpOps.psd1", "LICENSE", "README.md", "THIRD-PARTY-NOTICES.txt",
            "bin/Core/ImpOps.Loader.dll",
            "bin/Core/ImpOps.PowerShell.dll",
            "bin/Core/dependencies/CsvHelper.dll",
            "bin/Core/dependencies/ImpOps.dll",
            "bin/Core/dependencies/Polly.Core.dll",
            "bin/Core/dependencies/zh-Hans/ImpOps.resources.dll",
            "bin/Core/zh-Hans/ImpOps.PowerShell.resources.dll",
            "bin/Desktop/ImpOps.Loader.dll",
            "bin/Desktop/ImpOps.PowerShell.dll",
            "bin/Desktop/dependencies/CsvHelper.dll",
            "bin/Desktop/dependencies/ImpOps.dll",
            "bin/Desktop/dependencies/Microsoft.Bcl.AsyncInterfaces.dll",
            "bin/Desktop/dependencies/Microsoft.Bcl.HashCode.dll",
            "bin/Desktop/dependencies/Microsoft.Bcl.TimeProvider.dll",
            "bin/Desktop/dependencies/Microsoft.CSharp.dll",
            "bin/Desktop/dependencies/Polly.Core.dll",
            "bin/Desktop/dependencies/System.Buffers.dll",
            "bin/Desktop/dependencies/System.ComponentModel.Annotations.dll",
            "bin/Desktop/dependencies/System.Memory.dll",
            "bin/Desktop/dependencies/System.Numerics.Vectors.dll",
            "bin/Desktop/dependencies/System.Runtime.CompilerServices.Unsafe.dll",
            "bin/Desktop/dependencies/System.Threading.Tasks.Extensions.dll",
            "bin/Desktop/dependencies/zh-Hans/ImpOps.resources.dll",
            "bin/Desktop/zh-Hans/ImpOps.PowerShell.resources.dll",
            "docs/images/session-report.png",
            "en-US/ImpOps.PowerShell.dll-Help.xml",
            "en-US/about_ImpOps.help.txt",
            "en-US/about_ImpOps_Capacity.help.txt",
            "en-US/about_ImpOps_Restarts.help.txt",
            "en-US/about_ImpOps_RetryLimits.help.txt",
            "en-US/about_ImpOps_Sessions.help.txt",
            "formats/ImpOps.Format.ps1xml",
            "formats/ImpOps.Types.ps1xml",
            "sbom.cdx.json",
            "zh-Hans/ImpOps.PowerShell.dll-Help.xml",
            "zh-Hans/about_ImpOps.help.txt",
            "zh-Hans/about_ImpOps_Capacity.help.txt",
            "zh-Hans/about_ImpOps_Restarts.help.txt",
            "zh-Hans/about_ImpOps_RetryLimits.help.txt",
            "zh-Hans/about_ImpOps_Sessions.help.txt",
        ];

        Assert.Equal(expected, PackagedModule.Files());
    }

    [Fact]
    public void The_package_says_what_the_manifest_says()
    {
        string manifest = File.ReadAllText(Path.Combine(Repository.Root, "ImpOps.psd1"));
        string Value(string key) => Regex.Match(manifest, $@"(?m)^ +{key} += '([^']*)'").Groups[1].Value;
        string[] tags = [.. Regex.Matches(Regex.Match(manifest, @"Tags += @\((.*)\)").Groups[1].Value, "'([^']*)'").Select(match => match.Groups[1].Value)];

        Assert.Equal(Value("Description"), PackagedModule.Metadata("description"));
        Assert.Equal(Value("ReleaseNotes"), PackagedModule.Metadata("releaseNotes"));
        Assert.Equal(Value("ProjectUri"), PackagedModule.Metadata("projectUrl"));
        Assert.Equal(["PSModule", .. tags], PackagedModule.Metadata("tags").Split(' '));
    }

    [Fact]
    public void The_notices_name_every_library_that_is_shipped()
    {
        string notices = File.ReadAllText(Path.Combine(Repository.Root, "THIRD-PARTY-NOTICES.txt"));
        string[] libraries = [.. PackagedModule.Files()
            .Where(file => file.Contains("/dependencies/") && !file.EndsWith(".resources.dll"))
            .Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Where(name => name != "ImpOps")];

        Assert.NotEmpty(libraries);
        Assert.All(libraries, name => Assert.Matches($@"(?m)^{Regex.Escape(name)} \d", notices));
    }

    [Fact]
    public void The_bill_of_materials_lists_every_library_with_its_version_and_its_file()
    {
        byte[] written = PackagedModule.Read("sbom.cdx.json");
        JsonElement sbom = JsonDocument.Parse(written).RootElement;
        string notices = File.ReadAllText(Path.Combine(Repository.Root, "THIRD-PARTY-NOTICES.txt"));
        JsonElement[] components = [.. sbom.GetProperty("components").EnumerateArray()];
        (string Name, string Hash)[] files =
        [
            .. components.SelectMany(component => component.GetProperty("components").EnumerateArray())
                .Select(file => (file.GetProperty("name").GetString()!, file.GetProperty("hashes")[0].GetProperty("content").GetString()!)),
        ];

        Assert.Equal(written, File.ReadAllBytes(Path.ChangeExtension(Repository.Package, "cdx.json")));
        Assert.Equal(("CycloneDX", Repository.Version), (sbom.GetProperty("bomFormat").GetString(), sbom.GetProperty("metadata").GetProperty("component").GetProperty("version").GetString()));
        Assert.Equal(
            PackagedModule.Files().Where(file => file.Contains("/dependencies/") && file.EndsWith(".dll") && !file.EndsWith(".resources.dll") && !file.EndsWith("/ImpOps.dll")),
            files.Select(file => file.Name).Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(PackagedModule.Read(file.Name))), file.Hash));
        Assert.All(components, component =>
        {
            string name = component.GetProperty("name").GetString()!, version = component.GetProperty("version").GetString()!;
            Assert.Matches($@"(?m)^{Regex.Escape(name)} {Regex.Escape(version)}\b", notices);
            Assert.Equal($"pkg:nuget/{name}@{version}", component.GetProperty("purl").GetString());
            Assert.Equal(1, component.GetProperty("licenses").GetArrayLength());
            Assert.Matches("^[0-9a-f]{128}$", component.GetProperty("hashes")[0].GetProperty("content").GetString()!);
        });
        string[] known = [sbom.GetProperty("metadata").GetProperty("component").GetProperty("purl").GetString()!, .. components.Select(component => component.GetProperty("purl").GetString()!)];
        JsonElement[] dependencies = [.. sbom.GetProperty("dependencies").EnumerateArray()];
        Assert.Equal(known, dependencies.Select(dependency => dependency.GetProperty("ref").GetString()));
        Assert.Equal(known.Skip(1).Order(), dependencies.SelectMany(dependency => dependency.GetProperty("dependsOn").EnumerateArray()).Select(on => on.GetString()).Distinct().Order());
    }

    [Fact]
    public void The_checksum_beside_the_package_is_its_own()
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Repository.Package)));

        Assert.Equal($"{hash}  {Path.GetFileName(Repository.Package)}\n", File.ReadAllText(Repository.Package + ".sha256").ReplaceLineEndings("\n"));
    }

    [Fact]
    public void No_file_of_the_package_tells_when_it_was_packed()
    {
        // That two folders give the same package is a check of CI: it takes a whole build.
        using ZipArchive package = ZipFile.OpenRead(Repository.Package);
        Assert.Single(package.Entries.Select(entry => entry.LastWriteTime.DateTime).Distinct(), new DateTime(2026, 1, 1));
    }

    [Fact]
    public void The_readme_links_to_nothing_that_the_package_lacks()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        string[] links = [.. Regex.Matches(readme, @"\]\((?!https://)([^)]*)\)").Select(match => match.Groups[1].Value)];

        // A heading is linked to by its words in lower case, with hyphens between them.
        string[] headings = [.. Regex.Matches(readme, "(?m)^#+ (.*?)\r?$").Select(match => "#" + Regex.Replace(match.Groups[1].Value.ToLowerInvariant(), @"[^\w\- ]", "").Replace(' ', '-'))];

        Assert.NotEmpty(links);
        Assert.Empty(links.Except(PackagedModule.Files()).Except(headings));
    }

    [Fact]
    public void The_manifest_has_the_version_of_the_assemblies()
    {
        string manifest = File.ReadAllText(Path.Combine(Repository.Root, "ImpOps.psd1"));

        Assert.Matches($@"(?m)^    ModuleVersion +=\s'{Regex.Escape(Repository.Version)}'$", manifest.ReplaceLineEndings("\n"));
        Assert.StartsWith($"# Changelog\n\n## {Repository.Version}", File.ReadAllText(Path.Combine(Repository.Root, "CHANGELOG.md")).ReplaceLineEndings("\n"));
    }
}
