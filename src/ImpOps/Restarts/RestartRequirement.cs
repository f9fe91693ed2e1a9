using System;
using System.Collections.Generic;

namespace ImpOps.Restarts;

/// <summary>What one rule says about one change, or that no rule knows a change that was made.</summary>
public sealed class RestartRequirement
{
    private readonly RestartRule? _rule;
    private readonly Language _language = Languages.Current;

    /// <summary>Says what <paramref name="rule"/> asks for because of <paramref name="change"/>.</summary>
    /// <param name="change">The change.</param>
    /// <param name="rule">The rule; null where none knows the change.</param>
    public RestartRequirement(string change, RestartRule? rule)
    {
        Change = change;
        _rule = rule;
    }

    /// <summary>The change as it was given, or what the audit log calls it.</summary>
    public string Change { get; }

    /// <summary>
    /// True only where the guide says that someone must restart something. False does not mean that nothing restarts:
    /// <see cref="Certainty"/> tells unknown, recommended, conditional and automatic restarts apart.
    /// </summary>
    public bool Required => Certainty == RestartCertainty.Required;

    /// <summary>How surely the restart is needed.</summary>
    public RestartCertainty Certainty => _rule?.Certainty ?? RestartCertainty.Unknown;

    /// <summary>What restarts: services, the node or the system; null where no rule knows the change.</summary>
    public RestartAction? Action => _rule?.Action;

    /// <summary>The services to restart; empty where a node or the system restarts, or where no rule knows the change.</summary>
    public IReadOnlyList<string> Service => _rule?.Service ?? new TextList([]);

    /// <summary>The id of the rule; null where none knows the change.</summary>
    public string? Rule => _rule?.Id;

    /// <summary>What must have happened for the rule to apply; null where no rule knows the change.</summary>
    public string? Trigger => _rule?.Trigger;

    /// <summary>What else to know; null where there is nothing.</summary>
    public string? Note
    {
        get
        {
            using LanguageScope scope = Languages.Use(_language);
            return _rule is null ? Messages.RestartChangeUnknown
                : Verified ? _rule.Note
                : _rule.Note is null ? Messages.AuditMappingUnverified
                : Messages.AuditMappingUnverified + Messages.SentenceSeparator + _rule.Note;
        }
    }

    /// <summary>
    /// False where the change was read out of an audit log and nothing confirms that the log means what the rule is about. What was given by name, and
    /// what no rule knows, needs no such confirmation.
    /// </summary>
    public bool Verified { get; init; } = true;

    /// <summary>Who made the change; empty where it was given by name.</summary>
    public IReadOnlyList<string> UserId { get; init; } = new TextList([]);

    /// <summary>The nodes whose audit logs tell of the change; empty where it was given by name.</summary>
    public IReadOnlyList<string> NodeName { get; init; } = new TextList([]);

    /// <summary>When the change was made for the first time; null where it was given by name.</summary>
    public DateTimeOffset? FirstTime { get; init; }

    /// <summary>When the change was made for the last time; null where it was given by name.</summary>
    public DateTimeOffset? LastTime { get; init; }

    /// <summary>How many times the change was made.</summary>
    public long Count { get; init; } = 1;

    /// <summary>What the audit log told of it the last time; null where the change was given by name.</summary>
    public string? Details { get; init; }

    /// <summary>The same in the language that is spoken now, as far as a plan tells of it.</summary>
    internal RestartRequirement Translate() => new(Change, Rule is null ? null : RestartRules.Find(Rule)) { Verified = Verified };
}
