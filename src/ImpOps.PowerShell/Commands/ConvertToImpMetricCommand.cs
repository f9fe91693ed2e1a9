using System.Management.Automation;
using ImpOps.Metrics;

namespace ImpOps.PowerShell.Commands;

/// <summary>ConvertTo-ImpMetric: what was measured as metrics, in one text.</summary>
[Cmdlet(VerbsData.ConvertTo, "ImpMetric")]
[OutputType(typeof(string))]
public sealed class ConvertToImpMetricCommand : MetricCmdlet
{
    private protected override void End()
    {
        if (Metrics.IsEmpty)
        {
            WriteWarning(Messages.NothingMeasured);
            return;
        }

        Insist(() => WriteObject(Metrics.ToText(OptionsFor(MetricFormat.OpenMetrics))));
    }
}
