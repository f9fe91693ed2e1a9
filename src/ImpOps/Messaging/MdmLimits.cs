using System;
using ImpOps.Tables;

namespace ImpOps.Messaging;

/// <summary>The figures of multiple device messaging: those that are published, and those that had to be assumed.</summary>
internal static class MdmLimits
{
    private static readonly FigureTable Figures = new("mdm-limits");

    /// <summary>How long a client is active after it has sent available presence or an IM.</summary>
    public static TimeSpan Active => TimeSpan.FromSeconds(Figures["ActiveSeconds"]);

    /// <summary>Packets in the buffer of a device at which it is flushed. Assumed: the guide prints no figure.</summary>
    public static int BufferLimit => Figures[nameof(BufferLimit)];

    /// <summary>The largest buffer limit that can be asked for.</summary>
    public static int BufferLimitMost => Figures[nameof(BufferLimitMost)];

    /// <summary>The time between two samples of the counters.</summary>
    public static TimeSpan CounterInterval => TimeSpan.FromSeconds(Figures["CounterIntervalSeconds"]);

    /// <summary>Deliveries that wait for what is still open of them.</summary>
    public static int HeldDeliveries => Figures[nameof(HeldDeliveries)];
}
