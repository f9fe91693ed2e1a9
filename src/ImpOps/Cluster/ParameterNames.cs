using System;
using System.Collections.Generic;
using System.Linq;
using ImpOps.Tables;
using ImpOps.Text;

namespace ImpOps.Cluster;

/// <summary>
/// The names that the portal prints for service parameters. The names that the database uses are not published: which of them the portal means is found
/// out from the parameters that the server lists.
/// </summary>
internal static class ParameterNames
{
    private static readonly Lazy<Row[]> Rows = new(() => TableReader.Read("service-parameters", row => new Row(
        row.Required("Service"), row.Text("Name"), row.Optional("Alias"))));

    /// <summary>
    /// What portal and guide call the parameters, by internal name: first the portal's name, in the language that is spoken now where there is one.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="internalNames">All parameters of the service that the server lists.</param>
    public static Dictionary<string, string[]> PortalNames(string service, IReadOnlyCollection<string> internalNames)
    {
        Dictionary<string, string[]> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (Row row in Rows.Value.Where(row => string.Equals(row.Service, service, StringComparison.OrdinalIgnoreCase)))
        {
            if (Resolve(row, internalNames) is { } internalName)
            {
                names[internalName] = [.. row.Names().Prepend(row.Name.Current ?? row.Name.English!).Distinct()];
            }
        }

        return names;
    }

    /// <summary>The internal name behind what someone has typed: an internal name, or the portal's in either language.</summary>
    /// <returns>The internal name; null where none fits, or several.</returns>
    public static string? Resolve(string service, string name, IReadOnlyCollection<string> internalNames)
    {
        if (internalNames.FirstOrDefault(candidate => string.Equals(candidate, name, StringComparison.OrdinalIgnoreCase)) is { } exact)
        {
            return exact;
        }

        string folded = LooseText.Fold(name);
        Row? row = Rows.Value.FirstOrDefault(row => string.Equals(row.Service, service, StringComparison.OrdinalIgnoreCase)
            && row.Names().Any(known => LooseText.Fold(known) == folded));
        return row is null ? Closest(name, internalNames) : Resolve(row, internalNames);
    }

    private static string? Resolve(Row row, IReadOnlyCollection<string> internalNames) =>
        row.EnglishNames().Select(name => Closest(name, internalNames)).FirstOrDefault(found => found is not null);

    /// <summary>
    /// The one internal name that is the portal's without its blanks, or short for it: each of its words begins a word of the portal's, in the same
    /// order, and no other internal name covers as many.
    /// </summary>
    private static string? Closest(string portalName, IReadOnlyCollection<string> internalNames)
    {
        string folded = LooseText.Fold(portalName);
        if (internalNames.FirstOrDefault(name => LooseText.Fold(name) == folded) is { } same)
        {
            return same;
        }

        string[] words = Words(portalName);
        (string Name, int Covered)[] fitting = [.. internalNames
            .Select(name => (Name: name, Words: Words(name)))
            .Where(candidate => 2 * candidate.Words.Length > words.Length && IsShortFor(candidate.Words, words))
            .Select(candidate => (candidate.Name, candidate.Words.Length))
            .OrderByDescending(candidate => candidate.Length)];
        return fitting.Length == 1 || (fitting.Length > 1 && fitting[0].Covered > fitting[1].Covered) ? fitting[0].Name : null;
    }

    private static bool IsShortFor(string[] words, string[] portalWords)
    {
        int at = 0;
        foreach (string word in words)
        {
            while (at < portalWords.Length && !portalWords[at].StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                at++;
            }

            if (at++ == portalWords.Length)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The words of a name: of <c>InitKeepAliveTimeout</c> as of <c>Initialization Keep Alive (Heartbeat) Timeout</c>.</summary>
    private static string[] Words(string name)
    {
        List<string> words = [];
        int begin = 0;
        for (int i = 0; i <= name.Length; i++)
        {
            bool inside = i < name.Length && char.IsLetterOrDigit(name[i]);
            bool hump = inside && i > begin && char.IsUpper(name[i]) && char.IsLower(name[i - 1]);
            if ((!inside || hump) && i > begin)
            {
                words.Add(name.Substring(begin, i - begin));
                begin = i;
            }

            if (!inside)
            {
                begin = i + 1;
            }
        }

        return [.. words];
    }

    private sealed record Row(string Service, LocalizedText Name, string? Alias)
    {
        public IEnumerable<string> EnglishNames()
        {
            yield return Name.English!;
            if (Alias is not null)
            {
                yield return Alias;
            }
        }

        public IEnumerable<string> Names() => Name.Chinese is null ? EnglishNames() : EnglishNames().Append(Name.Chinese);
    }
}
