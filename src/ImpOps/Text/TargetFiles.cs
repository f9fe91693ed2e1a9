using System;
using System.Collections.Generic;
using System.IO;

namespace ImpOps.Text;

/// <summary>Writes files for a user, all of them or none, and says in the user's words what stands in the way.</summary>
internal static class TargetFiles
{
    /// <summary>Writes files.</summary>
    /// <param name="files">Where to, and what writes it.</param>
    /// <param name="noClobber">True to leave an existing file alone, with an error.</param>
    /// <param name="force">True to replace a file that is read-only.</param>
    /// <exception cref="ImpOpsException">
    /// <c>FileNotRegular</c>, <c>PathIsDirectory</c>, <c>FileExists</c>, <c>FileReadOnly</c>, <c>DirectoryNotFound</c> or <c>FileNotWritable</c>.
    /// </exception>
    public static void Write(IReadOnlyCollection<(string Path, Action<Stream> Write)> files, bool noClobber, bool force)
    {
        foreach ((string path, _) in files)
        {
            Check(path, noClobber, force);
        }

        using AtomicFileSet set = new();
        string current = "";
        try
        {
            foreach ((string path, Action<Stream> write) in files)
            {
                current = path;
                using Stream stream = set.Create(path, replace: !noClobber);
                write(stream);
            }

            set.Commit();
        }
        catch (DirectoryNotFoundException problem)
        {
            throw Errors.DirectoryNotFound(current, problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Errors.FileNotWritable(current, problem);
        }
    }

    private static void Check(string path, bool noClobber, bool force)
    {
        // Devices are files too, and must not be replaced by one.
        if (Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal))
        {
            throw Errors.FileNotRegular(path);
        }

        if (Directory.Exists(path))
        {
            throw Errors.PathIsDirectory(path);
        }

        FileInfo target = new(path);
        if (!target.Exists)
        {
            return;
        }

        if (noClobber)
        {
            throw Errors.FileExists(path);
        }

        if (target.IsReadOnly && !force)
        {
            throw Errors.FileReadOnly(path);
        }
    }
}
