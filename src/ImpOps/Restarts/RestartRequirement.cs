using System.Collections.Generic;

namespace ImpOps.Restarts;

/// <summary>What one rule says about one change.</summary>
public sealed class RestartRequirement
{
    private readonly RestartRule _rule;

    /// <summary>Says what <paramref name="rule"/> asks for because of <paramref name="change"/>.</summary>
    public RestartRequirement(string change, RestartRule rule)
    {
        Change = change;
        _rule = rule;
    }

    /// <summary>The change as it was given.</summary>
    public string Change { get; }

    /// <summary>
    /// True only where the guide says that someone must restart something. False does not mean that nothing restarts:
    /// <see cref="Certainty"/> tells recommended, conditional and automatic restarts apart.
    /// </summary>
    public bool Required => Certainty == RestartCertainty.Required;

    /// <summary>How surely the restart is needed.</summary>
    public RestartCertainty Certainty => _rule.Certainty;

    /// <summary>What restarts: services, the node or the system.</summary>
    public RestartAction Action => _rule.Action;

    /// <summary>The services to restart; empty where a node or the system restarts.</summary>
    public IReadOnlyList<string> Service => _rule.Service;

    /// <summary>The id of the rule.</summary>
    public string Rule => _rule.Id;

    /// <summary>What must have happened for the rule to apply.</summary>
    public string Trigger => _rule.Trigger;

    /// <summary>What else to know; null where there is nothing.</summary>
    public string? Note => _rule.Note;
}
