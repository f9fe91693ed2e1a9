using System;
using System.Collections.Generic;
using System.Linq;

namespace ImpOps.PowerShell.Tests;

public sealed class PesterTests(PesterSuite suite) : IClassFixture<PesterSuite>
{
    public static TheoryData<string, string, string> Files()
    {
        TheoryData<string, string, string> data = [];
        foreach (string language in new[] { "en_US.UTF-8", "zh_CN.UTF-8" })
        {
            foreach (string build in new[] { "net8.0", "netstandard2.0" })
            {
                foreach (string file in PesterSuite.Files)
                {
                    data.Add(build, language, file);
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_tests_of_a_file_pass(string build, string language, string file)
    {
        Assert.SkipWhen(suite.Missing is not null, $"The Pester suite did not run: {suite.Missing}.");

        IReadOnlyList<PesterTest> tests = suite.Tests(build, language, file);
        string[] failed = [.. tests.Where(test => test.Result is not ("Passed" or "Skipped")).Select(test => $"{test.Name}: {test.Result} {test.Message}")];

        Assert.True(failed.Length == 0, string.Join(Environment.NewLine, failed));
        Assert.Contains(tests, test => test.Result == "Passed");
    }
}
