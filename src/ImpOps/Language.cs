using System.Globalization;

namespace ImpOps;

/// <summary>The languages in which ImpOps speaks and writes.</summary>
public enum Language
{
    /// <summary>English.</summary>
    En,

    /// <summary>Simplified Chinese.</summary>
    Zh,
}

/// <summary>Which language a culture asks for.</summary>
internal static class Languages
{
    private const string SimplifiedChinese = "zh-Hans";

    public static Language Current => Of(CultureInfo.CurrentUICulture);

    /// <summary>The culture in which messages of a language are looked up.</summary>
    public static CultureInfo CultureOf(Language language) => CultureInfo.GetCultureInfo(language == Language.Zh ? SimplifiedChinese : "en");

    /// <summary>Chinese where the messages are: in Simplified Chinese. A session in any other language gets all of its texts in English.</summary>
    public static Language Of(CultureInfo culture)
    {
        while (culture.Name.Length > 0 && culture.Name != SimplifiedChinese)
        {
            culture = culture.Parent;
        }

        return culture.Name == SimplifiedChinese ? Language.Zh : Language.En;
    }
}
