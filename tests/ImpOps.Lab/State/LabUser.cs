namespace ImpOps.Lab.State;

/// <summary>An end user.</summary>
public sealed class LabUser
{
    internal LabUser(string id, string uuid) => (Id, Uuid) = (id, uuid);

    /// <summary>The user id.</summary>
    public string Id { get; }

    /// <summary>The node that the user is assigned to, if any.</summary>
    public LabNode? Node { get; internal set; }

    internal string Uuid { get; }
}
