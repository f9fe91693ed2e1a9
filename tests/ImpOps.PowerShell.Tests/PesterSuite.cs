using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace ImpOps.PowerShell.Tests;

/// <summary>Runs the Pester suite, once for each build of the module and each language, and keeps what came out.</summary>
public sealed class PesterSuite
{
    private static readonly Version Needed = new(7, 4);
    private static readonly Lazy<string?> WhatIsMissing = new(FindWhatIsMissing);

    private readonly ConcurrentDictionary<(string Build, string Language), Lazy<IReadOnlyList<PesterTest>>> _runs = new();

    /// <summary>Why the suite cannot run here; null where it can.</summary>
    public static string? Missing => WhatIsMissing.Value;

    /// <summary>The tests of one file, from the run of a build in a language.</summary>
    public IReadOnlyList<PesterTest> Tests(string build, string language, string file) =>
    [
        .. _runs.GetOrAdd((build, language), key => new Lazy<IReadOnlyList<PesterTest>>(() => Run(key.Build, key.Language))).Value
            .Where(test => test.File == file),
    ];

    private static string Directory => Path.Combine(Repository.Root, "tests", "ImpOps.PowerShell.Tests");

    /// <summary>The files of the suite.</summary>
    public static IEnumerable<string> Files => new DirectoryInfo(Directory).GetFiles("*.Tests.ps1").Select(file => file.Name).Order(StringComparer.Ordinal);

    private static IReadOnlyList<PesterTest> Run(string build, string language)
    {
        string results = Path.Combine(Repository.Root, "artifacts", "test", $"pester-{build}-{language}.json");
        (_, string output) = PowerShell(
            ["-File", Path.Combine(Directory, "Invoke-Suite.ps1"), "-ResultPath", results],
            new Dictionary<string, string>
            {
                ["LANG"] = language,
                ["IMPOPS_MODULE"] = PackagedModule.Install(build),
                ["IMPOPS_BUILD"] = build,
                ["IMPOPS_REPOSITORY"] = Repository.Root,
                ["IMPOPS_OTHER_CSVHELPER"] = Repository.OtherCsvHelper,
                ["IMPOPS_LAB"] = Repository.Lab,
            });
        Assert.True(File.Exists(results), $"The suite did not come to an end:\n{output}");
        return JsonSerializer.Deserialize<PesterTest[]>(File.ReadAllText(results))!;
    }

    private static string? FindWhatIsMissing()
    {
        const string script = """
            '{0}.{1}' -f $PSVersionTable.PSVersion.Major, $PSVersionTable.PSVersion.Minor
            @(Get-Module Pester -ListAvailable).Where({ $_.Version.Major -eq 5 }).Count
            """;
        int exitCode;
        string output;
        try
        {
            (exitCode, output) = PowerShell(["-Command", script], []);
        }
        catch (Win32Exception)
        {
            return "there is no pwsh on the path";
        }

        string[] lines = output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (exitCode != 0 || lines.Length < 2 || !Version.TryParse(lines[0], out Version? version))
        {
            return $"the pwsh on the path does not work: exit code {exitCode}, {lines.FirstOrDefault("no output")}";
        }

        return version < Needed ? $"pwsh is {version}, and the module needs {Needed}"
            : lines[1] == "0" ? "there is a pwsh, and it has no Pester 5"
            : null;
    }

    private static (int ExitCode, string Output) PowerShell(string[] arguments, Dictionary<string, string> environment)
    {
        ProcessStartInfo start = new(Path.Combine(Repository.PowerShellHost ?? "", "pwsh"), ["-NoProfile", "-NonInteractive", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Repository.Root,
        };
        start.Environment.Remove("LC_ALL");
        if (Repository.PowerShellHost is string host)
        {
            // Tests that start another session call pwsh, and find this one.
            start.Environment["PATH"] = host + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
            start.Environment["PSModulePath"] = Path.Combine(host, "TestModules");
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        System.Threading.Tasks.Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}

/// <summary>What came out of one Pester test.</summary>
public sealed record PesterTest(string File, string Name, string Result, string? Message);
