using System;

namespace ImpOps;

/// <summary>Where what was not understood is told: to the caller, up to as many errors as someone will read.</summary>
internal sealed class ProblemLog(Action<InputProblem> tell, int mostErrors = int.MaxValue)
{
    private long _errors;

    /// <summary>Tells of a record that does not count.</summary>
    public void Error(ImpOpsException problem)
    {
        if (++_errors <= mostErrors)
        {
            tell(new InputProblem(problem, isWarning: false));
        }
    }

    /// <summary>Tells of something that leaves all figures right.</summary>
    public void Warn(ImpOpsException problem) => tell(new InputProblem(problem, isWarning: true));

    /// <summary>Tells how many errors of a file were not told.</summary>
    public void End(string fileName)
    {
        if (_errors > mostErrors)
        {
            tell(new InputProblem(Errors.InputErrorsOmitted(fileName, _errors - mostErrors), isWarning: false));
        }
    }
}
