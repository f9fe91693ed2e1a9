using System.Linq;
using OpenQA.Selenium;
using OpenQA.Selenium.Interactions;

namespace ImpOps.Browser.Tests;

public sealed class SessionPageTests(Browser browser) : IClassFixture<Browser>
{
    private string Active => browser.Ask<string>("document.activeElement.id || document.activeElement.textContent");

    private void OpenUsers(string of)
    {
        browser.Row(of).FindElement(By.CssSelector("button.open")).Click();
        Browser.Until(() => browser.Find("#users").Displayed);
    }

    private string[] Users => browser.Texts("#users-table tbody th");

    [Theory]
    [InlineData(Language.En, 1280, 900)]
    [InlineData(Language.En, 390, 844)]
    [InlineData(Language.Zh, 1280, 900)]
    [InlineData(Language.Zh, 320, 568)]
    public void The_page_fits_its_window_and_complains_of_nothing(Language language, int width, int height)
    {
        Browser.Require();
        browser.Open(Pages.Small(language), "#users-0", width, height);

        Assert.Equal(language == Language.Zh ? "IM and Presence 用户会话报告" : "IM and Presence User Sessions Report", browser.Chrome.Title);
        Assert.True(browser.Ask<long>("document.documentElement.scrollWidth") <= width);
        Assert.Equal(6, Users.Length);
        Assert.Equal(width > 768, browser.Find("table.tree th.device").Displayed);
        Assert.Empty(browser.Complaints());
    }

    [Fact]
    public void A_press_on_a_number_of_users_lists_them_and_back_and_close_lead_back()
    {
        Browser.Require();
        browser.Open(Pages.Small());
        Assert.False(browser.Find("#users").Displayed);

        OpenUsers("e1");
        Assert.Equal(["alice", "bob", "carol"], Users);
        Assert.Equal("Users of e1", browser.Find("#users-title").Text);
        Assert.Equal("users-title", Active);
        Assert.Equal("true", browser.Row("e1").FindElement(By.CssSelector("button.open")).GetDomAttribute("aria-expanded"));
        Assert.Equal(["User", "Sessions", "Device types"], browser.Texts("#users-table thead th"));
        Assert.Equal(["Desktop, iPhone", "Desktop", "iPad ×2, Android"], browser.Texts("#users-table td.wide"));

        OpenUsers("West");
        Assert.Equal(["dave", "张伟"], Users);
        Assert.Equal("false", browser.Row("e1").FindElement(By.CssSelector("button.open")).GetDomAttribute("aria-expanded"));

        browser.Chrome.Navigate().Back();
        Browser.Until(() => browser.Find("#users-title").Text == "Users of e1");

        browser.Find("#users-close").Click();
        Assert.False(browser.Find("#users").Displayed);
        Assert.Equal("3", Active);
        Assert.Empty(browser.Complaints());
    }

    [Fact]
    public void The_users_of_the_cluster_have_a_row_for_each_node()
    {
        Browser.Require();
        browser.Open(Pages.Small());
        OpenUsers("Cluster");

        Assert.Equal(["User", "Node", "Redundancy group", "Sessions", "Device types"], browser.Texts("#users-table thead th"));
        Assert.Equal(2, Users.Count(user => user == "alice"));
        Assert.Contains("several nodes", browser.Find("#users-note").Text);
        Assert.Equal("1–6 of 6", browser.Find("#users-range").Text);
    }

    [Fact]
    public void Hover_and_focus_show_the_device_types_and_Escape_hides_them()
    {
        Browser.Require();
        browser.Open(Pages.Small());
        IWebElement count = browser.Row("East").FindElement(By.CssSelector("button.tipped"));
        Assert.False(browser.Find("#tip").Displayed);

        browser.Hover(count);
        Assert.True(browser.Find("#tip").Displayed);
        Assert.Equal(["Desktop", "iPhone", "iPad", "Android"], browser.Texts("#tip dt"));
        Assert.Equal(["3", "42.9%", "1", "14.3%", "2", "28.6%", "1", "14.3%"], browser.Texts("#tip dd"));
        Assert.Equal("tip", count.GetDomAttribute("aria-describedby"));

        browser.Hover(browser.Find("h1"));
        Assert.False(browser.Find("#tip").Displayed);

        browser.Ask<object>("arguments[0].focus()", count);
        Assert.True(browser.Find("#tip").Displayed);
        browser.Press(Keys.Escape);
        Assert.False(browser.Find("#tip").Displayed);
        Assert.Null(count.GetDomAttribute("aria-describedby"));

        OpenUsers("e1");
        browser.Hover(browser.All("#users-table button.tipped")[2]);
        Assert.Equal(["iPad", "Android"], browser.Texts("#tip dt"));
        Assert.Equal(["2", "1"], browser.Texts("#tip dd"));
    }

