using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ImpOps.Tables;

namespace ImpOps.Xmpp;

/// <summary>
/// A standard that the product claims. Texts are in the language in which it was asked for. Source: the section XMPP Standards Compliance of the
/// chapter Additional Requirements.
/// </summary>
public sealed class XmppStandard
{
    private const string Rfc = "RFC";

    private readonly LocalizedText _title;

    internal XmppStandard(TableRow row, IReadOnlyList<XmppMark> marks)
    {
        Id = row.Required("Id");
        Kind = row.Enum<XmppStandardKind>("Kind");
        _title = row.Text("Title");
        Title = _title.Current ?? throw row.Malformed("a standard needs a title in both languages");
        PrintedTitle = row.Required("PrintedTitle");
        Status = row.Enum<XmppStandardStatus>("Status");
        ObsoletedBy = row.Optional("ObsoletedBy");
        Namespace = new TextList(row.List("Namespace"));
        Observable = row.Bool("Observable");
        Places = [.. row.List("Place").Select(place => (XmppPlace)Enum.Parse(typeof(XmppPlace), place))];
        Note = row.Text("Note").Current;
        Erratum = row.Text("Erratum").Current;
        Source = row.Required("Source");
        Marks = marks;
        if (Observable && (Places.Count == 0 || Marks.Count == 0))
        {
            throw row.Malformed("what is observable needs a place and something that shows it");
        }
    }

    /// <summary>Its number as it is cited: <c>XEP-0045</c>, <c>RFC 3920</c>.</summary>
    public string Id { get; }

    /// <summary>Its title, in the language in which it was asked for.</summary>
    public string Title { get; }

    /// <summary>Who publishes it.</summary>
    public XmppStandardKind Kind { get; }

    /// <summary>How far it has come. Its publisher's word, as of the date in <see cref="Source"/>.</summary>
    public XmppStandardStatus Status { get; }

    /// <summary>The standard that replaces it, where its publisher names one.</summary>
    public string? ObsoletedBy { get; }

    /// <summary>The namespaces and features that it defines; empty for a practice.</summary>
    public TextList Namespace { get; }

    /// <summary>True where a server that has it must show it to a client, so that its silence says something.</summary>
    public bool Observable { get; }

    /// <summary>The title as the guide prints it.</summary>
    public string PrintedTitle { get; }

    /// <summary>What is wrong with the printed title, in the language in which it was asked for; usually null.</summary>
    public string? Erratum { get; }

    /// <summary>How it can be seen otherwise, in the language in which it was asked for; null where service discovery tells.</summary>
    public string? Note { get; }

    /// <summary>Where the guide lists it, and where its status stands.</summary>
    public string Source { get; }

    /// <summary>Who announces it; none for what is never announced to a client.</summary>
    internal IReadOnlyList<XmppPlace> Places { get; }

    /// <summary>What shows it.</summary>
    internal IReadOnlyList<XmppMark> Marks { get; }

    /// <summary>Whether it is meant by an id, also in the ways in which people shorten one: <c>XEP-45</c>, <c>rfc3920</c>, <c>45</c>.</summary>
    /// <param name="matches">Whether a text fits what is looked for.</param>
    public bool HasId(Func<string, bool> matches)
    {
        string word = Kind == XmppStandardKind.Rfc ? Rfc : Id.Substring(0, 3);
        string digits = Id.Substring(word.Length + 1);
        string number = int.Parse(digits, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
        return matches(Id)
            || new[] { digits, number }.Any(text => matches(text) || new[] { "", "-", " " }.Any(between => matches(word + between + text)));
    }

    /// <summary>Whether it has a title in either language, or as printed, that fits.</summary>
    /// <param name="matches">Whether a text fits what is looked for.</param>
    public bool IsTitled(Func<string, bool> matches) => matches(_title.English!) || matches(_title.Chinese!) || matches(PrintedTitle);

    /// <inheritdoc/>
    public override string ToString() => Id;
}
