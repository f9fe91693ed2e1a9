using System;
using System.IO;
using ImpOps.Text;

namespace ImpOps.Restarts;

/// <summary>
/// Writes the journal of a plan, for one run at a time. A record is on the disk when <see cref="Append"/> returns; what it says is what
/// <see cref="Journal"/> says, so that a run knows nothing that the next one would not.
/// </summary>
internal sealed class RestartJournalWriter : IDisposable
{
    private readonly FileStream _lock;
    private readonly FileStream _file;
    private long _length;

    private RestartJournalWriter(string path, FileStream @lock)
    {
        _lock = @lock;
        Journal = RestartJournal.Read(path);
        _file = Open(path, () => new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.Read, bufferSize: 1));
        _length = Journal.WholeLength;
    }

    public RestartJournal Journal { get; }

    /// <summary>Begins a journal. The file is there with its whole first line, or not at all.</summary>
    /// <exception cref="ImpOpsException"><c>RestartJournalExists</c>, <c>RestartJournalInUse</c>, <c>DirectoryNotFound</c> or <c>FileNotWritable</c>.</exception>
    public static RestartJournalWriter Create(string path, RestartJournalHeader header) => Locked(path, () =>
    {
        if (File.Exists(path) || Directory.Exists(path))
        {
            throw Errors.RestartJournalExists(path);
        }

        using AtomicFileSet files = new();
        using (FileStream file = (FileStream)files.Create(path, replace: false))
        {
            byte[] line = RestartJournalLine.Write(header);
            file.Write(line, 0, line.Length);
            file.Flush(flushToDisk: true);
        }

        files.Commit();
    });

    /// <summary>Goes on with a journal.</summary>
    /// <exception cref="ImpOpsException"><c>RestartJournalInUse</c>, <c>FileNotWritable</c>, and what <see cref="RestartJournal.Read"/> throws.</exception>
    public static RestartJournalWriter Resume(string path) => Locked(path, () => RestartJournal.Read(path));

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

    /// <summary>Writes down what happens to a step.</summary>
    /// <exception cref="ImpOpsException"><c>FileNotWritable</c>. Nothing of the record is left when the next one is written.</exception>
    public void Append(RestartTask task, RestartJournalEvent @event, DateTimeOffset at, Action<RestartJournalRecord>? fill = null)
    {
        RestartJournalRecord record = new()
        {
            At = RestartJournalLine.Time(at),
            Step = task.Step.Step,
            NodeName = task.NodeName,
            Event = @event.ToString(),
        };
        fill?.Invoke(record);
        byte[] line = RestartJournalLine.Write(record);
        try
        {
            _file.SetLength(_length);
            _file.Position = _length;
            _file.Write(line, 0, line.Length);
            _file.Flush(flushToDisk: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Errors.FileNotWritable(Journal.Path, problem);
        }

        _length += line.Length;
        _ = Journal.Apply(record);
    }

    public void Dispose()
    {
        _file.Dispose();
        _lock.Dispose();
    }

    // A file of its own, so that the journal can be read while it is locked. The system lets go of it when the process ends, however it ends.
    private static string LockOf(string path) => path + ".lock";

    private static RestartJournalWriter Locked(string path, Action prepare)
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
                throw Errors.RestartJournalInUse(path, problem);
            }
        });
        try
        {
            _ = Open(path, () =>
            {
                prepare();
                return path;
            });
            return new RestartJournalWriter(path, @lock);
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
