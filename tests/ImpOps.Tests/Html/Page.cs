using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace ImpOps.Tests.Html;

/// <summary>A page as a browser parses it. What a browser would have to mend is a failure.</summary>
internal sealed class Page
{
    public Page(Action<Stream> write)
    {
        using MemoryStream stream = new();
        write(stream);
        Bytes = stream.ToArray();
        Source = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Bytes);
        HtmlParser parser = new(new HtmlParserOptions { IsStrictMode = true, IsScripting = true });
        Document = parser.ParseDocument(Source);
    }

    public byte[] Bytes { get; }

    public string Source { get; }

    public IHtmlDocument Document { get; }

    /// <summary>The data that the script works on.</summary>
    public JsonElement Data => JsonDocument.Parse(Document.GetElementById("data")!.TextContent).RootElement;

    public string Policy => Document.QuerySelector("meta[http-equiv='Content-Security-Policy']")!.GetAttribute("content")!;

    public string Style => Document.QuerySelector("style")!.TextContent;

    public string Script => Document.QuerySelectorAll("script").Last().TextContent;

    public string[] Texts(string selector) => [.. Document.QuerySelectorAll(selector).Select(element => element.TextContent)];

    public string[][] Rows(string table) =>
        [.. Document.QuerySelectorAll($"{table} tr").Select(row => row.Children.Select(cell => cell.TextContent).ToArray())];
}
