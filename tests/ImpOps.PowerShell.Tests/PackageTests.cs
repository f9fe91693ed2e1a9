using System.IO;
using System.Linq;
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
            "en-US/ImpOps.PowerShell.dll-Help.xml",
            "en-US/about_ImpOps.help.txt",
            "en-US/about_ImpOps_Capacity.help.txt",
            "en-US/about_ImpOps_Restarts.help.txt",
            "en-US/about_ImpOps_RetryLimits.help.txt",
            "en-US/about_ImpOps_Sessions.help.txt",
            "formats/ImpOps.Format.ps1xml",
            "formats/ImpOps.Types.ps1xml",
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
    public void The_readme_links_to_no_file_that_the_package_lacks()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        string[] links = [.. Regex.Matches(readme, @"\]\((?!https://)([^)]*)\)").Select(match => match.Groups[1].Value)];

        Assert.NotEmpty(links);
        Assert.Empty(links.Except(PackagedModule.Files()));
    }

    [Fact]
    public void The_manifest_has_the_version_of_the_assemblies()
    {
        string manifest = File.ReadAllText(Path.Combine(Repository.Root, "ImpOps.psd1"));

        Assert.Matches($@"(?m)^    ModuleVersion +=\s'{Regex.Escape(Repository.Version)}'$", manifest.ReplaceLineEndings("\n"));
        Assert.StartsWith($"# Changelog\n\n## {Repository.Version}", File.ReadAllText(Path.Combine(Repository.Root, "CHANGELOG.md")).ReplaceLineEndings("\n"));
    }
}
