using System.Collections.Generic;
using ImpOps.Tables;

namespace ImpOps.Capacity;

/// <summary>How full a node is with JSM sessions, and what to do about it.</summary>
public class JsmCapacity
{
    private readonly OvaSize _size;
    private readonly Language _language = Languages.Current;

    private protected JsmCapacity(OvaSize size, long sessionCount, JsmCapacityRequest request)
    {
        _size = size;
        NodeName = request.NodeName;
        HighAvailabilityMode = request.HighAvailabilityMode;
        SessionCount = sessionCount;
        SessionLimit = size.LimitFor(HighAvailabilityMode);
        ThresholdPercent = request.ThresholdPercent ?? PublishedDefaults.JsmAlertThresholdPercent;
    }

    /// <summary>The node, where the request named it.</summary>
    public string? NodeName { get; }

    /// <summary>The OVA size of the node.</summary>
    public int OvaSize => _size.Users;

    /// <summary>The mode of the node's group; null without high availability.</summary>
    public HighAvailabilityMode? HighAvailabilityMode { get; }

    /// <summary>The sessions that were counted.</summary>
    public long SessionCount { get; }

    /// <summary>The sessions that the node supports; half of the table's figure where both nodes of the group are active.</summary>
    public int SessionLimit { get; }

    /// <summary>The fill, in percent of <see cref="SessionLimit"/>. May be over 100.</summary>
    public double PercentUsed => 100.0 * SessionCount / SessionLimit;

    /// <summary>The fill above which the node is too full, in percent of <see cref="SessionLimit"/>.</summary>
    public int ThresholdPercent { get; }

    /// <summary>True where the fill is over the threshold. At the threshold it is not.</summary>
    public bool ExceedsThreshold => SessionCount * 100 > (long)ThresholdPercent * SessionLimit;

    /// <summary>Sessions that are left until the limit; negative past it.</summary>
    public long Headroom => SessionLimit - SessionCount;

    /// <summary>
    /// What to set on the alert JSMSessionsExceedsThreshold, in percent. The alert takes the table's full figure for 100 percent, so where both
    /// nodes are active it must be set to half of the threshold.
    /// </summary>
    public double RecommendedAlertPercent => (double)ThresholdPercent * SessionLimit / _size.JsmSessionLimit;

    /// <summary>True where the guide prints no limit for this OVA size and the factor of the printed ones was used.</summary>
    public bool Derived => _size.Derived;

    /// <summary>What to do, in the language in which it was asked for.</summary>
    public string Advice => AdviceIn(_language);

    /// <summary>Holds the sessions of a node against what it supports.</summary>
    /// <exception cref="ImpOpsException">
    /// <c>OvaSizeUnknown</c>, <c>SessionCountMissing</c>, <c>SessionCountAmbiguous</c>, <c>SessionCountOutOfRange</c> or <c>ThresholdOutOfRange</c>.
    /// </exception>
    public static JsmCapacity Measure(JsmCapacityRequest request)
    {
        CheckThreshold(request.ThresholdPercent);
        return new JsmCapacity(Capacity.OvaSize.Get(request.OvaSize), CountSessions(request), request);
    }

    /// <summary>What to do, in a language.</summary>
    internal string AdviceIn(Language language)
    {
        using LanguageScope scope = Languages.Use(language);
        List<string> advice = [FillAdvice()];
        if (SessionLimit != _size.JsmSessionLimit)
        {
            advice.Add(Errors.Format(Messages.AdviceAlertPercent, RecommendedAlertPercent));
        }

        if (Derived)
        {
            advice.Add(Errors.Format(Messages.AdviceDerived, OvaSize, (double)_size.JsmSessionLimit / _size.Users));
        }

        return string.Join(Messages.SentenceSeparator, advice);
    }

    internal static void CheckThreshold(int? percent)
    {
        if (percent is < 1 or > 100)
        {
            throw Errors.ThresholdOutOfRange(percent.Value);
        }
    }

    private static long CountSessions(JsmCapacityRequest request)
    {
        bool anyKind = (request.ClientSession ?? request.PhantomSession ?? request.HybridSession ?? request.ComposedSession) is not null;
        if (request.SessionCount is not null && anyKind)
        {
            throw Errors.SessionCountAmbiguous();
        }

        if (request.SessionCount is null && request.ClientSession is null)
        {
            throw Errors.SessionCountMissing();
        }

        long sum = 0;
        foreach (long? kind in new[]
        {
            request.SessionCount, request.ClientSession, request.PhantomSession, request.HybridSession, request.ComposedSession,
        })
        {
            if (kind is < 0 or > Plausible.MostSessions)
            {
                throw Errors.SessionCountOutOfRange(kind.Value, Plausible.MostSessions);
            }

            sum += kind ?? 0;
        }

        return sum;
    }

    /// <summary>What follows from the fill.</summary>
    private protected virtual string FillAdvice() =>
        SessionCount > SessionLimit ? Messages.AdviceOverLimit
        : ExceedsThreshold ? Messages.AdviceOverThreshold
        : Messages.AdviceFine;
}
