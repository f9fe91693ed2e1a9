using System;
using System.Text.Json.Serialization;

namespace ImpOps.Lab.State;

/// <summary>A service of a node.</summary>
public sealed class LabService
{
    internal LabService(ServiceKind kind, DateTimeOffset startTime)
    {
        Kind = kind;
        Status = kind.Activated ? ServiceStatus.Started : ServiceStatus.Stopped;
        StartTime = kind.Activated ? startTime : null;
    }

    /// <summary>The name in Control Center.</summary>
    public string Name => Kind.Name;

    /// <summary>Whether it is activated on the node.</summary>
    public bool Activated => Kind.Activated;

    /// <summary>What Control Center shows.</summary>
    public ServiceStatus Status { get; internal set; }

    /// <summary>When it last came up; null while it is down.</summary>
    public DateTimeOffset? StartTime { get; internal set; }

    /// <summary>How often it was restarted, by its own name or along with Cisco XCP Router.</summary>
    public int Restarts { get; internal set; }

    /// <summary>How often a Restart of it was asked for by name and accepted.</summary>
    public int RestartCommands { get; internal set; }

    /// <summary>How often a Start of it was asked for by name and accepted.</summary>
    public int StartCommands { get; internal set; }

    /// <summary>How often a Stop of it was asked for by name and accepted.</summary>
    public int StopCommands { get; internal set; }

    /// <summary>Whether it is on its way up or down.</summary>
    [JsonIgnore]
    public bool IsChanging => Status is ServiceStatus.Starting or ServiceStatus.Stopping;

    [JsonIgnore]
    internal ServiceKind Kind { get; }

    /// <summary>Goes up with every command, so that what an earlier one has scheduled is void.</summary>
    [JsonIgnore]
    internal int Generation { get; set; }
}
