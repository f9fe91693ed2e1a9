using System;
using System.Threading.Tasks;

namespace ImpOps.Tests.LabItself;

/// <summary>Requests that break their contract, each in one way.</summary>
public static class LabBadRequests
{
    private const string Tags = "<returnedTags><name/></returnedTags>";

    /// <summary>A name, the operation of AXL, and its content.</summary>
    public static TheoryData<string, string, string> Axl => new()
    {
        { "no returnedTags", "listProcessNode", "<searchCriteria><name>%</name></searchCriteria>" },
        { "tags before criteria", "listProcessNode", Tags + "<searchCriteria><name>%</name></searchCriteria>" },
        { "tags out of order", "listProcessNode", "<searchCriteria><name>%</name></searchCriteria><returnedTags><processNodeRole/><name/></returnedTags>" },
        { "first before skip", "listProcessNode", "<searchCriteria><name>%</name></searchCriteria>" + Tags + "<first>5</first><skip>0</skip>" },
        { "a qualified child", "listProcessNode", "<a:searchCriteria><name>%</name></a:searchCriteria>" + Tags },
        { "an unknown tag", "listProcessNode", "<searchCriteria><name>%</name></searchCriteria><returnedTags><colour/></returnedTags>" },
        { "no number", "listProcessNode", "<searchCriteria><name>%</name></searchCriteria>" + Tags + "<skip>few</skip><first>5</first>" },
        { "a negative number", "listProcessNode", "<searchCriteria><name>%</name></searchCriteria>" + Tags + "<skip>-1</skip><first>5</first>" },
        { "text between elements", "listProcessNode", "<searchCriteria><name>%</name></searchCriteria>and" + Tags },
        { "an unknown attribute", "listProcessNode", "<searchCriteria like=\"true\"><name>%</name></searchCriteria>" + Tags },
        { "the value before the name", "updateServiceParameter", "<value>1</value><processNodeName>a</processNodeName><name>b</name><service>c</service>" },
        { "half a key", "updateServiceParameter", "<processNodeName>a</processNodeName><service>c</service><value>1</value>" },
        { "an empty boolean to return", "listPresenceRedundancyGroup", "<searchCriteria><name>%</name></searchCriteria><returnedTags><name/><haEnabled/></returnedTags>" },
        { "no key", "updatePresenceRedundancyGroup", "<haEnabled>true</haEnabled>" },
        { "no boolean", "updatePresenceRedundancyGroup", "<name>a</name><haEnabled>on</haEnabled>" },
        { "no uuid", "updatePresenceRedundancyGroup", "<uuid>17</uuid><haEnabled>true</haEnabled>" },
        { "two keys", "getPresenceRedundancyGroup", "<name>a</name><uuid>{12345678-1234-1234-1234-123456789012}</uuid>" },
        { "no server", "assignPresenceUser", "<userid>a</userid>" },
        { "too much", "unassignPresenceUser", "<userid>a</userid><server>b</server>" },
        { "elements in text", "executeSQLQuery", "<sql><b/></sql>" },
    };

    /// <summary>A name, the path of the service, its operation, and the content.</summary>
    public static TheoryData<string, string, string, string> Serviceability => new()
    {
        { "an unqualified child", LabClient.Perfmon, "perfmonListCounter", "<Host xmlns=\"\">127.0.0.11</Host>" },
        { "children out of order", LabClient.Perfmon, "perfmonCollectCounterData", "<Object>Processor</Object><Host>127.0.0.11</Host>" },
        { "no object", LabClient.Perfmon, "perfmonCollectCounterData", "<Host>127.0.0.11</Host>" },
        { "no counter", LabClient.Perfmon, "perfmonAddCounter", "<SessionHandle>a</SessionHandle><ArrayOfCounter/>" },
        { "something in nothing", LabClient.Perfmon, "perfmonOpenSession", "<Host>127.0.0.11</Host>" },
        { "no service", LabClient.ControlCenter, "soapGetServiceStatus", "" },
        { "an unknown command", LabClient.ControlCenter, "soapDoControlServices", "<ControlServiceRequest><NodeName/><ControlType>Kill</ControlType><ServiceList/></ControlServiceRequest>" },
        { "the command before the node", LabClient.ControlCenter, "soapDoControlServices", "<ControlServiceRequest><ControlType>Start</ControlType><NodeName/><ServiceList/></ControlServiceRequest>" },
        { "a name without its item", LabClient.ControlCenter, "soapDoControlServices", "<ControlServiceRequest><NodeName/><ControlType>Start</ControlType><ServiceList>Cisco SIP Proxy</ServiceList></ControlServiceRequest>" },
    };

    internal static Task<LabAnswer> SendAsync(LabClient client, string node, string path, string operation, string content) => path switch
    {
        LabClient.Perfmon => client.PerfmonAsync(node, operation, content),
        LabClient.ControlCenter => client.ControlCenterAsync(node, operation, content),
        _ => throw new ArgumentOutOfRangeException(nameof(path), path, "No service."),
    };
}
