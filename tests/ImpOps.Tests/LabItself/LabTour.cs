using System.Collections.Generic;
using System.Threading.Tasks;
using ImpOps.Lab;

namespace ImpOps.Tests.LabItself;

/// <summary>One request of every operation that the lab has, and some that it refuses though they keep the contract.</summary>
internal static class LabTour
{
    public static async Task<IReadOnlyList<LabAnswer>> WalkAsync(LabCluster lab, LabClient client)
    {
        string node = lab.PresenceNodes[0].Name;
        string key = "<processNodeName>127.0.0.11</processNodeName><name>ClientReLoginUpperLimit</name><service>Cisco Server Recovery Manager</service>";
        string counter = $@"<ArrayOfCounter><Counter><Name>\\{node}\Cisco Presence Engine\ActiveJsmSessions</Name></Counter></ArrayOfCounter>";
        List<LabAnswer> answers =
        [
            await client.AxlAsync("getCCMVersion", ""),
            await client.AxlAsync("listProcessNode", "<searchCriteria><name>%</name></searchCriteria><returnedTags><name/><description/><mac>000000000000</mac><ipv6Name/><nodeUsage/><lbmHubGroup/><processNodeRole/></returnedTags>"),
            await client.AxlAsync("getProcessNode", "<name>127.0.0.11</name><returnedTags><name/><cupDomain/></returnedTags>"),
            await client.AxlAsync("listPresenceRedundancyGroup", "<searchCriteria><name>%</name></searchCriteria><returnedTags><name/><description/><server1/><server2/><haEnabled>true</haEnabled><numUsers/></returnedTags>"),
            await client.AxlAsync("getPresenceRedundancyGroup", "<name>DefaultCUPSubcluster</name>"),
            await client.AxlAsync("updatePresenceRedundancyGroup", "<name>DefaultCUPSubcluster</name><haEnabled>true</haEnabled>"),
            await client.AxlAsync("updatePresenceRedundancyGroup", "<name>no such group</name><haEnabled>true</haEnabled>"),
            await client.AxlAsync("listAssignedPresenceUsers", "<searchCriteria><userid>%</userid></searchCriteria><returnedTags><userid/><server/><presenceRedundancyGroup/></returnedTags><skip>0</skip><first>3</first>"),
            await client.AxlAsync("unassignPresenceUser", "<userid>user000001</userid>"),
            await client.AxlAsync("listUnassignedPresenceUsers", "<searchCriteria><userid>user%</userid></searchCriteria><returnedTags><userid/></returnedTags>"),
            await client.AxlAsync("assignPresenceUser", "<userid>user000001</userid><server>127.0.0.12</server>"),
            await client.AxlAsync("assignPresenceUser", "<userid>nobody</userid><server>127.0.0.12</server>"),
            await client.AxlAsync("listServiceParameter", "<searchCriteria><service>%</service></searchCriteria><returnedTags><processNodeName/><name/><service/><value/><valueType/></returnedTags>"),
            await client.AxlAsync("getServiceParameter", key),
            await client.AxlAsync("updateServiceParameter", key + "<value>600</value>"),
            await client.AxlAsync("updateServiceParameter", key + "<value>soon</value>"),
            await client.AxlAsync("executeSQLQuery", "<sql>select name, tkhaserverstate from enterprisenode</sql>"),
            await client.AxlAsync("executeSQLQuery", "<sql>delete from enduser</sql>"),
            await client.PerfmonAsync(node, "perfmonListCounter", $"<Host>{node}</Host>"),
            await client.PerfmonAsync(node, "perfmonListInstance", $"<Host>{node}</Host><Object>Processor</Object>"),
            await client.PerfmonAsync(node, "perfmonQueryCounterDescription", $@"<Counter>\\{node}\Processor(_Total)\% CPU Time</Counter>"),
            await client.PerfmonAsync(node, "perfmonCollectCounterData", $"<Host>{node}</Host><Object>Cisco Presence Engine</Object>"),
            await client.PerfmonAsync(node, "perfmonCollectCounterData", $"<Host>{node}</Host><Object>No such object</Object>"),
        ];
        LabAnswer open = await client.PerfmonAsync(node, "perfmonOpenSession");
        string handle = $"<SessionHandle>{open.Value("perfmonOpenSessionReturn")}</SessionHandle>";
        answers.AddRange(
        [
            open,
            await client.PerfmonAsync(node, "perfmonAddCounter", handle + counter),
            await client.PerfmonAsync(node, "perfmonCollectSessionData", handle),
            await client.PerfmonAsync(node, "perfmonRemoveCounter", handle + counter),
            await client.PerfmonAsync(node, "perfmonCollectSessionData", handle),
            await client.PerfmonAsync(node, "perfmonCloseSession", handle),
            await client.PerfmonAsync(node, "perfmonCollectSessionData", handle),
            await client.ControlCenterAsync(node, "soapGetServiceStatus", "<ServiceStatus/>"),
            await client.ControlCenterAsync(node, "soapGetStaticServiceList", "<ServiceInformationResponse/>"),
            await client.ControlCenterAsync(node, "getProductInformationList", "<ServiceInfo/>"),
            await client.ControlAsync(node, "Restart", "Cisco SIP Proxy"),
            await client.ControlAsync(node, "Restart", "Cisco SIP Poxy"),
            await client.ControlAsync(node, "Start", "Cisco XCP Message Archiver"),
        ]);
        return answers;
    }
}
