using System.Collections.Generic;
using System.Linq;
using ImpOps.Audit;
using ImpOps.Tables;
using ImpOps.Text;

namespace ImpOps.Restarts;

/// <summary>A row of the table that says which audit events mean which rules. Where several fit an event, the first counts.</summary>
internal sealed class AuditChangeRow
{
    private readonly string? _eventType;
    private readonly string? _table;
    private readonly string? _key;
    private readonly string? _details;
    private readonly string? _operation;

    public AuditChangeRow(TableRow row)
    {
        _eventType = Pattern(row, "EventType");
        _table = Pattern(row, "Table");
        _key = Pattern(row, "Key");
        _details = Pattern(row, "Details");
        _operation = Pattern(row, "Operation");
        Effect = row.Enum<AuditChangeEffect>("Effect");
        Verified = row.Bool("Verified");
        Rules = [.. row.List("Rule").Select(id => RestartRules.Find(id) ?? throw row.Malformed($"there is no rule '{id}'"))];
        if ((Effect == AuditChangeEffect.Rule) != (Rules.Count > 0))
        {
            throw row.Malformed("rules go with the effect Rule, and with nothing else");
        }

        if (Effect == AuditChangeEffect.None && !Verified)
        {
            throw row.Malformed("that something changes nothing must be verified");
        }
    }

    public AuditChangeEffect Effect { get; }

    public IReadOnlyList<RestartRule> Rules { get; }

    /// <summary>Whether something published confirms that the audit log means what the rules are about.</summary>
    public bool Verified { get; }

    public bool Fits(in Facts facts) =>
        Fits(facts.EventType, _eventType) && Fits(facts.Table, _table) && Fits(facts.Operation, _operation) && Fits(facts.Key, _key) && Fits(facts.Details, _details);

    private static bool Fits(string? text, string? pattern) => pattern is null || (text is not null && LooseText.Fits(text, pattern));

    private static string? Pattern(TableRow row, string column) => row.Optional(column)?.ToUpperInvariant();

    /// <summary>What rows look at in a record, in the case of their patterns: made once for all rows.</summary>
    public readonly struct Facts(AuditRecord record)
    {
        public string? EventType { get; } = record.EventType?.ToUpperInvariant();

        public string? Table { get; } = record.Table?.ToUpperInvariant();

        public string? Operation { get; } = record.Operation?.ToUpperInvariant();

        public string? Key { get; } = record.Key?.ToUpperInvariant();

        public string? Details { get; } = record.Details?.ToUpperInvariant();
    }
}
