namespace ImpOps.Restarts;

/// <summary>A service of a node as it was before a restart: held against what it is later, it shows whether the restart has happened.</summary>
internal sealed class RestartWitness(string nodeName, string service, ServiceRun before)
{
    public string NodeName { get; } = nodeName;

    public string Service { get; } = service;

    public ServiceRun Before { get; } = before;
}
