using System.Text;
using System.Text.RegularExpressions;

namespace ImpOps.Cluster;

/// <summary>A server's own text, fit to be shown: on one line, without what a terminal would act on, and not longer than someone will read.</summary>
internal static class ServerText
{
    private const int Longest = 400;

    private static readonly Regex NotShown = new("<(script|style)[^>]*>.*?</\\1>|<[^>]*>", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant);

    public static string Clean(string text)
    {
        StringBuilder clean = new();
        foreach (char c in text)
        {
            if (clean.Length == Longest)
            {
                clean.Append('…');
                break;
            }

            bool blank = char.IsWhiteSpace(c) || char.IsControl(c);
            if (!blank)
            {
                clean.Append(c);
            }
            else if (clean.Length > 0 && clean[clean.Length - 1] != ' ')
            {
                clean.Append(' ');
            }
        }

        // Messages end with a full stop of their own.
        return clean.ToString().TrimEnd(' ', '.');
    }

    /// <summary>What a page says, without its markup.</summary>
    public static string OfPage(string page) => Clean(NotShown.Replace(page.Length > 16 * Longest ? page.Substring(0, 16 * Longest) : page, " "));
}
