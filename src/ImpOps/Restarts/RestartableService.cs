using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ImpOps.Tables;

namespace ImpOps.Restarts;

/// <summary>A service that restart rules name.</summary>
public sealed class RestartableService
{
    private static readonly Lazy<RestartableService[]> Services = new(() =>
        TableReader.Read("services", row => new RestartableService(row)));

    private readonly LocalizedText _note;

    private RestartableService(TableRow row)
    {
        Name = row.Required("Name");
        DisplayName = row.Text("Name");
        Kind = row.Enum<ServiceKind>("Kind");
        RestartOrder = row.Int("RestartOrder");
        MovesJsmSessions = row.Bool("MovesJsmSessions");
        CoveredBy = Array.AsReadOnly(row.List("CoveredBy"));
        _note = row.Text("Note");
    }

    /// <summary>All services that rules name, in the order in which a plan restarts them.</summary>
    public static IReadOnlyList<RestartableService> All => Array.AsReadOnly(Services.Value);

    /// <summary>The English name, as Control Center and the service interfaces spell it.</summary>
    public string Name { get; }

    /// <summary>Where it is restarted.</summary>
    public ServiceKind Kind { get; }

    /// <summary>What to know before restarting it, in the session's language; null where there is nothing.</summary>
    public string? Note => _note.Current;

    /// <summary>The place of the service in a plan.</summary>
    internal int RestartOrder { get; }

    /// <summary>True where a restart drops the JSM sessions, which then come back over minutes.</summary>
    internal bool MovesJsmSessions { get; }

    /// <summary>The services whose restart restarts this one as well.</summary>
    internal IReadOnlyList<string> CoveredBy { get; }

    internal LocalizedText DisplayName { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal static RestartableService Get(string name) =>
        Services.Value.FirstOrDefault(service => service.Name == name)
            ?? throw new InvalidDataException($"Table 'services' has no '{name}'.");
}
