namespace ImpOps.Cluster;

/// <summary>A service parameter and its value.</summary>
public sealed class ServiceParameter
{
    /// <summary>The node that the value holds for; null where it holds clusterwide.</summary>
    public string? NodeName { get; init; }

    /// <summary>The service, for example <c>Cisco Server Recovery Manager</c>.</summary>
    public required string Service { get; init; }

    /// <summary>The name as the portal prints it, where it is known; else the internal name.</summary>
    public required string Name { get; init; }

    /// <summary>What else it is called: by the portal in its other language, or by the guide; empty where nothing is known.</summary>
    public TextList Alias { get; init; } = new([]);

    /// <summary>The name that the database and AXL use.</summary>
    public required string InternalName { get; init; }

    /// <summary>The value, as the database holds it; null where it holds none.</summary>
    public string? Value { get; init; }

    /// <summary>The name of the connection that the parameter was read over.</summary>
    public required string Connection { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
