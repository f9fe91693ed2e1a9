using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using static ImpOps.Lab.Contracts.Particle;

namespace ImpOps.Lab.Contracts;

/// <summary>
/// What the interface descriptions demand of each message, written down once more by hand: names, namespaces, order, qualification,
/// what must be there. AXL's children are in no namespace; those of PerfMon and Control Center are in the service's.
/// </summary>
internal sealed class Contract
{
    public const string Serviceability = "http://schemas.cisco.com/ast/soap";
    public const string AxlPrefix = "http://www.cisco.com/AXL/API/";

    private static readonly Particle[] ProcessNodeTags =
    [
        Text("name").Optional(), Text("description", UpTo(50)).Optional(), Text("mac", IsMac).Optional(), Text("ipv6Name").Optional(),
        Text("nodeUsage").Optional(), Text("lbmHubGroup").Optional(), Text("processNodeRole").Optional(),
    ];

    private static readonly Particle[] GroupTags =
    [
        Text("name", UpTo(255)).Optional(), Text("description", UpTo(255)).Optional(), Text("server1").Optional(), Text("server2").Optional(),
        // Also as a tag to return it must hold a boolean: the schema has no empty one.
        Text("haEnabled", IsAxlBoolean).Optional(), Text("numUsers", value => value.Length == 0 || IsInteger(value)).Optional(),
    ];

    private static readonly Particle[] AssignedTags =
        [Text("userid").Optional(), Text("server").Optional(), Text("presenceRedundancyGroup").Optional()];

    private static readonly Particle[] ParameterTags =
        [Text("processNodeName").Optional(), Text("name").Optional(), Text("service").Optional(), Text("value").Optional(), Text("valueType").Optional()];

    private static readonly Particle ParameterKey =
        Choice(Text("uuid", IsUuid), Sequence(Text("processNodeName"), Text("name"), Text("service")));

    private static readonly Particle NameOrUuid = Choice(Text("name", UpTo(100)), Text("uuid", IsUuid));

    private static readonly Particle StandardReturn = Text("return", value => value is "true" or "false" || IsUuid(value));

    private static readonly Particle[] ServiceInformation =
    [
        Text("ReturnCode").Nillable(), Text("ReasonCode", IsInteger).Nillable(), Text("ReasonString").Nillable(),
        Of("ServiceInfoList", Of("item",
            Text("ServiceName").Nillable(),
            Text("ServiceStatus", value => value is "Started" or "Stopped" or "Starting" or "Stopping" or "Unknown").Nillable(),
            Text("ReasonCode", IsInteger).Nillable(),
            Text("ReasonCodeString").Nillable(),
            Text("StartTime").Nillable(),
            Text("UpTime", IsInteger).Nillable()).Many()).Nillable(),
    ];

    private static readonly Particle Counters = Of("ArrayOfCounter", Of("Counter", Text("Name").Nillable()).OneOrMore());

    private static readonly Particle[] CounterInfo =
        [Text("Name").Nillable(), Text("Value", IsInteger), Text("CStatus", value => uint.TryParse(value, out _))];

    private readonly Particle _request;
    private readonly Particle _response;

    private Contract(SoapService service, string operation, Particle request, Particle response)
    {
        (Service, Operation, _request, _response) = (service, operation, request, response);
    }

