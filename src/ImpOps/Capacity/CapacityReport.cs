using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using ImpOps.Html;
using ImpOps.Text;

namespace ImpOps.Capacity;

/// <summary>
/// Capacity as one HTML file: nodes against what they support, their fill over time with threshold and alarms, forecasts and plans. The file holds
/// all of its data and loads nothing. It shows what it is given; give it the histories of nodes, and it asks them for the rest.
/// </summary>
public sealed class CapacityReport
{
    /// <summary>Nodes with the sessions that they have at one time.</summary>
    public IReadOnlyList<JsmCapacity> Node { get; init; } = [];

    /// <summary>Nodes over time, with their alarms. Summaries are made of them, and forecasts where there are days enough.</summary>
    public IReadOnlyList<JsmHistory> History { get; init; } = [];

    /// <summary>Alarms of nodes without their history.</summary>
    public IReadOnlyList<JsmAlarm> Alarm { get; init; } = [];

    /// <summary>Summaries of nodes without their history.</summary>
    public IReadOnlyList<JsmCapacitySummary> Summary { get; init; } = [];

    /// <summary>Forecasts of nodes without their history.</summary>
    public IReadOnlyList<JsmForecast> Forecast { get; init; } = [];

    /// <summary>Plans of deployments.</summary>
    public IReadOnlyList<JsmCapacityPlan> Plan { get; init; } = [];

    /// <summary>A report of what was measured, of whatever kind. What is of none of them is passed over.</summary>
    public static CapacityReport Of(IEnumerable<object> measures)
    {
        object[] all = [.. measures];
        return new CapacityReport
        {
            Node = [.. all.OfType<JsmCapacity>().Where(measure => measure is not JsmCapacityPlan)],
            History = [.. all.OfType<JsmHistory>()],
            Alarm = [.. all.OfType<JsmAlarm>()],
            Summary = [.. all.OfType<JsmCapacitySummary>()],
            Forecast = [.. all.OfType<JsmForecast>()],
            Plan = [.. all.OfType<JsmCapacityPlan>()],
        };
    }

    /// <summary>Writes the page to a file: whole, or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">How; null takes the session's language.</param>
    /// <exception cref="ImpOpsException">
    /// <c>FileNotRegular</c>, <c>PathIsDirectory</c>, <c>FileExists</c>, <c>FileReadOnly</c>, <c>DirectoryNotFound</c> or <c>FileNotWritable</c>.
    /// </exception>
    public void Write(string path, ReportPageFormat? format = null)
    {
        format ??= new ReportPageFormat();
        OutputFile.WriteAll([new OutputFile(path, stream => Write(stream, format))], format.NoClobber, format.Force);
    }

    /// <summary>Writes the page to a stream, as UTF-8. The same measures give the same bytes.</summary>
    /// <param name="stream">The stream; it is left open.</param>
    /// <param name="format">Language and title.</param>
    public void Write(Stream stream, ReportPageFormat? format = null)
    {
        format ??= new ReportPageFormat();

        // Numbers in what the measures say themselves are those of the thread, and the file is the same everywhere.
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            CapacityPage page = new(this);
            HtmlPage.Write(stream, format, ReportTerm.CapacityReportTitle, page.WriteContent, page.WriteData);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
