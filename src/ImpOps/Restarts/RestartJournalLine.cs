using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.Serialization;
using System.Runtime.Serialization.Json;
using System.Xml;

namespace ImpOps.Restarts;

// The lines of a journal. What is null is left out.

/// <summary>The first line: what is run, where.</summary>
[DataContract]
internal sealed class RestartJournalHeader
{
    public const string FormatName = "ImpOps restart journal";

    public const int CurrentVersion = 1;

    [DataMember(Order = 0)]
    public string? Format { get; set; }

    [DataMember(Order = 1)]
    public int Version { get; set; }

    [DataMember(Order = 2)]
    public string? CreatedAt { get; set; }

    [DataMember(Order = 3)]
    public string? ClusterName { get; set; }

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
        Action = RestartJournalLine.Word<RestartStepAction>(Action),
        PresenceRedundancyGroup = presenceRedundancyGroup,
        NodeName = NodeName,
        Service = Service,
        Certainty = RestartJournalLine.Word<RestartCertainty>(Certainty),
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
        StartTime = witness.Before.StartTime?.ToString(RestartJournalLine.TimeFormat, CultureInfo.InvariantCulture),
        UpTime = witness.Before.UpTime,
    };

    /// <exception cref="FormatException">It is none.</exception>
    public RestartWitness ToWitness()
    {
        ServiceRun before = new()
        {
            State = RestartJournalLine.Word<ServiceRunState>(State),
            StartTime = StartTime is null ? null : DateTime.ParseExact(StartTime, RestartJournalLine.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
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

/// <summary>Lines of JSON.</summary>
internal static class RestartJournalLine
{
    /// <summary>A time that reads back to the same.</summary>
    public const string TimeFormat = "o";

    public const byte End = (byte)'\n';

    public static byte[] Write<T>(T line)
    {
        using MemoryStream text = new();
        Serializer<T>().WriteObject(text, line);
        text.WriteByte(End);
        return text.ToArray();
    }

    /// <exception cref="FormatException">It is none.</exception>
    public static T Read<T>(byte[] text, int start, int length)
    {
        try
        {
            using MemoryStream line = new(text, start, length);
            return (T?)Serializer<T>().ReadObject(line) ?? throw new FormatException();
        }
        catch (Exception problem) when (problem is SerializationException or XmlException)
        {
            throw new FormatException(problem.Message, problem);
        }
    }

    /// <exception cref="FormatException">It is none of the words.</exception>
    public static TEnum Word<TEnum>(string? word)
        where TEnum : struct, Enum =>
        word is not null && Enum.IsDefined(typeof(TEnum), word) ? (TEnum)Enum.Parse(typeof(TEnum), word) : throw new FormatException();

    public static string Time(DateTimeOffset time) => time.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <exception cref="FormatException">It is none.</exception>
    public static DateTimeOffset Time(string? text) =>
        DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset time) ? time : throw new FormatException();

    private static DataContractJsonSerializer Serializer<T>() => new(typeof(T));
}
