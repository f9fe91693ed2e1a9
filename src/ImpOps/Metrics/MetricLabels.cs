using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace ImpOps.Metrics;

/// <summary>The labels of samples, and how they are written.</summary>
internal static class MetricLabels
{
    public const string Check = "check";
    public const string Connection = "connection";
    public const string Counter = "counter";
    public const string Device = "device";
    public const string Group = "group";
    public const string Instance = "instance";
    public const string Mode = "mode";
    public const string Node = "node";
    public const string Object = "object";
    public const string OvaSize = "ova_size";
    public const string Service = "service";
    public const string State = "state";

    // The last two belong to types of metrics that ImpOps has none of.
    private static readonly string[] Reserved = [Check, Connection, Counter, Device, Group, Instance, Mode, Node, Object, OvaSize, Service, State, "le", "quantile"];

    /// <summary>The labels as a sample has them between its braces. Those without a value are left out.</summary>
    public static string Write(params (string Name, string? Value)[] labels)
    {
        StringBuilder text = new();
        foreach ((string name, string? value) in labels)
        {
            if (!string.IsNullOrEmpty(value))
            {
                text.Append(text.Length > 0 ? "," : "").Append(name).Append("=\"");
                Escape(text, value!);
                text.Append('"');
            }
        }

        return text.ToString();
    }

    /// <summary>The labels that a caller adds.</summary>
    /// <exception cref="ImpOpsException"><c>MetricLabelInvalid</c>.</exception>
    public static string Write(IReadOnlyList<KeyValuePair<string, string>> labels)
    {
        foreach (KeyValuePair<string, string> label in labels)
        {
            if (!IsName(label.Key) || Reserved.Contains(label.Key) || labels.Count(other => other.Key == label.Key) > 1)
            {
                throw Errors.MetricLabelInvalid(label.Key, Reserved);
            }
        }

        return Write([.. labels.Select(label => (label.Key, (string?)label.Value))]);
    }

    private static bool IsName(string text) =>
        text.Length > 0
        && !text.StartsWith("__", StringComparison.Ordinal)
        && text.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_')
        && text[0] is not (>= '0' and <= '9');

    private static void Escape(StringBuilder text, string value)
    {
        foreach (char c in value)
        {
            _ = c switch
            {
                '\\' => text.Append(@"\\"),
                '"' => text.Append("\\\""),
                '\n' => text.Append(@"\n"),
                _ => text.Append(c),
            };
        }
    }
}