    [Fact]
    public void The_device_types_stay_with_a_count_that_the_focus_scrolls_into_view()
    {
        Browser.Require();
        browser.Open(Pages.Large(), "#users-0");
        Browser.Until(() => Users.Length == 100);
        browser.Ask<object>("document.querySelectorAll('#users-table button.tipped')[90].focus()");

        Assert.Equal(2, browser.Ask<long>("new Promise(done => setTimeout(() => done(document.querySelectorAll('#tip dt').length), 200))"));
        Assert.True(browser.Find("#tip").Displayed);
        Assert.InRange(
            browser.Ask<long>("Math.round(Math.min(Math.abs(document.activeElement.getBoundingClientRect().bottom - tip.getBoundingClientRect().top), Math.abs(document.activeElement.getBoundingClientRect().top - tip.getBoundingClientRect().bottom)))"),
            0,
            10);
    }

    [Fact]
    public void Users_are_filtered_by_name_device_and_sessions()
    {
        Browser.Require();
        browser.Open(Pages.Small());
        OpenUsers("Cluster");

        browser.Find("#users-find").SendKeys("AL");
        Assert.Equal(["alice", "alice"], Users);
        Assert.Equal("1–2 of 2 (filtered from 6)", browser.Find("#users-range").Text);

        browser.Find("#users-find").SendKeys("?");
        Assert.Empty(Users);
        Assert.Equal("Nothing fits the filter.", browser.Find("#users-range").Text);

        browser.Find("#users-find").Clear();
        browser.Find("#users-device").SendKeys("Android");
        Assert.Equal(["carol", "dave"], Users);

        browser.Find("#users-sessions").SendKeys("2 or more");
        Assert.Equal(["carol"], Users);
    }

    [Fact]
    public void Users_are_sorted_by_their_headings_with_mouse_and_keyboard()
    {
        Browser.Require();
        browser.Open(Pages.Small());
        OpenUsers("e1");
        IWebElement sessions = browser.All("#users-table thead th").Single(head => head.Text == "Sessions");

        sessions.FindElement(By.TagName("button")).Click();
        Assert.Equal(["carol", "alice", "bob"], Users);
        Assert.Equal("descending", sessions.GetDomAttribute("aria-sort"));
        Assert.Contains("sorted by Sessions, descending", browser.Ask<string>("document.querySelector('#users-table caption').textContent"));

        browser.Press(Keys.Enter);
        Assert.Equal(["bob", "alice", "carol"], Users);
        Assert.Equal("ascending", sessions.GetDomAttribute("aria-sort"));

        browser.Find("#users-table thead th button").Click();
        Assert.Equal(["alice", "bob", "carol"], Users);
        Assert.Null(sessions.GetDomAttribute("aria-sort"));
    }

    [Fact]
    public void The_summary_stays_a_tree_when_sorted_and_filtered()
    {
        Browser.Require();
        browser.Open(Pages.Small());
        string[] Names() => browser.Texts("table.tree tbody th");
        Assert.Equal(["Cluster", "East", "e1", "e2", "West", "w1"], Names());

        browser.All("table.tree thead button")[1].Click();
        Assert.Equal(["Cluster", "East", "e1", "e2", "West", "w1"], Names());
        browser.All("table.tree thead button")[1].Click();
        Assert.Equal(["Cluster", "West", "w1", "East", "e2", "e1"], Names());

        browser.Find("#summary-find").SendKeys("E2");
        Assert.Equal(["East", "e2"], Names());
        browser.Find("#summary-find").Clear();
        browser.Find("#summary-find").SendKeys("west");
        Assert.Equal(["West", "w1"], Names());
        browser.Find("#summary-find").SendKeys("x");
        Assert.Empty(Names());
        Assert.Equal("Nothing fits the filter.", browser.Find("#summary-empty").Text);
    }

