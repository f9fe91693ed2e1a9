using System;
using System.Collections.Generic;
using System.Linq;

namespace ImpOps.Messaging;

/// <summary>A client that a user has signed in with, or may.</summary>
public sealed class MdmClient
{
    private const string Jabber = "Cisco Jabber";
    private const string JabberWord = "jabber";

    private static readonly char[] Separators = [' ', '-', '/', '_', ',', ':', '('];

    private MdmClient(string? userId, string name, ProductVersion? version)
    {
        UserId = userId;
        Name = name;
        Version = version;
        IsJabber = MdmClientTerms.IsJabber(name);
    }

    /// <summary>The user; null where the record does not tell.</summary>
    public string? UserId { get; }

    /// <summary>What the client calls itself, without its version: <c>Jabber-Win</c>.</summary>
    public string Name { get; }

    /// <summary>Its version; null where the record does not tell.</summary>
    public ProductVersion? Version { get; }

    /// <summary>Whether it is Cisco Jabber, and not the client of another maker.</summary>
    public bool IsJabber { get; }

    /// <summary>Reads a text such as a user agent: <c>Jabber-Win-12.8.1</c>, <c>Cisco Jabber for Windows 11.7.1</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="number">The how manieth record it is, from 1, to name it in errors.</param>
    /// <exception cref="ImpOpsException"><c>MdmClientNameMissing</c>: it is only a version; <c>MdmClientVersionNotUnderstood</c>: Jabber without one.</exception>
    public static MdmClient Parse(string text, long number = 1) => Read(new InputLocation(null, number), null, text, null, null);

    /// <summary>Reads a record by the names of its properties, however they are spelt.</summary>
    /// <param name="properties">The names with the values as text.</param>
    /// <param name="number">The how manieth record it is, from 1, to name it in errors.</param>
    /// <exception cref="ImpOpsException"><c>MdmClientRecordNotUnderstood</c>, <c>MdmClientNameMissing</c> or <c>MdmClientVersionNotUnderstood</c>.</exception>
    public static MdmClient FromRecord(IEnumerable<KeyValuePair<string, string?>> properties, long number = 1) =>
        FromRecord([.. properties], new InputLocation(null, number));

    /// <summary>Whether a text is the header of a list, as one has it who pipes the lines of a file.</summary>
    /// <param name="text">The text.</param>
    public static bool IsHeader(string text) => text.Split(MdmClientFile.Delimiters).Count(cell => MdmClientTerms.FindColumn(cell) is not null) > 1;

    internal static MdmClient FromRecord(IReadOnlyCollection<KeyValuePair<string, string?>> properties, InputLocation at)
    {
        Dictionary<MdmClientColumn, string?> cells = [];
        foreach (KeyValuePair<string, string?> property in properties)
        {
            // Of two columns that mean the same, the first that says something.
            if (MdmClientTerms.FindColumn(property.Key) is MdmClientColumn column && !(cells.TryGetValue(column, out string? before) && !string.IsNullOrWhiteSpace(before)))
            {
                cells[column] = property.Value;
            }
        }

        if (!cells.Keys.Any(column => column != MdmClientColumn.UserId))
        {
            throw Errors.MdmClientRecordNotUnderstood(at, properties.Select(property => property.Key));
        }

        string? Cell(MdmClientColumn column) => cells.TryGetValue(column, out string? text) ? text : null;
        return Read(at, Cell(MdmClientColumn.UserId), Cell(MdmClientColumn.Client), Cell(MdmClientColumn.Version), Cell(MdmClientColumn.JabberVersion));
    }

    private static MdmClient Read(InputLocation at, string? userId, string? client, string? version, string? jabberVersion)
    {
        string? user = string.IsNullOrWhiteSpace(userId) ? null : userId!.Trim();
        string? name = MdmClientTerms.IsUnknown(client) || ProductVersion.TryParse(client) is not null ? null : client!.Trim();
        string? told = !MdmClientTerms.IsUnknown(version) ? version : !MdmClientTerms.IsUnknown(jabberVersion) ? jabberVersion : null;
        if (name is null && (jabberVersion is not null || MdmClientTerms.IsJabber(told ?? "")))
        {
            name = Jabber;
        }

        if (name is null)
        {
            throw Errors.MdmClientNameMissing(at, told ?? client);
        }

        if (told is not null)
        {
            ProductVersion? found = ProductVersion.TryParse(told) ?? Find(told);
            return found is null && MdmClientTerms.IsJabber(name)
                ? throw Errors.MdmClientVersionNotUnderstood(at, told)
                : new MdmClient(user, WithoutVersion(name), found);
        }

        ProductVersion? inName = Find(name);
        string bare = WithoutVersion(name);

        // A version column that is there and empty means that nobody knows; a name alone should have had one.
        return inName is null && MdmClientTerms.IsJabber(name) && version is null && jabberVersion is null && LooksLikeAgent(name)
            ? throw Errors.MdmClientVersionNotUnderstood(at, name)
            : new MdmClient(user, bare, inName);
    }

    /// <summary>Whether there are digits in it, which ought to be a version.</summary>
    private static bool LooksLikeAgent(string name) => name.Any(char.IsDigit);

    private static ProductVersion? Find(string text) => ProductVersion.FindIn(text, Math.Max(0, BehindJabber(text)));

    private static string WithoutVersion(string name)
    {
        if (Find(name) is not ProductVersion version)
        {
            return name;
        }

        string before = name.Substring(0, name.IndexOf(version.ToString(), Math.Max(0, BehindJabber(name)), StringComparison.Ordinal)).TrimEnd(Separators);
        return before.Length > 0 ? before : name;
    }

    private static int BehindJabber(string text) =>
        text.IndexOf(JabberWord, StringComparison.OrdinalIgnoreCase) is int at and >= 0 ? at + JabberWord.Length : -1;
}
