using System;
using System.Collections.Generic;
using System.IO;

namespace ImpOps.Text;

/// <summary>A file that an administrator asked for: where it goes, and what is in it.</summary>
internal readonly struct OutputFile(string path, Action<Stream> write)
{
    /// <summary>Writes files, all of them or none. Until all are written, and after a failure, what was there before is there.</summary>
    /// <param name="files">The files.</param>
    /// <param name="noClobber">An existing file is an error.</param>
    /// <param name="force">A read-only file is replaced.</param>
    /// <exception cref="ImpOpsException">
    /// <c>FileNotRegular</c>, <c>PathIsDirectory</c>, <c>FileExists</c>, <c>FileReadOnly</c>, <c>DirectoryNotFound</c> or <c>FileNotWritable</c>.
    /// </exception>
    public static void WriteAll(IReadOnlyCollection<OutputFile> files, bool noClobber, bool force)
    {
        foreach (OutputFile file in files)
        {
            CheckTarget(file.Path, noClobber, force);
        }

        using AtomicFileSet set = new();
        string current = "";
        try
        {
            foreach (OutputFile file in files)
            {
                current = file.Path;
                using Stream stream = set.Create(current, replace: !noClobber);
                file.Write(stream);
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

    private string Path { get; } = path;

    private Action<Stream> Write { get; } = write;

    private static void CheckTarget(string path, bool noClobber, bool force)
    {
        // Devices are files too, and must not be replaced by one.
        if (System.IO.Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal))
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
