using System.Collections.Generic;

namespace ImpOps.Lab.State;

/// <summary>A service as the product ships it.</summary>
/// <param name="Name">The name in Control Center.</param>
/// <param name="Group">The group that it is listed under.</param>
/// <param name="Deployable">Whether it is a feature service, which can be activated; a network service always is.</param>
/// <param name="Activated">Whether it is activated here.</param>
/// <param name="DependsOnRouter">Whether Cisco XCP Router takes it down, and up again after a restart.</param>
internal sealed record ServiceKind(string Name, string Group, bool Deployable, bool Activated = true, bool DependsOnRouter = false)
{
    public const string Router = "Cisco XCP Router";
    public const string PresenceEngine = "Cisco Presence Engine";
    public const string SipProxy = "Cisco SIP Proxy";

    private const string ImServices = "IM and Presence Services";
    private const string Platform = "Platform Services";
    private const string Admin = "Database and Admin Services";
    private const string Monitoring = "Performance and Monitoring Services";

    /// <summary>What runs on an IM and Presence node.</summary>
    public static IReadOnlyList<ServiceKind> OfPresenceNode { get; } =
    [
        new("A Cisco DB", Platform, false),
        new("Cisco Tomcat", Platform, false),
        new("SNMP Master Agent", Platform, false),
        new("Cisco RIS Data Collector", Monitoring, false),
        new("Cisco AMC Service", Monitoring, false),
        new("Cisco Audit Event Service", Monitoring, false),
        new("Cisco DRF Local", "Backup and Restore Services", false),
        new("Cisco AXL Web Service", Admin, true),
        new("Cisco Bulk Provisioning Service", Admin, true),
        new("Cisco Serviceability Reporter", Monitoring, true),
        new("Cisco Config Agent", ImServices, false),
        new("Cisco OAM Agent", ImServices, false),
        new("Cisco Client Profile Agent", ImServices, false),
        new("Cisco Intercluster Sync Agent", ImServices, false),
        new("Cisco Sync Agent", ImServices, false),
        new("Cisco XCP Config Manager", ImServices, false),
        new("Cisco Presence Datastore", ImServices, false),
        new("Cisco Login Datastore", ImServices, false),
        new("Cisco Route Datastore", ImServices, false),
        new("Cisco SIP Registration Datastore", ImServices, false),
        new("Cisco Server Recovery Manager", ImServices, false),
        new("Cisco IM and Presence Data Monitor", ImServices, false),
        new(Router, ImServices, false),
        new(SipProxy, ImServices, true),
        new(PresenceEngine, ImServices, true),
        new("Cisco XCP Text Conference Manager", ImServices, true, DependsOnRouter: true),
        new("Cisco XCP Web Connection Manager", ImServices, true, DependsOnRouter: true),
        new("Cisco XCP Connection Manager", ImServices, true, DependsOnRouter: true),
        new("Cisco XCP Authentication Service", ImServices, true, DependsOnRouter: true),
        new("Cisco XCP SIP Federation Connection Manager", ImServices, true, Activated: false, DependsOnRouter: true),
        new("Cisco XCP XMPP Federation Connection Manager", ImServices, true, Activated: false, DependsOnRouter: true),
        new("Cisco XCP Message Archiver", ImServices, true, Activated: false, DependsOnRouter: true),
        new("Cisco XCP Directory Service", ImServices, true, Activated: false, DependsOnRouter: true),
        new("Cisco XCP File Transfer Manager", ImServices, true, Activated: false, DependsOnRouter: true),
    ];

    /// <summary>What runs on the publisher, which is a voice node.</summary>
    public static IReadOnlyList<ServiceKind> OfVoiceNode { get; } =
    [
        new("A Cisco DB", Platform, false),
        new("Cisco Tomcat", Platform, false),
        new("Cisco RIS Data Collector", Monitoring, false),
        new("Cisco AXL Web Service", Admin, true),
        new("Cisco CallManager", "CM Services", true),
        new("Cisco Tftp", "CM Services", true),
        new("Cisco CTIManager", "CTI Services", true, Activated: false),
    ];
}
