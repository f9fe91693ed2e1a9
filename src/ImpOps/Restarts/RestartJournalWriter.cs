using System;
using ImpOps.Text;

namespace ImpOps.Restarts;

/// <summary>
/// Writes the journal of a plan, for one run at a time. A record is on the disk when <see cref="Append"/> returns; what it says is what
/// <see cref="Journal"/> says, so that a run knows nothing that the next one would not.
/// </summary>
internal sealed class RestartJournalWriter : IDisposable
{
    private readonly JournalFile _file;

    private RestartJournalWriter(JournalFile file, RestartJournal journal)
    {
        _file = file;
        Journal = journal;
    }

    public RestartJournal Journal { get; }

    /// <summary>Begins a journal. The file is there with its whole first line, or not at all.</summary>
    /// <exception cref="ImpOpsException"><c>JournalExists</c>, <c>JournalInUse</c>, <c>DirectoryNotFound</c> or <c>FileNotWritable</c>.</exception>
    public static RestartJournalWriter Create(string path, RestartJournalHeader header)
    {
        RestartJournal journal = new(path, header);
        return new RestartJournalWriter(JournalFile.Create(path, header), journal);
    }

    /// <summary>Goes on with a journal.</summary>
    /// <exception cref="ImpOpsException"><c>JournalInUse</c>, <c>FileNotWritable</c>, and what <see cref="RestartJournal.Read"/> throws.</exception>
    public static RestartJournalWriter Resume(string path)
    {
        RestartJournal? journal = null;
        JournalFile file = JournalFile.Resume(path, () =>
        {
            journal = RestartJournal.Read(path);
            return journal.WholeLength;
        });
        return new RestartJournalWriter(file, journal!);
    }

    /// <summary>Writes down what happens to a step.</summary>
    /// <exception cref="ImpOpsException"><c>FileNotWritable</c>. Nothing of the record is left when the next one is written.</exception>
    public void Append(RestartTask task, RestartJournalEvent @event, DateTimeOffset at, Action<RestartJournalRecord>? fill = null)
    {
        RestartJournalRecord record = new()
        {
            At = JournalLine.Time(at),
            Step = task.Step.Step,
            NodeName = task.NodeName,
            Event = @event.ToString(),
        };
        fill?.Invoke(record);
        _file.Append(record);
        _ = Journal.Apply(record);
    }

    public void Dispose() => _file.Dispose();
}
