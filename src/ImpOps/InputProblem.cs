namespace ImpOps;

/// <summary>Something in the input that was not understood. Reading goes on.</summary>
public sealed class InputProblem
{
    internal InputProblem(ImpOpsException problem, bool isWarning)
    {
        Problem = problem;
        IsWarning = isWarning;
    }

    /// <summary>True where all figures are still right; false where a record did not count.</summary>
    public bool IsWarning { get; }

    /// <summary>What it is: a stable id, the file, the line, the value and what to do.</summary>
    public ImpOpsException Problem { get; }

    /// <summary>What is done with a problem that nobody is told of: a record that does not count is an exception.</summary>
    internal static void ThrowErrors(InputProblem found)
    {
        if (!found.IsWarning)
        {
            throw found.Problem;
        }
    }
}
