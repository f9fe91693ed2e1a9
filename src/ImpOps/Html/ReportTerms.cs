using System;
using System.Collections.Generic;
using System.Globalization;
using ImpOps.Tables;

namespace ImpOps.Html;

/// <summary>The words of the HTML reports in one language.</summary>
internal sealed class ReportTerms(Language language)
{
    private static readonly Lazy<Dictionary<ReportTerm, LocalizedText>> All = new(() =>
    {
        Dictionary<ReportTerm, LocalizedText> terms = [];
        foreach ((ReportTerm term, LocalizedText text) in TableReader.Read("report-terms", row => (row.Enum<ReportTerm>("Id"), row.Text("Text"))))
        {
            terms.Add(term, text);
        }

        return terms;
    });

    /// <summary>The language.</summary>
    public Language Language { get; } = language;

    /// <summary>What the page declares as its language.</summary>
    public string Tag => Language == Language.Zh ? "zh-Hans" : "en";

    /// <summary>The word itself.</summary>
    public string this[ReportTerm term] => All.Value[term].In(Language)!;

    /// <summary>A word with values to fill in.</summary>
    public string Format(ReportTerm term, params object?[] values) => string.Format(CultureInfo.InvariantCulture, this[term], values);
}
