using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ImpOps.Capacity;
using ImpOps.Messaging;
using ImpOps.PowerShell.Binding;
using ImpOps.Relogin;
using ImpOps.Restarts;
using ImpOps.Xmpp;

namespace ImpOps.PowerShell.Completion;

/// <summary>Completes OVA sizes.</summary>
public sealed class OvaSizeCompleter : WordCompleter
{
    private protected override IEnumerable<(string Text, string? ToolTip)> Words() =>
        OvaSize.All.Select(size => (size.Users.ToString(CultureInfo.InvariantCulture), (string?)null));
}

/// <summary>Completes names of login profiles.</summary>
public sealed class LoginProfileNameCompleter : WordCompleter
{
    private protected override IEnumerable<(string Text, string? ToolTip)> Words() =>
        LoginProfiles.All.Select(profile => (profile.Name, (string?)$"{profile.LoginRate} logins/s, {profile.MaximumUserCount} users"));
}

/// <summary>Completes names and settings of restart rules.</summary>
public sealed class RestartRuleNameCompleter : WordCompleter
{
    private protected override IEnumerable<(string Text, string? ToolTip)> Words() => RuleWords.NamesAndSettings(RestartRules.All);
}

/// <summary>Completes ids of restart rules.</summary>
public sealed class RestartRuleIdCompleter : WordCompleter
{
    private protected override IEnumerable<(string Text, string? ToolTip)> Words() =>
        RestartRules.All.Select(rule => (rule.Id, (string?)rule.Trigger));
}

/// <summary>Completes names of services.</summary>
public sealed class RestartServiceCompleter : WordCompleter
{
    private protected override IEnumerable<(string Text, string? ToolTip)> Words() =>
        RestartableService.All.Select(service => (service.Name, service.Note));
}

/// <summary>Completes changes of any kind.</summary>
public sealed class ChangeCompleter : WordCompleter
{
    private protected override IEnumerable<(string Text, string? ToolTip)> Words() => RuleWords.NamesAndSettings(RestartRules.All);
}

/// <summary>Completes service and enterprise parameters.</summary>
public sealed class ServiceParameterCompleter : WordCompleter
{
    private protected override IEnumerable<(string Text, string? ToolTip)> Words() =>
        RuleWords.Settings(RestartCategory.ServiceParameter, RestartCategory.EnterpriseParameter);
}

/// <summary>Completes alerts.</summary>
public sealed class AlertCompleter : WordCompleter
{
    private protected override IEnumerable<(string Text, string? ToolTip)> Words() => RuleWords.Settings(RestartCategory.Alert);
}

/// <summary>Completes certificates.</summary>
public sealed class CertificateCompleter : WordCompleter
{
    private protected override IEnumerable<(string Text, string? ToolTip)> Words() => RuleWords.Settings(RestartCategory.Certificate);
}

/// <summary>Completes ids of XMPP standards.</summary>
public sealed class XmppStandardIdCompleter : WordCompleter
{
    private protected override IEnumerable<(string Text, string? ToolTip)> Words() =>
        XmppStandards.All.Select(standard => (standard.Id, (string?)standard.Title));
}

/// <summary>Completes titles of XMPP standards.</summary>
public sealed class XmppStandardNameCompleter : WordCompleter
{
    private protected override IEnumerable<(string Text, string? ToolTip)> Words() =>
        XmppStandards.All.Select(standard => (standard.Title, (string?)standard.Id));
}

/// <summary>Completes features that multiple device messaging interacts with.</summary>
public sealed class MdmFeatureCompleter : WordCompleter
{
    private protected override IEnumerable<(string Text, string? ToolTip)> Words() =>
        MdmInteractions.All.Select(interaction => (interaction.Feature, (string?)interaction.Interaction));
}

/// <summary>Completes names of encodings.</summary>
public sealed class EncodingCompleter : WordCompleter
{
    private protected override IEnumerable<(string Text, string? ToolTip)> Words() =>
        EncodingTransformationAttribute.Names.Select(name => (name, (string?)null));
}

/// <summary>Completes releases whose rules of message delivery differ.</summary>
public sealed class MdmReleaseCompleter : WordCompleter
{
    private protected override IEnumerable<(string Text, string? ToolTip)> Words() => MdmScenario.Releases.Select(release => (release, (string?)null));
}

/// <summary>Words out of restart rules.</summary>
internal static class RuleWords
{
    public static IEnumerable<(string Text, string? ToolTip)> NamesAndSettings(IEnumerable<RestartRule> rules) =>
        rules.SelectMany(rule => new[] { rule.Name, rule.Setting })
            .Where(text => text is not null)
            .Select(text => (text!, (string?)null));

    public static IEnumerable<(string Text, string? ToolTip)> Settings(params RestartCategory[] categories) =>
        RestartRules.All
            .Where(rule => categories.Contains(rule.Category))
            .Select(rule => (rule.Setting ?? rule.Name, (string?)rule.Trigger));
}
