using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;
using OpenQA.Selenium.Interactions;

namespace ImpOps.Browser.Tests;

/// <summary>A Chromium without a window, with a profile of its own. Each test opens its page in it.</summary>
public sealed class Browser : IDisposable
{
    private static readonly string? Chromium = OnPath("chromium", "chromium-browser", "google-chrome");
    private static readonly string? Driver = OnPath("chromedriver");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("impops-browser-");
    private readonly Lazy<ChromeDriver> _chrome;
    private int _pages;

    public Browser() => _chrome = new Lazy<ChromeDriver>(Begin);

    /// <summary>What a machine lacks to run these tests; null where it has all.</summary>
    public static string? Missing =>
        Chromium is null ? "there is no Chromium on the path"
        : Driver is null ? "there is no chromedriver on the path"
        : null;

    public ChromeDriver Chrome => _chrome.Value;

    /// <summary>Skips a test with the reason where there is no browser.</summary>
    public static void Require() => Assert.SkipWhen(Missing is not null, $"The browser test did not run: {Missing}");

    public void Dispose()
    {
        if (_chrome.IsValueCreated)
        {
            Chrome.Quit();
        }

        _folder.Delete(recursive: true);
    }

    /// <summary>Opens a page out of a file, as someone who was sent the report does.</summary>
    public void Open(Action<Stream> write, string hash = "", int width = 1280, int height = 900)
    {
        string path = Path.Combine(_folder.FullName, $"page-{++_pages}.html");
        using (FileStream file = File.Create(path))
        {
            write(file);
        }

        Emulate("screen");
        Command("Emulation.setDeviceMetricsOverride", ("width", width), ("height", height), ("deviceScaleFactor", 1), ("mobile", false));
        Chrome.Navigate().GoToUrl(new Uri(path).AbsoluteUri + hash);
    }

    /// <summary>Shows the page as on paper, or in the colours that the system would ask for.</summary>
    public void Emulate(string media, string colors = "light") => Command(
        "Emulation.setEmulatedMedia",
        ("media", media),
        ("features", new object[]
        {
            new Dictionary<string, object> { ["name"] = "prefers-color-scheme", ["value"] = colors },
            new Dictionary<string, object> { ["name"] = "prefers-reduced-motion", ["value"] = "reduce" },
        }));

    public void Command(string name, params (string Name, object Value)[] parameters) =>
        Chrome.ExecuteCdpCommand(name, parameters.ToDictionary(parameter => parameter.Name, parameter => (object?)parameter.Value));

    /// <summary>What the browser complains of since it was last asked: errors of scripts, and what the policy has refused.</summary>
    public string[] Complaints() => [.. Chrome.Manage().Logs.GetLog(LogType.Browser).Select(entry => entry.Message)];

    public IWebElement Find(string selector) => Chrome.FindElement(By.CssSelector(selector));

    public IReadOnlyList<IWebElement> All(string selector) => Chrome.FindElements(By.CssSelector(selector));

    /// <summary>The texts of what can be seen.</summary>
    public string[] Texts(string selector) => [.. All(selector).Where(element => element.Displayed).Select(element => element.Text)];

    public T Ask<T>(string script, params object[] arguments) => (T)Chrome.ExecuteScript("return " + script, arguments)!;

    /// <summary>Presses a key wherever the focus is.</summary>
    public void Press(params string[] keys)
    {
        foreach (string key in keys)
        {
            new Actions(Chrome).SendKeys(key).Perform();
        }
    }

    public void Hover(IWebElement element) => new Actions(Chrome).MoveToElement(element).Perform();

    /// <summary>The row of the summary that is about a group or node.</summary>
    public IWebElement Row(string name) => All("table.tree tbody tr").Single(row => row.FindElement(By.TagName("th")).Text == name);

    /// <summary>Waits until something is so: a browser has a clock of its own.</summary>
    public static void Until(Func<bool> condition)
    {
        for (int i = 0; i < 100 && !condition(); i++)
        {
            System.Threading.Thread.Sleep(50);
        }

        Assert.True(condition());
    }

    private static string? OnPath(params string[] names) =>
        (from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
         from name in names
         let path = Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)
         where folder.Length > 0 && File.Exists(path)
         select path).FirstOrDefault();

    private ChromeDriver Begin()
    {
        ChromeOptions options = new() { BinaryLocation = Chromium };
        options.AddArguments(
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars", $"--user-data-dir={_folder.CreateSubdirectory("profile").FullName}");
        options.SetLoggingPreference(LogType.Browser, LogLevel.All);
        ChromeDriverService service = ChromeDriverService.CreateDefaultService(Path.GetDirectoryName(Driver), Path.GetFileName(Driver));
        service.SuppressInitialDiagnosticInformation = true;
        return new ChromeDriver(service, options);
    }
}
