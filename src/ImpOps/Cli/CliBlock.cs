using System;

namespace ImpOps.Cli;

/// <summary>A part of a paste that one command has printed.</summary>
internal abstract class CliBlock(Action<object> write, Action<ImpOpsException> refuse)
{
    /// <summary>Gives out what was read.</summary>
    protected Action<object> Write => write;

    /// <summary>Tells of what was not understood.</summary>
    protected Action<ImpOpsException> Refuse => refuse;

    /// <summary>Whether blank lines count here.</summary>
    public virtual bool NeedsBlanks => false;

    /// <summary>Takes a line.</summary>
    public abstract void Add(CliLine line);

    /// <summary>Ends the block, and tells of what it lacks.</summary>
    public abstract void End();
}
