using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;

namespace ImpOps.Html;

/// <summary>
/// Writes a page: what is around the content, and the content element by element. Whatever is given as text is escaped; only the style and the
/// script of <see cref="PageParts"/> are written as they are.
/// </summary>
internal sealed class HtmlPage
{
    private readonly XmlWriter _html;
    private readonly StreamWriter _output;
    private int _ids;

    private HtmlPage(StreamWriter output, ReportTerms terms)
    {
        _output = output;
        Terms = terms;

        // HTML is written as the XML that it can also be: so there is no text that is not escaped, and no element that is not closed.
        _html = XmlWriter.Create(output, new XmlWriterSettings { ConformanceLevel = ConformanceLevel.Auto, OmitXmlDeclaration = true, NewLineHandling = NewLineHandling.None });
    }

    /// <summary>The words of the page.</summary>
    public ReportTerms Terms { get; }

    /// <summary>Writes a page.</summary>
    /// <param name="stream">Where to; it is left open.</param>
    /// <param name="format">Language and title.</param>
    /// <param name="name">What the report is.</param>
    /// <param name="content">Writes what stands below the heading.</param>
    /// <param name="data">Writes the members of the data that the script works on.</param>
    public static void Write(Stream stream, ReportPageFormat format, ReportTerm name, Action<HtmlPage> content, Action<PageData> data)
    {
        using StreamWriter output = new(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        HtmlPage page = new(output, new ReportTerms(format.Language));
        page.WriteAll(format, name, content, data);
    }

    public string this[ReportTerm term] => Terms[term];

    /// <summary>An id that no other element of the page has.</summary>
    public string NewId(string begin) => $"{begin}-{++_ids}";

    public HtmlPage Start(string element, string? @class = null)
    {
        _html.WriteStartElement(element);
        return @class is null ? this : With("class", @class);
    }

    /// <summary>Gives the element that was begun an attribute.</summary>
    public HtmlPage With(string attribute, string value)
    {
        _html.WriteAttributeString(attribute, VisibleText.Of(value));
        return this;
    }

    /// <summary>An attribute of a few lines of texts, which tabs separate: these are in no text that is shown.</summary>
    public HtmlPage WithLines(string attribute, IEnumerable<string[]> lines)
    {
        _html.WriteAttributeString(attribute, string.Join("\n", lines.Select(line => string.Join("\t", line.Select(VisibleText.Of)))));
        return this;
    }

    public HtmlPage Text(string? text)
    {
        _html.WriteString(VisibleText.Of(text ?? ""));
        return this;
    }

    /// <summary>A name out of the input, whose direction of writing is its own affair.</summary>
    public HtmlPage Name(string name) => Start("bdi").Text(name).End();

    public HtmlPage End()
    {
        // Never <div />, which HTML takes for the beginning of one.
        _html.WriteFullEndElement();
        return this;
    }

    /// <summary>Ends an element that HTML knows to be empty.</summary>
    public HtmlPage EndVoid()
    {
        _html.WriteEndElement();
        return this;
    }

    /// <summary>An element that holds a text.</summary>
    public HtmlPage Line(string element, string? @class, string? text) => Start(element, @class).Text(text).End();

    /// <summary>A heading of a column, which the script makes sortable where the table asks for it.</summary>
    public HtmlPage Column(ReportTerm term, bool number = false, string? @class = null) => Column(Terms[term], number, @class);

    public HtmlPage Column(string text, bool number = false, string? @class = null)
    {
        string? all = number ? (@class is null ? "number" : "number " + @class) : @class;
        return Start("th", all).With("scope", "col").Text(text).End();
    }

    /// <summary>Begins a table that scrolls by itself where it is too wide.</summary>
    public HtmlPage StartTable(string caption, string? @class = null)
    {
        Start("div", "scroll").With("role", "region").With("aria-label", caption).With("tabindex", "0");
        return Start("table", @class).Line("caption", "unseen", caption);
    }

    public HtmlPage EndTable() => End().End();

    /// <summary>A figure at the head of the page.</summary>
    public HtmlPage Key(string label, string value, string? hint = null)
    {
        Start("div").Line("dt", null, label).Start("dd").Text(value);
        if (hint is not null)
        {
            Line("span", "hint", hint);
        }

        return End().End();
    }

    public HtmlPage Time(DateTimeOffset? time) => time is DateTimeOffset known ? Time(known, Figures.Time(known)) : Text("\u2013");

    /// <summary>From when until when.</summary>
    public HtmlPage Period(DateTimeOffset from, DateTimeOffset to)
    {
        (string begin, string end) = Figures.Period(from, to);
        return Time(from, begin).Text(" \u2013 ").Time(to, end);
    }

    private HtmlPage Time(DateTimeOffset time, string text) => Start("time").With("datetime", Figures.Machine(time)).Text(text).End();

    private void WriteAll(ReportPageFormat format, ReportTerm name, Action<HtmlPage> content, Action<PageData> data)
    {
        string title = string.IsNullOrWhiteSpace(format.Title) ? Terms[name] : $"{format.Title} \u2013 {Terms[name]}";
        _html.WriteDocType("html", null, null, null);
        Start("html").With("lang", Terms.Tag);
        Start("head");
        Start("meta").With("charset", "utf-8").EndVoid();
        Start("meta").With("http-equiv", "Content-Security-Policy").With("content", PageParts.Policy).EndVoid();
        Start("meta").With("name", "viewport").With("content", "width=device-width, initial-scale=1").EndVoid();
        Start("meta").With("name", "referrer").With("content", "no-referrer").EndVoid();
        Start("meta").With("name", "robots").With("content", "noindex").EndVoid();
        Line("title", null, title);
        Start("style");
        _html.WriteRaw(PageParts.Style);
        End().End();

        Start("body");
        Start("a", "skip").With("href", "#report").Text(Terms[ReportTerm.SkipToContent]).End();
        Start("header", "top");
        if (!string.IsNullOrWhiteSpace(format.Title))
        {
            Line("p", "over", Terms[name]);
        }

        Start("h1").Start("bdi").Text(string.IsNullOrWhiteSpace(format.Title) ? Terms[name] : format.Title).End().End();
        Start("button", "theme").With("type", "button").With("id", "theme").With("aria-pressed", "false").With("hidden", "").Text(Terms[ReportTerm.Dark]).End();
        End();
        Start("main").With("id", "report").With("tabindex", "-1");
        content(this);
        Line("noscript", null, Terms[ReportTerm.NoScript]).End();
        Line("footer", "foot", Terms[ReportTerm.Footer]);
        Start("div").With("id", "tip").With("role", "tooltip").With("hidden", "").End();
        WriteData(data);
        Start("script");
        _html.WriteRaw(PageParts.Script);
        End().End().End();
        _html.Flush();
    }

    /// <summary>The data, past the writer of XML: they are no markup, and may be many.</summary>
    private void WriteData(Action<PageData> data)
    {
        Start("script").With("type", "application/json").With("id", "data").Text("");
        _html.Flush();
        PageData json = new(_output, Terms);
        json.Object(() => data(json));
        End();
    }
}
