using System;
using System.Text;

namespace ImpOps.Text;

/// <summary>
/// Comparison as people mean it: case, blanks, punctuation and the full-width forms of a Chinese keyboard make no difference.
/// </summary>
internal static class LooseText
{
    /// <summary>What is left of a text when only letters and digits count, in upper case.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="keepWildcards">True to keep <c>*</c> and <c>?</c>.</param>
    public static string Fold(string text, bool keepWildcards = false)
    {
        StringBuilder folded = new(text.Length);
        foreach (char c in text)
        {
            // U+FF01 to U+FF5E are the full-width twins of U+0021 to U+007E.
            char plain = c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c;
            if (char.IsLetterOrDigit(plain) || char.IsSurrogate(plain) || (keepWildcards && (plain is '*' or '?')))
            {
                folded.Append(char.ToUpperInvariant(plain));
            }
        }

        return folded.ToString();
    }

    /// <summary>True where a folded text fits a folded pattern with <c>*</c> (any run) and <c>?</c> (any one character).</summary>
    public static bool Fits(string folded, string pattern)
    {
        int text = 0, at = 0, star = -1, retry = 0;
        while (text < folded.Length)
        {
            if (at < pattern.Length && (pattern[at] == '?' || (pattern[at] != '*' && pattern[at] == folded[text])))
            {
                at++;
                text++;
            }
            else if (at < pattern.Length && pattern[at] == '*')
            {
                star = at++;
                retry = text;
            }
            else if (star >= 0)
            {
                at = star + 1;
                text = ++retry;
            }
            else
            {
                return false;
            }
        }

        while (at < pattern.Length && pattern[at] == '*')
        {
            at++;
        }

        return at == pattern.Length;
    }

    public static bool HasWildcard(string text) => text.IndexOfAny(['*', '?']) >= 0;

    /// <summary>How alike two folded texts are, from 0 to 1: the share of the letter pairs that they have in common.</summary>
    public static double Likeness(string left, string right)
    {
        if (left.Length < 2 || right.Length < 2)
        {
            return left == right ? 1 : 0;
        }

        bool[] taken = new bool[right.Length - 1];
        int common = 0;
        for (int i = 0; i + 1 < left.Length; i++)
        {
            for (int j = 0; j < taken.Length; j++)
            {
                if (!taken[j] && left[i] == right[j] && left[i + 1] == right[j + 1])
                {
                    taken[j] = true;
                    common++;
                    break;
                }
            }
        }

        return 2.0 * common / (left.Length + right.Length - 2);
    }
}
