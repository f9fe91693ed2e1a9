using System.Globalization;

namespace ImpOps;

/// <summary>The languages in which ImpOps speaks and writes.</summary>
public enum Language
{
    /// <summary>English.</summary>
    En,

    /// <summary>Chinese.</summary>
    Zh,
}

/// <summary>Which language a culture asks for.</summary>
internal static class Languages
{
    public static Language Current => Of(CultureInfo.CurrentUICulture);

    public static Language Of(CultureInfo culture) => culture.TwoLetterISOLanguageName == "zh" ? Language.Zh : Language.En;
}