    [Fact]
    public void All_of_it_is_reached_with_the_keyboard()
    {
        Browser.Require();
        browser.Open(Pages.Small());

        browser.Press(Keys.Tab);
        Assert.Equal("Skip to the report", Active);
        browser.Press(Keys.Enter);
        Assert.Equal("report", Active);
        int presses = 0;
        while (Active != "3" && presses++ < 40)
        {
            browser.Press(Keys.Tab);
        }

        Assert.Equal("open", browser.Ask<string>("document.activeElement.className"));
        Assert.NotEqual("none", browser.Ask<string>("getComputedStyle(document.activeElement).outlineStyle"));
        browser.Press(Keys.Enter);
        Browser.Until(() => Active == "users-title");
        browser.Press(Keys.Tab, Keys.Tab, "b", "o");
        Assert.Equal(["bob"], Users);
    }

    [Fact]
    public void Twenty_five_thousand_users_do_not_fill_the_page()
    {
        Browser.Require();
        browser.Open(Pages.Large(), "#users-0");
        Browser.Until(() => Users.Length == 100);

        Assert.Equal("1–100 of 25,000", browser.Find("#users-range").Text);
        Assert.True(browser.Ask<long>("document.querySelectorAll('*').length") < 2000);
        Assert.False(browser.Find("#users-previous").Enabled);

        browser.Find("#users-next").Click();
        Assert.Equal("101–200 of 25,000", browser.Find("#users-range").Text);
        Assert.True(browser.Find("#users-previous").Enabled);

        browser.Find("#users-size").SendKeys("500");
        Assert.Equal("1–500 of 25,000", browser.Find("#users-range").Text);

        browser.Find("#users-find").SendKeys("user2499");
        Assert.Equal(10, Users.Length);
        Assert.False(browser.Find("#users-next").Enabled);
        Assert.Empty(browser.Complaints());
    }

    [Fact]
    public void A_name_that_tries_to_be_markup_is_shown_as_it_is_written()
    {
        Browser.Require();
        browser.Open(Pages.OfHostileNames(), "#users-0");

        Assert.Equal(Pages.Hostile.Length, Users.Length);
        foreach (string name in Pages.Hostile.Where(name => !name.Any(c => char.IsControl(c) || c is '\u2028' or '\u202E')))
        {
            Assert.Contains(name, Users);
        }

        Assert.Contains("a[U+202E]gnp.exe", Users);
        Assert.Contains("null[U+0000]bell[U+0007]", Users);
        Assert.Contains("line[U+2028]separator", Users);
        foreach (IWebElement button in browser.All("#users-table button.tipped"))
        {
            browser.Hover(button);
        }

        browser.Find("#users-find").SendKeys("<img");
        Assert.Single(Users);
        Assert.StartsWith("<img src=x", browser.Chrome.Title);
        Assert.Equal(0, browser.Ask<long>("document.querySelectorAll('img, [onload], [onerror], iframe, object, a[href^=javascript]').length"));
        Assert.Equal(2, browser.Ask<long>("document.scripts.length"));
        Assert.Empty(browser.Complaints());
    }

    [Fact]
    public void The_policy_refuses_what_is_not_the_page_itself()
    {
        Browser.Require();
        browser.Open(Pages.Small());
        browser.Chrome.ExecuteScript("""
            const script = document.createElement('script');
            script.textContent = "document.title = 'owned'";
            document.body.append(script);
            document.body.insertAdjacentHTML('beforeend', '<p style="color: red" onclick="1">x</p><img src="http://127.0.0.1:9/x.png">');
            """);
        string fetched = (string)browser.Chrome.ExecuteAsyncScript("const done = arguments[0]; fetch('http://127.0.0.1:9/').then(() => done('sent'), error => done('refused'));")!;

        Assert.Equal("refused", fetched);
        Assert.NotEqual("owned", browser.Chrome.Title);
        string[] complaints = browser.Complaints();
        foreach (string directive in new[] { "script-src", "style-src", "img-src", "connect-src" })
        {
            Assert.Contains(complaints, complaint => complaint.Contains("Content Security Policy") && complaint.Contains(directive));
        }
    }

