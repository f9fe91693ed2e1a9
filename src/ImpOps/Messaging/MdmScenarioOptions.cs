using System;

namespace ImpOps.Messaging;

/// <summary>How a scenario of multiple device messaging is played.</summary>
public sealed class MdmScenarioOptions
{
    /// <summary>What the scenario is called in its deliveries, and the node in its counters; null for no name.</summary>
    public string? Name { get; init; }

    /// <summary>The release of the product, such as <c>12.5</c>, <c>14SU2</c> or <c>15</c>; null for that of the guide, 12.5.</summary>
    public string? Release { get; init; }

    /// <summary>
    /// Packets in the buffer of a device in quiet mode at which it is flushed; null for 100. The product's limit is not published: this is an assumption.
    /// </summary>
    public int? BufferLimit { get; init; }

    /// <summary>The time from which times without a date count. Without it they have no date, which is shown as that of the first day of the year 1.</summary>
    public DateTimeOffset StartTime { get; init; }

    /// <summary>The time between two samples of the counters; null for 15 seconds.</summary>
    public TimeSpan? CounterInterval { get; init; }

    /// <summary>Deliveries that are held until it is known when they were read; only tests ask for others.</summary>
    internal int? HeldDeliveries { get; init; }
}
