using System;
using System.Collections.Generic;
using System.Linq;
using ImpOps.Audit;
using ImpOps.Tables;
using ImpOps.Text;

namespace ImpOps.Restarts;

/// <summary>
/// What the changes in an audit log ask for. However often something was changed, it asks once. What no rule knows is told as
/// <see cref="RestartCertainty.Unknown"/>, and never left out.
/// </summary>
/// <remarks>
/// An event is no change where it failed, or where the table of audit changes says that its kind changes nothing, as a login. Which rows of the
/// database were changed makes no difference, but for parameters.
/// </remarks>
public sealed class AuditChanges
{
    private static readonly PerLanguage<AuditChangeRow[]> Rows = new(() => TableReader.Read("audit-changes", row => new AuditChangeRow(row)));

    private readonly Dictionary<(string Change, string? Rule), Seen> _seen = [];

    /// <summary>How many records are no changes.</summary>
    public long UnchangingCount { get; private set; }

    /// <summary>Takes a record.</summary>
    public void Add(AuditRecord record)
    {
        if (record.Succeeded == false)
        {
            UnchangingCount++;
            return;
        }

        AuditChangeRow.Facts facts = new(record);
        AuditChangeRow? row = Array.Find(Rows.Current, row => row.Fits(facts));
        if (row?.Effect == AuditChangeEffect.None)
        {
            UnchangingCount++;
            return;
        }

        switch (row?.Effect)
        {
            case AuditChangeEffect.Rule:
                Add(record, record.Table is null && record.Details is string details ? details : Describe(record), row.Rules, row.Verified);
                break;
            case AuditChangeEffect.Parameter:
                Add(record, Join(record.Table, record.Key, record.Operation), Named(record.Key, ChangeKind.ServiceParameter), row.Verified);
                break;
            case AuditChangeEffect.Command:
                Add(record, record.Details ?? Describe(record), [], row.Verified);
                break;
            default:
                // Details that name no table may be what the guide calls the change.
                Add(record, Describe(record), record.Table is null ? Named(record.Details, ChangeKind.Any) : [], verified: true);
                break;
        }
    }

    /// <summary>What the records so far ask for, in the order in which the changes were made first.</summary>
    public IReadOnlyList<RestartRequirement> Build() =>
        [.. _seen.Values.OrderBy(seen => seen.First).Select(seen => seen.ToRequirement())];

    private static IReadOnlyList<RestartRule> Named(string? name, ChangeKind kind) =>
        string.IsNullOrWhiteSpace(name) || LooseText.HasWildcard(name!) ? [] : RestartRules.Match(name!, kind);

    /// <summary>What a change is called: without the row that was changed, or ten thousand users would be as many changes.</summary>
    private static string Describe(AuditRecord record) =>
        record.Table is not null ? Join(record.Table, record.Operation) : Join(record.EventType, record.ResourceAccessed);

    private static string Join(params string?[] words) => string.Join(" ", words.Where(word => !string.IsNullOrEmpty(word)));

    private void Add(AuditRecord record, string change, IReadOnlyList<RestartRule> rules, bool verified)
    {
        foreach (RestartRule? rule in rules.DefaultIfEmpty())
        {
            if (!_seen.TryGetValue((change, rule?.Id), out Seen? seen))
            {
                _seen.Add((change, rule?.Id), seen = new Seen(change, rule, verified));
            }

            seen.Take(record);
        }
    }

    /// <summary>A change, as often as it was made.</summary>
    private sealed class Seen(string change, RestartRule? rule, bool verified)
    {
        private readonly SortedSet<string> _users = new(StringComparer.Ordinal);
        private readonly SortedSet<string> _nodes = new(StringComparer.OrdinalIgnoreCase);
        private DateTimeOffset _last;
        private string? _details;
        private long _count;

        public DateTimeOffset First { get; private set; }

        public void Take(AuditRecord record)
        {
            First = _count == 0 || record.Timestamp < First ? record.Timestamp : First;
            if (_count == 0 || record.Timestamp >= _last)
            {
                (_last, _details) = (record.Timestamp, record.Details);
            }

            _count++;
            AddTo(_users, record.UserId);
            AddTo(_nodes, record.NodeId);
        }

        public RestartRequirement ToRequirement() => new(change, rule)
        {
            Verified = verified,
            UserId = new TextList(_users),
            NodeName = new TextList(_nodes),
            FirstTime = First,
            LastTime = _last,
            Count = _count,
            Details = _details,
        };

        private static void AddTo(SortedSet<string> set, string? text)
        {
            if (text is not null)
            {
                set.Add(text);
            }
        }
    }
}
