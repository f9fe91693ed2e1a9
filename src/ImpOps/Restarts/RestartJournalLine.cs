using System;
using System.Globalization;
using System.Linq;
using System.Runtime.Serialization;
using ImpOps.Text;

namespace ImpOps.Restarts;

// The lines of a journal. What is null is left out.

/// <summary>The first line: what is run, where.</summary>
[DataContract]
internal sealed class RestartJournalHeader() : JournalHeader(FormatName, CurrentVersion)
{
    public const string FormatName = "ImpOps restart journal";

    public const int CurrentVersion = 1;

    [DataMember(Order = 4)]
    public string? PresenceRedundancyGroup { get; set; }

    [DataMember(Order = 5)]
    public string[]? NodeName { get; set; }

    [DataMember(Order = 6)]
    public RestartJournalStep[]? Plan { get; set; }
}

/// <summary>A step of the plan.</summary>
[DataContract]
internal sealed class RestartJournalStep
{
    [DataMember(Order = 0)]
    public int Step { get; set; }

    [DataMember(Order = 1)]
    public string? Action { get; set; }

    [DataMember(Order = 2, EmitDefaultValue = false)]
    public string? NodeName { get; set; }

    [DataMember(Order = 3, EmitDefaultValue = false)]
    public string? Service { get; set; }

    [DataMember(Order = 4)]
    public string? Certainty { get; set; }

    [DataMember(Order = 5)]
    public string? Description { get; set; }

    [DataMember(Order = 6)]
    public string? Check { get; set; }

    [DataMember(Order = 7, EmitDefaultValue = false)]
    public TimeSpan? MinimumWait { get; set; }

    [DataMember(Order = 8, EmitDefaultValue = false)]
    public TimeSpan? ExpectedWait { get; set; }

    [DataMember(Order = 9, EmitDefaultValue = false)]
    public TimeSpan? MaximumWait { get; set; }

    [DataMember(Order = 10, EmitDefaultValue = false)]
    public string? Note { get; set; }

    [DataMember(Order = 11)]
    public string[]? Reason { get; set; }

    public static RestartJournalStep From(RestartStep step) => new()
    {
        Step = step.Step,
        Action = step.Action.ToString(),
        NodeName = step.NodeName,
        Service = step.Service,
        Certainty = step.Certainty.ToString(),
        Description = step.Description,
        Check = step.Check,
        MinimumWait = step.MinimumWait,
        ExpectedWait = step.ExpectedWait,
        MaximumWait = step.MaximumWait,
        Note = step.Note,
        Reason = [.. step.Reason],
    };

    public RestartStep ToStep(string presenceRedundancyGroup) => new()
    {
        Step = Step,
        Action = JournalLine.Word<RestartStepAction>(Action),
        PresenceRedundancyGroup = presenceRedundancyGroup,
        NodeName = NodeName,
        Service = Service,
        Certainty = JournalLine.Word<RestartCertainty>(Certainty),
        Description = Description ?? "",
        Check = Check ?? "",
        MinimumWait = MinimumWait,
        ExpectedWait = ExpectedWait,
        MaximumWait = MaximumWait,
        Note = Note,
        Reason = new TextList(Reason ?? []),
    };
}

/// <summary>What happens to a step, and is written down.</summary>
internal enum RestartJournalEvent
{
    /// <summary>What follows may change the cluster from here on.</summary>
    Begun,

    /// <summary>The administrator has to do it.</summary>
    ActionNeeded,

    /// <summary>The administrator was told so.</summary>
    Told,

    /// <summary>Sessions did not come back: Cisco Presence Engine is about to restart.</summary>
    RecoveryBegun,

    /// <summary>Cisco Presence Engine has restarted.</summary>
    RecoveryDone,

    Done,

    Skipped,

    Failed,
}

/// <summary>Every other line: what happened to a step.</summary>
[DataContract]
internal sealed class RestartJournalRecord
{
    [DataMember(Order = 0)]
    public string? At { get; set; }

    [DataMember(Order = 1)]
    public int Step { get; set; }

    [DataMember(Order = 2, EmitDefaultValue = false)]
    public string? NodeName { get; set; }

    [DataMember(Order = 3)]
    public string? Event { get; set; }

    /// <summary>The services as they were before anything was done to them.</summary>
    [DataMember(Order = 4, EmitDefaultValue = false)]
    public RestartJournalService[]? Before { get; set; }

    /// <exception cref="FormatException">They are none.</exception>
    public RestartWitness[] Witnesses() => [.. (Before ?? []).Select(service => service.ToWitness())];

    [DataMember(Order = 5, EmitDefaultValue = false)]
    public RestartJournalUsers[]? AssignedUsers { get; set; }

    [DataMember(Order = 6, EmitDefaultValue = false)]
    public string? Detail { get; set; }

    [DataMember(Order = 7, EmitDefaultValue = false)]
    public string? ErrorId { get; set; }
}

/// <summary>A service before it restarts.</summary>
[DataContract]
internal sealed class RestartJournalService
{
    [DataMember(Order = 0)]
    public string? NodeName { get; set; }

    [DataMember(Order = 1)]
    public string? Service { get; set; }

    [DataMember(Order = 2)]
    public string? State { get; set; }

    [DataMember(Order = 3, EmitDefaultValue = false)]
    public string? StartTime { get; set; }

    [DataMember(Order = 4, EmitDefaultValue = false)]
    public TimeSpan? UpTime { get; set; }

    public static RestartJournalService From(RestartWitness witness) => new()
    {
        NodeName = witness.NodeName,
        Service = witness.Service,
        State = witness.Before.State.ToString(),
        StartTime = witness.Before.StartTime?.ToString(JournalLine.TimeFormat, CultureInfo.InvariantCulture),
        UpTime = witness.Before.UpTime,
    };

    /// <exception cref="FormatException">It is none.</exception>
    public RestartWitness ToWitness()
    {
        ServiceRun before = new()
        {
            State = JournalLine.Word<ServiceRunState>(State),
            StartTime = StartTime is null ? null : DateTime.ParseExact(StartTime, JournalLine.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
            UpTime = UpTime,
        };
        return new RestartWitness(NodeName ?? throw new FormatException(), Service ?? throw new FormatException(), before);
    }
}

/// <summary>How many users a node has.</summary>
[DataContract]
internal sealed class RestartJournalUsers
{
    [DataMember(Order = 0)]
    public string? NodeName { get; set; }

    [DataMember(Order = 1)]
    public int Count { get; set; }
}
