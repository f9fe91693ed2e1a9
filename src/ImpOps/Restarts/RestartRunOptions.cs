using System;

namespace ImpOps.Restarts;

/// <summary>How a restart plan is run.</summary>
public sealed class RestartRunOptions
{
    /// <summary>How often the cluster is asked while the plan waits: by default every 15 seconds.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Within what time a service must be started again: by default 15 minutes.</summary>
    public TimeSpan ServiceTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Within what time high availability must be off, or on with all nodes in the state Normal: by default 15 minutes.</summary>
    public TimeSpan HighAvailabilityTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// How long something must stay as it is until it is believed: that a service runs on untouched, where it is not known whether its restart was
    /// asked for; and that all JSM sessions are there. By default 1 minute.
    /// </summary>
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Takes steps that the administrator does as done when the plan is resumed, also where the nodes do not show the restart.</summary>
    public bool TrustAdministrator { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Is told for what the plan waits, each time that the cluster was asked.</summary>
    public IProgress<RestartProgress>? Progress { get; init; }
}
