using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using ImpOps.Lab.State;

namespace ImpOps.Lab.Soap;

/// <summary>
/// The little SQL that the lab understands:
/// <c>select * | column [as name], … from table [alias] [[inner] join table [alias] on column = column]… [where column = value and …] [order by column]</c>.
/// Tables: enterprisenode (pkid, id, name, subclusterid, isprimary, tkhaserverstate), enterprisesubcluster (pkid, id, name, haenabled),
/// processnode (pkid, name, description, tkprocessnoderole), typehaserverstate (enum, name). Anything else is refused.
/// </summary>
internal sealed partial class SqlQuery(ClusterState state)
{
    private const int SqlError = -201;

    public IReadOnlyList<IReadOnlyList<KeyValuePair<string, string>>> Execute(string sql)
    {
        Cursor words = new([.. Word().Matches(sql).Select(match => match.Value)]);
        if (!words.Take("select"))
        {
            throw Refused("only SELECT is known");
        }

        List<(string Column, string? Name)> columns = [];
        do
        {
            string column = words.Next();
            columns.Add((column, words.Take("as") ? words.Next() : null));
        }
        while (words.Take(","));

        words.Demand("from");
        List<Dictionary<string, string>> rows = Table(words);
        while (words.Take("inner") || words.Is("join"))
        {
            words.Demand("join");
            List<Dictionary<string, string>> joined = Table(words);
            words.Demand("on");
            string left = words.Next();
            words.Demand("=");
            string right = words.Next();
            rows = [.. rows
                .SelectMany(_ => joined, (one, other) => new Dictionary<string, string>(one.Concat(other.Where(cell => !one.ContainsKey(cell.Key)))))
                .Where(row => Cell(row, left) == Cell(row, right))];
        }

        if (words.Take("where"))
        {
            do
            {
                string column = words.Next();
                words.Demand("=");
                string value = Literal(words.Next());
                rows = [.. rows.Where(row => Cell(row, column) == value)];
            }
            while (words.Take("and"));
        }

        if (words.Take("order"))
        {
            words.Demand("by");
            string column = words.Next();
            rows = [.. rows.OrderBy(row => Cell(row, column), StringComparer.Ordinal)];
        }

        words.End();
        return [.. rows.Select(row => Pick(row, columns))];
    }

    private static List<KeyValuePair<string, string>> Pick(Dictionary<string, string> row, List<(string Column, string? Name)> columns) =>
        columns is [("*", null)]
            ? [.. row.Where(cell => !cell.Key.Contains('.'))]
            : [.. columns.Select(column => KeyValuePair.Create(column.Name ?? column.Column.Split('.')[^1].ToLowerInvariant(), Cell(row, column.Column)))];

    private static string Cell(Dictionary<string, string> row, string column) =>
        row.GetValueOrDefault(column.ToLowerInvariant()) ?? throw Refused($"Column ({column}) not found in any table in the query");

    private static string Literal(string word) =>
        word is ['\'', .., '\''] or ['"', .., '"'] ? word[1..^1]
        : char.IsAsciiDigit(word[0]) ? word
        : throw Refused($"'{word}' is no literal");

    private static AxlRefusal Refused(string why) => new(SqlError, $"A syntax error has occurred, or the lab does not know this query: {why}.");

    [GeneratedRegex("""'[^']*'|"[^"]*"|[A-Za-z_][A-Za-z0-9_]*(\.([A-Za-z_][A-Za-z0-9_]*|\*))?|[0-9]+|\S""")]
    private static partial Regex Word();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The rows of a table; each cell under its own name and under alias.name.</summary>
    private List<Dictionary<string, string>> Table(Cursor words)
    {
        string table = words.Next().ToLowerInvariant();
        IEnumerable<(string, string)[]> rows = table switch
        {
            "enterprisenode" => state.PresenceNodes.Select((node, index) => new[]
            {
                ("pkid", node.Uuid[1..^1].ToLowerInvariant()), ("id", Text(index + 1)), ("name", node.Name), ("subclusterid", Text(node.Group!.Id)),
                ("isprimary", node == node.Group.Nodes[0] ? "t" : "f"), ("tkhaserverstate", Text((int)node.HaState)),
            }),
            "enterprisesubcluster" => state.Groups.Select(group => new[]
            {
                ("pkid", group.Uuid[1..^1].ToLowerInvariant()), ("id", Text(group.Id)), ("name", group.Name), ("haenabled", group.HighAvailability ? "t" : "f"),
            }),
            "processnode" => state.Nodes.Select(node => new[]
            {
                ("pkid", node.Uuid[1..^1].ToLowerInvariant()), ("name", node.Name), ("description", node.Description), ("tkprocessnoderole", node.IsPresence ? "2" : "1"),
            }),
            "typehaserverstate" => Enum.GetValues<HaState>().Select(value => new[] { ("enum", Text((int)value)), ("name", value.ToString()) }),
            _ => throw Refused($"The specified table ({table}) is not in the database"),
        };
        _ = words.Take("as");
        string alias = words.IsName() ? words.Next().ToLowerInvariant() : table;
        return [.. rows.Select(cells => cells
            .SelectMany(cell => new[] { cell, ($"{alias}.{cell.Item1}", cell.Item2) })
            .ToDictionary(cell => cell.Item1, cell => cell.Item2))];
    }

    private sealed class Cursor(string[] words)
    {
        private static readonly string[] Keywords = ["select", "from", "inner", "join", "on", "where", "and", "order", "by", "as"];
        private int _at;

        public bool Is(string word) => _at < words.Length && string.Equals(words[_at], word, StringComparison.OrdinalIgnoreCase);

        public bool IsName() => _at < words.Length && char.IsAsciiLetter(words[_at][0]) && !Keywords.Contains(words[_at].ToLowerInvariant());

        public bool Take(string word)
        {
            bool taken = Is(word);
            _at += taken ? 1 : 0;
            return taken;
        }

        public void Demand(string word)
        {
            if (!Take(word))
            {
                throw Refused($"'{word}' should stand before '{string.Join(' ', words.Skip(_at))}'");
            }
        }

        public string Next() => _at < words.Length ? words[_at++] : throw Refused("it breaks off");

        public void End()
        {
            if (_at < words.Length)
            {
                throw Refused($"'{string.Join(' ', words.Skip(_at))}'");
            }
        }
    }
}
