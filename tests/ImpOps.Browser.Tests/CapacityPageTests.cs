using System.Globalization;
using System.Linq;
using OpenQA.Selenium;
using OpenQA.Selenium.Interactions;

namespace ImpOps.Browser.Tests;

public sealed class CapacityPageTests(Browser browser) : IClassFixture<Browser>
{
    [Theory]
    [InlineData(Language.En, 1280)]
    [InlineData(Language.En, 390)]
    [InlineData(Language.Zh, 1280)]
    [InlineData(Language.Zh, 320)]
    public void The_page_fits_its_window_and_complains_of_nothing(Language language, int width)
    {
        Browser.Require();
        browser.Open(Pages.Capacity(language), width: width);

        Assert.Equal(language == Language.Zh ? "JSM 会话容量报告" : "JSM Session Capacity Report", browser.Chrome.Title);
        Assert.True(browser.Ask<long>("document.documentElement.scrollWidth") <= width);
        Assert.Equal(3, browser.All("svg[role=img]").Count);
        Assert.Empty(browser.Complaints());
    }

    [Fact]
    public void A_curve_is_read_with_pointer_and_keys()
    {
        Browser.Require();
        browser.Open(Pages.Capacity());
        IWebElement plot = browser.Find(".plot");
        string Reading() => browser.Find(".reading").Text;
        Assert.Equal("", Reading());

        // The pointer is at the middle of the plot: an hour after noon, in the zone of the samples.
        new Actions(browser.Chrome).MoveToElement(plot).Perform();
        Assert.Equal("2026-11-20 13:00 · 6,500 sessions · 86.7%", Reading());

        browser.Ask<object>("arguments[0].focus()", plot);
        browser.Press(Keys.Home);
        Assert.Equal("2026-11-20 12:00 · 3,000 sessions · 40.0%", Reading());
        browser.Press(Keys.ArrowRight);
        Assert.Equal("2026-11-20 12:01 · 3,010 sessions · 40.1%", Reading());
        browser.Press(Keys.End, Keys.ArrowRight);
        Assert.Equal("2026-11-20 14:00 · 4,200 sessions · 56.0%", Reading());
        Assert.Equal("polite", browser.Find(".reading").GetDomAttribute("aria-live"));
    }

    [Fact]
    public void Threshold_limit_and_alarm_are_where_they_belong()
    {
        Browser.Require();
        browser.Open(Pages.Capacity());
        double Edge(string selector, string side) => double.Parse(browser.Ask<string>(
            "String((() => { const plot = document.querySelector('.plot > svg').getBoundingClientRect(); return (document.querySelector(arguments[0]).getBoundingClientRect()[arguments[1]] - plot[arguments[1] === 'top' ? 'top' : 'left']) / (arguments[1] === 'top' ? 200 : plot.width); }).apply(null, arguments))",
            selector,
            side), CultureInfo.InvariantCulture);

        // Over the threshold from 12:40 to 13:21 of two hours; the top of the plot is the limit.
        Assert.Equal(40 / 120.0, Edge(".plot rect.alarm", "left"), 0.01);
        Assert.Equal(81 / 120.0, Edge(".plot rect.alarm", "right"), 0.01);
        Assert.Equal(50 / 120.0, Edge(".plot line.raised", "left"), 0.01);
        Assert.Equal(0.2, Edge(".plot line.threshold", "top"), 0.01);
        Assert.Equal(0, Edge(".plot line.limit", "top"), 0.01);
    }

    [Fact]
    public void Tables_are_sorted_and_the_figures_of_the_curve_unfold()
    {
        Browser.Require();
        browser.Open(Pages.Capacity());
        string[] Nodes() => browser.Texts(".below tbody th");
        Assert.Equal(["e1", "e2"], Nodes());

        IWebElement sessions = browser.All(".below thead th")[1];
        sessions.FindElement(By.TagName("button")).Click();
        Assert.Equal(["e2", "e1"], Nodes());
        Assert.Equal("descending", sessions.GetDomAttribute("aria-sort"));

        Assert.Empty(browser.Texts("details td"));
        browser.Find("summary").Click();
        Assert.InRange(browser.Texts("details tbody tr").Length, 10, 50);
        Assert.Equal("2026-11-20 12:02 +08:00", browser.Find("details time").Text);
    }

    [Fact]
    public void A_node_that_tries_to_be_markup_is_shown_as_it_is_written()
    {
        Browser.Require();
        foreach (string name in Pages.Hostile.Take(4))
        {
            browser.Open(Pages.Capacity(node: name));
            Assert.Contains(name, browser.Texts("h3"));
            Assert.Equal("JSM Session Capacity Report", browser.Chrome.Title);
            Assert.Equal(2, browser.Ask<long>("document.scripts.length"));
            Assert.Empty(browser.Complaints());
        }
    }
}
