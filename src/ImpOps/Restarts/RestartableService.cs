using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ImpOps.Tables;

namespace ImpOps.Restarts;

/// <summary>A service that restart rules name.</summary>
public sealed class RestartableService
{
    private static readonly PerLanguage<RestartableService[]> Services = new(() =>
        TableReader.Read("services", row => new RestartableService(row)));

    /// <summary>The service that runs on every node, and restarts with it.</summary>
    internal const string XcpRouter = "Cisco XCP Router";

    /// <summary>The service that is restarted where JSM sessions do not come back.</summary>
    internal const string PresenceEngine = "Cisco Presence Engine";

    private const string Maker = "Cisco ";

    private readonly LocalizedText _name;

    private RestartableService(TableRow row)
    {
        _name = row.Text("Name");
        Name = row.Required("Name");
        _ = row.Required("NameZh");
        LocalName = _name.Current!;
        Kind = row.Enum<ServiceKind>("Kind");
        MovesJsmSessions = row.Bool("MovesJsmSessions");
        CoveredBy = Array.AsReadOnly(row.List("CoveredBy"));
        Note = row.Text("Note").Current;
    }

    /// <summary>All services that rules name, in the order in which a plan restarts them.</summary>
    public static IReadOnlyList<RestartableService> All => Array.AsReadOnly(Services.Current);

    /// <summary>The English name, as Control Center and the service interfaces spell it.</summary>
    public string Name { get; }

    /// <summary>The name in the language in which it was asked for, as the portal shows it.</summary>
    internal string LocalName { get; }

    /// <summary>Where it is restarted.</summary>
    public ServiceKind Kind { get; }

    /// <summary>What to know before restarting it, in the language in which it was asked for; null where there is nothing.</summary>
    public string? Note { get; }

    /// <summary>True where a restart drops the JSM sessions, which then come back over minutes.</summary>
    internal bool MovesJsmSessions { get; }

    /// <summary>The services whose restart restarts this one as well.</summary>
    internal IReadOnlyList<string> CoveredBy { get; }

    /// <summary>What it is called: in both languages, with and without the maker's name.</summary>
    internal IEnumerable<string> Names()
    {
        foreach (string name in new[] { _name.English!, _name.Chinese! })
        {
            yield return name;
            if (name.StartsWith(Maker, StringComparison.Ordinal))
            {
                yield return name.Substring(Maker.Length);
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal static RestartableService Get(string name) =>
        Services.Current.FirstOrDefault(service => service.Name == name)
            ?? throw new InvalidDataException($"Table 'services' has no '{name}'.");
}
