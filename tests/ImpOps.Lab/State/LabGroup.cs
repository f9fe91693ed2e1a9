using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization;

namespace ImpOps.Lab.State;

/// <summary>A presence redundancy group of one or two nodes.</summary>
public sealed class LabGroup
{
    internal LabGroup(int id, string name, string uuid, IReadOnlyList<LabNode> nodes)
    {
        Id = id;
        Name = name;
        Uuid = uuid;
        Nodes = nodes;
        foreach (LabNode node in nodes)
        {
            node.Group = this;
        }
    }

    /// <summary>The key in the database.</summary>
    public int Id { get; }

    /// <summary>Its name.</summary>
    public string Name { get; internal set; }

    /// <summary>What an administrator has written about it.</summary>
    public string Description { get; internal set; } = "";

    /// <summary>The names of its nodes.</summary>
    public IEnumerable<string> NodeNames => Nodes.Select(node => node.Name);

    /// <summary>Whether high availability is on.</summary>
    public bool HighAvailability { get; internal set; }

    /// <summary>How often high availability was turned on.</summary>
    public int Enabled { get; internal set; }

    /// <summary>How often high availability was turned off.</summary>
    public int Disabled { get; internal set; }

    /// <summary>How many failovers there were.</summary>
    public int Failovers { get; internal set; }

    /// <summary>Its nodes.</summary>
    [JsonIgnore]
    public IReadOnlyList<LabNode> Nodes { get; }

    [JsonIgnore]
    internal string Uuid { get; }

    /// <summary>Goes up whenever high availability is turned on or off, so that what was scheduled before is void.</summary>
    [JsonIgnore]
    internal int Generation { get; set; }

    internal LabNode? PeerOf(LabNode node) => Nodes.FirstOrDefault(other => other != node);
}
