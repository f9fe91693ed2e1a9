using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ImpOps.Lab.State;

namespace ImpOps.Lab.Soap;

/// <summary>AXL. A request that comes here keeps its contract; what it asks for may still be impossible.</summary>
internal sealed class AxlService(ClusterState state)
{
    /// <summary>The versions whose namespaces are answered.</summary>
    public static readonly string[] Versions = ["11.5", "12.0", "12.5", "14.0", "15.0"];

    private const int NotFound = 5007;
    private const int Rejected = 5003;

    private readonly SqlQuery _sql = new(state);

    public XElement Answer(XElement request)
    {
        XNamespace ns = request.Name.Namespace;
        string operation = request.Name.LocalName;
        try
        {
            object content = operation switch
            {
                "listProcessNode" => List(request, "processNode", ProcessNodes(), NodeFields),
                "getProcessNode" => Get(request, "processNode", ByNameOrUuid(request, ProcessNodes(), row => row.Name, row => row.Uuid), row => [.. NodeFields(row), new("cupDomain", "lab.example")]),
                "listPresenceRedundancyGroup" => List(request, "presenceRedundancyGroup", state.Groups, GroupFields),
                "getPresenceRedundancyGroup" => Get(request, "presenceRedundancyGroup", Group(request), GroupFields),
                "updatePresenceRedundancyGroup" => UpdateGroup(request),
                "listAssignedPresenceUsers" => List(request, "assignedPresenceUsers", state.Users.Where(user => user.Node is not null), UserFields),
                "listUnassignedPresenceUsers" => List(request, "unassignedPresenceUsers", state.Users.Where(user => user.Node is null), UserFields),
                "assignPresenceUser" => Assign(request),
                "unassignPresenceUser" => Unassign(request),
                "listServiceParameter" => List(request, "serviceParameter", state.Parameters, ParameterFields),
                "getServiceParameter" => Get(request, "serviceParameter", Parameter(request), ParameterFields),
                "updateServiceParameter" => UpdateParameter(request),
                "getCCMVersion" => Version(request),
                "executeSQLQuery" => Rows(_sql.Execute(request.Element("sql")!.Value)),
                _ => throw new AxlRefusal(Rejected, $"The lab has no operation {operation}."),
            };
            return new XElement(ns + (operation + "Response"), new XAttribute(XNamespace.Xmlns + "ns", ns.NamespaceName), new XElement("return", content));
        }
        catch (AxlRefusal refusal)
        {
            throw SoapFaultException.Axl(ns, refusal.Code, refusal.Message, operation);
        }
    }

    // ---- lists

    private XElement[] List<T>(XElement request, string row, IEnumerable<T> all, Func<T, Field[]> fieldsOf)
    {
        (string Name, Regex? Pattern)[] criteria = [.. request.Element("searchCriteria")!.Elements().Select(element => (element.Name.LocalName, Like(element.Value)))];
        IEnumerable<T> found = criteria.All(criterion => criterion.Pattern is null)
            ? all
            : all.Where(one => Meets(fieldsOf(one), criteria));
        if (request.Element("first") is XElement first)
        {
            // Without first, the product ignores skip.
            found = found.Skip((int)Number(request.Element("skip"))).Take((int)Number(first));
        }

        Field[][] rows = [.. found.Select(fieldsOf)];
        CheckSize(rows.Length);
        HashSet<string> tags = Tags(request);
        return [.. rows.Select(fields => Row(row, fields, tags))];
    }

    private static bool Meets(Field[] fields, (string Name, Regex? Pattern)[] criteria) =>
        criteria.All(criterion => criterion.Pattern?.IsMatch(fields.First(field => field.Name == criterion.Name).Value) ?? true);

    private void CheckSize(int rows)
    {
        if (rows > state.Options.MaximumRows)
        {
            throw new AxlRefusal(-1, $"Query request too large. Total rows matched: {rows} rows. Suggestive Row Fetch: less than {state.Options.MaximumRows} rows");
        }
    }

    private static XElement Get<T>(XElement request, string row, T found, Func<T, Field[]> fieldsOf) =>
        Row(row, fieldsOf(found), request.Element("returnedTags") is null ? null : Tags(request));

