using System;
using System.Collections.Generic;
using ImpOps.Tables;

namespace ImpOps.Relogin;

/// <summary>The client re-login limits (retry limits) that a node or group should have. All limits are in seconds.</summary>
public sealed class RetryLimit
{
    /// <summary>A presence redundancy group has two nodes at most.</summary>
    internal const int NodesOfGroup = 2;

    private readonly LoginProfile _profile;
    private readonly LoginProfileRow? _row;
    private readonly Language _language = Languages.Current;

    private RetryLimit(RetryLimitRequest request, LoginProfile profile, LoginProfileRow? row, int userCount)
    {
        _profile = profile;
        _row = row;
        CriticalServiceDownDelay = request.CriticalServiceDownDelay;
        PresenceRedundancyGroup = request.PresenceRedundancyGroup;
        NodeName = request.NodeName;
        UserCount = userCount;
        MultiDeviceMessaging = request.MultiDeviceMessaging;

        DerivedUpperLimit = row?.DerivedUpperLimit ?? profile.DeriveUpperLimit(LoginProfiles.AssumedDelay, userCount);
        Source = row is null ? RetryLimitSource.Extrapolated
            : request.Source == RetryLimitSource.Published ? RetryLimitSource.Published
            : RetryLimitSource.Derived;
        int upperLimit = Source == RetryLimitSource.Published ? row!.RetryUpperLimit : DerivedUpperLimit;

        // The window from lower to upper limit must not get shorter than the tested one, or clients log in faster than was tested.
        RetryLowerLimit = CriticalServiceDownDelay ?? LoginProfiles.AssumedDelay;
        RetryUpperLimit = upperLimit + Math.Max(0, RetryLowerLimit - LoginProfiles.AssumedDelay);
    }

    /// <summary>The presence redundancy group, where the request named it.</summary>
    public string? PresenceRedundancyGroup { get; }

    /// <summary>The node, where the request named it.</summary>
    public string? NodeName { get; }

    /// <summary>The name of the login profile, for example <c>15000-ActiveActive</c>.</summary>
    public string Profile => _profile.Name;

    /// <summary>The OVA size of the profile.</summary>
    public int OvaSize => _profile.OvaSize;

    /// <summary>The mode of the profile.</summary>
    public HighAvailabilityMode HighAvailabilityMode => _profile.HighAvailabilityMode;

    /// <summary>The number of users that counted.</summary>
    public int UserCount { get; }

    /// <summary>The published row that was used: the user count rounded up to the next one; null when extrapolated.</summary>
    public int? ProfileUserCount => _row?.UserCount;

    /// <summary>The Critical Service Down Delay that was given, in seconds; null where none was, and the one that the table assumes counts.</summary>
    public int? CriticalServiceDownDelay { get; }

    /// <summary>Client Re-Login Lower Limit, in seconds. Must equal Critical Service Down Delay.</summary>
    public int RetryLowerLimit { get; }

    /// <summary>Client Re-Login Upper Limit, in seconds.</summary>
    public int RetryUpperLimit { get; }

    /// <summary>The upper limit as the table prints it, in seconds; null when extrapolated.</summary>
    public int? PublishedUpperLimit => _row?.RetryUpperLimit;

    /// <summary>The upper limit by the table's login rate, in seconds.</summary>
    public int DerivedUpperLimit { get; }

    /// <summary>Logins a second on which the profile rests.</summary>
    public double LoginRate => _profile.LoginRate;

    /// <summary>Whether <see cref="RetryUpperLimit"/> is the printed, the derived or an extrapolated figure.</summary>
    public RetryLimitSource Source { get; }

    /// <summary>What is wrong with the printed figure; null where nothing is.</summary>
    public string? Erratum => _row?.Erratum;

    /// <summary>Whether multiple device messaging was taken into account.</summary>
    public bool MultiDeviceMessaging { get; }

    /// <summary>About how many seconds after a failover the last client is back: the upper limit, twice that with multiple device messaging.</summary>
    public int EstimatedFailoverSeconds => MultiDeviceMessaging ? RetryUpperLimit * PublishedDefaults.MdmFailoverFactor : RetryUpperLimit;

    /// <summary>How the figures were chosen and what they assume, in the language in which they were asked for.</summary>
    public string Note
    {
        get
        {
            using LanguageScope scope = Languages.Use(_language);
            List<string> notes = [];
            if (_row is null)
            {
                notes.Add(Errors.Format(Messages.NoteExtrapolated, _profile.Name, _profile.MaximumUserCount));
            }

            notes.Add(HighAvailabilityMode == HighAvailabilityMode.ActiveActive ? Messages.NoteBusiestNode : Messages.NoteGroupTotal);
            if (CriticalServiceDownDelay is null)
            {
                notes.Add(Errors.Format(Messages.NoteDelayAssumed, LoginProfiles.AssumedDelay, PublishedDefaults.CriticalServiceDownDelay));
            }
            else if (CriticalServiceDownDelay > LoginProfiles.AssumedDelay)
            {
                notes.Add(Errors.Format(Messages.NoteDelayShifted, CriticalServiceDownDelay - LoginProfiles.AssumedDelay));
            }

            if (MultiDeviceMessaging)
            {
                notes.Add(Messages.NoteMdmFailover);
            }

            return string.Join(Messages.SentenceSeparator, notes);
        }
    }

    /// <summary>Looks up the retry limits of a node or group.</summary>
    /// <exception cref="ImpOpsException">
    /// <c>OvaSizeUnknown</c>, <c>UserCountMissing</c>, <c>UserCountAmbiguous</c>, <c>NodeCountTooMany</c>, <c>UserCountNotPositive</c>, <c>UserCountAbsurd</c>,
    /// <c>UserCountAboveProfile</c> or <c>CriticalServiceDownDelayOutOfRange</c>.
    /// </exception>
    public static RetryLimit For(RetryLimitRequest request)
    {
        LoginProfile profile = LoginProfiles.Get(request.OvaSize, request.HighAvailabilityMode);
        if (request.CriticalServiceDownDelay is int delay && (delay <= 0 || delay > Plausible.LongestDelay))
        {
            throw Errors.CriticalServiceDownDelayOutOfRange(delay, Plausible.LongestDelay);
        }

        int userCount = CountUsers(request);
        LoginProfileRow? row = profile.FindRow(userCount);
        if (row is null && !request.Extrapolate)
        {
            LoginProfile? next = LoginProfiles.NextLarger(profile, userCount);
            throw Errors.UserCountAboveProfile(userCount, profile.Name, profile.MaximumUserCount, next?.OvaSize, next?.Name);
        }

        return new RetryLimit(request, profile, row, userCount);
    }

    private static int CountUsers(RetryLimitRequest request)
    {
        long count = 0;
        if (request.NodeUserCount is { Count: > 0 } nodes)
        {
            if (request.UserCount is not null)
            {
                throw Errors.UserCountAmbiguous();
            }

            if (nodes.Count > NodesOfGroup)
            {
                throw Errors.NodeCountTooMany(nodes.Count);
            }

            foreach (int node in nodes)
            {
                if (node < 0)
                {
                    throw Errors.UserCountNotPositive(node);
                }

                count = request.HighAvailabilityMode == HighAvailabilityMode.ActiveActive ? Math.Max(count, node) : count + node;
            }
        }
        else
        {
            count = request.UserCount ?? throw Errors.UserCountMissing();
        }

        return count switch
        {
            <= 0 => throw Errors.UserCountNotPositive(count),
            > Plausible.MostUsers => throw Errors.UserCountAbsurd(count, Plausible.MostUsers),
            _ => (int)count,
        };
    }
}
