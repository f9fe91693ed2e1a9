using System;
using System.Collections.Generic;
using System.Linq;
using ImpOps.Tables;
using ImpOps.Text;

namespace ImpOps.Restarts;

/// <summary>
/// One published rule: this change asks for that restart. Texts are in the language in which it was asked for, service names always in English.
/// Source: the table of the section Configuration Changes That Require Restarts.
/// </summary>
public sealed class RestartRule
{
    private readonly LocalizedText _name;
    private readonly LocalizedText _menuPath;
    private readonly LocalizedText _setting;
    private readonly LocalizedText _trigger;
    private readonly string[] _aliases;

    internal RestartRule(TableRow row)
    {
        Id = row.Required("Id");
        Category = row.Enum<RestartCategory>("Category");
        _name = row.Text("Name");
        _menuPath = row.Text("MenuPath");
        _setting = row.Text("Setting");
        _trigger = row.Text("Trigger");
        LocalizedText note = row.Text("Note");
        _aliases = row.List("Alias");
        Action = row.Enum<RestartAction>("Action");
        Certainty = row.Enum<RestartCertainty>("Certainty");
        Service = new TextList(row.List("Service"));
        Source = row.Required("Source");
        foreach (LocalizedText text in new[] { _name, _menuPath, _setting, _trigger, note })
        {
            if (text.English is null != text.Chinese is null)
            {
                throw row.Malformed($"'{text.English ?? text.Chinese}' is there in one language only");
            }
        }

        if (_name.English is null || _trigger.English is null)
        {
            throw row.Malformed("a rule needs a name and a trigger");
        }

        if ((Action == RestartAction.RestartService) != (Service.Count > 0))
        {
            throw row.Malformed("a service goes with RestartService, and with nothing else");
        }

        foreach (string service in Service)
        {
            _ = RestartableService.Get(service);
        }

        Name = _name.Current!;
        MenuPath = new TextList(Split(_menuPath.Current));
        Setting = _setting.Current;
        Trigger = _trigger.Current!;
        Note = note.Current;
    }

    /// <summary>The stable name of the rule, for example <c>SipProxy.HttpPort</c>.</summary>
    public string Id { get; }

    /// <summary>The kind of change.</summary>
    public RestartCategory Category { get; }

    /// <summary>The page, alert, certificate or group of parameters.</summary>
    public string Name { get; }

    /// <summary>Where it is in the portals; more than one where several lead to it, none where the guide names none.</summary>
    public IReadOnlyList<string> MenuPath { get; }

    /// <summary>The single setting that the rule is about; null where it is about the whole page.</summary>
    public string? Setting { get; }

    /// <summary>What must happen for the rule to apply.</summary>
    public string Trigger { get; }

    /// <summary>What restarts: services, the node or the system.</summary>
    public RestartAction Action { get; }

    /// <summary>The services, in English; empty where a node or the system restarts.</summary>
    public IReadOnlyList<string> Service { get; }

    /// <summary>How surely the restart is needed.</summary>
    public RestartCertainty Certainty { get; }

    /// <summary>What else to know; null where there is nothing.</summary>
    public string? Note { get; }

    /// <summary>Where the rule stands in the guide.</summary>
    public string Source { get; }

    /// <summary>True where <paramref name="matches"/> holds for the rule's name or setting in either language, or for another name of it.</summary>
    /// <param name="matches">For example a wildcard pattern.</param>
    public bool IsNamed(Func<string, bool> matches) =>
        _aliases.Concat([_name.English!, _name.Chinese!]).Any(matches)
        || new[] { _setting.English, _setting.Chinese }.Any(text => text is not null && matches(text));

    /// <summary>True where <paramref name="matches"/> holds for the name of one of the rule's services in either language.</summary>
    /// <param name="matches">For example a wildcard pattern.</param>
    public bool RestartsService(Func<string, bool> matches) =>
        Service.Select(RestartableService.Get).SelectMany(service => service.Names()).Any(matches);

    /// <summary>True where a change of that kind is looked for among rules like this one.</summary>
    internal bool IsOf(ChangeKind kind) => kind switch
    {
        ChangeKind.ServiceParameter => Category is RestartCategory.ServiceParameter or RestartCategory.EnterpriseParameter,
        ChangeKind.Alert => Category is RestartCategory.Alert,
        ChangeKind.Certificate => Category is RestartCategory.Certificate,
        _ => true,
    };

    /// <summary>Everything that an administrator may call this rule: names, settings, menu paths, both languages, and their joints.</summary>
    internal IEnumerable<string> Keys()
    {
        foreach (Language language in new[] { Language.En, Language.Zh })
        {
            string name = _name.In(language)!;
            string? setting = _setting.In(language);
            yield return name;
            if (setting is not null)
            {
                yield return setting;
                yield return name + setting;
            }

            foreach (string path in Split(_menuPath.In(language)))
            {
                yield return path;
                if (setting is not null)
                {
                    yield return path + setting;
                }
            }
        }

        foreach (string alias in _aliases)
        {
            yield return alias;
        }
    }

    /// <summary>What means this rule only where it means no rule of another name: the last words of a menu path, and a trigger that says of what.</summary>
    internal IEnumerable<string> WeakKeys()
    {
        // "Edit LDAP search" says of what, "Any edit" does not.
        string[] subjects = [.. Keys().Select(key => LooseText.Fold(key))];
        foreach (Language language in new[] { Language.En, Language.Zh })
        {
            string trigger = LooseText.Fold(_trigger.In(language)!);
            if (Array.Exists(subjects, subject => trigger.Contains(subject)))
            {
                yield return trigger;
            }

            foreach (string path in Split(_menuPath.In(language)))
            {
                yield return path.Substring(path.LastIndexOf('>') + 1);
            }
        }
    }

    /// <summary>True where two rules are about the same page, alert, certificate or group of parameters.</summary>
    internal bool SharesNameWith(RestartRule other) => _name.English == other._name.English;

    /// <summary>How an error that suggests this rule calls it.</summary>
    internal string Describe() => Setting is string setting && setting != Name ? $"{Id} ({Name}: {setting})" : $"{Id} ({Name})";

    /// <inheritdoc/>
    public override string ToString() => Id;

    private static string[] Split(string? paths) => paths is null ? [] : paths.Split(';');
}
