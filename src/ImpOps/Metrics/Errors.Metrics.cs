using System.Collections.Generic;

namespace ImpOps;

/// <content>Failures of metrics.</content>
internal static partial class Errors
{
    public static ImpOpsException MetricTwice(object sample, double first, double second) =>
        New(nameof(Messages.MetricTwice), ErrorKind.InvalidData, sample.ToString(), sample, first, second);

    public static ImpOpsException MetricLabelInvalid(string label, IEnumerable<string> reserved) =>
        New(nameof(Messages.MetricLabelInvalid), ErrorKind.InvalidArgument, label, label, string.Join(", ", reserved));
}
