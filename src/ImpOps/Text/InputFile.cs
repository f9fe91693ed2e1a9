using System;
using System.IO;

namespace ImpOps.Text;

/// <summary>Opens files to read, and says in one way what keeps them from being read.</summary>
internal static class InputFile
{
    /// <exception cref="ImpOpsException"><c>FileNotFound</c>, <c>FileNotReadable</c> or <c>PathIsDirectory</c>.</exception>
    public static FileStream Open(string path)
    {
        try
        {
            // Others may go on writing to it.
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Errors.FileNotFound(path, problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Directory.Exists(path) ? Errors.PathIsDirectory(path) : Errors.FileNotReadable(path, problem);
        }
    }

    /// <summary>Does what may fail because of a file; tells of it, and returns false where it did.</summary>
    public static bool Attempt(string path, Action<InputProblem> tell, Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (ImpOpsException problem)
        {
            tell(new InputProblem(problem, isWarning: false));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            tell(new InputProblem(Errors.FileNotReadable(path, problem), isWarning: false));
        }

        return false;
    }
}
