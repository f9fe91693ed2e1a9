namespace ImpOps.Tables;

/// <summary>Single published figures: defaults of service parameters, thresholds, factors.</summary>
internal static class PublishedDefaults
{
    private static readonly FigureTable Figures = new("published-defaults");

    /// <summary>Default of Client Re-Login Upper Limit, in seconds.</summary>
    public static int ClientReLoginUpperLimit => Figures[nameof(ClientReLoginUpperLimit)];

    /// <summary>Default of Critical Service Down Delay, in seconds.</summary>
    public static int CriticalServiceDownDelay => Figures[nameof(CriticalServiceDownDelay)];

    /// <summary>How many times longer a failover takes with multiple device messaging.</summary>
    public static int MdmFailoverFactor => Figures[nameof(MdmFailoverFactor)];

    /// <summary>Default threshold of the alert JSMSessionsExceedsThreshold, in percent.</summary>
    public static int JsmAlertThresholdPercent => Figures[nameof(JsmAlertThresholdPercent)];

    /// <summary>How long the fill must be over the threshold until the alert JSMSessionsExceedsThreshold is raised, in seconds.</summary>
    public static int JsmAlertDurationSeconds => Figures[nameof(JsmAlertDurationSeconds)];

    /// <summary>At which interval the alert JSMSessionsExceedsThreshold is raised again while it lasts, in seconds.</summary>
    public static int JsmAlertRepeatSeconds => Figures[nameof(JsmAlertRepeatSeconds)];
}
