using System;
using System.IO;

namespace ImpOps.Text;

/// <summary>
/// A file of JSON lines to which one run at a time appends, and which is read while it does. A line is on the disk when <see cref="Append"/> returns;
/// one that was cut off while it was written does not count.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    private readonly string _path;
    private readonly FileStream _lock;
    private readonly FileStream _file;
    private long _length;

    private JournalFile(string path, FileStream @lock, long wholeLength)
    {
        _path = path;
        _lock = @lock;
        _file = Open(path, () => new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.Read, bufferSize: 1));
        _length = wholeLength;
    }

    /// <summary>Begins a journal. The file is there with its whole first line, or not at all.</summary>
    /// <exception cref="ImpOpsException"><c>JournalExists</c>, <c>JournalInUse</c>, <c>DirectoryNotFound</c> or <c>FileNotWritable</c>.</exception>
    public static JournalFile Create<THeader>(string path, THeader header)
        where THeader : JournalHeader => Locked(path, () =>
    {
        if (File.Exists(path) || Directory.Exists(path))
        {
            throw Errors.JournalExists(path);
        }

        byte[] line = JournalLine.Write(header);
        using AtomicFileSet files = new();
        using (FileStream file = (FileStream)files.Create(path, replace: false))
        {
            file.Write(line, 0, line.Length);
            file.Flush(flushToDisk: true);
        }

        files.Commit();
        return line.Length;
    });

    /// <summary>Goes on with a journal.</summary>
    /// <param name="path">The file.</param>
    /// <param name="read">Reads the journal while nobody can write to it, and gives the length of its whole lines.</param>
    /// <exception cref="ImpOpsException"><c>JournalInUse</c>, <c>FileNotWritable</c>, and what reading throws.</exception>
    public static JournalFile Resume(string path, Func<long> read) => Locked(path, read);

    /// <summary>Whether a run has the journal in use. One that was killed has not.</summary>
    public static bool IsLocked(string path)
    {
        try
        {
            using FileStream open = new(LockOf(path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            return false;
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>Reads the lines of a journal, also while it is written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">What the journal must be.</param>
    /// <param name="version">The version of that which this release knows.</param>
    /// <param name="header">Takes the first line. A <see cref="FormatException"/> says that it is none.</param>
    /// <param name="record">Takes each other line.</param>
    /// <returns>The length of the lines that are whole.</returns>
    /// <exception cref="ImpOpsException"><c>FileNotFound</c>, <c>FileNotReadable</c>, <c>PathIsDirectory</c>, <c>JournalInvalid</c>, <c>JournalVersion</c> or <c>JournalDamaged</c>.</exception>
    public static long Read<THeader, TRecord>(string path, string format, int version, Action<THeader> header, Action<TRecord> record)
        where THeader : JournalHeader
    {
        using FileStream file = InputFile.Open(path);
        using MemoryStream content = new();
        file.CopyTo(content);
        byte[] text = content.ToArray();

        int end = Array.IndexOf(text, JournalLine.End);
        try
        {
            THeader first = JournalLine.Read<THeader>(text, 0, Math.Max(0, end));
            if (first.Format != format)
            {
                throw new FormatException();
            }

            if (first.Version != version)
            {
                throw Errors.JournalVersion(path, first.Version, version);
            }

            header(first);
        }
        catch (FormatException problem)
        {
            throw Errors.JournalInvalid(path, problem);
        }

        int start = end + 1;
        for (int line = 2; (end = Array.IndexOf(text, JournalLine.End, start)) >= 0; line++)
        {
            try
            {
                record(JournalLine.Read<TRecord>(text, start, end - start));
            }
            catch (FormatException) when (end == text.Length - 1)
            {
                // The computer went down while it was written: the disk need not have got its parts in order.
                break;
            }
            catch (FormatException problem)
            {
                throw Errors.JournalDamaged(new InputLocation(path, line), problem);
            }

            start = end + 1;
        }

        return start;
    }

    /// <summary>Writes a line.</summary>
    /// <exception cref="ImpOpsException"><c>FileNotWritable</c>. Nothing of the line is left when the next one is written.</exception>
    public void Append<TRecord>(TRecord record)
    {
        byte[] line = JournalLine.Write(record);
        try
        {
            _file.SetLength(_length);
            _file.Position = _length;
            _file.Write(line, 0, line.Length);
            _file.Flush(flushToDisk: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Errors.FileNotWritable(_path, problem);
        }

        _length += line.Length;
    }

    public void Dispose()
    {
        _file.Dispose();
        _lock.Dispose();
    }

    // A file of its own, so that the journal can be read while it is locked. The system lets go of it when the process ends, however it ends.
    private static string LockOf(string path) => path + ".lock";

    private static JournalFile Locked(string path, Func<long> prepare)
    {
        string name = LockOf(path);
        FileStream @lock = Open(path, () =>
        {
            try
            {
                return new FileStream(name, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException && IsLocked(path))
            {
                throw Errors.JournalInUse(path, problem);
            }
        });
        try
        {
            return new JournalFile(path, @lock, Open(path, prepare));
        }
        catch
        {
            @lock.Dispose();
            throw;
        }
    }

    private static T Open<T>(string path, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (DirectoryNotFoundException problem)
        {
            throw Errors.DirectoryNotFound(Path.GetDirectoryName(Path.GetFullPath(path))!, problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Errors.FileNotWritable(path, problem);
        }
    }
}
