using System.Runtime.Serialization;
using ImpOps.Text;

namespace ImpOps.Capacity;

/// <summary>The first line of a journal: what is moved, where.</summary>
[DataContract]
internal sealed class UserMoveJournalHeader() : JournalHeader(FormatName, CurrentVersion)
{
    public const string FormatName = "ImpOps move journal";

    public const int CurrentVersion = 1;

    [DataMember(Order = 4)]
    public UserMoveJournalMove[]? Move { get; set; }
}

/// <summary>A move of the plan.</summary>
[DataContract]
internal sealed class UserMoveJournalMove
{
    [DataMember(Order = 0)]
    public string? UserId { get; set; }

    [DataMember(Order = 1)]
    public string? FromNode { get; set; }

    [DataMember(Order = 2)]
    public string? ToNode { get; set; }

    [DataMember(Order = 3, EmitDefaultValue = false)]
    public string? Connection { get; set; }
}

/// <summary>Every other line: moves that are begun together, or how such have ended.</summary>
[DataContract]
internal sealed class UserMoveJournalRecord
{
    [DataMember(Order = 0)]
    public string? At { get; set; }

    [DataMember(Order = 1)]
    public UserMoveJournalState[]? Move { get; set; }
}

/// <summary>What has become of a move.</summary>
[DataContract]
internal sealed class UserMoveJournalState
{
    /// <summary>The how manieth of the plan it is, from 0.</summary>
    [DataMember(Order = 0)]
    public int Index { get; set; }

    [DataMember(Order = 1)]
    public string? State { get; set; }

    [DataMember(Order = 2, EmitDefaultValue = false)]
    public string? NodeName { get; set; }

    [DataMember(Order = 3, EmitDefaultValue = false)]
    public string? ErrorId { get; set; }

    [DataMember(Order = 4, EmitDefaultValue = false)]
    public string? Message { get; set; }
}
