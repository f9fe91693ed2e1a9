using System;
using System.Collections.Generic;
using ImpOps.Tables;

namespace ImpOps.Relogin;

/// <summary>
/// One published high-availability login profile: the retry limits that were tested for an OVA size and a mode, by the number
/// of users. Source: the tables 1 to 12 of the chapter Additional Requirements.
/// </summary>
public sealed class LoginProfile
{
    private readonly decimal _loginRate;

    internal LoginProfile(TableRow row, LoginProfileRow[] rows)
    {
        Table = row.Int("Table");
        OvaSize = row.Int("OvaSize");
        HighAvailabilityMode = row.Enum<HighAvailabilityMode>("HighAvailabilityMode");
        VCpu = row.Int("VCpu");
        CpuClock = row.Optional("CpuClock");
        MemoryGB = row.Int("MemoryGB");
        MinimumClockGHz = (double?)row.OptionalDecimal("MinimumClockGHz");
        _loginRate = row.Decimal("LoginRate");
        Note = row.Text("Note").Current;
        Source = row.Required("Source");
        Name = $"{row["OvaSize"]}-{row["HighAvailabilityMode"]}";
        Rows = Array.AsReadOnly(rows);
        if (rows.Length == 0 || _loginRate <= 0)
        {
            throw row.Malformed("a profile needs rows and a login rate");
        }

        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i].UserCount <= (i == 0 ? 0 : rows[i - 1].UserCount))
            {
                throw row.Malformed($"the rows of table {Table} are not in the order of their user counts");
            }

            rows[i].DerivedUpperLimit = DeriveUpperLimit(rows[i].RetryLowerLimit, rows[i].UserCount);
        }
    }

    /// <summary>OVA size and mode, for example <c>15000-ActiveActive</c>.</summary>
    public string Name { get; }

    /// <summary>The number of the published table, 1 to 12.</summary>
    public int Table { get; }

    /// <summary>The OVA size: how many users the virtual hardware is made for.</summary>
    public int OvaSize { get; }

    /// <summary>The mode of the presence redundancy group.</summary>
    public HighAvailabilityMode HighAvailabilityMode { get; }

    /// <summary>Virtual CPUs of the OVA.</summary>
    public int VCpu { get; }

    /// <summary>The CPU clock that the table names, for example <c>700 MHz</c>; null where it names none.</summary>
    public string? CpuClock { get; }

    /// <summary>Memory of the OVA, in GB.</summary>
    public int MemoryGB { get; }

    /// <summary>The CPU clock that full login throughput needs, in GHz; null where the table names none.</summary>
    public double? MinimumClockGHz { get; }

    /// <summary>Logins a second on which the table's figures rest. Computed from them; printed only for 25000 users.</summary>
    public double LoginRate => (double)_loginRate;

    /// <summary>The largest user count of the table.</summary>
    public int MaximumUserCount => Rows[Rows.Count - 1].UserCount;

    /// <summary>The rows of the table, by user count.</summary>
    public IReadOnlyList<LoginProfileRow> Rows { get; }

    /// <summary>What the reader of the table must know, in the language in which it was asked for; usually null.</summary>
    public string? Note { get; }

    /// <summary>Where the table stands in the guide.</summary>
    public string Source { get; }

    /// <summary>The row for a number of users: the smallest that is not below it; null past the last row.</summary>
    /// <param name="userCount">Users, at least 1.</param>
    public LoginProfileRow? FindRow(int userCount)
    {
        foreach (LoginProfileRow row in Rows)
        {
            if (row.UserCount >= userCount)
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>The rule behind every table: lower limit + users / login rate, rounded half up.</summary>
    internal int DeriveUpperLimit(int lowerLimit, int userCount) =>
        (int)decimal.Round(lowerLimit + (userCount / _loginRate), MidpointRounding.AwayFromZero);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
