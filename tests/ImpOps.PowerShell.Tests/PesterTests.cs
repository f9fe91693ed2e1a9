using System;
using System.Collections.Generic;
using System.Linq;

namespace ImpOps.PowerShell.Tests;

public sealed class PesterTests(PesterSuite suite) : IClassFixture<PesterSuite>
{
    /// <summary>Each file with each build and language; where the suite cannot run, one skipped test that says why.</summary>
    public static IEnumerable<TheoryDataRow<string, string, string>> Files()
    {
        if (PesterSuite.Missing is string missing)
        {
            string reason = $"The Pester suite did not run: {missing}";
            yield return new("", "", "") { Skip = reason, TestDisplayName = reason, Label = "" };
            yield break;
        }

        foreach (string language in new[] { "en_US.UTF-8", "zh_CN.UTF-8" })
        {
            foreach (string build in new[] { "net8.0", "netstandard2.0" })
            {
                foreach (string file in PesterSuite.Files)
                {
                    yield return new(build, language, file);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_tests_of_a_file_pass(string build, string language, string file)
    {
        IReadOnlyList<PesterTest> tests = suite.Tests(build, language, file);
        string[] failed = [.. tests.Where(test => test.Result is not ("Passed" or "Skipped")).Select(test => $"{test.Name}: {test.Result} {test.Message}")];

        Assert.True(failed.Length == 0, string.Join(Environment.NewLine, failed));
        Assert.Contains(tests, test => test.Result == "Passed");
    }
}
