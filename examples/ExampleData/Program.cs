using System;
using System.IO;
using ImpOps.ExampleData;

// dotnet run --project examples/ExampleData [directory]
string directory = args.Length > 0 ? args[0] : Path.Combine(RepositoryRoot(), "examples", "data");
Directory.CreateDirectory(directory);
ExampleCluster.Write(directory);
Console.WriteLine($"{string.Join(", ", ExampleCluster.Files().Keys)} -> {directory}");

static string RepositoryRoot()
{
    DirectoryInfo? directory = new(AppContext.BaseDirectory);
    while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "ImpOps.sln")))
    {
        directory = directory.Parent;
    }

    return directory?.FullName ?? Environment.CurrentDirectory;
}
