using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ImpOps.Tables;

namespace ImpOps.Relogin;

/// <summary>The published login profiles.</summary>
public static class LoginProfiles
{
    private static readonly PerLanguage<LoginProfile[]> Profiles = new(Load);

    /// <summary>All 12 profiles, by table number.</summary>
    public static IReadOnlyList<LoginProfile> All => Array.AsReadOnly(Profiles.Current);

    /// <summary>The OVA sizes that have a profile, ascending.</summary>
    public static IReadOnlyList<int> OvaSizes => [.. Profiles.Current.Select(profile => profile.OvaSize).Distinct()];

    /// <summary>The Critical Service Down Delay on which all tables rest, in seconds: their lower limit.</summary>
    internal static int AssumedDelay => Profiles.Current[0].Rows[0].RetryLowerLimit;

    /// <summary>The profile of an OVA size and a mode.</summary>
    /// <param name="ovaSize">500, 1000, 2000, 5000, 15000 or 25000.</param>
    /// <param name="mode">The mode of the presence redundancy group.</param>
    /// <exception cref="ImpOpsException"><c>OvaSizeUnknown</c>: there is no such OVA size.</exception>
    public static LoginProfile Get(int ovaSize, HighAvailabilityMode mode)
    {
        foreach (LoginProfile profile in Profiles.Current)
        {
            if (profile.OvaSize == ovaSize && profile.HighAvailabilityMode == mode)
            {
                return profile;
            }
        }

        throw Errors.OvaSizeUnknown(ovaSize, OvaSizes);
    }

    /// <summary>The profile of the same mode on the next larger OVA whose table reaches that many users; null where none does.</summary>
    internal static LoginProfile? NextLarger(LoginProfile profile, int userCount) =>
        Profiles.Current.FirstOrDefault(other =>
            other.OvaSize > profile.OvaSize
            && other.HighAvailabilityMode == profile.HighAvailabilityMode
            && other.MaximumUserCount >= userCount);

    // Loops rather than LINQ: this is most of a first command, and LINQ over numbers is compiled when it is first used.
    private static LoginProfile[] Load()
    {
        Dictionary<int, List<LoginProfileRow>> rows = [];
        int? lowerLimit = null;
        foreach (LoginProfileRow row in TableReader.Read("login-profile-rows", row => new LoginProfileRow(row)))
        {
            if (row.RetryLowerLimit != (lowerLimit ??= row.RetryLowerLimit))
            {
                throw new InvalidDataException("The rows of 'login-profile-rows' have different lower limits.");
            }

            if (!rows.TryGetValue(row.Table, out List<LoginProfileRow>? table))
            {
                rows.Add(row.Table, table = []);
            }

            table.Add(row);
        }

        LoginProfile[] profiles = TableReader.Read("login-profiles", row =>
            new LoginProfile(row, rows.TryGetValue(row.Int("Table"), out List<LoginProfileRow>? table) ? [.. table] : []));
        return rows.Count == profiles.Length
            ? profiles
            : throw new InvalidDataException("Table 'login-profile-rows' has rows of a table that 'login-profiles' lacks.");
    }
}
