namespace ImpOps.Lab.Faults;

/// <summary>A fault that is in force.</summary>
/// <param name="Id">Its number, by which it is removed.</param>
/// <param name="Fault">The fault as it was given.</param>
public sealed record PlacedFault(int Id, LabFault Fault)
{
    /// <summary>How many requests it has struck.</summary>
    public int Struck { get; internal set; }

    /// <summary>How many requests it has let pass first.</summary>
    public int Passed { get; internal set; }
}
