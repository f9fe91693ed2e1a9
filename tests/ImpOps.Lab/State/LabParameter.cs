using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json.Serialization;

namespace ImpOps.Lab.State;

/// <summary>A service parameter of a node, or of the whole cluster.</summary>
public sealed class LabParameter
{
    internal LabParameter(string node, Definition definition, string name, string uuid)
    {
        Node = node;
        Service = definition.Service;
        Name = name;
        Value = definition.Default;
        Uuid = uuid;
        Kind = definition;
    }

    /// <summary>The node, or EnterpriseWideData.</summary>
    public string Node { get; }

    /// <summary>The service.</summary>
    public string Service { get; }

    /// <summary>The internal name.</summary>
    public string Name { get; }

    /// <summary>The value.</summary>
    public string Value { get; internal set; }

    /// <summary>How often it was written.</summary>
    public int Writes { get; internal set; }

    [JsonIgnore]
    internal string Uuid { get; }

    [JsonIgnore]
    internal Definition Kind { get; }

    /// <summary>What the product ships. The internal names are the lab's: no published list exists.</summary>
    internal sealed record Definition(string Service, string Name, string Default, bool PerNode, long? Minimum = null, long? Maximum = null, string[]? Choices = null)
    {
        private const string Recovery = "Cisco Server Recovery Manager";
        private static readonly string[] TrueOrFalse = ["True", "False"];

        public static IReadOnlyList<Definition> All { get; } =
        [
            new(Recovery, "ClientReLoginLowerLimit", "120", true, 0, 3600),
            new(Recovery, "ClientReLoginUpperLimit", "537", true, 0, 7200),
            new(Recovery, "CriticalServiceDelay", "90", false, 0, 3600),
            new(Recovery, "EnableAutomaticFallback", "False", false, Choices: TrueOrFalse),
            new(Recovery, "InitKeepAliveTimeout", "120", false, 1, 3600),
            new(Recovery, "KeepAliveTimeout", "60", false, 1, 3600),
            new(Recovery, "KeepAliveInterval", "15", false, 1, 3600),
            new(Recovery, "ServicePort", "22001", false, 1024, 65535),
            new(Recovery, "AdminRpcPort", "20075", false, 1024, 65535),
            new("Cisco XCP Router", "EnableMultiDeviceMessaging", "True", false, Choices: TrueOrFalse),
            new("Cisco XCP Router", "MaxLogonSessionsPerUser", "10", false, 1, 10),
            new("Cisco SIP Proxy", "HttpPort", "8080", true, 1, 65535),
        ];

        public string ValueType => Minimum is null ? (Choices is null ? "string" : "boolean") : "long";

        public bool Allows(string value) =>
            Choices is not null
                ? Array.IndexOf(Choices, value) >= 0
                : Minimum is null || (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= Minimum && number <= Maximum);
    }
}
