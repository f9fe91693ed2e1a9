using System;
using System.Collections.Generic;
using System.Linq;
using ImpOps.Text;

namespace ImpOps.Restarts;

/// <summary>
/// The journal of a restart plan that was run: what is done, what is not, and whether high availability is off. It is a file of JSON lines; what
/// happens to a step is on the disk before and after it happens.
/// </summary>
public sealed class RestartJournal
{
    private readonly Language _language = Languages.Current;
    private readonly RestartTask[] _tasks;
    private readonly Dictionary<string, int> _assignedUsers = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="FormatException">It is none.</exception>
    internal RestartJournal(string path, RestartJournalHeader header)
    {
        Path = path;
        CreatedAt = JournalLine.Time(header.CreatedAt);
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
    public bool IsRunning => JournalFile.IsLocked(Path);

    /// <summary>Whether the plan has begun to disable high availability and has not enabled it again.</summary>
    public bool HighAvailabilityOff =>
        _tasks.Any(task => task is { Step.Action: RestartStepAction.DisableHighAvailability, StartedAt: not null })
        && !_tasks.Any(task => task is { Step.Action: RestartStepAction.EnableHighAvailability, State: RestartStepState.Done });

    /// <summary>That high availability is off, and how to go on, in the language in which the journal was asked for; null where it is not.</summary>
    public string? Warning
    {
        get
        {
            using LanguageScope scope = Languages.Use(_language);
            return HighAvailabilityOff ? Errors.Format(Messages.RestartHighAvailabilityLeftOff, PresenceRedundancyGroup, Path) : null;
        }
    }

    internal IReadOnlyList<RestartTask> Tasks => _tasks;

    /// <summary>Whether the plan disables high availability itself.</summary>
    internal RestartTask? Disabling => _tasks.FirstOrDefault(task => task.Step.Action == RestartStepAction.DisableHighAvailability);

    /// <summary>Users by node, as noted before the first restart.</summary>
    internal IReadOnlyDictionary<string, int> AssignedUsers => _assignedUsers;

    /// <summary>The length of the file without a record that was cut off while it was written.</summary>
    internal long WholeLength { get; private set; }

    /// <summary>Reads a journal, also while its plan runs. A last record that was cut off while it was written does not count.</summary>
    /// <exception cref="ImpOpsException">
    /// <c>FileNotFound</c>, <c>FileNotReadable</c>, <c>PathIsDirectory</c>, <c>JournalInvalid</c>, <c>JournalVersion</c> or <c>JournalDamaged</c>.
    /// </exception>
    public static RestartJournal Read(string path)
    {
        RestartJournal? journal = null;
        long length = JournalFile.Read<RestartJournalHeader, RestartJournalRecord>(
            path,
            RestartJournalHeader.FormatName,
            RestartJournalHeader.CurrentVersion,
            header => journal = new RestartJournal(path, header),
            record => journal!.Apply(record));
        journal!.WholeLength = length;
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
}
