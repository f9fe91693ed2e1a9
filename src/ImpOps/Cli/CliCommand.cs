using System.Text.RegularExpressions;

namespace ImpOps.Cli;

/// <summary>Which commands have an output that is read.</summary>
internal enum CliCommand
{
    /// <summary>No prompt and no command tells; the lines themselves must.</summary>
    Untold,

    /// <summary><c>run sql</c>, and its likes for other databases.</summary>
    Sql,

    /// <summary><c>show perf query</c>.</summary>
    Perf,

    /// <summary><c>utils ha status</c>.</summary>
    HighAvailability,

    /// <summary>Another command.</summary>
    Other,
}

/// <summary>Tells commands apart.</summary>
internal static class CliCommands
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static readonly Regex Sql = new(@"^run\s+(?:\w+\s+)?(?:sql|dbquery)\b", Options);
    private static readonly Regex Perf = new(@"^show\s+perf\s+query\b", Options);
    private static readonly Regex Ha = new(@"^(?:utils\s+)?ha\s+status\b", Options);

    public static CliCommand Of(string command) =>
        command.Length == 0 ? CliCommand.Untold
        : Sql.IsMatch(command) ? CliCommand.Sql
        : Perf.IsMatch(command) ? CliCommand.Perf
        : Ha.IsMatch(command) ? CliCommand.HighAvailability
        : CliCommand.Other;
}
