using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;

namespace ImpOps.Cluster;

/// <summary>What the publisher's database is asked and told over AXL.</summary>
internal sealed class AxlClient(SoapTransport transport, ClusterConnectionOptions options, string connection)
{
    /// <summary>The node that clusterwide parameters belong to. It is no node.</summary>
    public const string Clusterwide = "EnterpriseWideData";

    private const string PresenceRole = "CUCM IM and Presence";
    private const string PublisherUsage = "Publisher";
    private const string Any = "%";

    private readonly Uri _address = ClusterAddress.Of(options.Server, options.Port, "/axl/");
    private readonly XNamespace _namespace = $"http://www.cisco.com/AXL/API/{options.AxlVersion}";

    /// <summary>The IM and Presence nodes. Which group they are in is not told here.</summary>
    public async Task<List<ClusterNode>> ListNodesAsync(CancellationToken cancellationToken)
    {
        List<ClusterNode> nodes = [];
        await foreach (XElement row in ListAsync(
            "listProcessNode", "processNode", [new("processNodeRole", PresenceRole)], Tags("name", "description", "nodeUsage", "processNodeRole"), cancellationToken).ConfigureAwait(false))
        {
            if (Text(row, "name") is { } name && name != Clusterwide && (Text(row, "processNodeRole") ?? PresenceRole) == PresenceRole)
            {
                nodes.Add(new ClusterNode
                {
                    Name = name,
                    Description = Text(row, "description"),
                    IsPublisher = Text(row, "nodeUsage") is { } usage ? usage == PublisherUsage : null,
                    Connection = connection,
                });
            }
        }

        return nodes;
    }

    /// <summary>The presence redundancy groups, without the state of their nodes.</summary>
    /// <param name="name">The group; null for all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<List<PresenceRedundancyGroup>> ListGroupsAsync(string? name, CancellationToken cancellationToken)
    {
        List<PresenceRedundancyGroup> groups = [];
        // The schema knows no empty boolean, not even where the server only looks at the name of the tag.
        await foreach (XElement row in ListAsync(
            "listPresenceRedundancyGroup", "presenceRedundancyGroup", [new("name", name ?? Any)], [.. Tags("name", "description", "server1", "server2"), new("haEnabled", "false")], cancellationToken).ConfigureAwait(false))
        {
            if (Text(row, "name") is { } found)
            {
                groups.Add(new PresenceRedundancyGroup
                {
                    Name = found,
                    Description = Text(row, "description"),
                    NodeName = new TextList(new[] { Text(row, "server1"), Text(row, "server2") }.OfType<string>()),
                    HighAvailability = Text(row, "haEnabled") is "t" or "true" or "1",
                    Connection = connection,
                });
            }
        }

        return groups;
    }

    /// <summary>What the database holds as the state of each node, by the name that it has there.</summary>
    public async Task<Dictionary<string, string>> ReadStatesAsync(CancellationToken cancellationToken)
    {
        XElement response = await CallAsync(
            "executeSQLQuery", isRead: true, cancellationToken, new XElement("sql", "SELECT name, tkhaserverstate FROM enterprisenode")).ConfigureAwait(false);
        Dictionary<string, string> states = new(StringComparer.OrdinalIgnoreCase);
        foreach (XElement row in Rows(response, "row"))
        {
            if (Text(row, "name") is { } name && Text(row, "tkhaserverstate") is { } state)
            {
                states[name] = state;
            }
        }

        return states;
    }

    public Task UpdateGroupAsync(string name, bool highAvailability, CancellationToken cancellationToken) =>
        CallAsync("updatePresenceRedundancyGroup", isRead: false, cancellationToken, new XElement("name", name), new XElement("haEnabled", highAvailability ? "true" : "false"));

    public async IAsyncEnumerable<AssignedUser> ListUsersAsync(string? userId, string? node, string? group, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<XElement> criteria = [new("userid", userId ?? Any)];
        if (node is not null)
        {
            criteria.Add(new XElement("server", node));
        }

        if (group is not null)
        {
            criteria.Add(new XElement("presenceRedundancyGroup", group));
        }

        await foreach (XElement row in ListAsync(
            "listAssignedPresenceUsers", "assignedPresenceUsers", criteria, Tags("userid", "server", "presenceRedundancyGroup"), cancellationToken).ConfigureAwait(false))
        {
            if (Text(row, "userid") is { } found)
            {
                yield return new AssignedUser
                {
                    UserId = found,
                    NodeName = Text(row, "server"),
                    PresenceRedundancyGroup = Text(row, "presenceRedundancyGroup"),
                    Connection = connection,
                };
            }
        }
    }

