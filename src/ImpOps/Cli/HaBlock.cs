using System;
using System.Text.RegularExpressions;
using ImpOps.Cluster;

namespace ImpOps.Cli;

/// <summary>
/// What <c>utils ha status</c> prints: the name of a subcluster, and for each of its nodes a name, a state and perhaps a reason. Releases differ in whether
/// these stand on one line or on a line each, and in how they call them.
/// </summary>
internal sealed class HaBlock(Action<object> write, Action<ImpOpsException> refuse) : CliBlock(write, refuse)
{
    // The longer names before those that they begin with. What else has a name at the begin of a line is passed over.
    private static readonly Regex Label = new(
        @"(?<!\S)(?:(?<group>(?:Presence Redundancy Group|Sub-?cluster)(?: Name)?)|(?<node>(?:Node|Server)(?:\s*\d+)?(?:\s*Name)?)|(?<reason>(?:(?:Server|Node)\s+)?(?:State\s+)?Reason)|(?<state>(?:(?:Server|Node)\s+)?State)|(?<name>Name)|(?<other>(?=[A-Za-z])(?<=^\s*)(?>[A-Za-z][\w ./-]*)))\s*:",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly string[] Labels = ["group", "node", "reason", "state", "name", "other"];

    private string? _group;
    private CliLine _first;
    private string? _node;
    private string _state = "";
    private string _reason = "";
    private bool _isNode;
    private string _last = "";

    /// <summary>Whether a line begins the status of a group or, where the group is cut away, of a node.</summary>
    public static bool Begins(CliLine line) =>
        Label.Match(line.Text) is { Success: true } label && (label.Groups["group"].Success || (label.Groups["node"].Success && label.Index == line.Text.Length - line.Text.TrimStart().Length));

    /// <summary>A blank line ends a value.</summary>
    public override bool NeedsBlanks => true;

    /// <inheritdoc/>
    public override void Add(CliLine line)
    {
        MatchCollection labels = Label.Matches(line.Text);
        string rest = line.Text.Substring(0, labels.Count > 0 ? labels[0].Index : line.Text.Length);
        if (line.IsBlank)
        {
            _last = "";
        }
        else if (_last.Length == 0 && !string.IsNullOrWhiteSpace(rest))
        {
            Refuse(Errors.CliLineNotUnderstood(line.Number, line.Text.Trim()));
        }

        Continue(rest);
        for (int i = 0; i < labels.Count; i++)
        {
            int start = labels[i].Index + labels[i].Length;
            string value = line.Text.Substring(start, (i + 1 < labels.Count ? labels[i + 1].Index : line.Text.Length) - start).Trim();
            _last = Array.Find(Labels, name => labels[i].Groups[name].Success)!;
            if (_last is "group" or "node" || (_last == "name" && !(_isNode && _node is null)))
            {
                End();
                (_isNode, _first) = (_last != "group", line);
                _group = _last == "group" ? "" : _group;
            }

            Continue(value);
        }
    }

    /// <inheritdoc/>
    public override void End()
    {
        (bool isNode, string? node, string state, string reason) = (_isNode, _node, _state, _reason);
        (_isNode, _node, _state, _reason) = (false, null, "", "");
        if (!isNode)
        {
            return;
        }

        if (string.IsNullOrEmpty(node) || state.Length == 0)
        {
            Refuse(Errors.CliNodeStateMissing(_first.Number, node ?? _first.Text.Trim()));
            return;
        }

        HighAvailabilityState? known = HaStateNames.Find(state);
        Write(new HighAvailabilityStatus
        {
            PresenceRedundancyGroup = string.IsNullOrEmpty(_group) ? null : _group,
            NodeName = node!,
            State = known ?? HighAvailabilityState.Unknown,
            StateText = known is HighAvailabilityState named ? HaStateNames.TextOf(named) : state,
            Reason = reason is "" or "-" ? null : reason,
        });
    }

    /// <summary>Goes on with the value of the last name, which the terminal may have broken.</summary>
    private void Continue(string text)
    {
        text = text.Trim();
        if (text.Length == 0)
        {
            return;
        }

        switch (_last)
        {
            case "group":
                _group = Append(_group, text);
                break;
            case "node" or "name":
                _node = Append(_node, text);
                break;
            case "state":
                _state = Append(_state, text);
                break;
            case "reason":
                _reason = Append(_reason, text);
                break;
        }
    }

    private static string Append(string? before, string text) => string.IsNullOrEmpty(before) ? text : $"{before} {text}";
}
