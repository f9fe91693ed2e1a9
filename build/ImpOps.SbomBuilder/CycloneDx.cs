using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ImpOps.SbomBuilder;

/// <summary>Writes a bill of materials as CycloneDX 1.6. The same package has the same one: it holds no time, and no number that is drawn.</summary>
internal static class CycloneDx
{
    private const string Module = "ImpOps";
    private const string ProjectUrl = "https://github.com/impops/ImpOps";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(IReadOnlyList<ShippedPackage> packages, string module, string version)
    {
        string self = $"pkg:nuget/{Module}@{version}";
        HashSet<string> needed = [.. packages.SelectMany(package => package.Needs)];
        JsonObject bom = new()
        {
            ["$schema"] = "http://cyclonedx.org/schema/bom-1.6.schema.json",
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["lifecycles"] = new JsonArray(new JsonObject { ["phase"] = "build" }),
                ["component"] = new JsonObject
                {
                    ["type"] = "library",
                    ["bom-ref"] = self,
                    ["name"] = Module,
                    ["version"] = version,
                    ["licenses"] = new JsonArray(new JsonObject { ["license"] = new JsonObject { ["id"] = "MIT" } }),
                    ["purl"] = self,
                    ["externalReferences"] = new JsonArray(Reference("website", ProjectUrl)),
                },
            },
            ["components"] = new JsonArray([.. packages.Select(package => Component(package, module))]),
            ["dependencies"] = new JsonArray(
            [
                Dependency(self, packages.Select(package => package.Purl).Where(purl => !needed.Contains(purl))),
                .. packages.Select(package => Dependency(package.Purl, package.Needs)),
            ]),
        };
        return Encoding.UTF8.GetBytes(bom.ToJsonString(Readable).ReplaceLineEndings("\n") + "\n");
    }

    private static JsonObject Component(ShippedPackage package, string module)
    {
        JsonObject component = new()
        {
            ["type"] = "library",
            ["bom-ref"] = package.Purl,
            ["name"] = package.Name,
            ["version"] = package.Version,
            ["scope"] = "required",
            ["hashes"] = new JsonArray(Hash("SHA-512", package.Sha512)),
            ["licenses"] = new JsonArray(Licence(package)),
            ["purl"] = package.Purl,
        };
        if (package.ProjectUrl is not null)
        {
            component["externalReferences"] = new JsonArray(Reference("website", package.ProjectUrl));
        }

        component["components"] = new JsonArray(
        [
            .. package.Files.Select(file => new JsonObject
            {
                ["type"] = "file",
                ["name"] = file,
                ["hashes"] = new JsonArray(Hash("SHA-256", Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(module, file)))).ToLowerInvariant())),
            }),
        ]);
        return component;
    }

    private static JsonObject Licence(ShippedPackage package) =>
        package.LicenceExpression is string expression
            ? expression.Contains(' ')
                ? new JsonObject { ["expression"] = expression }
                : new JsonObject { ["license"] = new JsonObject { ["id"] = expression } }
            : new JsonObject { ["license"] = new JsonObject { ["name"] = "See the address", ["url"] = package.LicenceUrl ?? throw new InvalidDataException($"{package.Name} names no licence") } };

    private static JsonObject Hash(string algorithm, string content) => new() { ["alg"] = algorithm, ["content"] = content };

    private static JsonObject Reference(string type, string url) => new() { ["type"] = type, ["url"] = url };

    private static JsonObject Dependency(string of, IEnumerable<string> on) =>
        new() { ["ref"] = of, ["dependsOn"] = new JsonArray([.. on.Select(purl => JsonValue.Create(purl))]) };
}