    private static HashSet<string> Tags(XElement request) => [.. request.Element("returnedTags")!.Elements().Select(tag => tag.Name.LocalName)];

    private static XElement Row(string name, Field[] fields, HashSet<string>? tags) => new(
        name,
        new XAttribute("uuid", fields[0].Uuid!),
        fields.Skip(1).Where(field => tags?.Contains(field.Name) ?? true).Select(field =>
            new XElement(field.Name, field.Uuid is null ? null : new XAttribute("uuid", field.Uuid), field.Value)));

    /// <summary>The pattern of LIKE; null where it meets everything.</summary>
    private static Regex? Like(string pattern) => pattern.Length == 0 || pattern == "%"
        ? null
        : new Regex("^" + Regex.Escape(pattern).Replace("%", ".*").Replace("_", ".") + "$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline);

    private static decimal Number(XElement? element) =>
        element is null ? 0 : Math.Min(int.MaxValue, decimal.Parse(element.Value, NumberStyles.Integer, CultureInfo.InvariantCulture));

    private static XElement[] Rows(IReadOnlyList<IReadOnlyList<KeyValuePair<string, string>>> rows) =>
        [.. rows.Select(row => new XElement("row", row.Select(cell => new XElement(cell.Key, cell.Value))))];

    // ---- nodes

    private IEnumerable<ProcessNode> ProcessNodes()
    {
        const string Voice = "CUCM Voice/Video";
        yield return new ProcessNode(ClusterState.EnterpriseWide, "", "{00000000-1111-0000-0000-000000000000}", "Publisher", Voice);
        yield return new ProcessNode(state.Publisher.Name, state.Publisher.Description, state.Publisher.Uuid, "Publisher", Voice);
        // A voice node that has no IM and Presence, and here no address either: nobody has business with it.
        yield return new ProcessNode("cucm-sub-1.lab.example", "Voice subscriber", "{00000000-2222-0000-0000-000000000000}", "Subscriber", Voice);
        foreach (LabNode node in state.PresenceNodes)
        {
            yield return new ProcessNode(node.Name, node.Description, node.Uuid, node.IsPublisher ? "Publisher" : "Subscriber", "CUCM IM and Presence");
        }
    }

    private static Field[] NodeFields(ProcessNode node) =>
    [
        new("", "", node.Uuid),
        new("name", node.Name),
        new("description", node.Description),
        new("mac", "02" + node.Uuid[1..9] + "0A"),
        new("ipv6Name", ""),
        new("nodeUsage", node.Usage),
        new("lbmHubGroup", ""),
        new("processNodeRole", node.Role),
    ];

    private XElement Version(XElement request)
    {
        string? node = request.Element("processNodeName")?.Value;
        bool presence = node is not null && (state.Node(node) ?? throw Missing("Process Node", node)).IsPresence;
        return new XElement("componentVersion", new XElement("version", presence ? "14.0.1.13900-8" : "14.0.1.13900-155"));
    }

    // ---- groups

    private static Field[] GroupFields(LabGroup group)
    {
        LabNode? second = group.Nodes.ElementAtOrDefault(1);
        return
        [
            new("", "", group.Uuid),
            new("name", group.Name),
            new("description", group.Description),
            new("server1", group.Nodes[0].Name, group.Nodes[0].Uuid),
            new("server2", second?.Name ?? "", second?.Uuid),
            new("haEnabled", group.HighAvailability ? "true" : "false"),
            new("numUsers", group.Nodes.Sum(node => node.AssignedUsers).ToString(CultureInfo.InvariantCulture)),
        ];
    }

    private LabGroup Group(XElement request) => ByNameOrUuid(request, state.Groups, group => group.Name, group => group.Uuid);

    private string UpdateGroup(XElement request)
    {
        LabGroup group = Group(request);
        foreach ((string name, int index) in new[] { ("server1", 0), ("server2", 1) })
        {
            string now = group.Nodes.ElementAtOrDefault(index)?.Name ?? "";
            if (request.Element(name) is XElement server && server.Value != now)
            {
                throw new AxlRefusal(Rejected, $"The lab does not move nodes between groups: {name} is '{now}'.");
            }
        }

        if (request.Element("haEnabled") is XElement enabled)
        {
            bool on = enabled.Value is "true" or "t" or "1";
            if (on && group.Nodes.Count < 2)
            {
                throw new AxlRefusal(Rejected, "High Availability can not be enabled: the Presence Redundancy Group has one node only.");
            }

            state.SetHighAvailability(group, on);
        }

        group.Name = request.Element("newName")?.Value ?? group.Name;
        group.Description = request.Element("description")?.Value ?? group.Description;
        return group.Uuid;
    }

    // ---- users

    private static Field[] UserFields(LabUser user) =>
    [
        new("", "", user.Uuid),
        new("userid", user.Id),
        new("server", user.Node?.Name ?? "", user.Node?.Uuid),
        new("presenceRedundancyGroup", user.Node?.Group?.Name ?? ""),
    ];

    private LabUser User(XElement request)
    {
        string id = request.Element("userid")!.Value;
        return state.User(id) ?? throw Missing("End User", id);
    }

    private string Assign(XElement request)
    {
        LabUser user = User(request);
        string server = request.Element("server")!.Value;
        LabNode node = state.PresenceNodes.FirstOrDefault(node => node.Name == server) ?? throw Missing("Presence Server", server);
        if (state.Options.ReassignNeedsUnassign && user.Node is not null && user.Node != node)
        {
            throw new AxlRefusal(Rejected, $"User {user.Id} is already assigned to {user.Node.Name}.");
        }

        state.Assign(user, node);
        return user.Uuid;
    }

    private string Unassign(XElement request)
    {
        LabUser user = User(request);
        if (user.Node is null)
        {
            throw new AxlRefusal(Rejected, $"User {user.Id} is not assigned.");
        }

        state.Assign(user, null);
        return user.Uuid;
    }

    // ---- parameters

    private Field[] ParameterFields(LabParameter parameter) =>
    [
        new("", "", parameter.Uuid),
        new("processNodeName", parameter.Node, state.Node(parameter.Node)?.Uuid ?? "{00000000-1111-0000-0000-000000000000}"),
        new("name", parameter.Name),
        new("service", parameter.Service),
        new("value", parameter.Value),
        new("valueType", parameter.Kind.ValueType),
    ];

    private LabParameter Parameter(XElement request)
    {
        if (request.Element("uuid")?.Value is string uuid)
        {
            return state.Parameters.FirstOrDefault(parameter => SameUuid(parameter.Uuid, uuid)) ?? throw Missing("Service Parameter", uuid);
        }

        (string node, string name, string service) = (request.Element("processNodeName")!.Value, request.Element("name")!.Value, request.Element("service")!.Value);
        return state.Parameters.FirstOrDefault(parameter => parameter.Node == node && parameter.Name == name && parameter.Service == service)
            ?? throw Missing("Service Parameter", $"{node}, {service}, {name}");
    }

    private string UpdateParameter(XElement request)
    {
        LabParameter parameter = Parameter(request);
        if (request.Element("value")?.Value is string value)
        {
            if (!parameter.Kind.Allows(value))
            {
                throw new AxlRefusal(Rejected, $"The value '{value}' of {parameter.Name} is not valid.");
            }

            parameter.Value = value;
            parameter.Writes++;
        }

        return parameter.Uuid;
    }

    // ----

    private static T ByNameOrUuid<T>(XElement request, IEnumerable<T> all, Func<T, string> nameOf, Func<T, string> uuidOf)
    {
        string? name = request.Element("name")?.Value;
        string key = name ?? request.Element("uuid")!.Value;
        foreach (T one in all)
        {
            if (name is null ? SameUuid(uuidOf(one), key) : nameOf(one) == name)
            {
                return one;
            }
        }

        throw Missing(request.Name.LocalName.EndsWith("ProcessNode", StringComparison.Ordinal) ? "Process Node" : "Presence Redundancy Group", key);
    }

    private static bool SameUuid(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static AxlRefusal Missing(string what, string key) => new(NotFound, $"Item not valid: The specified {what} '{key}' was not found");

    private sealed record ProcessNode(string Name, string Description, string Uuid, string Usage, string Role);

    /// <summary>A value of a row; the first one of a row is nameless and holds the row's own key.</summary>
    private sealed record Field(string Name, string Value, string? Uuid = null);
}
