using System;
using System.Xml.Linq;

namespace ImpOps.Cluster;

/// <summary>One request to one service of one node.</summary>
internal sealed class SoapCall
{
    /// <summary>Where the service is.</summary>
    public required Uri Address { get; init; }

    /// <summary>The SOAPAction, as the contract has it.</summary>
    public required string Action { get; init; }

    /// <summary>The element of the body.</summary>
    public required XElement Request { get; init; }

    /// <summary>True where it only reads, and so may be sent again.</summary>
    public required bool IsRead { get; init; }

    /// <summary>What keeps it below the service's throttle; null where there is none.</summary>
    public RequestPacer? Pacer { get; init; }

    public string Operation => Request.Name.LocalName;

    /// <summary>The node, as messages name it.</summary>
    public string Server => Address.Host;
}
