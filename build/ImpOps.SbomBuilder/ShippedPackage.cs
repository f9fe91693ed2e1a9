using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Xml.Linq;

namespace ImpOps.SbomBuilder;

/// <summary>A package of which the module ships files.</summary>
internal sealed class ShippedPackage
{
    private const string Package = "package";

    private static readonly Dictionary<string, string> EditionOfFramework = new() { ["net8.0"] = "Core", ["netstandard2.0"] = "Desktop" };

    public required string Name { get; init; }

    public required string Version { get; init; }

    /// <summary>The hash of the package in the registry: SHA-512, hexadecimal.</summary>
    public required string Sha512 { get; init; }

    /// <summary>An SPDX expression; null where the package has but an address.</summary>
    public string? LicenceExpression { get; init; }

    public string? LicenceUrl { get; init; }

    public string? ProjectUrl { get; init; }

    /// <summary>The shipped files, relative to the module.</summary>
    public SortedSet<string> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>The packages that it needs and that are shipped too.</summary>
    public SortedSet<string> Needs { get; } = new(StringComparer.Ordinal);

    public string Purl => $"pkg:nuget/{Name}@{Version}";

    /// <summary>Reads what was restored, and keeps what lies in the module.</summary>
    public static IReadOnlyList<ShippedPackage> Read(string assetsPath, string module)
    {
        using JsonDocument assets = JsonDocument.Parse(File.ReadAllBytes(assetsPath));
        string[] folders = [.. assets.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name)];
        JsonElement libraries = assets.RootElement.GetProperty("libraries");
        SortedDictionary<string, ShippedPackage> packages = new(StringComparer.Ordinal);
        List<(ShippedPackage Package, JsonElement Target)> uses = [];
        HashSet<string> claimed = new(StringComparer.Ordinal);
        foreach (JsonProperty framework in assets.RootElement.GetProperty("targets").EnumerateObject())
        {
            string edition = EditionOfFramework.GetValueOrDefault(framework.Name) ?? throw new InvalidDataException($"'{framework.Name}' is no framework of the module");
            foreach (JsonProperty library in framework.Value.EnumerateObject().Where(library => library.Value.GetProperty("type").GetString() == Package))
            {
                string[] files = [.. RuntimeFiles(library.Value).Select(file => $"bin/{edition}/dependencies/{file}").Where(file => File.Exists(Path.Combine(module, file)))];
                if (files.Length == 0)
                {
                    continue;
                }

                if (!packages.TryGetValue(library.Name, out ShippedPackage? package))
                {
                    packages.Add(library.Name, package = Describe(library.Name, libraries.GetProperty(library.Name), folders));
                }

                package.Files.UnionWith(files);
                claimed.UnionWith(files);
                uses.Add((package, library.Value));
            }
        }

        CheckAllClaimed(module, claimed);
        Dictionary<string, ShippedPackage> byName = packages.Values.ToDictionary(package => package.Name, StringComparer.OrdinalIgnoreCase);
        foreach ((ShippedPackage package, JsonElement target) in uses)
        {
            package.Needs.UnionWith(Names(target, "dependencies").Where(byName.ContainsKey).Select(name => byName[name].Purl));
        }

        return [.. packages.Values];
    }

    private static IEnumerable<string> RuntimeFiles(JsonElement target) => Names(target, "runtime").Select(file => Path.GetFileName(file));

    private static IEnumerable<string> Names(JsonElement target, string property) =>
        target.TryGetProperty(property, out JsonElement names) ? names.EnumerateObject().Select(name => name.Name) : [];

    private static ShippedPackage Describe(string nameAndVersion, JsonElement library, string[] folders)
    {
        string[] parts = nameAndVersion.Split('/');
        string nuspec = library.GetProperty("files").EnumerateArray().Select(file => file.GetString()!).Single(file => file.EndsWith(".nuspec", StringComparison.Ordinal));
        string path = folders.Select(folder => Path.Combine(folder, library.GetProperty("path").GetString()!, nuspec)).First(File.Exists);
        XElement metadata = XDocument.Load(path).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
        string? Text(string name) => metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
        bool isExpression = metadata.Elements().Any(element => element.Name.LocalName == "license" && (string?)element.Attribute("type") == "expression");
        return new ShippedPackage
        {
            Name = parts[0],
            Version = parts[1],
            Sha512 = Convert.ToHexString(Convert.FromBase64String(library.GetProperty("sha512").GetString()!)).ToLowerInvariant(),
            LicenceExpression = isExpression ? Text("license") : null,
            LicenceUrl = Text("licenseUrl"),
            ProjectUrl = Text("projectUrl"),
        };
    }

    private static void CheckAllClaimed(string module, HashSet<string> claimed)
    {
        foreach (string edition in EditionOfFramework.Values)
        {
            string folder = Path.Combine(module, "bin", edition, "dependencies");
            foreach (string file in Directory.GetFiles(folder, "*.dll").Select(file => $"bin/{edition}/dependencies/{Path.GetFileName(file)}"))
            {
                if (!claimed.Contains(file) && Path.GetFileName(file) != "ImpOps.dll")
                {
                    throw new InvalidDataException($"{file} comes from no package that was restored");
                }
            }
        }
    }
}
