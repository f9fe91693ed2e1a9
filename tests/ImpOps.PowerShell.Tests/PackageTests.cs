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
            "CHANGELOG.md", "ImpOps.psd1", "LICENSE", "README.md",
            "bin/net8.0/ImpOps.Loader.dll",
            "bin/net8.0/ImpOps.PowerShell.dll",
            "bin/net8.0/dependencies/CsvHelper.dll",
            "bin/net8.0/dependencies/ImpOps.dll",
            "bin/net8.0/dependencies/zh-Hans/ImpOps.resources.dll",
            "bin/net8.0/zh-Hans/ImpOps.PowerShell.resources.dll",
            "bin/netstandard2.0/ImpOps.Loader.dll",
            "bin/netstandard2.0/ImpOps.PowerShell.dll",
            "bin/netstandard2.0/dependencies/CsvHelper.dll",
            "bin/netstandard2.0/dependencies/ImpOps.dll",
            "bin/netstandard2.0/dependencies/Microsoft.Bcl.AsyncInterfaces.dll",
            "bin/netstandard2.0/dependencies/Microsoft.Bcl.HashCode.dll",
            "bin/netstandard2.0/dependencies/Microsoft.CSharp.dll",
            "bin/netstandard2.0/dependencies/System.Buffers.dll",
            "bin/netstandard2.0/dependencies/System.Memory.dll",
            "bin/netstandard2.0/dependencies/System.Numerics.Vectors.dll",
            "bin/netstandard2.0/dependencies/System.Runtime.CompilerServices.Unsafe.dll",
            "bin/netstandard2.0/dependencies/System.Threading.Tasks.Extensions.dll",
            "bin/netstandard2.0/dependencies/zh-Hans/ImpOps.resources.dll",
            "bin/netstandard2.0/zh-Hans/ImpOps.PowerShell.resources.dll",
            "en-US/ImpOps.PowerShell.dll-Help.xml",
            "en-US/about_ImpOps.help.txt",
            "formats/ImpOps.Format.ps1xml",
            "formats/ImpOps.Types.ps1xml",
        ];

        Assert.Equal(expected, PackagedModule.Files());
    }

    [Fact]
    public void The_manifest_has_the_version_of_the_assemblies()
    {
        string manifest = File.ReadAllText(Path.Combine(Repository.Root, "ImpOps.psd1"));

        Assert.Matches($@"(?m)^    ModuleVersion +=\s'{Regex.Escape(Repository.Version)}'$", manifest.ReplaceLineEndings("\n"));
        Assert.StartsWith($"# Changelog\n\n## {Repository.Version}", File.ReadAllText(Path.Combine(Repository.Root, "CHANGELOG.md")).ReplaceLineEndings("\n"));
    }
}
