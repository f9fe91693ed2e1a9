using System;
using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace ImpOps.PowerShell.Binding;

/// <summary>The properties of an object that has been on a journey to a file or another computer, as values again.</summary>
internal static class Travelled
{
    /// <exception cref="ArgumentException">There is no such property.</exception>
    /// <exception cref="PSInvalidCastException">Its value is another.</exception>
    public static T Get<T>(PSObject item, string name) =>
        LanguagePrimitives.ConvertTo<T>(item.Properties[name]?.Value ?? throw new ArgumentException(name));

    /// <summary>A property as text; null for nothing and for the empty cell that a CSV file makes of it.</summary>
    public static string? Text(PSObject item, string name) =>
        item.Properties[name]?.Value?.ToString() is { Length: > 0 } text ? text : null;

    /// <summary>A date and time. Export-Clixml, remoting and the JSON of Windows PowerShell make of it an object with the date's properties, and Export-Csv text of the session's culture.</summary>
    public static DateTimeOffset? Time(PSObject item, string name) => item.Properties[name]?.Value switch
    {
        null or "" => null,
        PSObject bag when bag.Properties[nameof(DateTimeOffset.UtcDateTime)]?.Value is DateTime utc && Offset(bag) is TimeSpan offset
            => new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)).ToOffset(offset),
        string text when DateTimeOffset.TryParse(text, CultureInfo.CurrentCulture, DateTimeStyles.AssumeLocal, out DateTimeOffset local) => local,
        object value => LanguagePrimitives.ConvertTo<DateTimeOffset>(value),
    };

    /// <summary>An object with properties, also where it is a table of names and values, which is what is quickly written by hand.</summary>
    public static PSObject Bag(PSObject item)
    {
        if (item.BaseObject is not IDictionary table)
        {
            return item;
        }

        PSObject bag = new();
        foreach (DictionaryEntry entry in table)
        {
            bag.Properties.Add(new PSNoteProperty(entry.Key.ToString(), entry.Value));
        }

        return bag;
    }

    /// <summary>The offset of a date that has become an object. In JSON it has become one too.</summary>
    private static TimeSpan? Offset(PSObject bag) => bag.Properties[nameof(DateTimeOffset.Offset)]?.Value switch
    {
        TimeSpan offset => offset,
        PSObject offset when offset.Properties[nameof(TimeSpan.Ticks)]?.Value is object ticks => TimeSpan.FromTicks(LanguagePrimitives.ConvertTo<long>(ticks)),
        _ => null,
    };
}
