using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ImpOps.Text;

namespace ImpOps.Restarts;

/// <summary>
/// The journal of a restart plan that was run: what is done, what is not, and whether high availability is off. It is a file of JSON lines; what
/// happens to a step is on the disk before and after it happens.
/// </summary>
public sealed class RestartJournal
{
    private readonly RestartTask[] _tasks;
    private readonly Dictionary<string, int> _assignedUsers = new(StringComparer.OrdinalIgnoreCase);

    private RestartJournal(string path, RestartJournalHeader header)
    {
        Path = path;
        CreatedAt = RestartJournalLine.Time(header.CreatedAt);
        ClusterName = header.ClusterName ?? throw new FormatException();
        PresenceRedundancyGroup = header.PresenceRedundancyGroup ?? throw new FormatException();
        NodeName = new TextList(header.NodeName ?? throw new FormatException());
        _tasks = [.. RestartTask.Of((header.Plan ?? throw new FormatException()).Select(step => step.ToStep(PresenceRedundancyGroup)), NodeName)];
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>When the plan was begun.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>The cluster on which the plan runs, as its target calls it.</summary>
    public string ClusterName { get; }

    /// <summary>The group in which the plan runs.</summary>
    public string PresenceRedundancyGroup { get; }

    /// <summary>The nodes of the group on which the plan runs.</summary>
    public IReadOnlyList<string> NodeName { get; }

    /// <summary>Every step on every node, in order.</summary>
    public IReadOnlyList<RestartStepResult> Step => [.. _tasks.Select(task => task.ToResult())];

    /// <summary>Whether there is nothing left to do.</summary>
    public bool IsFinished => _tasks.All(task => task.HasEnded);

    /// <summary>Whether a run has the journal in use.</summary>
    public bool IsRunning => RestartJournalWriter.IsLocked(Path);

    /// <summary>Whether the plan has begun to disable high availability and has not enabled it again.</summary>
    public bool HighAvailabilityOff =>
        _tasks.Any(task => task is { Step.Action: RestartStepAction.DisableHighAvailability, StartedAt: not null })
        && !_tasks.Any(task => task is { Step.Action: RestartStepAction.EnableHighAvailability, State: RestartStepState.Done });

    /// <summary>That high availability is off, and how to go on, in the session's language; null where it is not.</summary>
    public string? Warning => HighAvailabilityOff ? Errors.Format(Messages.RestartHighAvailabilityLeftOff, PresenceRedundancyGroup, Path) : null;

    internal IReadOnlyList<RestartTask> Tasks => _tasks;

    /// <summary>Whether the plan disables high availability itself.</summary>
    internal RestartTask? Disabling => _tasks.FirstOrDefault(task => task.Step.Action == RestartStepAction.DisableHighAvailability);

    /// <summary>Users by node, as noted before the first restart.</summary>
    internal IReadOnlyDictionary<string, int> AssignedUsers => _assignedUsers;

    /// <summary>The length of the file without a record that was cut off while it was written.</summary>
    internal long WholeLength { get; private set; }

    /// <summary>Reads a journal, also while its plan runs. A last record that was cut off while it was written does not count.</summary>
    /// <exception cref="ImpOpsException">
    /// <c>FileNotFound</c>, <c>FileNotReadable</c>, <c>PathIsDirectory</c>, <c>RestartJournalInvalid</c>, <c>RestartJournalVersion</c> or <c>RestartJournalDamaged</c>.
    /// </exception>
    public static RestartJournal Read(string path)
    {
        using FileStream file = InputFile.Open(path);
        using MemoryStream content = new();
        file.CopyTo(content);
        byte[] text = content.ToArray();

        int end = Array.IndexOf(text, RestartJournalLine.End);
        RestartJournal journal = ReadHeader(path, text, end);
        int start = end + 1;
        for (int line = 2; (end = Array.IndexOf(text, RestartJournalLine.End, start)) >= 0; line++)
        {
            try
            {
                journal.Apply(RestartJournalLine.Read<RestartJournalRecord>(text, start, end - start));
            }
            catch (FormatException) when (end == text.Length - 1)
            {
                // The computer went down while it was written: the disk need not have got its parts in order.
                break;
            }
            catch (FormatException problem)
            {
                throw Errors.RestartJournalDamaged(new InputLocation(path, line), problem);
            }

            start = end + 1;
        }

        journal.WholeLength = start;
        return journal;
    }

    /// <exception cref="FormatException">The record is of no step of the plan, or is none.</exception>
    internal RestartTask Apply(RestartJournalRecord record)
    {
        RestartTask task = _tasks.FirstOrDefault(task => task.Step.Step == record.Step && task.NodeName == record.NodeName) ?? throw new FormatException();
        task.Apply(record);
        foreach (RestartJournalUsers users in record.AssignedUsers ?? [])
        {
            _assignedUsers[users.NodeName ?? throw new FormatException()] = users.Count;
        }

        return task;
    }

    private static RestartJournal ReadHeader(string path, byte[] text, int end)
    {
        try
        {
            RestartJournalHeader header = RestartJournalLine.Read<RestartJournalHeader>(text, 0, Math.Max(0, end));
            if (header.Format != RestartJournalHeader.FormatName)
            {
                throw new FormatException();
            }

            return header.Version == RestartJournalHeader.CurrentVersion
                ? new RestartJournal(path, header)
                : throw Errors.RestartJournalVersion(path, header.Version, RestartJournalHeader.CurrentVersion);
        }
        catch (FormatException problem)
        {
            throw Errors.RestartJournalInvalid(path, problem);
        }
    }
}
