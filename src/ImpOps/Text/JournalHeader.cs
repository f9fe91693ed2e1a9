using System.Runtime.Serialization;

namespace ImpOps.Text;

/// <summary>What the first line of every journal begins with.</summary>
/// <param name="format">What the journal is.</param>
/// <param name="version">The version of that.</param>
[DataContract]
internal abstract class JournalHeader(string format, int version)
{
    [DataMember(Order = 0)]
    public string? Format { get; set; } = format;

    [DataMember(Order = 1)]
    public int Version { get; set; } = version;

    [DataMember(Order = 2)]
    public string? CreatedAt { get; set; }

    [DataMember(Order = 3)]
    public string? ClusterName { get; set; }
}