    public Task AssignUserAsync(string userId, string node, CancellationToken cancellationToken) =>
        CallAsync("assignPresenceUser", isRead: false, cancellationToken, new XElement("userid", userId), new XElement("server", node));

    public Task UnassignUserAsync(string userId, CancellationToken cancellationToken) =>
        CallAsync("unassignPresenceUser", isRead: false, cancellationToken, new XElement("userid", userId));

    /// <summary>The service parameters of the database, under their internal names.</summary>
    public async Task<List<ServiceParameter>> ListParametersAsync(string? node, string? service, CancellationToken cancellationToken)
    {
        List<ServiceParameter> parameters = [];
        await foreach (XElement row in ListAsync(
            "listServiceParameter", "serviceParameter", [new("processNodeName", node ?? Any), new("service", service ?? Any)], Tags("processNodeName", "name", "service", "value"), cancellationToken).ConfigureAwait(false))
        {
            if (Text(row, "name") is { } name && Text(row, "service") is { } of)
            {
                parameters.Add(Parameter(row, name, of));
            }
        }

        return parameters;
    }

    public async Task<ServiceParameter> GetParameterAsync(ServiceParameter parameter, CancellationToken cancellationToken)
    {
        XElement response = await CallAsync("getServiceParameter", isRead: true, cancellationToken, Key(parameter)).ConfigureAwait(false);
        XElement row = response.Element("return")?.Element("serviceParameter") ?? throw Errors.ResponseUnexpected(_address.Host, "getServiceParameter", "return");
        return new ServiceParameter
        {
            NodeName = parameter.NodeName,
            Service = parameter.Service,
            Name = parameter.Name,
            Alias = parameter.Alias,
            InternalName = parameter.InternalName,
            Value = Text(row, "value"),
            Connection = connection,
        };
    }

    public Task UpdateParameterAsync(ServiceParameter parameter, string value, CancellationToken cancellationToken) =>
        CallAsync("updateServiceParameter", isRead: false, cancellationToken, [.. Key(parameter), new XElement("value", value)]);

    private static XElement[] Key(ServiceParameter parameter) =>
    [
        new("processNodeName", parameter.NodeName ?? Clusterwide), new("name", parameter.InternalName), new("service", parameter.Service),
    ];

    private ServiceParameter Parameter(XElement row, string name, string service) => new()
    {
        NodeName = Text(row, "processNodeName") is { } node && node != Clusterwide ? node : null,
        Service = service,
        Name = name,
        InternalName = name,
        Value = Text(row, "value"),
        Connection = connection,
    };

    /// <summary>The rows of a list, page by page. A page that is not full is the last.</summary>
    private async IAsyncEnumerable<XElement> ListAsync(
        string operation, string row, List<XElement> criteria, XElement[] tags, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long first = ServiceLimits.AxlPageRows;
        for (long skip = 0; ; skip += first)
        {
            XElement response = await CallAsync(
                operation,
                isRead: true,
                cancellationToken,
                new XElement("searchCriteria", criteria),
                new XElement("returnedTags", tags),
                new XElement("skip", skip.ToString(CultureInfo.InvariantCulture)),
                new XElement("first", first.ToString(CultureInfo.InvariantCulture))).ConfigureAwait(false);
            int count = 0;
            foreach (XElement element in Rows(response, row))
            {
                count++;
                yield return element;
            }

            if (count < first)
            {
                yield break;
            }
        }
    }

    private Task<XElement> CallAsync(string operation, bool isRead, CancellationToken cancellationToken, params XElement[] content) =>
        transport.CallAsync(
            new SoapCall
            {
                Address = _address,
                Action = $"CUCM:DB ver={options.AxlVersion} {operation}",
                Request = new XElement(_namespace + operation, new XAttribute(XNamespace.Xmlns + "axl", _namespace.NamespaceName), content),
                IsRead = isRead,
            },
            cancellationToken);

    private static IEnumerable<XElement> Rows(XElement response, string row) => response.Element("return")?.Elements(row) ?? [];

    private static XElement[] Tags(params string[] names) => [.. names.Select(name => new XElement(name))];

    private static string? Text(XElement row, string tag) => row.Element(tag)?.Value.Trim() is { Length: > 0 } text ? text : null;
}
