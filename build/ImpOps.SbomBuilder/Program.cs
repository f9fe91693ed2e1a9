// <project.assets.json> <module> <version> <output>
//
// Writes a bill of materials of the module in the folder <module>: every library in bin/*/dependencies with the package that it was restored
// from, that package's licence and hash, and the hash of the file. Fails where a file comes from no package.

using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using ImpOps.SbomBuilder;

try
{
    IReadOnlyList<ShippedPackage> packages = ShippedPackage.Read(args[0], args[1]);
    byte[] sbom = CycloneDx.Write(packages, args[1], args[2]);
    File.WriteAllBytes(args[3], sbom);
    return 0;
}
catch (Exception problem) when (problem is IOException or InvalidDataException or JsonException or KeyNotFoundException)
{
    // In the form in which MSBuild shows errors.
    Console.Error.WriteLine($"sbom : error SBOM001: {problem.Message}");
    return 1;
}