    /// <summary>Every operation that the lab knows.</summary>
    public static IReadOnlyList<Contract> All { get; } =
    [
        List("listProcessNode", [Text("name").Optional(), Text("description").Optional(), Text("processNodeRole").Optional()], ProcessNodeTags, "processNode"),
        Axl("getProcessNode", Sequence(NameOrUuid, Of("returnedTags", [.. ProcessNodeTags, Text("cupDomain").Optional()]).Optional()),
            Of("return", Of("processNode", [.. ProcessNodeTags, Text("cupDomain").Optional()]))),
        List("listPresenceRedundancyGroup", [Text("name").Optional(), Text("description").Optional()], GroupTags, "presenceRedundancyGroup"),
        Axl("getPresenceRedundancyGroup", Sequence(NameOrUuid, Of("returnedTags", GroupTags).Optional()), Of("return", Of("presenceRedundancyGroup", GroupTags))),
        Axl("updatePresenceRedundancyGroup",
            Sequence(NameOrUuid, Text("newName", UpTo(255)).Optional(), Text("description", UpTo(255)).Optional(), Text("server1").Nillable().Optional(),
                Text("server2").Nillable().Optional(), Text("haEnabled", IsAxlBoolean).Optional()),
            StandardReturn),
        List("listAssignedPresenceUsers", [Text("userid").Optional(), Text("server").Optional(), Text("presenceRedundancyGroup").Optional()], AssignedTags, "assignedPresenceUsers"),
        List("listUnassignedPresenceUsers", [Text("userid").Optional()], [Text("userid").Optional()], "unassignedPresenceUsers"),
        Axl("assignPresenceUser", Sequence(Text("userid"), Text("server")), StandardReturn),
        Axl("unassignPresenceUser", Text("userid"), StandardReturn),
        List("listServiceParameter", [Text("processNodeName").Optional(), Text("service").Optional()], ParameterTags, "serviceParameter"),
        Axl("getServiceParameter", Sequence(ParameterKey, Of("returnedTags", ParameterTags).Optional()), Of("return", Of("serviceParameter", ParameterTags))),
        Axl("updateServiceParameter", Sequence(ParameterKey, Text("value").Nillable().Optional()), StandardReturn),
        Axl("getCCMVersion", Text("processNodeName", UpTo(255)).Optional(), Of("return", Of("componentVersion", Text("version", UpTo(50))))),
        Axl("executeSQLQuery", Text("sql"), Of("return", Any("row").Many())),

        Perfmon("perfmonOpenSession", Sequence(), Text("perfmonOpenSessionReturn")),
        Perfmon("perfmonAddCounter", Sequence(Text("SessionHandle"), Counters), Sequence()),
        Perfmon("perfmonRemoveCounter", Sequence(Text("SessionHandle"), Counters), Sequence()),
        Perfmon("perfmonCollectSessionData", Text("SessionHandle"), Of("perfmonCollectSessionDataReturn", CounterInfo).Many()),
        Perfmon("perfmonCloseSession", Text("SessionHandle"), Sequence()),
        Perfmon("perfmonListInstance", Sequence(Text("Host"), Text("Object")), Of("perfmonListInstanceReturn", Text("Name").Nillable()).Many()),
        Perfmon("perfmonQueryCounterDescription", Text("Counter"), Text("perfmonQueryCounterDescriptionReturn").Nillable()),
        Perfmon("perfmonListCounter", Text("Host"), Of("perfmonListCounterReturn",
            Text("Name").Nillable(), Text("MultiInstance", IsBoolean), Of("ArrayOfCounter", Of("item", Text("Name").Nillable()).Many()).Nillable()).OneOrMore()),
        Perfmon("perfmonCollectCounterData", Sequence(Text("Host"), Text("Object")), Of("perfmonCollectCounterDataReturn", CounterInfo).Many()),

        Control("soapGetServiceStatus", Text("ServiceStatus").OneOrMore(), Of("soapGetServiceStatusReturn", ServiceInformation)),
        Control("soapDoControlServices",
            Of("ControlServiceRequest",
                Text("NodeName").Nillable(),
                Text("ControlType", value => value is "Start" or "Stop" or "Restart").Nillable(),
                Of("ServiceList", Text("item").Nillable().Many()).Nillable()),
            Of("soapDoControlServicesReturn", ServiceInformation)),
        Control("soapGetStaticServiceList", Text("ServiceInformationResponse"),
            Of("soapGetStaticServiceListReturn", Of("Services", Of("item", ServiceSpecification()).Many()).Nillable())),
        Control("getProductInformationList", Text("ServiceInfo"),
            Of("getProductInformationListReturn",
                Text("ActiveServerVersion").Nillable(), Text("PrimaryNode").Nillable(), Text("SecondaryNode").Nillable(),
                Of("Products", Of("item", Text("ProductName").Nillable(), Text("ProductVersion").Nillable(), Text("ProductDescription").Nillable(),
                    Text("ProductID").Nillable(), Text("ShortName").Nillable()).Many()).Nillable(),
                Of("Services", Of("item", ServiceSpecification(Text("ProductID").Nillable())).Many()).Nillable())),
    ];

