using System;
using System.Collections.Generic;

namespace ImpOps.Messaging;

/// <summary>What is known of a deployment in which multiple device messaging is to be enabled. What is not known does not pass.</summary>
public sealed class MdmReadinessOptions
{
    /// <summary>The version of Expressway; null where it is not known.</summary>
    public ProductVersion? ExpresswayVersion { get; init; }

    /// <summary>False where no client comes through Expressway, so that its version does not matter.</summary>
    public bool MobileAndRemoteAccess { get; init; } = true;

    /// <summary>Whether instant messaging is enabled; null where that is not known.</summary>
    public bool? InstantMessagingEnabled { get; init; }

    /// <summary>The nodes.</summary>
    public IReadOnlyList<MdmNode> Node { get; init; } = [];

    /// <summary>Clients that a user has, on average; null takes what the list of clients shows.</summary>
    public double? ClientPerUser { get; init; }

    /// <summary>How long a failover may take; null accepts what comes out.</summary>
    public TimeSpan? MaximumFailoverTime { get; init; }
}
