namespace ImpOps.Sessions;

/// <summary>Sessions of a user on a node, all from one type of device, as they were found in a block of a file.</summary>
internal struct SessionEntry
{
    /// <summary>The hash of the user.</summary>
    public ulong Hash;

    /// <summary>Where in the block the user's name stands.</summary>
    public int Start;

    /// <summary>How many bytes it has.</summary>
    public int Length;

    public int Node;

    public int Device;

    /// <summary>How many; 0 for an entry that is not to be counted.</summary>
    public int Sessions;
}
