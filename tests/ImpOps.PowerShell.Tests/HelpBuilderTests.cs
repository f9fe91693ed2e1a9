using System;
using System.Diagnostics;
using System.IO;
using System.Linq;

namespace ImpOps.PowerShell.Tests;

/// <summary>What the help builder refuses. It runs as the build runs it, on the documentation with one fault in it.</summary>
public sealed class HelpBuilderTests : IDisposable
{
    private const string English = "en-US/Get-ImpRetryLimit.md";
    private const string Chinese = "zh-CN/Get-ImpRetryLimit.md";

    private readonly string _directory = Directory.CreateTempSubdirectory("impops-help-").FullName;

    public HelpBuilderTests()
    {
        foreach (string file in Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(Docs, Path.GetRelativePath(Path.Combine(Repository.Root, "docs"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private string Docs => Path.Combine(_directory, "docs");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void The_documentation_makes_help_in_both_languages_and_nothing_else()
    {
        Assert.Equal((0, ""), Run("build"));

        string output = Path.Combine(_directory, "out");
        string[] topics = [.. Directory.GetFiles(Path.Combine(Docs, "en-US"), "about_*.md").Select(file => Path.GetFileNameWithoutExtension(file) + ".help.txt")];
        string[] expected = [.. topics.Append("ImpOps.PowerShell.dll-Help.xml").SelectMany(file => new[] { "en-US/" + file, "zh-Hans/" + file }).Order(StringComparer.Ordinal)];
        Assert.Equal(expected, Directory.GetFiles(output, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(output, file).Replace('\\', '/')).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(English, "### -Mdm", "### -Extrapolate\n", "### -Extrapolated\n", "has no parameter -Extrapolated")]
    [InlineData(English, "a type", "Type: Int32[]", "Type: Int64[]", "syntax or parameters are not those of Get-ImpRetryLimit")]
    [InlineData(English, "an output", "### ImpOps.Relogin.RetryLimit\n", "### ImpOps.Relogin.Limit\n", "the outputs are ImpOps.Relogin.RetryLimit")]
    [InlineData(Chinese, "a parameter", "### -Extrapolate\n", "### -Extrapolated\n", "has no parameter -Extrapolated")]
    [InlineData(Chinese, "a default value", "Default value: Published", "Default value: Derived", "'-Source'")]
    [InlineData(Chinese, "a command", "-NodeUserCount 2000, 1000", "-NodeUserCount 2000, 2000", "command or code differs")]
    [InlineData(Chinese, "an example", "PS> Get-ImpRetryLimit -OvaSize 5000 -HighAvailabilityMode ActiveActive -UserCount 4700 -Extrapolate\n", "", "command or code differs")]
    [InlineData(Chinese, "a section", "## NOTES\n", "## ALERTS\n", "'ALERTS' stands where")]
    [InlineData(Chinese, "a name in the text", "`-Source Derived`", "`-Source Published`", "code in the text differs")]
    [InlineData(Chinese, "a link", "(Get-ImpLoginProfile.md)", "(Get-ImpProfile.md)", "link differs")]
    [InlineData(Chinese, "a paragraph", "## DESCRIPTION\n", "## DESCRIPTION\n多一段。\n\n", "has other paragraphs")]
    [InlineData("zh-CN/about_ImpOps.md", "a section of a topic", "## 会话\n", "### 会话\n", "'会话' stands where")]
    public void A_fault_ends_the_build(string page, string fault, string text, string mistake, string message)
    {
        Edit(page, text, mistake);

        (int code, string output) = Run("build");

        Assert.True(code == 1, $"{fault} in {page} was taken");
        Assert.Contains("help : error HELP001: ", output);
        Assert.Contains(Path.GetFileName(page), output);
        Assert.Contains(message, output);
    }

    [Fact]
    public void A_page_that_is_left_in_English_ends_the_build()
    {
        File.Copy(Path.Combine(Docs, English), Path.Combine(Docs, Chinese), overwrite: true);

        (int code, string output) = Run("build");

        Assert.Equal(1, code);
        Assert.Contains("is not translated", output);
    }

    [Theory]
    [InlineData(English)]
    [InlineData(Chinese)]
    [InlineData("zh-CN/about_ImpOps.md")]
    public void A_page_that_is_not_there_ends_the_build(string page)
    {
        File.Delete(Path.Combine(Docs, page));

        (int code, string output) = Run("build");

        Assert.Equal(1, code);
        Assert.Contains($"no page for {Path.GetFileNameWithoutExtension(page)}", output);
    }

    [Fact]
    public void A_page_of_no_cmdlet_ends_the_build()
    {
        File.WriteAllText(Path.Combine(Docs, "zh-CN/Get-ImpNothing.md"), "# Get-ImpNothing\n");

        (int code, string output) = Run("build");

        Assert.Equal(1, code);
        Assert.Contains("there is no cmdlet Get-ImpNothing", output);
    }

    [Fact]
    public void An_update_mends_the_facts_of_both_languages_from_the_cmdlet_and_the_page_in_English()
    {
        Edit(English, "Default value: Published", "Default value: Derived");
        Edit(Chinese, "Type: Int32[]", "Type: Int64[]");

        Assert.Equal(0, Run("update").Code);

        Assert.Contains("Type: Int32[]", File.ReadAllText(Path.Combine(Docs, Chinese)));
        Assert.Contains("Default value: Derived", File.ReadAllText(Path.Combine(Docs, Chinese)));
        Assert.Equal(0, Run("build").Code);
    }

    private void Edit(string page, string text, string other)
    {
        string path = Path.Combine(Docs, page);
        string before = File.ReadAllText(path);
        int at = before.IndexOf(text, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{page} does not say '{text}'");
        File.WriteAllText(path, before.Remove(at, text.Length).Insert(at, other));
    }

    private (int Code, string Output) Run(string verb)
    {
        string module = Path.Combine(Repository.Root, "bin", "Core", "ImpOps.PowerShell.dll");
        ProcessStartInfo start = new("dotnet", [Repository.HelpBuilder, verb, module, Docs, Path.Combine(_directory, "out")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Trim());
    }
}
