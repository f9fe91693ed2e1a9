using System;
using System.Collections.Generic;
using System.Linq;

namespace ImpOps.Tests.Cluster;

/// <summary>Looks for the password wherever an exception could carry it.</summary>
internal static class Leak
{
    public static void AssertNone(Exception problem, string password, string token)
    {
        foreach (string text in TextsOf(problem))
        {
            Assert.DoesNotContain(password, text);
            Assert.DoesNotContain(token, text);
            Assert.DoesNotContain("Authorization", text);
        }
    }

    private static IEnumerable<string> TextsOf(Exception problem)
    {
        yield return problem.ToString();
        yield return problem.Message;
        foreach (object? value in problem.Data.Values.Cast<object?>().Concat(problem.Data.Keys.Cast<object?>()).Append((problem as ImpOpsException)?.Target))
        {
            yield return value?.ToString() ?? "";
        }

        IEnumerable<Exception> inner = problem is AggregateException several ? several.InnerExceptions : problem.InnerException is { } one ? [one] : [];
        foreach (string text in inner.SelectMany(TextsOf))
        {
            yield return text;
        }
    }
}
