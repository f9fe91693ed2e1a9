using System.Collections.Generic;

namespace ImpOps.Browser.Tests;

public sealed class PresenceTests(Browser browser) : IClassFixture<Browser>
{
    /// <summary>The browser; where there is none, one skipped test whose name says for all the others why.</summary>
    public static IEnumerable<TheoryDataRow<string>> Browsers()
    {
        string reason = $"The browser tests did not run: {Browser.Missing}";
        yield return Browser.Missing is null ? new("chrome") : new("") { Skip = reason, TestDisplayName = reason, Label = "" };
    }

    [Theory]
    [MemberData(nameof(Browsers))]
    public void The_browser_is_Chromium_with_its_own_driver(string name)
    {
        Assert.Contains(name, (string)browser.Chrome.Capabilities.GetCapability("browserName")!);
    }
}