    [Fact]
    public void Dark_and_light_follow_the_system_until_someone_presses_the_switch()
    {
        Browser.Require();
        browser.Open(Pages.Small());
        string Page() => browser.Ask<string>("getComputedStyle(document.body).backgroundColor");
        string Pressed() => browser.Find("#theme").GetDomAttribute("aria-pressed")!;
        Assert.Equal(("rgb(246, 247, 249)", "false"), (Page(), Pressed()));

        browser.Emulate("screen", "dark");
        Browser.Until(() => Pressed() == "true");
        Assert.Equal("rgb(16, 19, 23)", Page());

        browser.Find("#theme").Click();
        Assert.Equal(("rgb(246, 247, 249)", "false"), (Page(), Pressed()));
        browser.Emulate("screen", "light");
        browser.Find("#theme").Click();
        Assert.Equal(("rgb(16, 19, 23)", "true"), (Page(), Pressed()));
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void Text_stands_out_from_what_is_behind_it(string colors)
    {
        Browser.Require();
        browser.Open(Pages.Small(), "#users-0");
        browser.Emulate("screen", colors);
        const string LeastContrast = """
            (() => {
                const light = color => {
                    const [r, g, b] = color.match(/[\d.]+/g).map(Number).map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
                    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
                };
                const behind = element => { while (getComputedStyle(element).backgroundColor === 'rgba(0, 0, 0, 0)') element = element.parentElement; return getComputedStyle(element).backgroundColor; };
                let least = 21;
                for (const element of document.querySelectorAll('body *')) {
                    if (!element.checkVisibility() || element.disabled || ![...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())) continue;
                    const [a, b] = [light(getComputedStyle(element).color), light(behind(element))].sort((x, y) => y - x);
                    least = Math.min(least, (a + 0.05) / (b + 0.05));
                }
                return least;
            })()
            """;

        Assert.InRange(browser.Ask<double>(LeastContrast), 4.5, 21);
    }

    [Fact]
    public void On_paper_it_is_light_and_has_no_controls()
    {
        Browser.Require();
        browser.Open(Pages.Small(), "#users-0");
        browser.Find("#theme").Click();
        browser.Emulate("print", "dark");

        foreach (string control in new[] { "#theme", "#users-find", "#summary-find", "#users-close", "#users-next", ".skip" })
        {
            Assert.False(browser.Find(control).Displayed, control);
        }

        Assert.Equal("rgb(255, 255, 255)", browser.Ask<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.Equal(6, Users.Length);
        Assert.True(browser.Chrome.Print(new PrintOptions()).AsByteArray.Length > 1000);
    }

    [Fact]
    public void Without_scripts_the_summary_and_the_chart_are_there()
    {
        Browser.Require();
        try
        {
            browser.Command("Emulation.setScriptExecutionDisabled", ("value", true));
            browser.Open(Pages.Small());

            Assert.Equal(["Cluster", "East", "e1", "e2", "West", "w1"], browser.Texts("table.tree tbody th"));
            Assert.Equal(3, browser.All("svg[role=img]").Count);
            Assert.Contains("Without JavaScript", browser.Find("noscript").GetDomProperty("textContent"));
            Assert.False(browser.Find("#theme").Displayed);
            Assert.False(browser.Find("#summary-find").Displayed);
        }
        finally
        {
            browser.Command("Emulation.setScriptExecutionDisabled", ("value", false));
        }
    }

    [Fact]
    public void Bars_tell_who_is_over_threshold_and_limit()
    {
        Browser.Require();
        browser.Open(Pages.Small());

        Assert.Equal(["over", "fine", "full"], browser.All(".bars li").Select(bar => bar.GetDomAttribute("class")));
        Assert.Equal(["Over the threshold", "Over the limit"], browser.Texts(".bars em"));
        Assert.Equal("e1: 6 sessions of 7, 85.7%", browser.Ask<string>("document.querySelector('.bars svg title').textContent"));
        Assert.Equal(3, browser.All(".bars li line.limit").Count);

        // Both look alike: a little away from the figures, and the name of the node as it is elsewhere.
        Assert.Equal(1, browser.Ask<long>("new Set([...document.querySelectorAll('.bars em')].map(word => getComputedStyle(word).marginLeft)).size"));
        Assert.Equal(1, browser.Ask<long>("new Set([...document.querySelectorAll('.bars .what')].map(name => getComputedStyle(name).color)).size"));
    }
}
