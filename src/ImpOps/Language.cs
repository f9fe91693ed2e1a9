using System;
using System.Globalization;

namespace ImpOps;

/// <summary>The languages in which ImpOps speaks and writes.</summary>
public enum Language : long
{
    /// <summary>English.</summary>
    En,

    /// <summary>Simplified Chinese.</summary>
    Zh,
}

/// <summary>
/// Which language ImpOps speaks: that of <see cref="CultureInfo.CurrentUICulture"/>. An object keeps the language in which it was made, whoever reads it
/// later. Numbers and dates in texts are those of <see cref="CultureInfo.CurrentCulture"/>, and no reading or writing of files depends on either.
/// </summary>
public static class Languages
{
    private const string SimplifiedChinese = "zh-Hans";

    /// <summary>The language in which texts are made now.</summary>
    public static Language Current => Of(CultureInfo.CurrentUICulture);

    /// <summary>Chinese where the messages are: in Simplified Chinese. A session in any other language gets all of its texts in English.</summary>
    /// <param name="culture">For example the one that a user has chosen.</param>
    public static Language Of(CultureInfo culture)
    {
        while (culture.Name.Length > 0 && culture.Name != SimplifiedChinese)
        {
            culture = culture.Parent;
        }

        return culture.Name == SimplifiedChinese ? Language.Zh : Language.En;
    }

    /// <summary>Makes texts in a language until the scope that is returned ends: on this thread, and in what it starts meanwhile.</summary>
    /// <param name="language">The language.</param>
    public static LanguageScope Use(Language language) =>
        language == Current ? default : Use(CultureInfo.GetCultureInfo(language == Language.Zh ? SimplifiedChinese : "en"));

    /// <summary>Makes texts in the language of a culture until the scope that is returned ends.</summary>
    /// <param name="culture">For example the one that a session has.</param>
    public static LanguageScope Use(CultureInfo culture) => new(culture);
}

/// <summary>Another language, until it ends.</summary>
public readonly struct LanguageScope : IDisposable
{
    private readonly CultureInfo? _before;

    internal LanguageScope(CultureInfo culture)
    {
        _before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = culture;
    }

    /// <summary>Goes back to the language that was spoken before.</summary>
    public void Dispose()
    {
        if (_before is not null)
        {
            CultureInfo.CurrentUICulture = _before;
        }
    }
}