    /// <summary>The service that the operation belongs to.</summary>
    public SoapService Service { get; }

    /// <summary>The name of the operation and of its request.</summary>
    public string Operation { get; }

    /// <summary>The contract of an operation, if the service has it.</summary>
    public static Contract? Find(SoapService service, string operation) =>
        All.FirstOrDefault(contract => contract.Service == service && contract.Operation == operation);

    /// <summary>What is wrong with a request; empty where nothing is.</summary>
    public IEnumerable<string> CheckRequest(XElement request) => Check(request, Operation, _request);

    /// <summary>What is wrong with a response; empty where nothing is.</summary>
    public IEnumerable<string> CheckResponse(XElement response) => Check(response, Operation + "Response", _response);

    private static Contract Axl(string operation, Particle request, Particle response) => new(SoapService.Axl, operation, request, response);

    private static Contract List(string operation, Particle[] criteria, Particle[] tags, string row) => Axl(
        operation,
        Sequence(Of("searchCriteria", criteria), Of("returnedTags", tags), Text("skip", IsCount).Optional(), Text("first", IsCount).Optional()),
        Of("return", Of(row, tags).Many()));

    private static Contract Perfmon(string operation, Particle request, Particle response) => new(SoapService.Perfmon, operation, request, response);

    private static Contract Control(string operation, Particle request, Particle response) => new(SoapService.ControlCenter, operation, request, response);

    private static Particle[] ServiceSpecification(params Particle[] beforeDependents) =>
    [
        Text("ServiceName").Nillable(), Text("ServiceType", value => value is "Service" or "Servlet").Nillable(), Text("Deployable", IsBoolean),
        Text("GroupName").Nillable(), .. beforeDependents, Of("DependentServices", Text("Service").Many()).Nillable(),
    ];

    private static Func<string, bool> UpTo(int length) => value => value.Length <= length;

    private static bool IsUuid(string value) =>
        value is ['{', .., '}'] && value[1..^1].Split('-').Select(part => part.Length).SequenceEqual([8, 4, 4, 4, 12]);

    private static bool IsInteger(string value) => long.TryParse(value, out _);

    private static bool IsMac(string value) => value.Length == 12 && value.All(char.IsAsciiHexDigit);

    private static bool IsCount(string value) => ulong.TryParse(value, out _);

    private static bool IsBoolean(string value) => value is "true" or "false" or "1" or "0";

    private static bool IsAxlBoolean(string value) => IsBoolean(value) || value is "t" or "f";

    private IEnumerable<string> Check(XElement message, string name, Particle content)
    {
        bool axl = Service == SoapService.Axl;
        if (message.Name.LocalName != name)
        {
            return [$"'{message.Name.LocalName}' stands where '{name}' should be"];
        }

        string ns = message.Name.NamespaceName;
        if (axl ? !ns.StartsWith(AxlPrefix, StringComparison.Ordinal) : ns != Serviceability)
        {
            return [$"{name} is in the namespace '{ns}'"];
        }

        IEnumerable<string> attributes = message.Attributes()
            .Where(attribute => !attribute.IsNamespaceDeclaration && !(axl && attribute.Name == "sequence"))
            .Select(attribute => $"{name}: attribute '{attribute.Name}' is unknown");
        return [.. attributes, .. Violations(message, content, axl ? XNamespace.None : Serviceability), .. Criteria(message)];
    }

    /// <summary>Not in the grammar, but in the schema's remarks: a list needs a criterion.</summary>
    private static IEnumerable<string> Criteria(XElement message) =>
        message.Element("searchCriteria") is { HasElements: false } ? ["searchCriteria must hold one element at least"] : [];
}
