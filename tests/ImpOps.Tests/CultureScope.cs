using System;
using System.Globalization;

namespace ImpOps.Tests;

/// <summary>Runs a test in another culture, and puts the old one back.</summary>
internal sealed class CultureScope : IDisposable
{
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly CultureInfo _uiCulture = CultureInfo.CurrentUICulture;

    public CultureScope(string name)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(name);
    }

    /// <summary>Cultures that read and write numbers and dates each in their own way, and one that speaks Chinese.</summary>
    public static TheoryData<string> All => ["", "en-US", "zh-CN", "de-DE", "tr-TR", "ar-SA"];

    public void Dispose()
    {
        CultureInfo.CurrentCulture = _culture;
        CultureInfo.CurrentUICulture = _uiCulture;
    }
}
