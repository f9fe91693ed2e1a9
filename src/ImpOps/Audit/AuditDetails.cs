using System;

namespace ImpOps.Audit;

/// <summary>What details tell of a change of the database: <c>record in table processnode with key field name = n updated</c>.</summary>
internal sealed class AuditDetails
{
    private const string BeforeTable = "in table ";
    private const string BeforeKey = "key field ";
    private static readonly AuditDetails None = new();
    private static readonly string[] Operations = ["added", "inserted", "updated", "modified", "changed", "deleted", "removed"];

    private AuditDetails()
    {
    }

    public string? Table { get; private init; }

    public string? KeyField { get; private init; }

    public string? Key { get; private init; }

    public string? Operation { get; private init; }

    public static AuditDetails Parse(string? details)
    {
        int before = details?.IndexOf(BeforeTable, StringComparison.OrdinalIgnoreCase) ?? -1;
        if (details is null || before < 0)
        {
            return None;
        }

        int start = before + BeforeTable.Length;
        int end = start;
        while (end < details.Length && (char.IsLetterOrDigit(details[end]) || details[end] == '_'))
        {
            end++;
        }

        if (end == start)
        {
            return None;
        }

        string rest = details.Substring(end);
        (int at, string? operation) = FindOperation(rest);
        rest = operation is null ? rest : rest.Substring(0, at);

        int key = rest.IndexOf(BeforeKey, StringComparison.OrdinalIgnoreCase);
        int equals = key < 0 ? -1 : rest.IndexOf('=', key);
        return new AuditDetails
        {
            Table = details.Substring(start, end - start),
            Operation = operation,
            KeyField = equals < 0 ? null : rest.Substring(key + BeforeKey.Length, equals - key - BeforeKey.Length).Trim(),
            Key = equals < 0 ? null : rest.Substring(equals + 1).Trim(),
        };
    }

    /// <summary>The first word that says what was done, as a word of its own. There is none where the details were cut before it.</summary>
    private static (int At, string? Operation) FindOperation(string text)
    {
        (int At, string? Operation) first = (text.Length, null);
        foreach (string operation in Operations)
        {
            for (int at = text.IndexOf(operation, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(operation, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                int end = at + operation.Length;
                if (at < first.At && at > 0 && text[at - 1] == ' ' && (end == text.Length || text[end] is ' ' or ',' or '.' or ';'))
                {
                    first = (at, operation);
                }
            }
        }

        return first;
    }
}
