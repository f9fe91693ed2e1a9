using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text.Json.Serialization;

namespace ImpOps.Lab.State;

/// <summary>A node: the publisher, which is a voice node, or an IM and Presence node.</summary>
public sealed class LabNode
{
    private readonly Dictionary<string, LabService> _services;

    internal LabNode(IPAddress address, string description, bool isPresence, bool isPublisher, string uuid, DateTimeOffset upSince)
    {
        Address = address;
        Description = description;
        IsPresence = isPresence;
        IsPublisher = isPublisher;
        Uuid = uuid;
        Services = [.. (isPresence ? ServiceKind.OfPresenceNode : ServiceKind.OfVoiceNode).Select(kind => new LabService(kind, upSince))];
        _services = Services.ToDictionary(service => service.Name, StringComparer.Ordinal);
    }

    /// <summary>The name in processNode, which is also the address.</summary>
    public string Name => Address.ToString();

    /// <summary>What an administrator has written about it.</summary>
    public string Description { get; }

    /// <summary>Whether it is an IM and Presence node.</summary>
    public bool IsPresence { get; }

    /// <summary>Whether it is the first of its product.</summary>
    public bool IsPublisher { get; }

    /// <summary>False after it died and before it is revived.</summary>
    public bool IsAlive { get; internal set; } = true;

    /// <summary>How often it came up again after it had died.</summary>
    public int Boots { get; internal set; }

    /// <summary>Its services.</summary>
    public IReadOnlyList<LabService> Services { get; }

    /// <summary>The group that it belongs to, if any.</summary>
    [JsonIgnore]
    public LabGroup? Group { get; internal set; }

    /// <summary>The state in its group.</summary>
    public HaState HaState { get; internal set; }

    /// <summary>The number of users that are assigned to it.</summary>
    public int AssignedUsers { get; internal set; }

    [JsonIgnore]
    internal IPAddress Address { get; }

    [JsonIgnore]
    internal string Uuid { get; }

    /// <summary>Since when the sessions of its own users come back; null while Router or Presence Engine is not up, or the users are elsewhere.</summary>
    [JsonIgnore]
    internal DateTimeOffset? SessionsSince { get; set; }

    /// <summary>Since when the sessions of its peer's users come to it; null outside of backup mode.</summary>
    [JsonIgnore]
    internal DateTimeOffset? BackupSince { get; set; }

    /// <summary>The share of sessions that does not come back before Presence Engine is restarted, 0 to 1.</summary>
    [JsonIgnore]
    internal double Shortfall { get; set; }

    [JsonIgnore]
    internal DateTimeOffset? RouterSince => Service(ServiceKind.Router)?.StartTime;

    /// <summary>A service by its exact name.</summary>
    public LabService? Service(string name) => _services.GetValueOrDefault(name);

    internal bool IsUp(string service) => IsAlive && Service(service)?.Status == ServiceStatus.Started;
}
