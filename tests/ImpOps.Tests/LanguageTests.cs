using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using ImpOps.Capacity;
using ImpOps.Relogin;
using ImpOps.Restarts;

namespace ImpOps.Tests;

public partial class LanguageTests
{
    private static readonly RetryLimitRequest Misprint = new() { OvaSize = 25000, HighAvailabilityMode = HighAvailabilityMode.ActiveStandby, UserCount = 8000 };

    /// <summary>Everything that has texts and is asked for by a call, by name.</summary>
    private static readonly Dictionary<string, Func<object>> Speakers = new()
    {
        ["a profile"] = () => LoginProfiles.All.First(profile => profile.Note is not null),
        ["a row"] = () => LoginProfiles.All.SelectMany(profile => profile.Rows).First(row => row.Erratum is not null),
        ["a limit"] = () => RetryLimit.For(Misprint),
        ["a finding"] = () => RetryLimitAudit.Check([new NodeRetrySettings { OvaSize = 15000, HighAvailabilityMode = HighAvailabilityMode.ActiveActive, UserCount = 1, RetryLowerLimit = 1, RetryUpperLimit = 2 }]).First(),
        ["a rule"] = () => RestartRules.All.First(rule => rule.Note is not null && rule.Setting is not null),
        ["a service"] = () => RestartableService.All.First(service => service.Note is not null),
        ["a requirement"] = () => RestartRules.Require("Enable IPv6")[0],
        ["a step"] = () => RestartPlan.Create(RestartRules.Require("Enable IPv6"))[0],
        ["a capacity"] = () => JsmCapacity.Measure(new JsmCapacityRequest { OvaSize = 15000, SessionCount = 100 }),
        ["a capacity plan"] = () => JsmCapacityPlan.For(15000, 100, 2),
        ["a rebalancing plan"] = () =>
        {
            RebalancePlanner planner = new(new RebalanceOptions { OvaSize = 500 });
            planner.AddUser(new RebalanceUser { UserId = "alice", NodeName = "n1", SessionCount = 1 });
            return planner.Plan();
        },
        ["an error"] = () => Assert.Throws<ImpOpsException>(() => OvaSize.Get(3)),
    };

    [GeneratedRegex(@"[\u4E00-\u9FFF]")]
    private static partial Regex Chinese();

    public static TheoryData<string> Names => [.. Speakers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_object_keeps_the_language_in_which_it_was_asked_for(string name)
    {
        using CultureScope session = new("en-US");
        object english = Speakers[name]();
        object chinese;
        using (LanguageScope scope = Languages.Use(Language.Zh))
        {
            chinese = Speakers[name]();

            Assert.DoesNotMatch(Chinese(), Texts(english));
        }

        Assert.Matches(Chinese(), Texts(chinese));
        Assert.NotEqual(Texts(english), Texts(chinese));
    }

    [Fact]
    public void A_plan_speaks_its_own_language_and_not_that_of_its_requirements()
    {
        using CultureScope session = new("en-US");
        IReadOnlyList<RestartRequirement> requirements = [.. RestartRules.All.Where(rule => rule.Note is not null).Select(rule => new RestartRequirement(rule.Id, rule))];

        using LanguageScope scope = Languages.Use(Language.Zh);

        Assert.All(RestartPlan.Create(requirements), step => Assert.All(
            new[] { step.Description, step.Check, step.Note }.OfType<string>(),
            text => Assert.Matches(Chinese(), text)));
    }

    [Fact]
    public void A_language_ends_with_its_scope_and_leaves_numbers_alone()
    {
        using CultureScope session = new("de-DE");
        using (LanguageScope scope = Languages.Use(Language.Zh))
        {
            Assert.Equal(Language.Zh, Languages.Current);
            Assert.Equal("de-DE", CultureInfo.CurrentCulture.Name);
            using (Languages.Use(Language.En))
            {
                Assert.Equal(Language.En, Languages.Current);
            }

            Assert.Equal(Language.Zh, Languages.Current);
        }

        Assert.Equal("de-DE", CultureInfo.CurrentUICulture.Name);
    }

    [Fact]
    public async Task A_language_holds_in_what_was_started_meanwhile_and_nowhere_else()
    {
        using CultureScope session = new("en-US");
        TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<Language> within, without = After(go.Task);
        using (LanguageScope scope = Languages.Use(Language.Zh))
        {
            within = Task.Run(() => After(go.Task), TestContext.Current.CancellationToken);
        }

        go.SetResult();

        Assert.Equal(Language.Zh, await within);
        Assert.Equal(Language.En, await without);

        static async Task<Language> After(Task task)
        {
            await task.ConfigureAwait(false);
            return Languages.Current;
        }
    }

    [Theory]
    [InlineData("zh-CN", Language.Zh)]
    [InlineData("zh-SG", Language.Zh)]
    [InlineData("zh-Hans-HK", Language.Zh)]
    [InlineData("zh-TW", Language.En)]
    [InlineData("de-DE", Language.En)]
    [InlineData("", Language.En)]
    public void A_culture_speaks_Chinese_where_it_writes_it_simplified(string culture, Language language)
    {
        Assert.Equal(language, Languages.Of(CultureInfo.GetCultureInfo(culture)));
    }

    /// <summary>What the public properties say.</summary>
    private static string Texts(object speaker) => string.Join("\n", speaker.GetType().GetProperties()
        .Where(property => property.GetIndexParameters().Length == 0 && property.Name != nameof(Exception.StackTrace))
        .Select(property => property.GetValue(speaker))
        .OfType<string>());
}
