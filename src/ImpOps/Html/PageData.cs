using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace ImpOps.Html;

/// <summary>
/// Writes the data of a page as JSON that may stand in a script element: no sequence of characters in it can end that element, whatever the texts are.
/// </summary>
internal sealed class PageData(TextWriter output, ReportTerms terms)
{
    private bool _first = true;

    /// <summary>The words of the page.</summary>
    public ReportTerms Terms { get; } = terms;

    /// <summary>An object; <paramref name="members"/> of it are written by <see cref="Name"/> and a value each.</summary>
    public PageData Object(Action members) => Nest('{', members, '}');

    /// <summary>A list.</summary>
    public PageData List(Action items) => Nest('[', items, ']');

    /// <summary>The name of the member whose value comes next.</summary>
    public PageData Name(string name)
    {
        Text(name);
        output.Write(':');
        _first = true;
        return this;
    }

    public PageData Text(string text)
    {
        Separate();
        output.Write('"');
        foreach (char c in VisibleText.Of(text))
        {
            // What is special to JSON, and what is special to HTML; nothing else of a visible text is.
            if (c is '"' or '\\' or '<' or '>' or '&' or '\'')
            {
                output.Write("\\u00");
                output.Write(((int)c).ToString("x2", CultureInfo.InvariantCulture));
            }
            else
            {
                output.Write(c);
            }
        }

        output.Write('"');
        return this;
    }

    public PageData Number(long number)
    {
        Separate();
        output.Write(number.ToString(CultureInfo.InvariantCulture));
        return this;
    }

    public PageData Numbers(IEnumerable<long> numbers) => List(() =>
    {
        foreach (long number in numbers)
        {
            Number(number);
        }
    });

    private PageData Nest(char begin, Action content, char end)
    {
        Separate();
        output.Write(begin);
        _first = true;
        content();
        output.Write(end);
        _first = false;
        return this;
    }

    private void Separate()
    {
        if (!_first)
        {
            output.Write(',');
        }

        _first = false;
    }
}
